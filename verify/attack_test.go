package verify_test

import (
	"errors"
	"testing"
	"time"

	"waymark/credential"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
	"waymark/credential/status"
	"waymark/verify"
)

// A token's key is the issuer's where it surely stands among the issuer's own documents: an address that leads elsewhere, by dots, by the
// issuer's own redirections, or among what others put on the issuer's host, proves nothing.
func TestATokensKeyStandsWithItsIssuer(t *testing.T) {
	ec := generated(t, key.P256)
	jwk := ec.Public().JWK()
	bare := func(string) ([]byte, error) { return jsontree.Append(nil, &jwk), nil }
	for _, c := range []struct {
		issuer, kid string
		good        bool
	}{
		{"https://good.example/i", "https://good.example/i/keys/1", true},
		{"https://good.example/i/", "https://good.example/i/keys/1", true},
		{"https://good.example/i", "https://good.example/i#key-1", true},
		{"https://good.example/i", "https://good.example/i/../eve/key", false},
		{"https://good.example/i", "https://good.example/i/%2e%2e/eve/key", false},
		{"https://good.example/i", "https://good.example/i//eve/key", false},
		{"https://good.example/i", "https://good.example/i/leave?to=https://evil.example/key", false},
		{"https://good.example/i", "https://good.example/i?to=https://evil.example/key", false},
		{"https://good.example/i", "https://eve@good.example/i/key", false},
		{"https://good.example/i", "https://good.example:8443/i/key", false},
		{"https://good.example", "https://good.example/.well-known/jwks/1", true},
		{"https://good.example/", "https://good.example/#key-1", true},
		{"https://good.example", "https://good.example/users/eve/key", false},
		{"https://good.example", "https://good.example/.well-known/../users/eve/key", false},
	} {
		v, err := award(c.issuer).Build()
		if err != nil {
			t.Fatal(err)
		}
		token, err := credential.IssueToken(rdf.Default(), v, c.kid, ec)
		if err != nil {
			t.Fatal(err)
		}
		got := verify.Verify([]byte(token), verify.Options{Now: now, Fetch: bare})
		if (got.Outcome == verify.Passed) != c.good {
			t.Errorf("%s of %s: %s", c.kid, c.issuer, told(got))
		}
	}
}

// Whoever holds the place of a status list could put another there. That it says nothing of a credential is no good news then; that it
// has revoked one is believed.
func TestAListInPlaceOfAnother(t *testing.T) {
	s, eve := seeded(t, 1), seeded(t, 66)
	issuer, address := key.DIDKey(s.Public()), "https://board.example/status/1"
	a := award(issuer)
	a.Status = status.Entry{Purpose: status.Revocation, Index: 7, List: address}
	data := issue(t, a, proof.EdDSARDFC, s)
	for _, c := range []struct {
		id      string
		keeper  key.Signer
		set     bool
		trusted map[string]string
		want    string
	}{
		{address, s, false, nil, "passed verify.status-clear"},
		{address, eve, false, nil, "unknown verify.list-other"},
		{address, eve, false, map[string]string{issuer: "Board", key.DIDKey(eve.Public()): "Registry"}, "passed verify.status-clear"},
		{address, eve, true, nil, "failed verify.revoked"},
		{"https://board.example/status/2", s, false, nil, "unknown verify.list-stands-in"},
	} {
		list, err := status.New(status.MinSize)
		if err != nil {
			t.Fatal(err)
		}
		list.Put(7, c.set)
		v := list.Credential(c.id, key.DIDKey(c.keeper.Public()), status.Revocation, now.AddDate(0, 0, -1), time.Time{})
		page, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: key.DIDKeyMethod(c.keeper.Public())}, c.keeper)
		if err != nil {
			t.Fatal(err)
		}
		got := verify.Verify(data, verify.Options{Now: now, Trusted: c.trusted, Fetch: func(string) ([]byte, error) { return page, nil }})
		if said := got.Outcome.String() + " " + got.Step(verify.StepStatus).Notes[0].Code; said != c.want {
			t.Errorf("%s by %s: %s, want %s", c.id, c.keeper.Public().Multikey(), said, c.want)
		}
	}
}

