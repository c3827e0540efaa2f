package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/registrar"
	"waymark/internal/store/storetest"
	"waymark/message"
)

func open(t *testing.T) *office {
	t.Helper()
	return newOffice(t, storetest.Open(t, storetest.SQLite(t)))
}

// A request sent again under its name is done once, and answered as before.
func TestNamedRequests(t *testing.T) {
	o := open(t)
	named := []string{"Idempotency-Key", "one"}
	first := o.ask('m', post, "/v1/candidates", `{"name":"Bo"}`, named...)
	again := o.ask('m', post, "/v1/candidates", ` { "name" : "Bo" } `, named...)
	if first.Code != 201 || again.Code != 201 || first.Body.String() != again.Body.String() || first.Header().Get("Location") != again.Header().Get("Location") {
		t.Errorf("%d %s, then %d %s", first.Code, first.Body, again.Code, again.Body)
	}
	o.must(t, 409, 'm', post, "/v1/candidates", `{"name":"Cy"}`, named...)
	o.must(t, 409, 'm', post, "/v1/candidates/1/identities", `{"kind":"x","value":"1"}`, named...) // another operation
	if all := o.must(t, 200, 'm', get, "/v1/candidates", "")["items"].([]any); len(all) != 3 {
		t.Errorf("%d candidates", len(all))
	}
	// The version that was seen has gone, but the act is done: the answer is that of before.
	seen := o.ask('m', get, "/v1/candidates/1", "").Header().Get("ETag")
	both := []string{"Idempotency-Key", "two", "If-Match", seen}
	for range 2 {
		o.must(t, 201, 'm', post, "/v1/candidates/1/identities", `{"kind":"x","value":"1"}`, both...)
	}
	key := []string{"Idempotency-Key", "three"}
	o.must(t, 201, 'm', post, "/v1/keys", `{"name":"x","scopes":["read"]}`, key...)
	o.must(t, 409, 'm', post, "/v1/keys", `{"name":"x","scopes":["read"]}`, key...) // its text is shown once
	if keys := o.must(t, 200, 'm', get, "/v1/keys", "")["items"].([]any); len(keys) != 1 {
		t.Errorf("%v", keys)
	}
	o.must(t, 422, 'm', post, "/v1/candidates", `{"name":"Bo"}`, "Idempotency-Key", "with space")
}

// Each flaw of a piece has the place of its field.
func TestFlawsOfEvidenceHavePlaces(t *testing.T) {
	o := open(t)
	good := `{"item":"exam microsoft/70-290","date":"2004-03-01"}`
	for _, c := range []struct{ method, path, body, want string }{
		{post, "/v1/candidates/1/evidence", `{"evidence":[` + good + `,{"item":"exam microsoft/70-999","date":"2025-01-01","state":"verified"}]}`, "[body.evidence[1].item body.evidence[1].date]"},
		{post, "/v1/candidates/1/statements", `{"evidence":[{"item":"exam microsoft/70-290","date":"2004-03-01","until":"2004-02-01"}]}`, "[body.evidence[0].until]"},
	} {
		p := o.must(t, 422, 'm', c.method, c.path, c.body)
		var at []string
		for _, e := range p["errors"].([]any) {
			at = append(at, e.(map[string]any)["location"].(string))
		}
		if fmt.Sprint(at) != c.want {
			t.Errorf("%s: %v", c.path, p)
		}
	}
	o.must(t, 201, 'm', post, "/v1/candidates/1/evidence", `{"evidence":[`+good+`]}`)
	p := o.must(t, 422, 'm', "PUT", "/v1/candidates/1/evidence/1", `{"item":"exam microsoft/70-999","date":"2004-03-01","reason":"so"}`)
	if at := p["errors"].([]any)[0].(map[string]any)["location"]; at != "body.item" {
		t.Errorf("%v", p)
	}
}

