package verify_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waymark/credential"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
	"waymark/verify"
)

const (
	asker = "employer.example"
	nonce = "8f14e45f"
)

// presented gives a presentation of what the issuer signed, by the holder.
func presented(tb testing.TB, suite *proof.Suite, holder key.Signer, credentials ...jsontree.Value) []byte {
	tb.Helper()
	v := jsontree.Object(
		jsontree.M("@context", jsontree.Strings(credential.ContextV2)),
		jsontree.M("type", jsontree.Strings("VerifiablePresentation")),
		jsontree.M("holder", jsontree.String(key.DIDKey(holder.Public()))),
		jsontree.M("verifiableCredential", jsontree.Array(credentials...)),
	)
	data, err := credential.Present(rdf.Default(), v, proof.Options{
		Suite: suite, Method: key.DIDKeyMethod(holder.Public()), Created: now.AddDate(0, 0, -1), Domain: asker, Challenge: nonce,
	}, holder)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func parsed(tb testing.TB, data []byte) jsontree.Value {
	tb.Helper()
	v, err := jsontree.Parse(data)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

func toldOf(p *verify.Presented) string {
	all := []string{told(&verify.Verdict{Outcome: p.Outcome, Steps: p.Steps})}
	for _, c := range p.Credentials {
		all = append(all, told(c))
	}
	return strings.Join(all, "\n  ")
}

// A presentation is good for the one it was made for, whichever way its credentials and itself are signed; a changed byte
// anywhere is seen.
func TestPresentations(t *testing.T) {
	issuer, tokens := seeded(t, 1), generated(t, key.P256)
	signed := parsed(t, issue(t, award(key.DIDKey(issuer.Public())), proof.EdDSARDFC, issuer))
	inToken, err := award(key.DIDKey(tokens.Public())).Build()
	if err != nil {
		t.Fatal(err)
	}
	token, err := credential.IssueToken(rdf.Default(), inToken, key.DIDKeyMethod(tokens.Public()), tokens)
	if err != nil {
		t.Fatal(err)
	}
	asked := verify.Options{Now: now, Domain: asker, Challenge: nonce}
	for suite, holder := range map[*proof.Suite]key.Signer{
		proof.EdDSARDFC: seeded(t, 7), proof.EdDSAJCS: seeded(t, 8), proof.ECDSARDFC: generated(t, key.P384),
	} {
		data := presented(t, suite, holder, signed, credential.Envelop(token))
		p := verify.Presentation(data, asked)
		if p.Outcome != verify.Passed || len(p.Credentials) != 2 || p.Credentials[1].Form != "json jwt" {
			t.Fatalf("%s: %s", suite.Name, toldOf(p))
		}
		whole := parsed(t, data)
		rapid.Check(t, func(t *rapid.T) {
			at := rapid.IntRange(0, len(data)-1).Draw(t, "at")
			changed := append([]byte(nil), data...)
			changed[at] ^= byte(1 << rapid.IntRange(0, 6).Draw(t, "bit"))
			if v, err := jsontree.Parse(changed); err == nil && jsontree.Equal(v, whole) {
				return
			}
			if got := verify.Presentation(changed, asked); got.Outcome == verify.Passed {
				t.Fatalf("%s: a change at %d passes: %s", suite.Name, at, changed)
			}
		})
	}
}

// Each of these is refused, for its own reason.
func TestPresentationsThatAreRefused(t *testing.T) {
	issuer, holder := seeded(t, 1), seeded(t, 7)
	signed := parsed(t, issue(t, award(key.DIDKey(issuer.Public())), proof.EdDSARDFC, issuer))
	data := presented(t, proof.EdDSARDFC, holder, signed)
	asked := verify.Options{Now: now, Domain: asker, Challenge: nonce}
	other := verify.Options{Now: now, Domain: "elsewhere.example", Challenge: nonce}
	late := verify.Options{Now: now, Domain: asker, Challenge: "another"}
	replaced := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(string(data)) }
	unsigned := parsed(t, data).Without("proof")
	unsignedText := string(jsontree.Append(nil, &unsigned))
	own := `"holder":"` + key.DIDKey(holder.Public()) + `"`
	for name, c := range map[string]struct {
		data, step, code string
		options          verify.Options
	}{
		"another asker":      {string(data), verify.StepProof, "verify.domain", other},
		"another question":   {string(data), verify.StepProof, "verify.challenge", late},
		"unsigned":           {unsignedText, verify.StepProof, "verify.no-proof", asked},
		"somebody else":      {replaced(own, `"holder":"did:key:`+issuer.Public().Multikey()+`"`), verify.StepHolder, "verify.holder-other", asked},
		"no type":            {replaced(`"type":["VerifiablePresentation"]`, `"type":["VerifiableCredential"]`), verify.StepParse, "model.presentation-type", asked},
		"no base context":    {replaced(`{"@context":["`+credential.ContextV2+`"],"type":["VerifiablePresentation"]`, `{"type":["VerifiablePresentation"]`), verify.StepParse, "model.context", asked},
		"holder of no name":  {replaced(own, `"holder":{"name":"Ada"}`), verify.StepParse, "model.holder", asked},
		"undefined":          {replaced(own, own+`,"hobby":"chess"`), verify.StepParse, "jsonld.undefined-term", asked},
		"an address":         {`{"@context":["` + credential.ContextV2 + `"],"type":["VerifiablePresentation"],"verifiableCredential":["https://a.example/1"]}`, verify.StepParse, "model.presented", asked},
		"for issuing":        {replaced(`"proofPurpose":"authentication"`, `"proofPurpose":"assertionMethod"`), verify.StepProof, "verify.purpose", asked},
		"bad envelope":       {`{"@context":["` + credential.ContextV2 + `"],"type":["EnvelopedVerifiablePresentation"],"id":"urn:x"}`, verify.StepParse, "model.envelope", asked},
		"envelope of a kind": {`{"@context":["` + credential.ContextV2 + `"],"type":["EnvelopedVerifiablePresentation"],"id":"data:text/plain,eyJ"}`, verify.StepParse, "model.envelope-media", asked},
	} {
		p := verify.Presentation([]byte(c.data), c.options)
		if p.Outcome != verify.Failed {
			t.Errorf("%s: %s", name, toldOf(p))
			continue
		}
		for _, s := range p.Steps {
			if s.Name == c.step && (s.Outcome != verify.Failed || s.Notes[0].Code != c.code) {
				t.Errorf("%s: %s", name, toldOf(p))
			}
		}
	}
	// The credential inside counts too.
	expired := verify.Options{Now: now.AddDate(9, 0, 0), Domain: asker, Challenge: nonce}
	if p := verify.Presentation(data, expired); p.Outcome != verify.Failed || p.Credentials[0].Step(verify.StepDates).Outcome != verify.Failed {
		t.Errorf("an ended credential: %s", toldOf(p))
	}
}

// A presentation may be a token, with the audience and nonce as claims.
func TestPresentationAsToken(t *testing.T) {
	holder := generated(t, key.P256)
	did := key.DIDKey(holder.Public())
	pack := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	head := pack(`{"alg":"ES256","typ":"vp+jwt","kid":"` + key.DIDKeyMethod(holder.Public()) + `"}`)
	for _, body := range []string{
		`{"@context":["` + credential.ContextV2 + `"],"type":"VerifiablePresentation","holder":"` + did + `","aud":"` + asker + `","nonce":"` + nonce + `"}`,
		`{"iss":"` + did + `","aud":["` + asker + `"],"nonce":"` + nonce + `","vp":{"@context":["` + credential.ContextV2 + `"],"type":["VerifiablePresentation"]}}`,
	} {
		text := head + "." + pack(body)
		signature, err := holder.Sign([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		token := text + "." + base64.RawURLEncoding.EncodeToString(signature)
		envelope := `{"@context":"` + credential.ContextV2 + `","type":"EnvelopedVerifiablePresentation","id":"data:application/vp+jwt,` + token + `"}`
		for _, form := range []string{token, envelope} {
			if p := verify.Presentation([]byte(form), verify.Options{Now: now, Domain: asker, Challenge: nonce}); p.Outcome != verify.Passed || p.Form != "jwt" {
				t.Errorf("%s: %s", form, toldOf(p))
			}
			if p := verify.Presentation([]byte(form), verify.Options{Now: now, Domain: asker, Challenge: "other"}); p.Outcome != verify.Failed {
				t.Errorf("another question: %s", toldOf(p))
			}
		}
	}
}

// In a set of proofs others may sign beside the issuer, never in the issuer's place.
func TestOthersSignBesideTheIssuer(t *testing.T) {
	issuer, notary := seeded(t, 1), seeded(t, 2)
	v, err := award(key.DIDKey(issuer.Public())).Build()
	if err != nil {
		t.Fatal(err)
	}
	add := func(v jsontree.Value, s key.Signer) jsontree.Value {
		made, err := proof.Sign(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: key.DIDKeyMethod(s.Public()), Created: now.AddDate(0, -1, 0)}, s)
		if err != nil {
			t.Fatal(err)
		}
		return proof.Attach(v, made)
	}
	for name, c := range map[string]struct {
		v    jsontree.Value
		want verify.Outcome
	}{
		"notary first": {add(add(v, notary), issuer), verify.Passed},
		"issuer first": {add(add(v, issuer), notary), verify.Passed},
		"notary alone": {add(v, notary), verify.Failed},
		"two notaries": {add(add(v, notary), seeded(t, 3)), verify.Failed},
	} {
		if got := verify.Verify(jsontree.Append(nil, &c.v), verify.Options{Now: now}); got.Outcome != c.want {
			t.Errorf("%s: %s", name, told(got))
		}
	}
}

// Whatever the bytes, a presentation gets a verdict, and a failed step fails it.
func FuzzPresentation(f *testing.F) {
	issuer, holder := seeded(f, 1), seeded(f, 7)
	f.Add(presented(f, proof.EdDSARDFC, holder, parsed(f, issue(f, award(key.DIDKey(issuer.Public())), proof.EdDSARDFC, issuer))))
	f.Add([]byte("eyJhbGciOiJFUzI1NiJ9.eyJ2cCI6e319.AA"))
	f.Add([]byte(`{"@context":"https://www.w3.org/ns/credentials/v2","type":"EnvelopedVerifiablePresentation","id":"data:application/vp+jwt,eyJhbGciOiJFUzI1NiIsImp3ayI6e319.eyJ2cCI6eyJAY29udGV4dCI6Imh0dHBzOi8vd3d3LnczLm9yZy9ucy9jcmVkZW50aWFscy92MiIsInR5cGUiOiJWZXJpZmlhYmxlUHJlc2VudGF0aW9uIn19.AA"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p := verify.Presentation(data, verify.Options{Now: now, Challenge: nonce})
		for _, s := range p.Steps {
			if s.Outcome == verify.Failed && p.Outcome != verify.Failed {
				t.Errorf("%s failed, the verdict is %s", s.Name, p.Outcome)
			}
			for _, n := range s.Notes {
				_ = n.Error()
			}
		}
	})
}

// However many documents a presentation names, each is asked for once, and not more than a hundred are.
func TestFetchesAreBounded(t *testing.T) {
	issuer, holder := seeded(t, 1), seeded(t, 7)
	const did = "did:web:board.example"
	document := key.Document(did, []key.Listed{{Name: "k", Key: issuer.Public()}})
	asked := map[string]int{}
	fetch := func(address string) ([]byte, error) {
		asked[address]++
		if address == "https://board.example/.well-known/did.json" {
			return jsontree.Append(nil, &document), nil
		}
		return nil, errors.New("no such page")
	}
	signed := func(a credential.Award) jsontree.Value {
		v, err := a.Build()
		if err != nil {
			t.Fatal(err)
		}
		var many jsontree.Value
		many.Kind = jsontree.List
		for i := range 40 {
			many.Items = append(many.Items, jsontree.Object(
				jsontree.M("id", jsontree.String(fmt.Sprintf("https://elsewhere.example/%d/%s", i, a.ID))), jsontree.M("digestSRI", jsontree.String("sha256-AAAA"))))
		}
		data, err := credential.Issue(rdf.Default(), v.With("relatedResource", many), proof.Options{Suite: proof.EdDSARDFC, Method: did + "#k", Created: now.AddDate(0, -1, 0)}, issuer)
		if err != nil {
			t.Fatal(err)
		}
		return parsed(t, data)
	}
	var all []jsontree.Value
	for i := range 5 {
		a := award(did)
		a.ID = fmt.Sprintf("urn:uuid:0199b1c2-7f00-7a00-8000-00000000000%d", i)
		all = append(all, signed(a))
	}
	p := verify.Presentation(presented(t, proof.EdDSARDFC, holder, all...), verify.Options{Now: now, Fetch: fetch})
	if p.Credentials[0].Step(verify.StepIssuer).Outcome != verify.Passed {
		t.Errorf("%s", toldOf(p))
	}
	for address, n := range asked {
		if n > 1 {
			t.Errorf("%s was asked for %d times", address, n)
		}
	}
	if len(asked) != 100 {
		t.Errorf("%d documents were asked for", len(asked))
	}
}

// A credential about somebody else may be presented; that it is, is said. The recipient asked for is asked of every credential.
func TestWhomAPresentationIsAbout(t *testing.T) {
	issuer, holder := seeded(t, 1), seeded(t, 7)
	data := presented(t, proof.EdDSARDFC, holder, parsed(t, issue(t, award(key.DIDKey(issuer.Public())), proof.EdDSARDFC, issuer)))
	p := verify.Presentation(data, verify.Options{Now: now, Recipient: "ada@example.org"})
	notes := p.Steps[1].Notes
	if p.Outcome != verify.Passed || len(notes) != 2 || notes[1].Code != "verify.holder-subject" {
		t.Errorf("%s", toldOf(p))
	}
	if p := verify.Presentation(data, verify.Options{Now: now, Recipient: "bob@example.org"}); p.Outcome != verify.Failed {
		t.Errorf("%s", toldOf(p))
	}
}

// What means to be a presentation is judged as one, whatever it looks like; a hundred credentials are looked at, not ten thousand.
func TestWhatIsAPresentation(t *testing.T) {
	issuer, holder := seeded(t, 1), seeded(t, 7)
	signed := parsed(t, issue(t, award(key.DIDKey(issuer.Public())), proof.EdDSARDFC, issuer))
	if one := jsontree.Append(nil, &signed); verify.IsPresentation(one) {
		t.Error("a credential is none")
	}
	for _, text := range []string{
		string(presented(t, proof.EdDSARDFC, holder, signed)),
		`{"type":"VerifiablePresentation"}`, `{"type":"EnvelopedVerifiablePresentation"}`,
		"eyJhbGciOiJFUzI1NiJ9.eyJ2cCI6e319.AA",
	} {
		if !verify.IsPresentation([]byte(text)) {
			t.Errorf("%s", text)
		}
	}
	for _, text := range []string{"", "{}", "<svg/>", "eyJ..", `{"type":"VerifiableCredential"}`} {
		if verify.IsPresentation([]byte(text)) {
			t.Errorf("%s", text)
		}
	}
	many := make([]jsontree.Value, 101)
	for i := range many {
		many[i] = signed
	}
	p := verify.Presentation(presented(t, proof.EdDSAJCS, holder, many...), verify.Options{Now: now})
	if p.Outcome != verify.Failed || len(p.Credentials) != 0 || p.Steps[0].Notes[0].Code != "verify.presented-many" {
		t.Errorf("%s", toldOf(p))
	}
}
