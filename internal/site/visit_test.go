package site_test

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/catalogue"
	"waymark/internal/demo"
	"waymark/internal/login"
	"waymark/internal/registrar"
	"waymark/internal/server"
	"waymark/internal/site"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// house is a site over an installation, as it is served.
type house struct {
	handler http.Handler
	store   *store.Store
	door    *login.Door
	*registrar.Registrar
	now time.Time
}

type options struct{ secure, noOutbox bool }

func texts(tb testing.TB) map[string][]byte {
	tb.Helper()
	all := map[string][]byte{}
	names, err := fs.Glob(catalogue.Files(), "*/*.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".test.yaml") {
			continue
		}
		if all[name], err = fs.ReadFile(catalogue.Files(), name); err != nil {
			tb.Fatal(err)
		}
	}
	return all
}

func newHouse(tb testing.TB, o options) *house {
	tb.Helper()
	h := &house{now: time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC)}
	h.store = storetest.Open(tb, storetest.SQLite(tb))
	now := func() time.Time { return h.now }
	today := func() record.Date { return record.Day(2005, time.June, 1) }
	h.Registrar = registrar.New(h.store, registrar.Options{Now: now, Today: today})
	h.door = login.New(h.store, h.Registrar, login.Options{Now: now, Link: func(secret string) string { return "https://example.org/enter?link=" + secret }})
	log := slog.New(slog.DiscardHandler)
	on := server.New(server.Options{Log: log, Now: time.Now, Ready: func(context.Context) error { return nil }, Secure: o.secure})
	settings := site.Options{
		Registrar: h.Registrar, Door: h.door, Today: today, Client: server.Client, RequestID: server.RequestID, Secure: o.secure, Log: log,
		Outbox: func(_ context.Context, limit int) ([]store.Message, error) {
			return storetest.View(tb, h.store, func(v *store.View) ([]store.Message, error) { return v.Messages(limit) }), nil
		},
	}
	if o.noOutbox {
		settings.Outbox = nil
	}
	site.New(settings).Mount(on.Mux)
	h.handler = on.Handler()
	return h
}

// full is a house with people in it.
func full(tb testing.TB) *house {
	tb.Helper()
	h := newHouse(tb, options{})
	if err := demo.Fill(context.Background(), h.store, h.Registrar, demo.Options{Candidates: 60, Texts: texts(tb)}); err != nil {
		tb.Fatal(err)
	}
	return h
}

// browser is somebody who visits, with their cookies.
type browser struct {
	*house
	t       testing.TB
	cookies map[string]*http.Cookie
}

func (h *house) visitor(t testing.TB) *browser {
	t.Helper()
	return &browser{house: h, t: t, cookies: map[string]*http.Cookie{}}
}