func TestVersions(t *testing.T) {
	o := open(t)
	first := o.ask('m', get, "/v1/candidates/1", "")
	seen := first.Header().Get("ETag")
	if w := o.ask('m', get, "/v1/candidates/1", "", "If-None-Match", `"x", W/`+seen); w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("ETag") != seen {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	identify := func(kind, version string) int {
		return o.ask('m', post, "/v1/candidates/1/identities", `{"kind":"`+kind+`","value":"1"}`, "If-Match", version).Code
	}
	for _, c := range []struct {
		kind, version string
		want          int
	}{
		{"a", seen, 201},
		{"b", seen, 412},
		{"b", "W/" + o.ask('m', get, "/v1/candidates/1", "").Header().Get("ETag"), 412}, // weak ones never match here
		{"b", "nonsense", 412},
		{"b", "*", 201},
		{"c", `"x", ` + o.ask('m', get, "/v1/candidates/1", "").Header().Get("ETag"), 412}, // b came between
		{"c", o.ask('m', get, "/v1/candidates/2", "").Header().Get("ETag"), 412},
	} {
		if got := identify(c.kind, c.version); got != c.want {
			t.Errorf("%s on %s: %d, want %d", c.kind, c.version, got, c.want)
		}
	}
	if w := o.ask('m', get, "/v1/candidates/1", "", "If-None-Match", seen); w.Code != 200 {
		t.Errorf("what has changed: %d", w.Code)
	}
	// A status changes with the day, and no entry of the journal tells of it.
	o.evidenceAndAwards(t)
	was := o.ask('d', get, "/v1/candidates/1/awards/2?day=2005-05-01", "").Header().Get("ETag")
	if w := o.ask('d', get, "/v1/candidates/1/awards/2?day=2005-05-02", "", "If-None-Match", was); w.Code != 200 {
		t.Errorf("on another day: %d", w.Code)
	}
	rules := o.ask('-', get, "/v1/publications", "").Header().Get("ETag")
	publish := fmt.Sprintf(`{"files":[{"name":"microsoft/mcp.yaml","text":%q}],"from":"2005-06-02","reason":"new"}`, packs(t)["microsoft/mcp.yaml"])
	o.must(t, 204, 'd', post, "/v1/publications", publish, "If-Match", rules)
	o.must(t, 412, 'd', post, "/v1/publications", publish, "If-Match", rules)
}

func TestPages(t *testing.T) {
	o := open(t)
	for i := range 5 {
		o.must(t, 201, 'm', post, "/v1/candidates", fmt.Sprintf(`{"name":"Bo %d"}`, i))
	}
	var seen []string
	path, pages := "/v1/candidates?limit=3", 0
	for path != "" {
		w := o.ask('m', get, path, "")
		for _, m := range regexp.MustCompile(`"candidate":(\d+)`).FindAllStringSubmatch(w.Body.String(), -1) {
			seen = append(seen, m[1])
		}
		next, _, _ := strings.Cut(strings.TrimPrefix(w.Header().Get("Link"), "<"), ">")
		if (next == "") == strings.Contains(w.Body.String(), `"next"`) {
			t.Errorf("the header says %q, the body %s", next, w.Body)
		}
		path = next
		pages++
	}
	if got := strings.Join(seen, " "); got != "1 2 3 4 5 6 7" || pages != 3 {
		t.Errorf("%d pages: %s", pages, got)
	}
	for _, cursor := range []string{"x", "!", "YWZ0ZXI6eA", "YWZ0ZXI6LTE"} {
		p := o.must(t, 422, 'm', get, "/v1/candidates?cursor="+cursor, "")
		if at(p["errors"].([]any)[0], "location") != "query.cursor" {
			t.Errorf("%v", p)
		}
	}
	for _, limit := range []string{"0", "501", "x"} {
		o.must(t, 422, 'm', get, "/v1/candidates?limit="+limit, "")
	}
}

func TestLimits(t *testing.T) {
	o := open(t)
	at := o.today.Time()
	o.limits = newLimiter(Limits{Signed: Limit{2, 3}, Open: Limit{0.5, 2}, Think: Limit{1, 1}}, func() time.Time { return at })
	statuses := func(by byte, path string, n int) (out []int) {
		for range n {
			out = append(out, o.ask(by, get, path, "").Code)
		}
		return out
	}
	if got := fmt.Sprint(statuses('-', "/v1/programmes", 3)); got != "[200 200 429]" {
		t.Error(got)
	}
	w := o.ask('-', get, "/v1/programmes", "")
	if w.Header().Get("Retry-After") != "2" || w.Header().Get("RateLimit") != `"open";r=0;t=4` || w.Header().Get("RateLimit-Policy") != `"open";q=2;w=4` {
		t.Errorf("%v", w.Header())
	}
	if got := fmt.Sprint(statuses('m', "/v1/programmes", 4)); got != "[200 200 200 429]" {
		t.Errorf("an account: %s", got)
	}
	if got := o.ask('d', get, "/v1/programmes", "").Code; got != 200 {
		t.Errorf("another account: %d", got)
	}
	at = at.Add(2 * time.Second)
	if got := fmt.Sprint(statuses('-', "/v1/programmes", 2)); got != "[200 429]" {
		t.Errorf("later: %s", got)
	}
	// Whoever tries keys counts by their place.
	at = at.Add(time.Minute)
	var tried []int
	for range 3 {
		tried = append(tried, o.ask('-', get, "/v1/me", "", "Authorization", "Bearer waymark_guess").Code)
	}
	if got := fmt.Sprint(tried); got != "[401 401 429]" {
		t.Errorf("guesses: %s", got)
	}
	for i := range mostAsking + 10 {
		o.limits.bucket(strconv.Itoa(i), Limit{1, 1})
	}
	if n := len(o.limits.known); n != mostAsking || o.limits.recent.Len() != n {
		t.Errorf("%d are remembered", n)
	}
}

// What is wrong in a file that was sent has its place: in the file, where its text was sent, in the request where it stands there.
func TestPlaces(t *testing.T) {
	o := open(t)
	for _, c := range []struct{ by, path, body, file, place, location string }{
		{"-", "/v1/audit", "{\"programme\": \"microsoft/mcp\",\n \"record\": {\"evidence\":\n  [{\"exam\": \"microsoft/70-290\", \"date\": \"2004-02-31\"}]}}", "request", "3:41", "body.record"},
		{"-", "/v1/audit", "\n\n{\"programme\": \"é\", \"record\": {\"évidence\": []}}", "request", "3:31", "body.record"},
		{"-", "/v1/audit", `{"record": "evidence:\n  - exam: microsoft/70-290\n    date: 2004-02-31\n"}`, "record", "3:11", "body.record"},
		{"-", "/v1/plan", `{"goals": [{"programme": "microsoft/mcp"}], "record": {"evidence":[]}, "offers": ["kind: offers\nwhat: x\n"]}`, "offers[0]", "1:1", "body.offers[0]"},
		{"-", "/v1/plan", "{\"goals\": [{\"programme\": \"microsoft/mcp\"}], \"record\": {\"evidence\": []},\n\"offers\": [{},\n {\"x\": 1}]}", "request", "2:12", "body.offers[0]"},
		{"-", "/v1/plan", `{"goals": [{"programme": "microsoft/mcp"}], "record": {"evidence":[]}, "offers": ["offers: x\nissuer: microsoft\n", "offers: x\nissuer: microsoft\n"]}`, "offers[1]", "1:9", "body.offers[1]"},
		{"m", "/v1/impact", `{"files": [{"name": "a.yaml", "text": "programme: acme/x\ntitle: [\n"}]}`, "a.yaml", "", ""},
		{"d", "/v1/publications", `{"files": [{"name": "a.yaml", "text": "programme: acme/x\nfoo: 1\n"}], "from": "2005-06-02", "reason": "x"}`, "a.yaml", "", ""},
	} {
		p := o.must(t, 422, c.by[0], post, c.path, c.body)
		flaws, _ := p["errors"].([]any)
		if len(flaws) == 0 {
			t.Errorf("%s says no place: %v", c.path, p)
			continue
		}
		found := fmt.Sprintf("%v:%v", at(flaws[0], "line"), at(flaws[0], "column"))
		if at(flaws[0], "file") != c.file || c.place != "" && found != c.place || c.location != "" && at(flaws[0], "location") != c.location || at(flaws[0], "line") == nil {
			t.Errorf("%s: %v", c.body, flaws)
		}
	}
	p := o.must(t, 422, 'm', post, "/v1/candidates/1/evidence", `{"evidence":[{"item":"exam microsoft/70-290","date":"2004-03-01"},{"item":"exam 70-290","date":"yesterday"}]}`)
	var locations []string
	for _, f := range p["errors"].([]any) {
		locations = append(locations, fmt.Sprint(at(f, "location")))
	}
	if got := strings.Join(locations, " "); !strings.Contains(got, "body.evidence[1].item") || !strings.Contains(got, "body.evidence[1].date") {
		t.Errorf("%v", p)
	}
}

func TestRefusals(t *testing.T) {
	o := open(t)
	o.must(t, 404, '-', get, "/v1/nothing", "")
	offered := `{"goals":[{"programme":"microsoft/mcp"}],"record":{"evidence":[]},"offers":["offers: x\nissuer: microsoft\nexams: {70-290: {prices: [{amount: 1.00 CAD, place: Ottawa}]}}\n"],"wishes":{"places":["%s"]}}`
	o.must(t, 422, '-', post, "/v1/plan", fmt.Sprintf(offered, "Paris"))
	o.must(t, 200, '-', post, "/v1/plan", fmt.Sprintf(offered, "ottawa"))
	o.must(t, 404, 'm', get, "/v1/candidates/", "")
	if w := o.ask('-', http.MethodPatch, "/v1/candidates", ""); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD, POST" {
		t.Errorf("%d %s", w.Code, w.Header().Get("Allow"))
	}
	o.must(t, 400, '-', get, "/v1/search?q=%ff", "")
	o.must(t, 400, '-', get, "/v1/search?q=%00", "")
	o.must(t, 400, '-', get, "/v1/search?q=%zz", "")
	o.must(t, 400, 'm', get, "/v1/programmes/a%00/b", "")
	o.must(t, 422, 'm', post, "/v1/candidates", `{"name":"a\u0000b"}`)
	o.must(t, 413, 'm', post, "/v1/candidates", `{"name":"`+strings.Repeat("a", mostBytes)+`"}`)
	o.must(t, 413, '-', post, "/v1/audit", `{"record":"`+strings.Repeat(" ", mostTried)+`"}`)
	o.must(t, 422, '-', post, "/v1/audit", `{"record":{"evidence":[`+strings.Repeat(`{"exam":"a/b","date":"2004-01-01"},`, mostPieces)+`{"exam":"a/b","date":"2004-01-01"}]}}`)
	o.must(t, 404, '-', post, "/v1/audit", `{"programme":"no/such","record":{"evidence":[]}}`)
	if w := o.ask('m', http.MethodHead, "/v1/candidates/1", ""); w.Code != 200 || w.Header().Get("ETag") == "" {
		t.Errorf("HEAD: %d", w.Code)
	}
	for range 6 {
		o.ask('-', post, "/v1/sign-in-links", `{"email":"x@example.org"}`)
	}
	if w := o.ask('-', post, "/v1/sign-in-links", `{"email":"x@example.org"}`); w.Code != 429 || w.Header().Get("Retry-After") != "900" {
		t.Errorf("links asked for: %d %v", w.Code, w.Header())
	}
}

