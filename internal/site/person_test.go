package site_test

import (
	"context"
	"html"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// A record is added, named, identified, merged and parted by pages, and given out whole to who asks for it.
func TestARecordAsAWhole(t *testing.T) {
	h := full(t)
	manager, admin := h.as(t, "manager"), h.as(t, "administrator")
	w := manager.post("/candidates", "name", "Nia Other", "email", "nia@example.org")
	at := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/candidates/") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	number := strings.TrimPrefix(at, "/candidates/")
	manager.see(t, at, "nia@example.org")
	merges := storetest.View(t, h.store, func(v *store.View) ([]store.Merge, error) { return v.Merges() })
	next := strconv.FormatInt(merges[len(merges)-1].ID+1, 10)
	for _, step := range []struct {
		path   string
		fields []string
		want   int
		says   string
	}{
		{"/candidates", []string{"name", "Twice", "email", "nia@example.org"}, http.StatusConflict, ""},
		{"/candidates", []string{"name", " "}, http.StatusUnprocessableEntity, ""},
		{at + "/name", []string{"name", "Nia Married", "reason", "married"}, http.StatusSeeOther, "<h1>Nia Married</h1>"},
		{at + "/name", []string{"name", "Nia", "reason", ""}, http.StatusUnprocessableEntity, "Nia Married"},
		{at + "/identities", []string{"kind", "otherhall", "value", "O77"}, http.StatusSeeOther, "O77"},
		{at + "/identities", []string{"kind", "otherhall", "value", ""}, http.StatusUnprocessableEntity, ""},
		{at + "/merges", []string{"other", "2", "proof", "one passport"}, http.StatusSeeOther, "Records " + number + " and 2 are taken for one person"},
		{at + "/merges", []string{"other", "2", "proof", "one passport"}, http.StatusConflict, "one passport"},
		{at + "/merges", []string{"other", "nobody", "proof", "one passport"}, http.StatusNotFound, "one passport"},
		{"/merges/" + next + "/undo", []string{"candidate", number, "reason", "twins"}, http.StatusSeeOther, "Nia Married"},
		{"/merges/" + next + "/undo", []string{"candidate", number, "reason", "twins"}, http.StatusNotFound, "Nia Married"},
	} {
		w := manager.post(step.path, step.fields...)
		if w.Code != step.want {
			t.Errorf("%s %v: %d %s", step.path, step.fields, w.Code, w.Body)
		}
		manager.see(t, at, step.says)
		if step.path == at+"/merges" && w.Code == http.StatusSeeOther { // the name that is shown, and would be changed, is the keeper's
			manager.see(t, "/candidates/2", "<h1>Nia Married</h1>", `action="`+at+`/name"`)
		}
	}
	if page := manager.see(t, at); strings.Contains(page, "taken for one person") || strings.Contains(page, "record.json") {
		t.Error("parted records are shown as one, or an export is offered that will be refused")
	}
	admin.see(t, at, at+"/record.json")
	if w := admin.get(at + "/record.json"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"married"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := manager.get(at + "/record.json"); w.Code != http.StatusForbidden {
		t.Errorf("a manager: %d", w.Code)
	}
}

// The staff records and rules on the page of a person; on one's own page, and for others, there is nothing to record.
func TestTheStaffActOnAPage(t *testing.T) {
	h := full(t)
	manager := h.as(t, "manager")
	manager.see(t, "/candidates?who=roy+ANA", "Ana Roy")
	manager.see(t, "/candidates?who=nobody+at+all", "Nobody is known as nobody at all.")
	page := manager.see(t, "/candidates/1", `action="/candidates/1/evidence"`, `action="/candidates/1/rulings"`)
	checkPage(t, "a person", page)
	piece := []string{"kind", "exam", "id", "microsoft/70-291", "date", "2005-05-23", "checked", "1", "source", "testhall", "score", "810"}
	if w := manager.post("/candidates/1/evidence", piece...); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/candidates/1#evidence" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	manager.see(t, "/candidates/1", "exam microsoft/70-291", "score 810")
	for sentence, fields := range map[string][]string{
		"is yet to come":           {"kind", "exam", "id", "microsoft/70-291", "date", "2035-05-23"},
		"is not known to its":      {"kind", "exam", "id", "microsoft/70-999", "date", "2005-05-23"},
		"has no date":              {"kind", "exam", "id", "microsoft/70-291"},
		"is no piece of evidence;": {"kind", "nothing", "id", "microsoft/70-291", "date", "2005-05-23"},
	} {
		if w := manager.post("/candidates/1/evidence", fields...); w.Code != http.StatusUnprocessableEntity || !strings.Contains(html.UnescapeString(w.Body.String()), sentence) {
			t.Errorf("%s: %d %s", sentence, w.Code, w.Body)
		}
	}
	if w := manager.post("/candidates/1/rulings", "kind", "waive", "programme", "microsoft/mcse-2003", "requirement", "design", "reason", "so"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	manager.see(t, "/me", "waive design microsoft/mcse-2003", "You moved this")
	candidate := h.as(t, "candidate")
	if page := candidate.see(t, "/me", "Where you stand"); strings.Contains(page, "/evidence\"") {
		t.Error("a candidate is offered to record evidence of their own")
	}
	if w := candidate.post("/candidates/1/evidence", piece...); w.Code != http.StatusForbidden {
		t.Errorf("a candidate recorded evidence: %d", w.Code)
	}
}

func TestACandidateSeesTheirOwnAlone(t *testing.T) {
	h := full(t)
	ana := h.as(t, "candidate")
	for _, path := range []string{"/candidates", "/candidates/2", "/candidates/2/audit/microsoft/mcp", "/candidates?who=2"} {
		if w := ana.get(path); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", path, w.Code)
		}
		if w := h.visitor(t).get(path); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in" {
			t.Errorf("%s without signing in: %d", path, w.Code)
		}
	}
	ana.see(t, "/candidates/1", "Ana Roy") // their own, by its number
	w := ana.get("/me/record.json")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"name": "Ana Roy"`) || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("%d %v %.80s", w.Code, w.Header(), w.Body)
	}
	if w := h.as(t, "manager").get("/candidates/2"); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %s", w.Code, w.Header().Get("Cache-Control"))
	}
}

func TestAuditOnAnotherDay(t *testing.T) {
	h := full(t)
	ana := h.as(t, "candidate")
	ana.see(t, "/me/audit/microsoft/mcse-2003", "Not met: 2 more exams needed", "2005-06-01")
	ana.see(t, "/me/audit/microsoft/mcse-2003?on=2004-06-01", "Not met: 4 more exams needed")
	ana.see(t, "/me/audit/microsoft/mcse-2003?verified=yes", "Not met: 4 more exams needed")
	for path, want := range map[string]int{
		"/me/audit/microsoft/mcse-2003?on=tomorrow": http.StatusUnprocessableEntity,
		"/me/audit/microsoft/none":                  http.StatusNotFound,
		"/candidates/0":                             http.StatusNotFound,
		"/candidates/x":                             http.StatusNotFound,
	} {
		w := ana.get(path)
		if w.Code != want {
			t.Errorf("%s: %d", path, w.Code)
		}
		checkPage(t, path, w.Body.String())
	}
}

// Whoever works here and is a candidate too has their record and their desk.
func TestACandidateWhoWorksHereHasADesk(t *testing.T) {
	h := full(t)
	admin := registrar.Actor{Account: 1, Name: "Ada Admin", Roles: registrar.RoleAdministrator}
	if err := h.GrantRole(context.Background(), admin, 7, "decision-maker", true, "a small office"); err != nil {
		t.Fatal(err)
	}
	ana := h.as(t, "candidate")
	ana.see(t, "/me", "Where you stand", `<a href="/desk">`)
	ana.see(t, "/desk", "What waits for a second person", `value="approve"`)
	if w := ana.post("/motions/2", "answer", "refuse"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/desk" {
		t.Errorf("%d %s", w.Code, w.Header().Get("Location"))
	}
}
