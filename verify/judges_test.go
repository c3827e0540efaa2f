package verify_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"waymark/credential"
	"waymark/credential/embedded"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
	"waymark/credential/status"
)

// judgement is one thing that the verifiers of others are asked about.
type judgement struct {
	Name       string          `json:"name"`
	Credential json.RawMessage `json:"credential,omitempty"`
	// Core: for verifier-core.
	Core  bool            `json:"core,omitempty"`
	Token string          `json:"token,omitempty"`
	JWK   json.RawMessage `json:"jwk,omitempty"`
	good  bool
}

// What we issue, @digitalbazaar/vc, @digitalcredentials/verifier-core and jose take; what is changed in one place, they refuse. Their packages are installed by
// `npm ci` in verify/judges; without them the test is skipped.
func TestJudgesOfOthers(t *testing.T) {
	if _, err := os.Stat("judges/node_modules"); err != nil {
		if os.Getenv("WAYMARK_JUDGES") == "required" {
			t.Fatal("the judges are absent: run npm ci in verify/judges")
		}
		t.Skip("the judges are absent: run npm ci in verify/judges")
	}
	cases := slices.Concat(embeddedCases(t), directedCases(t), coreCases(t), tokenCases(t))
	contexts, schemas := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	for _, d := range embedded.Documents() {
		for _, address := range append(d.Also, d.Address) {
			if data, ok := embedded.Context(address); ok {
				contexts[address] = data
			}
			if data, ok := embedded.Schema(address); ok {
				schemas[address] = data
			}
		}
	}
	question, err := json.Marshal(map[string]any{"contexts": contexts, "schemas": schemas, "cases": cases})
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "node", "judge.mjs")
	command.Dir, command.Stdin = "judges", bytes.NewReader(question)
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	var answers map[string]string
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, c := range cases {
		if got := answers[c.Name]; (got == "good") != c.good || !c.good && !strings.HasPrefix(got, "refused") {
			t.Errorf("%s: %s", c.Name, got)
		}
	}
	t.Logf("%d judged", len(cases))
}

func embeddedCases(t *testing.T) []judgement {
	t.Helper()
	var cases []judgement
	for _, c := range []struct {
		suite *proof.Suite
		kind  key.Kind
	}{{proof.EdDSARDFC, key.Ed25519}, {proof.EdDSAJCS, key.Ed25519}, {proof.ECDSARDFC, key.P256}, {proof.ECDSAJCS, key.P256}, {proof.ECDSARDFC, key.P384}} {
		s := generated(t, c.kind)
		v, err := typical(key.DIDKey(s.Public())).Build()
		if err != nil {
			t.Fatal(err)
		}
		data, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: c.suite, Method: key.DIDKeyMethod(s.Public()), Created: v0}, s)
		if err != nil {
			t.Fatal(err)
		}
		name := c.suite.Name + " " + c.kind.String()
		cases = append(cases, judgement{Name: name, Credential: data, good: true})
		for from, to := range map[string]string{
			"Network Engineer": "Network Engineers", `"782"`: `"982"`, "2029-03-01": "2039-03-01", "Four core exams": "Two core exams",
			"did:example:ada": "did:example:bob", `"Certification"`: `"Diploma"`, "#94567": "#94568", `"hashed":true`: `"hashed":false`,
			`"assertionMethod"`: `"authentication"`, `"created":"2026-05`: `"created":"2026-04`,
		} {
			changed := bytes.Replace(data, []byte(from), []byte(to), 1)
			if bytes.Equal(changed, data) {
				t.Fatalf("%s is not in %s", from, data)
			}
			cases = append(cases, judgement{Name: name + " with " + to, Credential: changed})
		}
	}
	return cases
}

