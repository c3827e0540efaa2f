package conformance_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"waymark/credential/jsontree"
	"waymark/internal/conformance"
)

var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// running gives a server with an instance behind it.
func running(t *testing.T) (*httptest.Server, conformance.Implementation) {
	t.Helper()
	var handler http.Handler
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	c, err := conformance.New(server.URL, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	handler = c.Handler()
	return server, c.Implementation()
}

// post gives the status and the JSON that a request is answered with.
func post(t *testing.T, server *httptest.Server, address, body string) (int, jsontree.Value) {
	t.Helper()
	answer, err := server.Client().Post(address, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) == 0 {
		return answer.StatusCode, jsontree.Value{}
	}
	v, err := jsontree.Parse(data)
	if err != nil {
		t.Fatalf("%s: %v: %s", address, err, data)
	}
	return answer.StatusCode, v
}

func text(v jsontree.Value) string { return string(jsontree.Append(nil, &v)) }

func credentialOf(issuer string) string {
	return `{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:1","type":["VerifiableCredential"],"issuer":"` + issuer +
		`","credentialSubject":{"id":"did:example:ada","name":"Ada"}}`
}

// Every address of the description issues, and what it issues verifies there; in a foreign issuer's name it signs too, and
// a verifier that asks for the issuer refuses that.
func TestIssuesAndVerifies(t *testing.T) {
	server, described := running(t)
	for _, e := range described.Issuers {
		for issuer, want := range map[string]int{e.ID: http.StatusOK, "https://university.example/issuers/1": http.StatusBadRequest} {
			code, answer := post(t, server, e.Endpoint, `{"credential":`+credentialOf(issuer)+`}`)
			if code != http.StatusCreated {
				t.Fatalf("%s: %d %s", e.Endpoint, code, text(answer))
			}
			signed := text(*answer.Get("verifiableCredential"))
			if code, answer := post(t, server, server.URL+"/credentials/verify", `{"verifiableCredential":`+signed+`,"options":{"checks":["proof","issuer","credentialStatus"]}}`); code != want {
				t.Errorf("%s in the name of %s: %d, want %d: %s", e.Endpoint, issuer, code, want, text(answer))
			}
			if code, answer := post(t, server, server.URL+"/credentials/verify", `{"verifiableCredential":`+signed+`}`); code != http.StatusOK {
				t.Errorf("%s, the issuer aside: %d: %s", e.Endpoint, code, text(answer))
			}
			if !strings.Contains(signed, "Enveloped") {
				if code, _ := post(t, server, server.URL+"/credentials/verify", `{"verifiableCredential":`+strings.Replace(signed, `"Ada"`, `"Bob"`, 1)+`}`); code != http.StatusBadRequest {
					t.Errorf("%s: a changed credential: %d", e.Endpoint, code)
				}
			}
		}
	}
}

// What the outside suites send to be refused is refused, with a problem of its kind.
func TestRefusesWithAProblem(t *testing.T) {
	server, _ := running(t)
	good := credentialOf("did:example:board")
	with := func(from, to string) string { return `{"credential":` + strings.Replace(good, from, to, 1) + `}` }
	for body, title := range map[string]string{
		`{`: "PARSING_ERROR", `[]`: "PARSING_ERROR", `{}`: "MALFORMED_VALUE_ERROR", `{"credential":"x"}`: "MALFORMED_VALUE_ERROR",
		with(`"@context":["https://www.w3.org/ns/credentials/v2"],`, ``):                                                       "MALFORMED_VALUE_ERROR",
		with(`"type":["VerifiableCredential"],`, ``):                                                                           "MALFORMED_VALUE_ERROR",
		with(`"VerifiableCredential"`, `"VerifiableCredential","Unknown"`):                                                     "DATA_LOSS_DETECTION_ERROR",
		with(`"name":"Ada"`, `"hobby":"chess"`):                                                                                "DATA_LOSS_DETECTION_ERROR",
		with(`"id":"urn:uuid:1"`, `"id":"1"`):                                                                                  "MALFORMED_VALUE_ERROR",
		with(`"id":"urn:uuid:1"`, `"refreshService":{"id":"urn:x"}`):                                                           "MALFORMED_VALUE_ERROR",
		with(`"id":"urn:uuid:1"`, `"credentialSchema":{"id":"urn:x"}`):                                                         "MALFORMED_VALUE_ERROR",
		with(`"id":"urn:uuid:1"`, `"relatedResource":["urn:x"]`):                                                               "MALFORMED_VALUE_ERROR",
		with(`"id":"urn:uuid:1"`, `"relatedResource":[{"id":"urn:x"}]`):                                                        "MALFORMED_VALUE_ERROR",
		with(`"id":"urn:uuid:1"`, `"relatedResource":{"id":"https://www.w3.org/ns/credentials/v2","digestSRI":"sha256-AAAA"}`): "MALFORMED_VALUE_ERROR",
	} {
		code, answer := post(t, server, server.URL+"/credentials/issue", body)
		if code != http.StatusBadRequest || answer.Str("title") != title || answer.Str("detail") == "" {
			t.Errorf("%s: %d %s", body, code, text(answer))
		}
	}
	for path, body := range map[string]string{
		"/credentials/verify":   `{"verifiableCredential":{"type":["NonconformingDocument"]}}`,
		"/presentations/verify": `{"verifiablePresentation":{"type":["NonconformingDocument"]}}`,
	} {
		if code, answer := post(t, server, server.URL+path, body); code != http.StatusBadRequest || answer.Get("verified").Kind != jsontree.False {
			t.Errorf("%s: %d %s", path, code, text(answer))
		}
	}
	if code, _ := post(t, server, server.URL+"/nothing/credentials/issue", `{}`); code != http.StatusNotFound {
		t.Errorf("an address that is none: %d", code)
	}
	if code, _ := post(t, server, server.URL+"/credentials/issue", `{"credential":"`+strings.Repeat("x", 9<<20)+`"}`); code != http.StatusRequestEntityTooLarge {
		t.Errorf("a request too large: %d", code)
	}
}

// A status that is set is seen, and one that is cleared is not.
func TestStatus(t *testing.T) {
	server, described := running(t)
	var endpoint, id string
	for _, e := range described.Issuers {
		if e.Tags[0] == "BitstringStatusList" {
			endpoint, id = e.Endpoint, e.ID
		}
	}
	_, answer := post(t, server, endpoint, `{"credential":`+credentialOf(id)+`}`)
	signed := `{"verifiableCredential":` + text(*answer.Get("verifiableCredential")) + `}`
	for _, step := range []struct {
		body string
		want int
	}{
		{"", http.StatusOK},
		{`{"credentialId":"urn:uuid:1","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation"}}`, http.StatusBadRequest},
		{`{"credentialId":"urn:uuid:1","credentialStatus":{"statusPurpose":"revocation"},"status":false}`, http.StatusOK},
		{`{"credentialId":"urn:uuid:1","credentialStatus":{"statusPurpose":"suspension"},"status":true}`, http.StatusBadRequest},
	} {
		if step.body != "" {
			if code, answer := post(t, server, server.URL+"/credentials/status", step.body); code != http.StatusOK {
				t.Fatalf("%s: %d %s", step.body, code, text(answer))
			}
		}
		if code, answer := post(t, server, server.URL+"/credentials/verify", signed); code != step.want {
			t.Errorf("after %q: %d %s", step.body, code, text(answer))
		}
	}
	for body, want := range map[string]int{
		`{"credentialId":"urn:uuid:2"}`:                                                                http.StatusNotFound,
		`{"credentialId":"urn:uuid:1","credentialStatus":{"statusPurpose":"other"}}`:                   http.StatusBadRequest,
		`{"credentialId":"urn:uuid:1","credentialStatus":{"statusPurpose":"revocation"},"status":"x"}`: http.StatusBadRequest,
	} {
		if code, _ := post(t, server, server.URL+"/credentials/status", body); code != want {
			t.Errorf("%s: %d", body, code)
		}
	}
	if code, _ := post(t, server, server.URL+"/status-lists/revocation/publish", `{}`); code != http.StatusNoContent {
		t.Errorf("publish: %d", code)
	}
}

// The description is what the outside suites read.
func TestDescription(t *testing.T) {
	server, described := running(t)
	answer, err := server.Client().Get(server.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(described)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s", got)
	}
}
