package verify_test

import (
	"strings"
	"testing"

	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/status"
	"waymark/verify"
)

// A signature over RDF holds whatever the names of the members. Each of these documents has the very quads that were
// signed, and hides from readers of JSON what the credential says; none may pass.
func TestNothingIsHiddenBehindAnotherName(t *testing.T) {
	s := seeded(t, 1)
	a := award(key.DIDKey(s.Public()))
	a.ID = "https://board.example/awards/1"
	a.ValidUntil = now.AddDate(0, -1, 0)
	a.ValidFrom = now.AddDate(-1, 0, 0)
	a.Status = status.Entry{Purpose: status.Revocation, Index: 7, List: "https://board.example/status/1"}
	a.Achievement.Creator = nil
	data := string(issue(t, a, proof.EdDSARDFC, s))
	const (
		cred    = "https://www.w3.org/2018/credentials#"
		context = `"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]`
		dated   = `"@type":"http://www.w3.org/2001/XMLSchema#dateTime","@value":`
	)
	if got := verify.Verify([]byte(strings.Replace(data, `"proofPurpose":`, `"https://w3id.org/security#proofPurpose":`, 1)), verify.Options{Now: now}); got.Step(verify.StepProof).Outcome != verify.Failed {
		t.Errorf("a proof without its purpose's name:\n%s", told(got))
	}
	if got := verify.Verify([]byte(strings.Replace(data, `"created":`, `"http://purl.org/dc/terms/created":`, 1)), verify.Options{Now: now}); got.Step(verify.StepProof).Notes[0].Code != "jsonld.uncompacted" {
		t.Errorf("a proof without its date's name:\n%s", told(got))
	}
	until := `"validUntil":"` + a.ValidUntil.Format("2006-01-02T15:04:05Z") + `"`
	moment := strings.TrimPrefix(until, `"validUntil":`)
	for name, changes := range map[string][]string{
		"full IRI":          {until, `"` + cred + `validUntil":{` + dated + moment + `}`},
		"compact IRI":       {until, `"cred:validUntil":{` + dated + moment + `}`, context, strings.TrimSuffix(context, "]") + `,{"cred":"` + cred + `"}]`},
		"own name":          {until, `"end":` + moment, context, strings.TrimSuffix(context, "]") + `,{"end":{"@id":"` + cred + `validUntil","@type":"http://www.w3.org/2001/XMLSchema#dateTime"}}]`},
		"array":             {until, `"validUntil":[` + moment + `]`},
		"set":               {until, `"validUntil":{"@set":[` + moment + `]}`},
		"value":             {until, `"validUntil":{` + dated + moment + `}`},
		"status, full IRI":  {`"credentialStatus":`, `"` + cred + `credentialStatus":`},
		"status, set":       {`"credentialStatus":{`, `"credentialStatus":{"@set":[{`, `"statusListCredential":"https://board.example/status/1"}`, `"statusListCredential":"https://board.example/status/1"}]}`},
		"type as keyword":   {`"type":"BitstringStatusListEntry"`, `"@type":"BitstringStatusListEntry"`},
		"subject's own id":  {`"id":"did:example:ada"`, `"@id":"did:example:ada"`},
		"everything within": {`"type":["Achievement"]`, `"type":["Achievement"],"@graph":[]`},
	} {
		changed := data
		for i := 0; i < len(changes); i += 2 {
			if strings.Count(changed, changes[i]) != 1 {
				t.Fatalf("%s: %s stands %d times", name, changes[i], strings.Count(changed, changes[i]))
			}
			changed = strings.Replace(changed, changes[i], changes[i+1], 1)
		}
		got := verify.Verify([]byte(changed), verify.Options{Now: now})
		if parse := got.Step(verify.StepParse).Outcome; parse != verify.Failed {
			t.Errorf("%s is read:\n%s", name, told(got))
		}
	}
}
