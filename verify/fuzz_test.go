package verify_test

import (
	"testing"

	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/verify"
)

// Whatever the bytes, there is a verdict with all its steps; and it is good only for what was issued.
func FuzzVerify(f *testing.F) {
	s := seeded(f, 1)
	data := issue(f, award(key.DIDKey(s.Public())), proof.EdDSARDFC, s)
	f.Add(data, data)
	f.Add([]byte("eyJhbGciOiJFUzI1NiJ9.e30.AA"), []byte("{}"))
	f.Add([]byte(`{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"urn:x","credentialSubject":{"id":"urn:y"},"credentialStatus":{"type":"1EdTechRevocationList","id":"https://a.example/r"}}`), []byte(`{"revokedCredential":[{}]}`))
	f.Fuzz(func(t *testing.T, data, page []byte) {
		v := verify.Verify(data, verify.Options{Now: now, Fetch: func(string) ([]byte, error) { return page, nil }})
		if len(v.Steps) != len(verify.Steps()) {
			t.Errorf("%d steps", len(v.Steps))
		}
		for _, step := range v.Steps {
			if step.Outcome == verify.Failed && v.Outcome != verify.Failed {
				t.Errorf("%s failed, the verdict is %s", step.Name, v.Outcome)
			}
			for _, n := range step.Notes {
				_ = n.Error()
			}
		}
	})
}
