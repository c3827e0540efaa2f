package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestNobodyElsesFormsAreTaken(t *testing.T) {
	h := full(t)
	b := h.as(t, "decision-maker")
	r := httptest.NewRequest(http.MethodPost, "/motions/1", strings.NewReader("answer=approve"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := b.do(r); w.Code != http.StatusForbidden {
		t.Errorf("%d", w.Code)
	}
	if w := b.post("/motions/1", "answer", strings.Repeat("x", 1<<20)); w.Code == http.StatusSeeOther || w.Code == http.StatusInternalServerError {
		t.Errorf("a form of a megabyte: %d", w.Code)
	}
}

// A form longer than may be is told so, whatever page it was meant for and whoever sends it.
func TestAFormMayBeTooLong(t *testing.T) {
	h := newHouse(t, options{})
	b := h.visitor(t)
	for _, path := range []string{"/enter", "/sign-in", "/sign-out", "/motions/1", "/candidates/1/evidence"} {
		w := b.post(path, "link", strings.Repeat("x", 300<<10))
		if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "longer than the 256 KiB") {
			t.Errorf("%s: %d %.200s", path, w.Code, w.Body)
		}
	}
	// A long file is taken from those who may send one alone.
	for role, want := range map[string]int{"": http.StatusRequestEntityTooLarge, "candidate": http.StatusRequestEntityTooLarge, "manager": http.StatusUnprocessableEntity} {
		sender := b
		if role != "" {
			sender = full(t).as(t, role)
		}
		if w := sender.post("/feeds", "as", strings.Repeat("x", 300<<10)); w.Code != want {
			t.Errorf("a long file of %q: %d, want %d", role, w.Code, want)
		}
	}
	if w := b.post("/enter", "link", strings.Repeat("x", 200<<10)); w.Code != http.StatusForbidden {
		t.Errorf("a long link: %d", w.Code)
	}
}

// Bytes that no database keeps as text are refused before anything is asked of it, whatever page they were meant for.
func TestWhatIsNoTextIsRefused(t *testing.T) {
	h := full(t)
	staff := h.as(t, "manager")
	for _, bad := range []string{"a\x00b", "a\xff\xfe"} {
		for path, field := range map[string]string{
			"/sign-in": "email", "/enter": "link", "/candidates/5/evidence": "reason", "/candidates/5/rulings": "question", "/motions/1": "remark",
		} {
			if w := staff.post(path, field, bad, "answer", "refuse"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "no text") {
				t.Errorf("%s of %s %q: %d", field, path, bad, w.Code)
			}
		}
		for _, path := range []string{"/candidates?who=", "/search?q=", "/verify?code=", "/me?"} {
			if w := staff.get(path + url.QueryEscape(bad)); w.Code != http.StatusUnprocessableEntity && path != "/verify?code=" { // nothing is checked here
				t.Errorf("%s%q: %d", path, bad, w.Code)
			}
		}
	}
}