// A credential that has no identifier cannot stand in a list of identifiers.
func TestAListOfIdentifiersNeedsOne(t *testing.T) {
	s := seeded(t, 1)
	v, err := award(key.DIDKey(s.Public())).Build()
	if err != nil {
		t.Fatal(err)
	}
	v = v.Without("id", "credentialSchema").With("credentialStatus", jsontree.Object(
		jsontree.M("id", jsontree.String("https://board.example/revoked")), jsontree.M("type", jsontree.String("1EdTechRevocationList"))))
	signed, err := proof.Sign(rdf.Default(), v, proof.Options{Suite: proof.EdDSAJCS, Method: key.DIDKeyMethod(s.Public())}, s)
	if err != nil {
		t.Fatal(err)
	}
	v = proof.Attach(v, signed)
	got := verify.Verify(jsontree.Append(nil, &v), verify.Options{Now: now, Fetch: func(string) ([]byte, error) { return []byte(`{"revokedCredential":[]}`), nil }})
	if step := got.Step(verify.StepStatus); step.Outcome != verify.Unknown || step.Notes[0].Code != "verify.status-nameless" {
		t.Errorf("%s", told(got))
	}
}

// A document cannot ask for a day's work: not by proofs, not by statuses, not by what it has fetched.
func TestADocumentsWorkIsBounded(t *testing.T) {
	s := seeded(t, 1)
	issuer := key.DIDKey(s.Public())
	whole := parsed(t, issue(t, award(issuer), proof.EdDSAJCS, s))
	one := whole.Get("proof").Items[0]
	many := jsontree.Array()
	for range 11 {
		many.Items = append(many.Items, one)
	}
	v := whole.With("proof", many)
	if got := verify.Verify(jsontree.Append(nil, &v), verify.Options{Now: now}); got.Step(verify.StepProof).Notes[0].Code != "verify.many-proofs" || got.Outcome != verify.Failed {
		t.Errorf("%s", told(got))
	}
	entries := jsontree.Array()
	for i := range 21 {
		entries.Items = append(entries.Items, status.Entry{Purpose: status.Revocation, Index: i, List: "https://board.example/status/1"}.Value())
	}
	v = whole.With("credentialStatus", entries)
	if got := verify.Verify(jsontree.Append(nil, &v), verify.Options{Now: now}); got.Step(verify.StepStatus).Notes[0].Code != "verify.many-statuses" || got.Outcome != verify.Failed {
		t.Errorf("%s", told(got))
	}
	resources := jsontree.Array()
	for i := range 90 {
		resources.Items = append(resources.Items, jsontree.Object(
			jsontree.M("id", jsontree.String("https://elsewhere.example/"+string(rune('A'+i)))), jsontree.M("digestSRI", jsontree.String("sha256-AAAA"))))
	}
	v = whole.With("relatedResource", resources)
	fetched := 0
	verify.Verify(jsontree.Append(nil, &v), verify.Options{Now: now, Fetch: func(string) ([]byte, error) {
		fetched += 16 << 20
		if fetched > 80<<20 {
			return nil, errors.New("too much")
		}
		return make([]byte, 16<<20), nil
	}})
	if fetched > 80<<20 {
		t.Error("more than 80 MiB are fetched for one document")
	}
}

// A proof counts for what it was made for, and within its own time.
func TestAProofsOwnWords(t *testing.T) {
	s := seeded(t, 1)
	v, err := award(key.DIDKey(s.Public())).Build()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		options proof.Options
		want    string
	}{
		"for signing in":    {proof.Options{Purpose: "authentication", Created: now.AddDate(0, -1, 0)}, "verify.purpose"},
		"for giving rights": {proof.Options{Purpose: "capabilityInvocation", Created: now.AddDate(0, -1, 0)}, "verify.purpose"},
		"made tomorrow":     {proof.Options{Created: now.AddDate(0, 0, 1)}, "verify.proof-future"},
		"made now":          {proof.Options{Created: now}, "verify.proof-fits"},
	} {
		c.options.Suite, c.options.Method = proof.EdDSARDFC, key.DIDKeyMethod(s.Public())
		made, err := proof.Sign(rdf.Default(), v, c.options, s)
		if err != nil {
			t.Fatal(err)
		}
		signed := proof.Attach(v, made)
		if got := verify.Verify(jsontree.Append(nil, &signed), verify.Options{Now: now}); got.Step(verify.StepProof).Notes[0].Code != c.want {
			t.Errorf("%s: %s", name, told(got))
		}
	}
	// An end that was written into a proof afterwards is seen, and so is one that has come.
	whole := parsed(t, issue(t, award(key.DIDKey(s.Public())), proof.EdDSARDFC, s))
	for expires, want := range map[string]string{"2099-01-01T00:00:00Z": "proof.signature", "2026-01-01T00:00:00Z": "verify.proof-expired"} {
		changed := whole.With("proof", jsontree.Array(whole.Get("proof").Items[0].With("expires", jsontree.String(expires))))
		if got := verify.Verify(jsontree.Append(nil, &changed), verify.Options{Now: now}); got.Step(verify.StepProof).Notes[0].Code != want {
			t.Errorf("until %s: %s", expires, told(got))
		}
	}
}
