package site_test

import (
	"html"
	"net/http"
	"strings"
	"testing"
)

// A manager sends a file in, mends one of its rows in quarantine, dismisses another, and gets the confirmation, all by pages. What is still
// wrong with a row is said at the row, with what was written.
func TestAFeedIsSeenToByPages(t *testing.T) {
	h := full(t)
	manager := h.as(t, "manager")
	const profile = "profile: otherhall\nformat: csv\nseparator: tab\ncandidate: who\nname: [name]\nreference: ref\nissuer: microsoft\ncode: exam\ndate: day\nscore: score\ncandidates: add\n"
	const file = "ref\twho\tname\texam\tday\tscore\n" +
		"R1\tO1\tNia Other\t70-290\t2005-01-10\t\n" +
		"R2\tO1\tNia Other\t70-2919\t2005-02-10\t\n" +
		"R3\tO2\tBo Other\t70-290\t2005-02-31\t700\n"
	w := manager.upload("/feeds", map[string]string{"file": file, "profile": profile}, "as", "1") // a profile that is sent comes before one that is chosen
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	at := w.Header().Get("Location")
	manager.see(t, "/me", "Feeds of results", "rows wait in quarantine")
	manager.see(t, "/feeds", `<a href="`+at+`">file</a>`, "otherhall, as feed")
	manager.see(t, at, "1 recorded", "2 rows wait", "70-2919 is not known to its issuer&#39;s facts", "2005-02-31 is no day", "ref\twho\tname")
	for _, step := range []struct {
		row, act, text, reason string
		want                   int
		says                   string
	}{
		{"2", "release", "R2\tO1\tNia Other\t70-2919\t2005-02-10\t", "so it was", http.StatusUnprocessableEntity, "the row cannot be taken in: exam microsoft/70-2919"},
		{"2", "release", "R2\tO1\tNia Other\t70-291\t2005-02-10\t", " ", http.StatusUnprocessableEntity, "the act needs a reason"},
		{"2", "release", "R2\tO1\tNia Other\t70-291\t2005-02-10\t", "a slip", http.StatusSeeOther, ""},
		{"3", "burn", "", "why not", http.StatusNotFound, ""},
		{"3", "dismiss", "", "there is no such day", http.StatusSeeOther, ""},
		{"3", "dismiss", "", "there is no such day", http.StatusConflict, "was dismissed already"},
		{"9", "dismiss", "", "there is no such row", http.StatusNotFound, ""},
	} {
		w := manager.post(at+"/rows/"+step.row, "act", step.act, "text", step.text, "reason", step.reason)
		page := html.UnescapeString(w.Body.String())
		if w.Code != step.want || !strings.Contains(page, step.says) || w.Code == http.StatusUnprocessableEntity && !strings.Contains(page, step.text) {
			t.Errorf("%+v: %d %s", step, w.Code, page)
		}
		if w.Code != http.StatusSeeOther {
			checkPage(t, step.says, w.Body.String())
		}
	}
	manager.see(t, at, "every row of the quarantine was seen to")
	if w := manager.get(at + "/confirmation.csv"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "row,2,released") || !strings.Contains(w.Body.String(), "row,3,dismissed") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	again := manager.upload("/feeds", map[string]string{"file": file}, "as", strings.TrimPrefix(at, "/feeds/"))
	if again.Header().Get("Location") != at {
		t.Errorf("the same file again: %d %s", again.Code, again.Header().Get("Location"))
	}
	for what, files := range map[string]map[string]string{
		"no profile": {"file": file}, "no file": {"profile": profile}, "a broken profile": {"file": file, "profile": "profile: ["},
	} {
		if w := manager.upload("/feeds", files); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
	decider := h.as(t, "decision-maker")
	for _, path := range []string{"/feeds", at, at + "/confirmation.csv"} {
		if w := decider.get(path); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := decider.upload("/feeds", map[string]string{"file": file, "profile": profile}); w.Code != http.StatusForbidden {
		t.Errorf("a decision-maker sends a file in: %d", w.Code)
	}
}
