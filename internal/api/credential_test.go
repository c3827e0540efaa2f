package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	signing "waymark/credential/key"
	"waymark/internal/issuer"
	"waymark/internal/keyring"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// credentials issues what was decided, and asks of it what anybody may ask.
func (o *office) credentials(t *testing.T) {
	t.Helper()
	r, err := keyring.New(keyring.Issuer{URL: "https://board.example", Name: "Exam Board"}, false)
	if err != nil {
		t.Fatal(err)
	}
	const passphrase = "correct horse battery"
	if _, err := r.Cost(2).Add(signing.Ed25519, passphrase, o.Now(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	signers, err := r.Open(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	done, err := o.Registrar.IssueCredentials(context.Background(), registrar.Worker, &registrar.Issuing{Issuer: issuer.New(signers)}, 100)
	if err != nil || done.Committed == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	given := storetest.View(t, o.store, func(v *store.View) (found []store.Issuance, err error) {
		for id := int64(1); len(found) == 0 && id < 10; id++ {
			if found, err = v.Issuances(id, 1); err != nil {
				return nil, err
			}
		}
		return found, nil
	})
	c, err := o.Registrar.Credential(t.Context(), given[0].Code)
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]any{"credential": string(c.Document)})
	if err != nil {
		t.Fatal(err)
	}
	if told := o.must(t, 200, '-', post, "/v1/verify", string(body)); told["outcome"] != "unknown" || told["holder"] != c.Holder {
		t.Errorf("%v", told)
	}
	o.must(t, 422, '-', post, "/v1/verify", `{}`)
	o.must(t, 422, '-', post, "/v1/verify", strings.Replace(string(body), `{`, `{"challenge":"x",`, 1))
	if body, err = json.Marshal(map[string]any{"challenge": "x", "credential": `{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"verifiableCredential":[` + string(c.Document) + `]}`}); err != nil {
		t.Fatal(err)
	}
	told := o.must(t, 200, '-', post, "/v1/verify", string(body))
	if inside, _ := told["presented"].([]any); told["outcome"] != "failed" || len(inside) != 1 || inside[0].(map[string]any)["holder"] != c.Holder {
		t.Errorf("%v", told)
	}
	o.must(t, 422, '-', post, "/v1/verify", `{"credential":"{}","on":"2030-01-01"}`)
	if held := o.must(t, 200, '-', get, "/v1/credentials/"+c.Code, ""); held["held"] != true || held["status"] != "in force" {
		t.Errorf("%v", held)
	}
	if held := o.must(t, 200, '-', get, "/v1/credentials/"+c.Code+"?day=1990-01-01", ""); held["held"] != false || held["status"] != "not yet in force" || len(held) > 5 {
		t.Errorf("%v", held)
	}
	o.must(t, 404, '-', get, "/v1/credentials/7K3Q", "")
	o.reissue(t, c, given[0])
}

// reissue has one credential made again, and then all that the key signed.
func (o *office) reissue(t *testing.T, c *registrar.Credential, given store.Issuance) {
	t.Helper()
	if n := o.must(t, 200, 'm', get, "/v1/issuing", ""); n["held"] != 0.0 || n["to_prepare"] != 0.0 {
		t.Errorf("%v", n)
	}
	if held := o.must(t, 200, 'm', get, "/v1/issuing/held?limit=2", ""); len(held["items"].([]any)) != 0 {
		t.Errorf("%v", held)
	}
	var document struct {
		Proof []struct{ VerificationMethod string }
	}
	if err := json.Unmarshal(c.Document, &document); err != nil {
		t.Fatal(err)
	}
	key := document.Proof[0].VerificationMethod
	found := o.must(t, 200, 'd', get, "/v1/issuing/signed?key="+url.QueryEscape(key), "")
	if all := found["items"].([]any); found["next"] != nil || len(all) == 0 || at(all[0], "code") != c.Code {
		t.Errorf("%v", found)
	}
	for _, cursor := range []string{"x", cursorAfter(1)} {
		o.must(t, 422, 'd', get, "/v1/issuing/signed?key=x&cursor="+cursor, "")
		o.must(t, 422, 'd', post, "/v1/issuing/reissue", `{"key":"x","cursor":"`+cursor+`",`+because+`}`)
	}
	o.must(t, 204, 'd', post, fmt.Sprintf("/v1/candidates/%d/awards/%d/reissue", given.Candidate, given.Number), `{"reason":"new name"}`)
	if n := o.must(t, 200, 'm', get, "/v1/issuing", ""); n["to_prepare"] != 1.0 {
		t.Errorf("%v", n)
	}
	again := o.must(t, 200, 'd', post, "/v1/issuing/reissue", `{"key":"`+key+`","reason":"the key was lost"}`)
	if n := float64(len(found["items"].([]any)) - 1); again["again"] != n || again["left"] != 0.0 {
		t.Errorf("%v, want %v", again, n)
	}
}
