package site_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestSigningIn(t *testing.T) {
	h := full(t)
	b := h.visitor(t)
	known, unknown := b.post("/sign-in", "email", "Ana.Roy@example.org"), b.post("/sign-in", "email", "nobody@example.org")
	one, other := strings.ReplaceAll(known.Body.String(), "Ana.Roy", "X"), strings.ReplaceAll(unknown.Body.String(), "nobody", "X")
	if one != other || known.Code != unknown.Code {
		t.Error("the answer tells who has an account")
	}
	checkPage(t, "sent", known.Body.String())
	outbox := b.see(t, "/outbox", "To ana.roy@example.org")
	_, rest, _ := strings.Cut(outbox, `href="/enter?link=`)
	secret, _, _ := strings.Cut(rest, `"`)
	for range 2 { // a program that looks at links does not use them up
		page := b.see(t, "/enter?link="+secret, secret)
		if strings.Contains(page, "Sign out") {
			t.Error("looking signs in")
		}
	}
	w := b.post("/enter", "link", secret)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/me" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	c := b.cookies["waymark"]
	if c == nil || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Secure {
		t.Fatalf("%+v", c)
	}
	b.see(t, "/me", "Ana Roy", "Sign out")
	if w := h.visitor(t).post("/enter", "link", secret); w.Code != http.StatusForbidden {
		t.Errorf("used twice: %d", w.Code)
	}
	kept := *c
	b.post("/sign-out")
	if len(b.cookies) != 0 {
		t.Error("the cookie stays")
	}
	b.cookies["waymark"] = &kept
	if w := b.get("/me"); w.Code != http.StatusSeeOther {
		t.Errorf("a session that was ended: %d", w.Code)
	}
}

func TestTooManyTriesAreRefused(t *testing.T) {
	h := full(t)
	b := h.visitor(t)
	for range 5 {
		b.post("/sign-in", "email", "ana.roy@example.org")
	}
	w := b.post("/sign-in", "email", "ana.roy@example.org")
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "quarter of an hour") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	checkPage(t, "refused", w.Body.String())
	for range 40 {
		w = b.post("/enter", "link", "guess")
	}
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "quarter of an hour") {
		t.Errorf("guessing goes on: %d", w.Code)
	}
}

func TestOverHTTPSTheCookieIsBoundToTheHost(t *testing.T) {
	h := newHouse(t, options{secure: true, noOutbox: true})
	if _, err := h.Install(t.Context(), "ada@example.org", "Ada", texts(t)); err != nil {
		t.Fatal(err)
	}
	link, err := h.door.Issue(t.Context(), "ada@example.org", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	_, secret, _ := strings.Cut(link, "link=")
	b := h.visitor(t)
	w := b.post("/enter", "link", secret)
	if c := b.cookies["__Host-waymark"]; c == nil || !c.Secure || c.Domain != "" || w.Header().Get("Strict-Transport-Security") == "" {
		t.Errorf("%+v", b.cookies)
	}
	if w := b.get("/outbox"); w.Code != http.StatusNotFound {
		t.Errorf("the outbox is shown: %d", w.Code)
	}
}
