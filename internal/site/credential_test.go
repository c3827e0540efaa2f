package site_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/credential/key"
	"waymark/internal/code"
	"waymark/internal/issuer"
	"waymark/internal/keyring"
	"waymark/internal/registrar"
	"waymark/internal/server"
	"waymark/internal/site"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
	"waymark/verify"
)

// issued is a house whose awards have credentials, under an issuer that is its key.
func issued(t *testing.T) (*browser, *registrar.Credential) {
	t.Helper()
	h := full(t)
	r, err := keyring.New(keyring.Issuer{URL: "https://board.example", Name: "Exam <Board>"}, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Cost(2).Add(key.Ed25519, "correct horse battery", h.now, rand.Reader); err != nil {
		t.Fatal(err)
	}
	signers, err := r.Open("correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	how := &registrar.Issuing{Issuer: issuer.New(signers)}
	for {
		done, err := h.IssueCredentials(context.Background(), registrar.Worker, how, 20)
		if err != nil {
			t.Fatal(err)
		}
		if done.Committed > 0 || !done.Any() {
			break
		}
	}
	var found string
	if err := h.store.View(t.Context(), func(v *store.View) error {
		for id := int64(1); found == "" && id < 60; id++ {
			made, err := v.Issuances(id, 1)
			if err != nil {
				return err
			}
			if len(made) > 0 {
				found = made[0].Code
			}
		}
		return nil
	}); err != nil || found == "" {
		t.Fatal("no credential", err)
	}
	c, err := h.Credential(t.Context(), found)
	if err != nil {
		t.Fatal(err)
	}
	on := server.New(server.Options{Log: slog.New(slog.DiscardHandler), Now: time.Now, Ready: func(context.Context) error { return nil }})
	pages := site.New(site.Options{
		Registrar: h.Registrar, Door: h.door, Today: func() record.Date { return record.Day(2005, time.June, 1) }, Client: server.Client, RequestID: server.RequestID,
		Log: slog.New(slog.DiscardHandler), Issuer: site.Issuer{Name: "Exam <Board>", URL: "https://board.example"},
		Verify: func(_ context.Context, data []byte, o verify.Options) verify.Told {
			o.Now = h.now
			return verify.Tell(data, o, message.English())
		},
	})
	pages.Mount(on.Mux)
	on.Mux.HandleFunc("GET /c/{code}", func(w http.ResponseWriter, r *http.Request) { pages.Credential(w, r, c) })
	h.handler = on.Handler()
	return h.visitor(t), c
}

func TestTheCredentialPage(t *testing.T) {
	b, c := issued(t)
	page := b.see(t, "/c/"+c.Code,
		c.Holder, code.Code(c.Code).String(), "In force", "Exam &lt;Board&gt; certifies that", `<meta property="og:image" content="https://board.example/badges/`+c.Programme+`.png">`,
		`<meta property="og:url" content="https://board.example/c/`+c.Code+`">`, "https://www.linkedin.com/profile/add?", "certId="+code.Code(c.Code).String(),
		"/c/"+c.Code+".pdf", "Signature: passed", "Status: unknown")
	if strings.Contains(page, ".jwt") {
		t.Error("a token is offered that there is not")
	}
	b.see(t, "/c/"+c.Code+"?on=2005-05-31", "On 2005-05-31: <strong>")
	b.see(t, "/c/"+c.Code+"?on=1990-01-01", "<strong>not yet in force</strong>")
	b.see(t, "/c/"+c.Code+"?on=yesterday", "that is no day")
	if w := b.get("/c/" + c.Code + "?on=2026-01-01"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a day to come: %d", w.Code)
	}
	manager := b.as(t, "manager")
	manager.see(t, "/candidates/"+strconv.FormatInt(holderOf(t, b, c.Code), 10), `<a href="/c/`+c.Code+`">Credential: see, share, print</a>`)
	if page := manager.see(t, "/issuing", "credentials are being made and signed.", "None."); strings.Contains(page, "Try again") {
		t.Error("a manager may not have it made again")
	}
	b.reissued(t, holderOf(t, b, c.Code))
	for status, says := range map[registrar.Status]string{
		registrar.Suspended: "Suspended since 2005-05-01", registrar.Revoked: "Revoked on 2005-05-01", registrar.Withdrawn: "Withdrawn on 2005-05-01", registrar.Lapsed: "Lapsed",
		registrar.Superseded: "Superseded on 2005-05-01",
	} {
		c.Status, c.Since, c.Current = status, record.Day(2005, time.May, 1), "0000000000000000"
		b.see(t, "/c/"+c.Code, says, `class="state bad"`, `<a href="/c/0000000000000000">See the current one.</a>`)
	}
}

// reissued has a credential made again by a person who may.
func (b *browser) reissued(t *testing.T, holder int64) {
	t.Helper()
	decider := b.as(t, "decision-maker")
	at := "/candidates/" + strconv.FormatInt(holder, 10)
	page := decider.see(t, at, "Make it again", at+"/awards/")
	_, rest, _ := strings.Cut(page, ` action="`+at+"/awards/")
	number, _, _ := strings.Cut(rest, `"`)
	action := at + "/awards/" + number
	if w := decider.post(action, "reason", " "); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", w.Code)
	}
	if w := decider.post(action, "reason", "new name"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != at {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	decider.see(t, "/issuing", "credentials are being made and signed.")
	w, err := b.Record(t.Context(), registrar.Actor{Roles: registrar.RoleDecisionMaker}, holder)
	if err != nil || registrar.Stage(&w.Awards[0]) != store.Decided {
		t.Errorf("it is %s, %v", registrar.Stage(&w.Awards[0]), err)
	}
	decider.see(t, "/me", `<a href="/issuing">`)
	if w := decider.get("/issuing?after=x"); w.Code != http.StatusNotFound {
		t.Errorf("%d", w.Code)
	}
}

// holderOf is the candidate whose credential has the code.
func holderOf(t *testing.T, b *browser, code string) int64 {
	t.Helper()
	var s store.Issuance
	if err := b.store.View(t.Context(), func(v *store.View) (err error) {
		s, _, err = v.IssuanceByCode(code)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return s.Candidate
}

func TestAnybodyChecksACredential(t *testing.T) {
	b, c := issued(t)
	b.see(t, "/verify", "Check a credential", `<a href="/verify">`)
	if w := b.get("/verify?code=" + strings.ToLower(c.Code[:8]) + "-" + c.Code[8:]); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/c/"+c.Code {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	b.see(t, "/verify?code=7K3Q", "This is no code")
	told := func(want int, fields map[string]string, says ...string) {
		t.Helper()
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for name, value := range fields {
			if name == "file" {
				part, _ := form.CreateFormFile("file", "credential.json")
				_, _ = part.Write([]byte(value))
				continue
			}
			_ = form.WriteField(name, value)
		}
		_ = form.Close()
		r := httptest.NewRequest(http.MethodPost, "/verify", &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		w := b.do(r)
		checkPage(t, "/verify", w.Body.String())
		for _, text := range says {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("the page does not say %q", text)
			}
		}
		if w.Code != want {
			t.Errorf("%d, want %d", w.Code, want)
		}
	}
	told(http.StatusOK, map[string]string{"credential": `{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"verifiableCredential":[` + string(c.Document) + `]}`},
		"Not good", "Who presents it: unknown", c.Title+": undecided", c.Holder)
	told(http.StatusOK, map[string]string{"file": string(c.Document)}, "Undecided", "Signature: passed", c.Holder)
	told(http.StatusOK, map[string]string{"credential": strings.Replace(string(c.Document), c.Holder, "Somebody Else", 1)}, "Not good", "Signature: failed")
	told(http.StatusOK, map[string]string{"credential": string(c.Document), "recipient": "nobody@example.org"}, "Not good", "Whom it is about: failed")
	told(http.StatusUnprocessableEntity, nil, "Choose a file or paste a credential.")
	told(http.StatusUnprocessableEntity, map[string]string{"credential": "x", "on": "tomorrow"}, "is no past day")
	told(http.StatusOK, map[string]string{"credential": "<script>alert(1)</script>"}, "Not good")
}

// While as many documents of strangers are looked at as there are places, the next is asked to come again.
func TestChecksAreFewAtATime(t *testing.T) {
	h := full(t)
	begun, end := make(chan struct{}), make(chan struct{})
	on := server.New(server.Options{Log: slog.New(slog.DiscardHandler), Now: time.Now, Ready: func(context.Context) error { return nil }})
	site.New(site.Options{
		Registrar: h.Registrar, Door: h.door, Today: func() record.Date { return record.Day(2005, time.June, 1) }, Client: server.Client, RequestID: server.RequestID,
		Log: slog.New(slog.DiscardHandler),
		Verify: func(context.Context, []byte, verify.Options) verify.Told {
			begun <- struct{}{}
			<-end
			return verify.Told{Outcome: "passed"}
		},
	}).Mount(on.Mux)
	h.handler = on.Handler()
	answers := make(chan int)
	for range 4 {
		go func() { answers <- h.visitor(t).post("/verify", "credential", "{}").Code }()
		<-begun
	}
	if w := h.visitor(t).post("/verify", "credential", "{}"); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("the fifth: %d", w.Code)
	}
	close(end)
	for range 4 {
		if code := <-answers; code != http.StatusOK {
			t.Errorf("one of the four: %d", code)
		}
	}
}
