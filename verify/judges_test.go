package verify_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"waymark/credential"
	"waymark/credential/embedded"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
)

// judgement is one thing that the verifiers of others are asked about.
type judgement struct {
	Name       string          `json:"name"`
	Credential json.RawMessage `json:"credential,omitempty"`
	Token      string          `json:"token,omitempty"`
	JWK        json.RawMessage `json:"jwk,omitempty"`
	good       bool
}

// What we issue, @digitalbazaar/vc and jose take; what is changed in one place, they refuse. Their packages are installed by
// `npm ci` in verify/judges; without them the test is skipped.
func TestJudgesOfOthers(t *testing.T) {
	if _, err := os.Stat("judges/node_modules"); err != nil {
		if os.Getenv("WAYMARK_JUDGES") == "required" {
			t.Fatal("the judges are absent: run npm ci in verify/judges")
		}
		t.Skip("the judges are absent: run npm ci in verify/judges")
	}
	cases := append(embeddedCases(t), tokenCases(t)...)
	contexts := map[string]json.RawMessage{}
	for _, d := range embedded.Documents() {
		if data, ok := embedded.Context(d.Address); ok {
			contexts[d.Address] = data
		}
	}
	question, err := json.Marshal(map[string]any{"contexts": contexts, "cases": cases})
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
