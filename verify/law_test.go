package verify_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waymark/credential"
	"waymark/credential/bake"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
	"waymark/credential/status"
	"waymark/verify"
)

// drawn makes an award of anything that an issuer could say: names in every script, with and without each part.
func drawn(t *rapid.T, issuer string) credential.Award {
	word := rapid.StringN(1, 40, 120)
	maybe := rapid.OneOf(rapid.Just(""), word)
	address := rapid.Map(rapid.StringMatching(`[a-z]{1,8}(/[a-z0-9]{1,6}){0,2}`), func(s string) string { return "https://" + s[:1] + ".example/" + s })
	from := time.Unix(rapid.Int64Range(0, now.Unix()-1).Draw(t, "from"), 0)
	a := credential.Award{
		ID: address.Draw(t, "id"), Name: word.Draw(t, "name"), Description: maybe.Draw(t, "description"),
		Issuer: credential.Profile{
			ID: issuer, Name: maybe.Draw(t, "issuer"), Description: maybe.Draw(t, "about"), Image: credential.Image{ID: address.Draw(t, "logo"), Caption: maybe.Draw(t, "caption")},
		},
		Recipient: credential.Recipient{ID: rapid.SampledFrom([]string{"did:example:ada", "mailto:ada@example.org", "urn:uuid:1"}).Draw(t, "recipient")},
		Achievement: credential.Achievement{
			ID: address.Draw(t, "achievement"), Type: rapid.SampledFrom([]string{"", "Certification", "Badge", "MicroCredential"}).Draw(t, "type"),
			Name: word.Draw(t, "title"), Description: word.Draw(t, "what"), Criteria: word.Draw(t, "criteria"),
			Code: maybe.Draw(t, "code"), Field: maybe.Draw(t, "field"), Version: maybe.Draw(t, "version"),
			InLanguage: rapid.SampledFrom([]string{"", "en", "de-AT"}).Draw(t, "language"), Tags: rapid.SliceOfN(word, 0, 3).Draw(t, "tags"),
		},
		ValidFrom: from, NamesSchema: rapid.Bool().Draw(t, "schema"),
	}
	if rapid.Bool().Draw(t, "ends") {
		a.ValidUntil = now.AddDate(0, rapid.IntRange(1, 600).Draw(t, "months"), 0)
	}
	if rapid.Bool().Draw(t, "awarded") {
		a.Awarded = from
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "results") {
		id := fmt.Sprintf("urn:uuid:0199b1c2-7f00-7a00-8000-00000000000%d", i)
		a.Achievement.Results = append(a.Achievement.Results, credential.ResultDescription{ID: id, Name: word.Draw(t, "exam"), Type: "RawScore", Min: "0", Max: "1000"})
		a.Results = append(a.Results, credential.Result{Description: id, Value: word.Draw(t, "score"), Status: "Completed"})
	}
	for range rapid.IntRange(0, 2).Draw(t, "alignments") {
		a.Achievement.Alignments = append(a.Achievement.Alignments, credential.Alignment{URL: address.Draw(t, "target"), Name: word.Draw(t, "job"), Type: "ext:job", Description: maybe.Draw(t, "of")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "evidence") {
		a.Evidence = append(a.Evidence, credential.Evidence{ID: address.Draw(t, "proof"), Name: word.Draw(t, "named"), Narrative: maybe.Draw(t, "told")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "identities") {
		salt := word.Draw(t, "salt")
		a.Recipient.Identities = append(a.Recipient.Identities, credential.Identity{Type: "emailAddress", Hash: credential.HashIdentity("ada@example.org", salt), Salt: salt})
	}
	return a
}

// Law 8: what was issued is good, in every form that carries it; with any one bit changed it is not, unless it says the
// same. Its status is asked of a list at hand.
func TestLawOfIssuing(t *testing.T) {
	signers := map[string]key.Signer{
		"eddsa-rdfc-2022": seeded(t, 1), "eddsa-jcs-2022": seeded(t, 2), "ecdsa-rdfc-2019": generated(t, key.P384),
		"ecdsa-jcs-2019": generated(t, key.P256), "ES256": generated(t, key.P256), "RS256": generated(t, key.RSA),
	}
	list, err := status.New(status.MinSize)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019", "ES256", "RS256"}).Draw(t, "way")
		s := signers[name]
		did, method := key.DIDKey(s.Public()), key.DIDKeyMethod(s.Public())
		page := func(string) ([]byte, error) { return nil, errors.New("no page") }
		if s.Public().Kind == key.RSA { // did:key has none of RSA: the issuer's own site lists it
			did, method = "did:web:board.example", "did:web:board.example#k"
			document := key.Document(did, []key.Listed{{Name: "k", Key: s.Public()}})
			page = func(string) ([]byte, error) { return jsontree.Append(nil, &document), nil }
		}
		a := drawn(t, did)
		listed := name == "eddsa-rdfc-2022" && rapid.Bool().Draw(t, "listed")
		if listed {
			a.Status = status.Entry{Purpose: status.Revocation, Index: rapid.IntRange(0, status.MinSize-1).Draw(t, "index"), List: "https://board.example/status/1"}
			v := list.Credential(a.Status.List, did, status.Revocation, now.AddDate(0, -1, 0), time.Time{})
			published, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: method, Created: now.AddDate(0, -1, 0)}, s)
			if err != nil {
				t.Fatal(err)
			}
			page = func(string) ([]byte, error) { return published, nil }
		}
		v, err := a.Build()
		if err != nil {
			t.Fatal(err)
		}
		var data []byte
		if suite, ok := proof.SuiteNamed(name); ok {
			data, err = credential.Issue(rdf.Default(), v, proof.Options{Suite: suite, Method: method, Created: now.AddDate(0, -1, 0)}, s)
		} else {
			var token string
			token, err = credential.IssueToken(rdf.Default(), v, method, s)
			data = []byte(token)
		}
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "baked") {
			if data, err = bake.SVG([]byte(`<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>`), string(data)); err != nil {
				t.Fatal(err)
			}
		}
		o := verify.Options{Now: now, Fetch: page}
		whole := verify.Verify(data, o)
		if whole.Outcome != verify.Passed {
			t.Fatalf("%s: %s\n%s", name, told(whole), data)
		}
		at := rapid.IntRange(0, len(data)-1).Draw(t, "at")
		changed := append([]byte(nil), data...)
		changed[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if got := verify.Verify(changed, o); got.Outcome == verify.Passed && !jsontree.Equal(got.Credential, whole.Credential) {
			t.Fatalf("%s: a change at %d passes\n%s", name, at, changed)
		}
	})
}
