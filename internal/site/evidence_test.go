package site_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// A piece of evidence has a page that says what became of it and why; those who may verify, correct and void it there.
func TestAPieceOfEvidenceIsSeenToByPages(t *testing.T) {
	h := full(t)
	manager, ana := h.as(t, "manager"), h.as(t, "candidate")
	var at string
	for _, f := range storetest.View(t, h.store, func(v *store.View) ([]store.Fact, error) { return v.Facts(1) }) {
		if f.String() == "exam microsoft/70-298" {
			at = fmt.Sprintf("/evidence/%d", f.Piece)
		}
	}
	manager.see(t, "/candidates/1", `<a href="/candidates/1`+at+`"`)
	page := ana.see(t, "/me"+at, "exam microsoft/70-298", "stated", ">you<")
	if strings.Contains(page, "Act on it") {
		t.Error("a candidate is offered to act on their own evidence")
	}
	piece := "/candidates/1" + at
	correction := func(id, day string) []string {
		return []string{"act", "correct", "kind", "exam", "id", id, "date", day, "score", "801", "checked", "1", "reason", "a slip"}
	}
	for _, step := range []struct {
		fields []string
		want   int
		says   []string
	}{
		{[]string{"act", "verify", "reason", "asked the test centre"}, http.StatusSeeOther, []string{"verified", "asked the test centre", "Mia Lindqvist"}},
		{[]string{"act", "refuse", "reason", "it wrote again"}, http.StatusSeeOther, []string{"refused", "it wrote again"}},
		{correction("microsoft/70-298", "2004-10-05"), http.StatusSeeOther, []string{"corrected", "2004-10-05", "score 801", "a slip"}},
		{correction("microsoft/70-2980", "2004-10-05"), http.StatusUnprocessableEntity, nil},
		{correction("microsoft/70-298", "5 October"), http.StatusUnprocessableEntity, nil},
		{[]string{"act", "void", "reason", " "}, http.StatusUnprocessableEntity, nil},
		{[]string{"act", "void", "reason", "another's"}, http.StatusSeeOther, []string{"voided: it counts nowhere", "another&#39;s"}},
		{[]string{"act", "burn", "reason", "so"}, http.StatusNotFound, nil},
	} {
		if w := manager.post(piece, step.fields...); w.Code != step.want {
			t.Errorf("%v: %d %s", step.fields, w.Code, w.Body)
		}
		manager.see(t, piece, step.says...)
	}
	if page := ana.see(t, "/me"+at, "the certification body", "asked the test centre"); strings.Contains(page, "Mia") {
		t.Error("a candidate reads who of the staff it was")
	}
	for path, want := range map[string]int{"/candidates/1/evidence/99999": http.StatusNotFound, "/me/evidence/99999": http.StatusNotFound, "/candidates/1/evidence/x": http.StatusNotFound} {
		if w := manager.get(path); w.Code != want {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := ana.post(piece, "act", "verify", "reason", "I say so"); w.Code != http.StatusForbidden {
		t.Errorf("a candidate verifies their own evidence: %d", w.Code)
	}
}

// A candidate states by their page what the body does not know of; it counts for them, and no award follows before it is checked.
func TestACandidateStatesByTheirPage(t *testing.T) {
	h := full(t)
	ana := h.as(t, "candidate")
	ana.see(t, "/me", "Something is missing?", `action="/me/statements"`)
	before := len(storetest.View(t, h.store, func(v *store.View) ([]store.Award, error) { return v.Awards(1) }))
	for _, step := range []struct {
		id, date string
		want     int
	}{
		{"microsoft/70-291", "2005-05-20", http.StatusSeeOther},
		{"microsoft/70-2910", "2005-05-20", http.StatusUnprocessableEntity},
		{"microsoft/70-291", "2005-06-20", http.StatusUnprocessableEntity},
		{"microsoft/70-291", "", http.StatusUnprocessableEntity},
	} {
		if w := ana.post("/me/statements", "kind", "exam", "id", step.id, "date", step.date, "note", "sat at <Ottawa>"); w.Code != step.want {
			t.Errorf("%+v: %d %s", step, w.Code, w.Body)
		}
	}
	ana.see(t, "/me", "exam microsoft/70-291", "sat at &lt;Ottawa&gt;", "stated")
	ana.see(t, "/me/audit/microsoft/mcsa-2003", "Met")
	if after := len(storetest.View(t, h.store, func(v *store.View) ([]store.Award, error) { return v.Awards(1) })); after != before {
		t.Errorf("%d awards, %d before anybody checked", after, before)
	}
	manager := h.as(t, "manager")
	if page := manager.see(t, "/candidates/1"); strings.Contains(page, "Something is missing?") {
		t.Error("a manager is offered to state for a candidate")
	}
	if w := manager.post("/me/statements", "kind", "exam", "id", "microsoft/70-291", "date", "2005-05-20"); w.Code != http.StatusNotFound {
		t.Errorf("a manager states of themself: %d", w.Code)
	}
}