// What is checked is what is done: no key in another case or for a second time takes the place of the one that was looked at.
func TestNoKeySlipsPastTheChecks(t *testing.T) {
	o := open(t)
	o.must(t, 201, 'm', post, "/v1/keys", `{"name":"x","scopes":["read"],"days":1}`)
	o.must(t, 422, 'm', post, "/v1/keys", `{"name":"x","scopes":["read"],"days":1,"DAYS":100000}`)
	o.must(t, 422, 'm', post, "/v1/candidates", `{"NAME":"Bo"}`)
	evidence := `{"item":"exam microsoft/70-290","date":"2004-01-01"`
	o.must(t, 400, 'm', post, "/v1/candidates/1/evidence", `{"evidence":[`+evidence+`,"note":"`+strings.Repeat("x", 5000)+`"}],"evidence":[`+evidence+`}]}`)
	o.must(t, 400, 'm', post, "/v1/candidates/1/evidence", `{"evidence":[`+evidence+`,"score":"1","score":"2"}]}`)
	o.must(t, 201, 'm', post, "/v1/candidates/1/evidence", `{"evidence":[`+evidence+`},`+evidence+`}]}`)
	for text, want := range map[string]string{
		`{"a":1,"b":{"a":1,"c":[{"a":1},{"a":2}]}}`: "", `{"a":{"b":[{"c":1,"c":2}]}}`: "c", `{"a":1,"\u0061":2}`: "a", `[`: "", `{"a":1 "a":2}`: "", `{"a"`: "", "": "", `{"a":1,"a"`: "a",
		strings.Repeat("[", 50_000) + `{"a":1,"a":1}`: "",
	} {
		if key, _ := keyTwice([]byte(text)); key != want {
			t.Errorf("%.40s: %q, want %q", text, key, want)
		}
	}
}

