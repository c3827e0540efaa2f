package verify_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"strings"
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
	"waymark/message"
	"waymark/verify"
)

func award(issuer string) credential.Award {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return credential.Award{
		ID: "urn:uuid:0199b1c2-7f00-7a00-8000-000000000001", Name: "Network Engineer",
		Issuer:      credential.Profile{ID: issuer, Name: "Exam Board"},
		Recipient:   credential.Recipient{ID: "did:example:ada", Identities: []credential.Identity{{Type: "emailAddress", Hash: credential.HashIdentity("ada@example.org", "k7"), Salt: "k7"}}},
		Achievement: credential.Achievement{ID: "https://board.example/programmes/engineer", Name: "Network Engineer", Description: "Plans networks.", Criteria: "Four exams."},
		ValidFrom:   at, ValidUntil: at.AddDate(3, 0, 0),
	}
}

func seeded(tb testing.TB, seed byte) key.Signer {
	tb.Helper()
	s, err := key.FromPrivate(ed25519.NewKeyFromSeed(append(make([]byte, 31), seed)))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func generated(tb testing.TB, kind key.Kind) key.Signer {
	tb.Helper()
	s, err := key.Generate(kind, rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func issue(tb testing.TB, a credential.Award, suite *proof.Suite, s key.Signer) []byte {
	tb.Helper()
	v, err := a.Build()
	if err != nil {
		tb.Fatal(err)
	}
	data, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: suite, Method: key.DIDKeyMethod(s.Public()), Created: now.AddDate(0, -1, 0)}, s)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// What was issued is good; a changed byte anywhere makes it not good, unless the JSON says the same with it.
func TestEveryChangeIsSeen(t *testing.T) {
	signers := map[*proof.Suite]key.Signer{
		proof.EdDSARDFC: seeded(t, 1), proof.EdDSAJCS: seeded(t, 2),
		proof.ECDSARDFC: generated(t, key.P256), proof.ECDSAJCS: generated(t, key.P384),
	}
	for suite, s := range signers {
		data := issue(t, award(key.DIDKey(s.Public())), suite, s)
		whole, err := jsontree.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if v := verify.Verify(data, verify.Options{Now: now}); v.Outcome != verify.Passed {
			t.Fatalf("%s: %s", suite.Name, told(v))
		}
		rapid.Check(t, func(t *rapid.T) {
			changed := append([]byte{}, data...)
			at := rapid.IntRange(0, len(data)-1).Draw(t, "at")
			changed[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
			if again, err := jsontree.Parse(changed); err == nil && jsontree.Equal(again, whole) {
				return
			}
			if v := verify.Verify(changed, verify.Options{Now: now}); v.Outcome == verify.Passed {
				t.Errorf("%s: byte %d changed, and it still passes:\n%s", suite.Name, at, changed)
			}
		})
	}
}

func told(v *verify.Verdict) string {
	var b strings.Builder
	for _, s := range v.Steps {
		b.WriteString(s.Title(message.English()) + ": " + s.Outcome.String())
		for _, n := range s.Notes {
			b.WriteString("; " + n.Error())
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestEveryFormIsRead(t *testing.T) {
	s := seeded(t, 1)
	data := string(issue(t, award(key.DIDKey(s.Public())), proof.EdDSARDFC, s))
	const drawing = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>`
	svg, err := bake.SVG([]byte(drawing), data)
	if err != nil {
		t.Fatal(err)
	}
	png, err := bake.PNG([]byte(blankPNG), data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := bake.PNG(png, data)
	if err != nil || string(again) != string(png) {
		t.Errorf("baking twice changes the picture, %v", err)
	}
	for form, file := range map[string]string{"json": data, "svg json": string(svg), "png json": string(png)} {
		v := verify.Verify([]byte(file), verify.Options{Now: now})
		if v.Outcome != verify.Passed || v.Form != form || v.ExitCode() != 0 {
			t.Errorf("%s: form %q\n%s", form, v.Form, told(v))
		}
	}
}

// blankPNG is one black pixel.
const blankPNG = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU" +
	"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"

func TestTokensOfBothAlgorithms(t *testing.T) {
	for _, kind := range []key.Kind{key.P256, key.RSA} {
		s := generated(t, kind)
		v, err := award("https://board.example/issuers/1").Build()
		if err != nil {
			t.Fatal(err)
		}
		const kid = "https://board.example/issuers/1#key-1"
		token, err := credential.IssueToken(rdf.Default(), v, kid, s)
		if err != nil {
			t.Fatal(err)
		}
		jwk := s.Public().JWK()
		page := jsontree.Append(nil, &jwk)
		fetch := func(address string) ([]byte, error) {
			if address == "https://board.example/issuers/1" {
				return page, nil
			}
			return nil, errors.New("absent")
		}
		if v := verify.Verify([]byte(token), verify.Options{Now: now, Fetch: fetch}); v.Outcome != verify.Passed || v.Form != "jwt" {
			t.Errorf("%s:\n%s", kind, told(v))
		}
		broken := token[:len(token)-8] + "AAAA" + token[len(token)-4:]
		if v := verify.Verify([]byte(broken), verify.Options{Now: now, Fetch: fetch}); v.Outcome != verify.Failed {
			t.Errorf("%s, broken:\n%s", kind, told(v))
		}
	}
}

func TestStatusIsAskedOfTheList(t *testing.T) {
	s := seeded(t, 1)
	issuer, address := key.DIDKey(s.Public()), "https://board.example/status/1"
	a := award(issuer)
	a.Status = status.Entry{Purpose: status.Revocation, Index: 7, List: address}
	data := issue(t, a, proof.EdDSARDFC, s)
	list, err := status.New(status.MinSize)
	if err != nil {
		t.Fatal(err)
	}
	var page []byte
	publish := func() {
		v := list.Credential(address, issuer, status.Revocation, now.AddDate(0, -1, 0), time.Time{})
		if page, err = credential.Issue(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: key.DIDKeyMethod(s.Public())}, s); err != nil {
			t.Fatal(err)
		}
	}
	fetch := func(string) ([]byte, error) { return page, nil }
	publish()
	if v := verify.Verify(data, verify.Options{Now: now, Fetch: fetch}); v.Outcome != verify.Passed {
		t.Errorf("clear:\n%s", told(v))
	}
	list.Put(7, true)
	publish()
	if v := verify.Verify(data, verify.Options{Now: now, Fetch: fetch}); v.Step(verify.StepStatus).Notes[0].Code != "verify.revoked" || v.ExitCode() != 1 {
		t.Errorf("revoked:\n%s", told(v))
	}
	if v := verify.Verify(data, verify.Options{Now: now}); v.Outcome != verify.Unknown || v.ExitCode() != 2 {
		t.Errorf("offline:\n%s", told(v))
	}
}

func TestIssuerIsTrustedUnlistedOrAnother(t *testing.T) {
	s := seeded(t, 1)
	issuer := key.DIDKey(s.Public())
	data := issue(t, award(issuer), proof.EdDSARDFC, s)
	for _, c := range []struct {
		trusted map[string]string
		want    string
		outcome verify.Outcome
	}{
		{nil, "verify.issuer-known", verify.Passed},
		{map[string]string{issuer: "Exam Board"}, "verify.issuer-trusted", verify.Passed},
		{map[string]string{}, "verify.issuer-unlisted", verify.Unknown},
	} {
		v := verify.Verify(data, verify.Options{Now: now, Trusted: c.trusted})
		if v.Outcome != c.outcome || v.Step(verify.StepIssuer).Notes[0].Code != c.want {
			t.Errorf("want %s:\n%s", c.want, told(v))
		}
	}
	stolen := issue(t, award("did:web:board.example"), proof.EdDSARDFC, s)
	if v := verify.Verify(stolen, verify.Options{Now: now}); v.Step(verify.StepIssuer).Notes[0].Code != "verify.issuer-other" || v.Outcome != verify.Failed {
		t.Errorf("another's name:\n%s", told(v))
	}
}

func TestDIDWebKeysAndTheirEnd(t *testing.T) {
	s := seeded(t, 1)
	const did = "did:web:board.example%3A8443:issuers:one"
	v, err := award(did).Build()
	if err != nil {
		t.Fatal(err)
	}
	data, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: did + "#key-1"}, s)
	if err != nil {
		t.Fatal(err)
	}
	page := func(extra, purpose string) func(string) ([]byte, error) {
		return func(address string) ([]byte, error) {
			if address != "https://board.example:8443/issuers/one/did.json" {
				return nil, errors.New("no " + address)
			}
			return []byte(`{"id":"` + did + `","verificationMethod":[{"id":"` + did + `#key-1","type":"Multikey","controller":"` + did +
				`","publicKeyMultibase":"` + s.Public().Multikey() + `"` + extra + `}],"` + purpose + `":["#key-1"]}`), nil
		}
	}
	for _, c := range []struct{ extra, purpose, step, code string }{
		{"", "assertionMethod", verify.StepIssuer, "verify.issuer-known"},
		{`,"revoked":"2026-02-01T00:00:00Z"`, "assertionMethod", verify.StepIssuer, "verify.key-lapsed"},
		{`,"expires":"2026-02-01T00:00:00Z"`, "assertionMethod", verify.StepIssuer, "verify.key-lapsed"},
		{`,"expires":"2099-02-01T00:00:00Z"`, "assertionMethod", verify.StepIssuer, "verify.issuer-known"},
		{`,"revoked":"some day"`, "assertionMethod", verify.StepIssuer, "verify.key-lapsed"},
		{"", "authentication", verify.StepProof, "verify.key-purpose"},
	} {
		v := verify.Verify(data, verify.Options{Now: now, Fetch: page(c.extra, c.purpose)})
		if v.Step(c.step).Notes[0].Code != c.code {
			t.Errorf("want %s:\n%s", c.code, told(v))
		}
	}
}

func TestRecipient(t *testing.T) {
	s := seeded(t, 1)
	data := issue(t, award(key.DIDKey(s.Public())), proof.EdDSARDFC, s)
	for recipient, want := range map[string]verify.Outcome{
		"ada@example.org": verify.Passed, "Ada@Example.org": verify.Passed, "did:example:ada": verify.Passed,
		"bob@example.org": verify.Failed, "": verify.Skipped,
	} {
		v := verify.Verify(data, verify.Options{Now: now, Recipient: recipient})
		if got := v.Step(verify.StepRecipient).Outcome; got != want {
			t.Errorf("%q is %s, want %s", recipient, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	s := seeded(t, 1)
	data := issue(t, award(key.DIDKey(s.Public())), proof.EdDSAJCS, s)
	for day, want := range map[string]string{"2026-02-01": "verify.not-yet", "2026-06-01": "verify.in-time", "2029-04-01": "verify.expired"} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := verify.Verify(data, verify.Options{Now: at}).Step(verify.StepDates).Notes[0].Code; got != want {
			t.Errorf("on %s: %s, want %s", day, got, want)
		}
	}
}

// A document that is not the issuer's proves nothing, whatever it says of the key's controller.
func TestNobodyBorrowsAnIssuersName(t *testing.T) {
	s := seeded(t, 9)
	v, err := award("https://good.example/i").Build()
	if err != nil {
		t.Fatal(err)
	}
	page := func(address string) ([]byte, error) {
		return []byte(`{"id":"` + address + `","verificationMethod":[{"id":"` + address + `#k","type":"Multikey","controller":"https://good.example/i","publicKeyMultibase":"` +
			s.Public().Multikey() + `"}],"assertionMethod":["` + address + `#k"]}`), nil
	}
	for _, method := range []string{"https://evil.example/i#k", "https://good.example/i2#k", "https://good.example/i/evil#k", key.DIDKeyMethod(s.Public())} {
		data, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: method}, s)
		if err != nil {
			t.Fatal(err)
		}
		if got := verify.Verify(data, verify.Options{Now: now, Fetch: page}); got.Step(verify.StepIssuer).Notes[0].Code != "verify.issuer-other" {
			t.Errorf("%s:\n%s", method, told(got))
		}
	}
	ec := generated(t, key.P256)
	jwk := ec.Public().JWK()
	for kid, want := range map[string]string{
		"https://good.example/i/keys/1": "verify.issuer-known", "https://good.example/i#k": "verify.issuer-known",
		"https://good.example/i2": "verify.issuer-other", "https://evil.example/https://good.example/i": "verify.issuer-other",
		"": "verify.issuer-reference",
	} {
		token, err := credential.IssueToken(rdf.Default(), v, kid, ec)
		if err != nil {
			t.Fatal(err)
		}
		bare := func(string) ([]byte, error) { return jsontree.Append(nil, &jwk), nil }
		if got := verify.Verify([]byte(token), verify.Options{Now: now, Fetch: bare}); got.Step(verify.StepIssuer).Notes[0].Code != want {
			t.Errorf("%q, want %s:\n%s", kid, want, told(got))
		}
	}
}

// How it stood on a past day is told from the dates, and from a list only where what it says cannot have been otherwise.
func TestHeldOnAPastDay(t *testing.T) {
	s := seeded(t, 1)
	issuer, address := key.DIDKey(s.Public()), "https://board.example/status/1"
	for _, c := range []struct {
		purpose string
		set     bool
		held    time.Time
		want    string
	}{
		{status.Revocation, false, now.AddDate(0, -1, 0), "passed verify.status-clear"},
		{status.Revocation, true, now.AddDate(0, -1, 0), "unknown verify.status-past"},
		{status.Suspension, false, now.AddDate(0, -1, 0), "unknown verify.status-past"},
		{status.Suspension, true, now.AddDate(0, -1, 0), "unknown verify.status-past"},
		{status.Suspension, true, time.Time{}, "failed verify.suspended"},
		{status.Revocation, true, now, "failed verify.revoked"},
		{status.Revocation, false, now.AddDate(-1, 0, 0), "failed verify.status-clear"},
	} {
		a := award(issuer)
		a.Status = status.Entry{Purpose: c.purpose, Index: 7, List: address}
		data := issue(t, a, proof.EdDSARDFC, s)
		list, err := status.New(status.MinSize)
		if err != nil {
			t.Fatal(err)
		}
		list.Put(7, c.set)
		v := list.Credential(address, issuer, c.purpose, now.AddDate(0, 0, -1), time.Time{})
		page, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: key.DIDKeyMethod(s.Public())}, s)
		if err != nil {
			t.Fatal(err)
		}
		got := verify.Verify(data, verify.Options{Now: now, Held: c.held, Fetch: func(string) ([]byte, error) { return page, nil }})
		if said := got.Outcome.String() + " " + got.Step(verify.StepStatus).Notes[0].Code; said != c.want {
			t.Errorf("%s %t at %s: %s, want %s", c.purpose, c.set, c.held, said, c.want)
		}
	}
}
