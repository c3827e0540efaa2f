package site_test

import (
	"net/http"
	"strings"
	"testing"

	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// Whom new rules touch is seen by a page before they are published; what is wrong in a file is said with its place.
func TestImpactIsSeenByAPage(t *testing.T) {
	h := full(t)
	decider := h.as(t, "decision-maker")
	decider.see(t, "/me", `<a href="/impact">`)
	decider.see(t, "/impact", "Files of programmes and facts")
	rules := string(texts(t)["microsoft/mcp.yaml"])
	harder := strings.Replace(rules, "requires:", "requires:\n  - {id: more, title: One more, exam: 70-299}", 1)
	if harder == rules {
		t.Fatal("the rules are written otherwise than this test believes")
	}
	before := len(storetest.View(t, h.store, func(v *store.View) ([]store.Entry, error) { return v.Journal(1, 1000) }))
	w := decider.upload("/impact", map[string]string{"files": harder}, "from", "2005-06-02")
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	checkPage(t, "impact", w.Body.String())
	for _, want := range []string{"Microsoft Certified Professional", "would meet it no longer", `<a href="/candidates/1">1</a>`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("it does not say %q: %s", want, w.Body)
		}
	}
	if after := len(storetest.View(t, h.store, func(v *store.View) ([]store.Entry, error) { return v.Journal(1, 1000) })); after != before {
		t.Error("something was written")
	}
	for what, files := range map[string]map[string]string{
		"files:2:1: a value is missing": {"files": "programme: ["}, "no rules": {"files": "candidate: {name: Ana}\nevidence: []\n"}, "no file": nil,
	} {
		w := decider.upload("/impact", files, "from", "2005-06-02")
		checkPage(t, what, w.Body.String())
		if w.Code != http.StatusUnprocessableEntity || strings.HasPrefix(what, "files:") && !strings.Contains(w.Body.String(), what) {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
	for _, role := range []string{"consultant", "administrator"} {
		b := h.as(t, role)
		if get, post := b.get("/impact").Code, b.upload("/impact", map[string]string{"files": harder}, "from", "2005-06-02").Code; get != http.StatusForbidden || post != http.StatusForbidden {
			t.Errorf("%s: %d %d", role, get, post)
		}
	}
}