// What nobody foresaw is logged under the reference that the client gets, and shown to nobody.
func TestUnforeseen(t *testing.T) {
	o := open(t)
	var log bytes.Buffer
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	o.RequestID = func(context.Context) string { return "R-17" }
	add(o.API, "Try", operation{id: "break", method: get, path: "/v1/break", open: true}, func(context.Context, registrar.Actor, *nothing) (*nothing, error) {
		return nil, errors.New("the secret is 42")
	})
	add(o.API, "Try", operation{id: "panic", method: get, path: "/v1/panic", open: true}, func(context.Context, registrar.Actor, *nothing) (*nothing, error) {
		panic("the secret is 42")
	})
	for _, path := range []string{"/v1/break", "/v1/panic"} {
		log.Reset()
		w := httptest.NewRecorder()
		o.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), get, path, nil))
		if w.Code != 500 || strings.Contains(w.Body.String(), "42") || !strings.Contains(w.Body.String(), `"reference":"R-17"`) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if !strings.Contains(log.String(), "R-17") || !strings.Contains(log.String(), "42") {
			t.Errorf("the log says %s", log.String())
		}
	}
}

// Every code that the interface says has its sentence, and every sentence is said.
func TestEveryCodeHasItsSentence(t *testing.T) {
	said := map[string]bool{}
	code := regexp.MustCompile(`"(api\.[a-z-]+)"`)
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(text), -1) {
			said[m[1]] = true
			if !message.English().Has(m[1]) {
				t.Errorf("%s: %s has no sentence", name, m[1])
			}
		}
	}
	for _, has := range message.English().Codes() {
		if strings.HasPrefix(has, "api.") && !said[has] {
			t.Errorf("nobody says %s", has)
		}
	}
}

