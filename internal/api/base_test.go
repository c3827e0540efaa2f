package api

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"waymark/catalogue"
	"waymark/internal/login"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// office is an installation with people in every role, on the business day 2005-06-01.
type office struct {
	*API
	tb    testing.TB
	store *store.Store
	*contract
	today record.Date
	link  string // the secret of the last
	last  string // the last answer that a row got
	// bearers are the secrets of sessions, by the letter of the role: c n e m d a, and s for a second decision-maker.
	bearers map[byte]string
	people  map[byte]registrar.Actor
}

func newOffice(tb testing.TB, s *store.Store) *office {
	tb.Helper()
	ctx := context.Background()
	o := &office{tb: tb, store: s, today: record.Day(2005, time.June, 1), bearers: map[byte]string{'-': ""}, people: map[byte]registrar.Actor{'-': {}}}
	now := func() time.Time { return o.today.Time().Add(9 * time.Hour) }
	r := registrar.New(s, registrar.Options{Now: now, Today: func() record.Date { return o.today }})
	door := login.New(s, r, login.Options{Now: now, Link: func(secret string) string { o.link = secret; return secret }})
	unlimited := Limit{1e9, 1e9}
	o.API = newAPI(Options{Registrar: r, Door: door, Now: now, Limits: Limits{unlimited, unlimited, unlimited}})
	o.contract = newContract(tb, o.API)
	if _, err := r.Install(ctx, "a@example.org", "Person a", packs(tb)); err != nil {
		tb.Fatal(err)
	}
	admin, err := r.ActorOf(ctx, 1)
	if err != nil {
		tb.Fatal(err)
	}
	manager := o.person(tb, admin, 'm', 0, registrar.RoleManager)
	for range 2 {
		if _, err := r.AddCandidate(ctx, manager, "Ana Roy"); err != nil {
			tb.Fatal(err)
		}
	}
	o.people['a'] = admin
	o.person(tb, admin, 'c', 1, registrar.RoleCandidate)
	o.person(tb, admin, 'n', 0, registrar.RoleConsultant)
	o.person(tb, admin, 'e', 0, registrar.RoleEmployer)
	o.person(tb, admin, 'd', 0, registrar.RoleDecisionMaker)
	o.person(tb, admin, 's', 0, registrar.RoleDecisionMaker)
	for letter := range o.people {
		o.signIn(tb, letter)
	}
	return o
}

// signIn begins a session for the letter.
func (o *office) signIn(tb testing.TB, letter byte) {
	tb.Helper()
	if letter == '-' {
		return
	}
	from := "192.0.2." + string(letter)
	if err := o.Door.Ask(context.Background(), string(letter)+"@example.org", from); err != nil {
		tb.Fatal(err)
	}
	secret, err := o.Door.Enter(context.Background(), o.link, from)
	if err != nil {
		tb.Fatal(err)
	}
	o.bearers[letter] = secret
}

func (o *office) person(tb testing.TB, admin registrar.Actor, letter byte, candidate int64, role registrar.Roles) registrar.Actor {
	tb.Helper()
	id, err := o.Registrar.OpenAccount(context.Background(), admin, string(letter)+"@example.org", "Person "+string(letter), candidate, role)
	if err != nil {
		tb.Fatal(err)
	}
	if o.people[letter], err = o.Registrar.ActorOf(context.Background(), id); err != nil {
		tb.Fatal(err)
	}
	return o.people[letter]
}

// packs are the programmes of one issuer and what they reach.
func packs(tb testing.TB) map[string][]byte {
	tb.Helper()
	texts := map[string][]byte{}
	for _, pattern := range []string{"microsoft/*.yaml", "comptia/*.yaml", "unisys/*.yaml"} {
		names, err := fs.Glob(catalogue.Files(), pattern)
		if err != nil {
			tb.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, ".test.yaml") {
				continue
			}
			if texts[name], err = fs.ReadFile(catalogue.Files(), name); err != nil {
				tb.Fatal(err)
			}
		}
	}
	return texts
}

// ask sends a request; headers are name, value, name, value.
func (o *office) ask(by byte, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(context.Background(), method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if o.bearers[by] != "" {
		r.Header.Set("Authorization", "Bearer "+o.bearers[by])
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return o.send(r)
}

// send sends a request, and holds the answer to the document.
func (o *office) send(r *http.Request) *httptest.ResponseRecorder {
	o.tb.Helper()
	w := httptest.NewRecorder()
	o.ServeHTTP(w, r)
	o.hold(r, w)
	if made := w.Header().Get("Location"); made != "" && w.Code < 300 {
		there := httptest.NewRecorder()
		look := httptest.NewRequestWithContext(context.Background(), get, made, nil)
		look.Header.Set("Authorization", r.Header.Get("Authorization"))
		// Who made it may not read it; that there is something to read is all that is asked.
		if o.ServeHTTP(there, look); there.Code == http.StatusNotFound || there.Code == http.StatusMethodNotAllowed {
			o.tb.Errorf("%s %s made %s, where there is %d", r.Method, r.URL, made, there.Code)
		}
	}
	return w
}

// must is ask, and the answer read as JSON; another status ends the test.
func (o *office) must(tb testing.TB, status int, by byte, method, path, body string, headers ...string) map[string]any {
	tb.Helper()
	w := o.ask(by, method, path, body, headers...)
	if w.Code != status {
		tb.Fatalf("%s %s by %c: %d, want %d: %s", method, path, by, w.Code, status, w.Body)
	}
	var out map[string]any
	if w.Body.Len() > 0 && strings.Contains(w.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			tb.Fatalf("%s %s: %v in %s", method, path, err, w.Body)
		}
	}
	return out
}

const (
	get  = http.MethodGet
	post = http.MethodPost
	put  = http.MethodPut
	del  = http.MethodDelete
)