// as is somebody of the demonstration, signed in by their link.
func (h *house) as(t testing.TB, role string) *browser {
	t.Helper()
	b := h.visitor(t)
	for _, a := range demo.Accounts {
		if a.Role != role {
			continue
		}
		link, err := h.door.Issue(context.Background(), a.Email, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		_, secret, _ := strings.Cut(link, "link=")
		if w := b.post("/enter", "link", secret); w.Code != http.StatusSeeOther {
			t.Fatalf("%s cannot sign in: %d", role, w.Code)
		}
		return b
	}
	t.Fatalf("nobody is %s", role)
	return nil
}

func (b *browser) do(r *http.Request) *httptest.ResponseRecorder {
	for _, c := range b.cookies {
		r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return w
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	return b.do(httptest.NewRequest(http.MethodGet, path, nil))
}

func (b *browser) post(path string, fields ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// upload sends files, each by the name of its field, and fields.
func (b *browser) upload(path string, files map[string]string, fields ...string) *httptest.ResponseRecorder {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		_ = form.WriteField(fields[i], fields[i+1]) // a buffer takes everything
	}
	for field, text := range files {
		part, err := form.CreateFormFile(field, field)
		if err != nil {
			b.t.Fatal(err)
		}
		_, _ = part.Write([]byte(text))
	}
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// see gets a page, holds what every page must be, and that it says what is wanted.
func (b *browser) see(t *testing.T, path string, want ...string) string {
	t.Helper()
	w := b.get(path)
	if w.Code != http.StatusOK {
		t.Errorf("%s: %d", path, w.Code)
	}
	page := w.Body.String()
	checkPage(t, path, page)
	for _, text := range want {
		if !strings.Contains(page, text) {
			t.Errorf("%s does not say %q", path, text)
		}
	}
	return page
}

// Every page that anybody can reach by links is sound. Each role reads all that it is led to.
func TestEveryPageThatIsLinked(t *testing.T) {
	h := full(t)
	roles := []string{""}
	for _, a := range demo.Accounts {
		roles = append(roles, a.Role)
	}
	for _, role := range roles {
		t.Run("role "+role, func(t *testing.T) {
			b := h.visitor(t)
			if role != "" {
				b = h.as(t, role)
			}
			seen := map[string]bool{"/api": true} // another package's
			waiting := []string{"/", "/me", "/candidates?who=nobody", "/search?q=70290", "/outbox", "/sign-in"}
			for len(waiting) > 0 && len(seen) < 400 {
				path := waiting[0]
				waiting = waiting[1:]
				path, _, _ = strings.Cut(path, "#")
				if path == "" || seen[path] || strings.HasPrefix(path, "/static/") {
					continue
				}
				seen[path] = true
				w := b.get(path)
				switch {
				case w.Code == http.StatusSeeOther:
					waiting = append(waiting, w.Header().Get("Location"))
				case path == "/candidates?who=nobody" && w.Code == http.StatusForbidden:
				case w.Code != http.StatusOK:
					t.Errorf("%s: %d", path, w.Code)
				case strings.HasPrefix(w.Header().Get("Content-Type"), "text/html"):
					waiting = append(waiting, checkPage(t, path, w.Body.String())...)
				}
			}
			if len(seen) < 45 {
				t.Errorf("only %d pages", len(seen))
			}
		})
	}
}

func TestWhatEachRoleFinds(t *testing.T) {
	h := full(t)
	for role, want := range map[string][]string{
		"candidate":      {"<h1>Ana Roy</h1>", "Microsoft Certified Systems Administrator on Windows 2000", "taken as a beta exam", "one exam away", "refused"},
		"consultant":     {"Carl Coulter", "taught candidate"},
		"employer":       {"Esther Okafor", "employs candidate"},
		"manager":        {"Find a candidate", "You moved this; somebody else answers."},
		"decision-maker": {"Approve", "The latest acts", "mixed-upgrade microsoft/mcse-2003"},
		"administrator":  {"ana.roy@example.org", "The latest acts"},
	} {
		h.as(t, role).see(t, "/me", want...)
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

// A second person answers a motion by a form, and what was moved is done.
func TestAMotionIsAnswered(t *testing.T) {
	h := full(t)
	manager, decider := h.as(t, "manager"), h.as(t, "decision-maker")
	if w := manager.post("/motions/1", "answer", "approve"); w.Code != http.StatusForbidden {
		t.Errorf("the mover approves: %d", w.Code)
	}
	if w := decider.post("/motions/1", "answer", "perhaps"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("perhaps: %d", w.Code)
	}
	if w := decider.post("/motions/1", "answer", "approve", "remark", "seen"); w.Code != http.StatusSeeOther {
		t.Errorf("approved: %d %s", w.Code, w.Body)
	}
	m := storetest.View(t, h.store, func(v *store.View) (store.Motion, error) {
		m, _, err := v.Motion(1)
		return m, err
	})
	decider.see(t, fmt.Sprintf("/candidates/%d", m.Candidate), "revoked")
	if w := decider.post("/motions/1", "answer", "approve"); w.Code != http.StatusConflict {
		t.Errorf("again: %d", w.Code)
	}
}

// Whoever answers a motion, or decides what becomes of an award in doubt, sees what it is and of whom before they do, and why they may not
// where they may not.
func TestWhatWaitsSaysWhatItIs(t *testing.T) {
	h := full(t)
	manager, decider := h.as(t, "manager"), h.as(t, "decision-maker")
	if w := decider.post("/motions/2", "answer", "refuse"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	related := storetest.View(t, h.store, func(v *store.View) ([]store.Relation, error) { return v.RelationsOf(6) })[0].Candidate
	if w := manager.post(fmt.Sprintf("/candidates/%d/rulings", related), "kind", "waive", "programme", "microsoft/mcse-2003", "requirement", "design", "reason", "so"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	m := storetest.View(t, h.store, func(v *store.View) (store.Motion, error) {
		m, _, err := v.Motion(1)
		return m, err
	})
	of := storetest.View(t, h.store, func(v *store.View) (store.Candidate, error) {
		c, _, err := v.Candidate(m.Candidate)
		return c, err
	})
	held := storetest.View(t, h.store, func(v *store.View) ([]store.Award, error) { return v.Awards(m.Candidate) })[m.Award-1]
	award := fmt.Sprintf("/candidates/%d/awards/%d", m.Candidate, m.Award)
	page := decider.see(t, "/me", "revoke from 2005-06-01 on", of.Name, `<a href="`+award+`">`, "in force", "Moved by", "Mia Lindqvist", "You may not answer this: you declared a relation (kin)")
	if strings.Count(page, `value="approve"`) != 1 {
		t.Error("a form is offered that will be refused")
	}
	decider.see(t, award, "decided", held.Date.String(), "What counted", "the same rules and the same report, byte for byte", "worker")
	decider.see(t, award+"/report", "Requirements")

	// What the award rests on is found not to be so: it waits for a person, who finds it, and why.
	if strings.Contains(page, "no such sitting") {
		t.Fatal("it is in doubt before it is")
	}
	ctx, mia := context.Background(), registrar.Actor{Account: 5, Name: "Mia Lindqvist", Roles: registrar.RoleManager}
	for _, a := range storetest.View(t, h.store, func(v *store.View) ([]store.Fact, error) { return v.Facts(1) }) {
		if a.Kind == record.Exam && a.State == record.Verified && a.Step == 1 {
			if err := h.VoidEvidence(ctx, mia, 1, a.Piece, "no such sitting"); err != nil {
				t.Fatal(err)
			}
		}
	}
	decider.see(t, "/me", "Awards in doubt", `<a href="/candidates/1/awards/`, "no such sitting")
	decider.see(t, "/candidates/1", "in force, in doubt")
	decider.see(t, "/candidates/1/awards/2", "Since then voided", `href="/candidates/1/evidence/`, "in doubt: what is known no longer gives it", "unsupported", "no such sitting")
	h.as(t, "candidate").see(t, "/me/awards/2", "It stands until the certification body decides", "the certification body")
}

// An award is suspended and reinstated, and its revocation moved, on its page; each by those who may.
func TestAnAwardIsActedOnByForms(t *testing.T) {
	h := full(t)
	manager, decider := h.as(t, "manager"), h.as(t, "decision-maker")
	const award = "/candidates/1/awards/1"
	if page := manager.see(t, award, "Move that it be revoked"); strings.Contains(page, "Suspend it") {
		t.Error("a manager is offered what they may not do")
	}
	decider.see(t, award, "Suspend it")
	for _, step := range []struct {
		by        *browser
		act, from string
		want      int
		sees      string
	}{
		{manager, "suspend", "2005-06-01", http.StatusForbidden, "in force"},
		{decider, "suspend", "2005-06-02", http.StatusUnprocessableEntity, "in force"},
		{decider, "suspend", "", http.StatusUnprocessableEntity, "in force"},
		{decider, "reinstate", "2005-06-01", http.StatusConflict, "in force"},
		{decider, "burn", "2005-06-01", http.StatusNotFound, "in force"},
		{decider, "suspend", "2005-06-01", http.StatusSeeOther, "Reinstate it"},
		{decider, "reinstate", "2005-06-01", http.StatusSeeOther, "reinstated"},
		{manager, "revoke", "2005-06-01", http.StatusSeeOther, "in force"},
	} {
		if w := step.by.post(award, "act", step.act, "from", step.from, "reason", "it is looked into"); w.Code != step.want {
			t.Errorf("%s from %s: %d %s", step.act, step.from, w.Code, w.Body)
		}
		decider.see(t, award, step.sees)
	}
	if w := decider.get("/candidates/1/awards/99"); w.Code != http.StatusNotFound {
		t.Errorf("an award there is not: %d", w.Code)
	}
	if w := h.as(t, "candidate").get("/candidates/2/awards/1"); w.Code != http.StatusForbidden {
		t.Errorf("another's award: %d", w.Code)
	}
}

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

// The journal is read back to its first entry, with the names of who acted and what changed.
func TestTheJournalIsReadByPages(t *testing.T) {
	h := full(t)
	for i := range 100 {
		if err := h.Identify(context.Background(), registrar.Actor{Account: 5, Name: "Mia Lindqvist", Roles: registrar.RoleManager}, 1, store.Identity{Kind: "x", Value: strconv.Itoa(i)}); err != nil {
			t.Fatal(err)
		}
	}
	admin := h.as(t, "administrator")
	admin.see(t, "/me", `<a href="/journal">`, "decision-maker", `<a href="/candidates/1">candidate</a>`)
	seen, path := 0, "/journal"
	for path != "" {
		page := admin.see(t, path, "Mia Lindqvist", `<a href="/candidates/1">candidate 1</a>`, "SHA-256")
		seen += strings.Count(page, `id="entry-`)
		if _, next, more := strings.Cut(page, `<a rel="next" href="`); more {
			path, _, _ = strings.Cut(next, `"`)
		} else {
			path = ""
		}
		if path == "" && !strings.Contains(page, "install") {
			t.Error("the first entry is not shown")
		}
	}
	head := storetest.View(t, h.store, func(v *store.View) (int64, error) {
		seq, _, err := v.Head()
		return seq, err
	})
	if int64(seen) != head {
		t.Errorf("%d of %d entries", seen, head)
	}
	if w := h.as(t, "manager").get("/journal"); w.Code != http.StatusForbidden {
		t.Errorf("a manager: %d", w.Code)
	}
}

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

func TestSearch(t *testing.T) {
	h := full(t)
	b := h.visitor(t)
	b.see(t, "/search?q=70290", "microsoft/70-290")
	b.see(t, "/search?q=sistems+engineer+2003", "/programmes/microsoft/mcse-2003")
	b.see(t, "/search?q=", "Typing mistakes are forgiven")
	b.see(t, "/search?q=qqqqqq", "0 hits", "/programmes")
	if page := b.see(t, "/search?q=%3Cscript%3E%22"); strings.Contains(page, "<script>") {
		t.Error("what was asked is not escaped")
	}
	b.see(t, "/search?q="+strings.Repeat("%C3%A4", 500))
}

func TestWhatIsNotThere(t *testing.T) {
	h := full(t)
	b := h.visitor(t)
	for _, path := range []string{"/nothing", "/programmes/microsoft/none", "/me/", "/static/../templates/home.html"} {
		w := b.get(path)
		if w.Code != http.StatusNotFound && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect {
			t.Errorf("%s: %d", path, w.Code)
		}
		if w.Code == http.StatusNotFound {
			checkPage(t, path, w.Body.String())
		}
	}
}

// Styles may be kept for ever under the name of their hash, and loaded again where that is another.
func TestStyles(t *testing.T) {
	h := newHouse(t, options{})
	b := h.visitor(t)
	_, rest, _ := strings.Cut(b.get("/sign-in").Body.String(), `stylesheet" href="`)
	path, _, _ := strings.Cut(rest, `"`)
	if w := b.get(path); w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d %v", path, w.Code, w.Header())
	}
	if w := b.get("/static/old/style.css"); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("%d %v", w.Code, w.Header())
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