// The page that people read names every operation and every kind of problem that the document has, and leads to each.
func TestReference(t *testing.T) {
	o := open(t)
	w := o.ask('-', get, "/api", "")
	page := w.Body.String()
	if w.Code != 200 || strings.Contains(page, "<script") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	for id, op := range o.operations() {
		for _, part := range []string{`href="#` + id + `"`, `<h3 id="` + id + `">`, op.Summary} {
			if !strings.Contains(page, strings.ReplaceAll(part, "'", "&#39;")) {
				t.Errorf("the page lacks %s", part)
			}
		}
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("two parts are called %s", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("a link leads to no %s", m[1])
		}
	}
	for _, k := range problemKinds {
		if !ids["problem-"+k.Word] {
			t.Errorf("the page does not explain %s", k.Word)
		}
	}
}

// A plan says what is wrong with the record it was made for, as an audit of it does, where its sender can find it.
func TestPlansSayWhatIsWrongWithTheRecord(t *testing.T) {
	o := open(t)
	sent := "{\"record\": {\"evidence\": [\n  {\"exam\": \"microsoft/70-285\", \"date\": \"2004-03-08\", \"state\": \"verified\"}]}, "
	audited := o.must(t, 200, '-', post, "/v1/audit", sent+`"programme": "microsoft/mcsa-2003"}`)
	planned := o.must(t, 200, '-', post, "/v1/plan", sent+`"goals": [{"programme": "microsoft/mcsa-2003"}]}`)
	if d := cmp.Diff(audited["findings"], planned["findings"]); d != "" {
		t.Errorf("audit and plan find otherwise:\n%s", d)
	}
	if found := fmt.Sprint(planned["findings"]); !strings.Contains(found, "first be had on 2004-03-26") || !strings.Contains(found, "line:2") {
		t.Errorf("found: %s", found)
	}
}