// directedCases are of a text with a language and a direction, which must be signed as the others read it.
func directedCases(t *testing.T) []judgement {
	t.Helper()
	s := seeded(t, 11)
	v := jsontree.Object(
		jsontree.M("@context", jsontree.Strings(credential.ContextV2)),
		jsontree.M("type", jsontree.Strings("VerifiableCredential")),
		jsontree.M("issuer", jsontree.String(key.DIDKey(s.Public()))),
		jsontree.M("name", jsontree.Object(
			jsontree.M("@value", jsontree.String("HTML و CSS: تصميم و إنشاء مواقع الويب")),
			jsontree.M("@language", jsontree.String("ar-EG")), jsontree.M("@direction", jsontree.String("rtl")))),
		jsontree.M("description", jsontree.Object(jsontree.M("@value", jsontree.String("!")), jsontree.M("@direction", jsontree.String("ltr")))),
		jsontree.M("credentialSubject", jsontree.Object(jsontree.M("id", jsontree.String("did:example:ada")))),
	)
	data, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: key.DIDKeyMethod(s.Public()), Created: v0}, s)
	if err != nil {
		t.Fatal(err)
	}
	return []judgement{
		{Name: "directed", Credential: data, good: true},
		{Name: "directed otherwise", Credential: bytes.Replace(data, []byte(`"rtl"`), []byte(`"ltr"`), 1)},
		{Name: "undirected", Credential: bytes.Replace(data, []byte(`,"@direction":"ltr"`), nil, 1)},
	}
}

// coreCases are for verifier-core, which holds credentials to the official JSON Schemas too. Its own list of statuses would
// have to be fetched, so these have none.
func coreCases(t *testing.T) []judgement {
	t.Helper()
	s := seeded(t, 9)
	made := func(change func(*credential.Award)) []byte {
		a := typical(key.DIDKey(s.Public()))
		a.Status = status.Entry{}
		change(&a)
		v, err := a.Build()
		if err != nil {
			t.Fatal(err)
		}
		data, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: proof.EdDSARDFC, Method: key.DIDKeyMethod(s.Public()), Created: v0}, s)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	data := made(func(*credential.Award) {})
	cases := []judgement{
		{Name: "verifier-core", Credential: data, Core: true, good: true},
		{Name: "verifier-core without a named schema", Credential: made(func(a *credential.Award) { a.NamesSchema = false }), Core: true, good: true},
		{Name: "verifier-core, ended", Credential: made(func(a *credential.Award) { a.ValidUntil = a.ValidFrom.AddDate(0, 1, 0) }), Core: true},
	}
	for from, to := range map[string]string{
		"Network Engineer": "Network Engineers", `"782"`: `"982"`, "2029-03-01": "2039-03-01", "Four core exams": "Two core exams",
		"did:example:ada": "did:example:bob", `"Certification"`: `"Diploma"`, `"hashed":true`: `"hashed":false`, `"created":"2026-05`: `"created":"2026-04`,
	} {
		changed := bytes.Replace(data, []byte(from), []byte(to), 1)
		if bytes.Equal(changed, data) {
			t.Fatalf("%s is not in %s", from, data)
		}
		cases = append(cases, judgement{Name: "verifier-core with " + to, Credential: changed, Core: true})
	}
	return cases
}

// v0 is when the judged proofs were made.
var v0 = now.AddDate(0, -1, 0)

func tokenCases(t *testing.T) []judgement {
	t.Helper()
	var cases []judgement
	for _, kind := range []key.Kind{key.P256, key.RSA} {
		s := generated(t, kind)
		v, err := typical("https://board.example/issuers/1").Build()
		if err != nil {
			t.Fatal(err)
		}
		token, err := credential.IssueToken(rdf.Default(), v, "https://board.example/issuers/1#k", s)
		if err != nil {
			t.Fatal(err)
		}
		jwk := s.Public().JWK()
		page := jsontree.Append(nil, &jwk)
		middle := len(token) / 2
		other := byte('A')
		if token[middle] == other {
			other = 'B'
		}
		changed := token[:middle] + string(other) + token[middle+1:]
		cases = append(cases,
			judgement{Name: "token " + kind.String(), Token: token, JWK: page, good: true},
			judgement{Name: "token changed " + kind.String(), Token: changed, JWK: page})
	}
	return cases
}
