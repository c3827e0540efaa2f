package published_test

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"waymark/catalogue"
	"waymark/credential/key"
	"waymark/internal/issuer"
	"waymark/internal/keyring"
	"waymark/internal/published"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
	"waymark/verify"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const passphrase = "correct horse battery"

// board is an installation that has given out one credential, and what it publishes.
type board struct {
	http.Handler
	ring    *keyring.Ring
	code    string
	decider registrar.Actor
	*registrar.Registrar
	issuing *registrar.Issuing
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newBoard(t *testing.T, home string) *board {
	t.Helper()
	ctx := t.Context()
	day := record.Day(2005, time.June, 1)
	s := storetest.Open(t, storetest.SQLite(t))
	b := &board{Registrar: registrar.New(s, registrar.Options{Now: func() time.Time { return day.Time().Add(9 * time.Hour) }})}
	texts := map[string][]byte{}
	names, err := fs.Glob(catalogue.Files(), "microsoft/*.yaml")
	check(t, err)
	for _, name := range append(names, "comptia/facts.yaml", "unisys/facts.yaml") {
		if text, err := fs.ReadFile(catalogue.Files(), name); err == nil && !strings.HasSuffix(name, ".test.yaml") {
			texts[name] = text
		}
	}
	_, err = b.Install(ctx, "ada@example.org", "Ada", texts)
	check(t, err)
	admin := registrar.Actor{Account: 1, Roles: registrar.RoleAdministrator}
	id, err := b.OpenAccount(ctx, admin, "dan@example.org", "Dan", 0, registrar.RoleManager|registrar.RoleDecisionMaker)
	check(t, err)
	b.decider, err = b.ActorOf(ctx, id)
	check(t, err)
	ana, err := b.AddCandidate(ctx, b.decider, "Ana Roy")
	check(t, err)
	_, err = b.RecordEvidence(ctx, b.decider, ana, []record.Evidence{{
		Ref: record.Ref{Kind: record.Exam, ID: "microsoft/70-270"}, Date: record.Day(2004, time.March, 1), State: record.Verified, Source: "testhall",
	}}, "")
	check(t, err)
	b.ring, err = keyring.New(keyring.Issuer{URL: home, Name: "Exam Board"}, true)
	check(t, err)
	for _, kind := range []key.Kind{key.Ed25519, key.P256} {
		_, err := b.ring.Cost(2).Add(kind, passphrase, day.Time(), rand.Reader)
		check(t, err)
	}
	signers, err := b.ring.Open(passphrase)
	check(t, err)
	b.issuing = &registrar.Issuing{Issuer: issuer.New(signers)}
	_, err = b.IssueCredentials(ctx, registrar.Worker, b.issuing, 10)
	check(t, err)
	b.code = storetest.View(t, s, func(v *store.View) (string, error) {
		made, err := v.Issuances(ana, 1)
		if err != nil || len(made) != 1 {
			return "", errors.Join(err, errors.New("no issuance"))
		}
		return made[0].Code, nil
	})
	mux := http.NewServeMux()
	published.New(published.Options{
		Registrar: b.Registrar, Ring: b.ring, Today: func() record.Date { return day }, Log: slog.New(slog.DiscardHandler),
		Page: func(w http.ResponseWriter, _ *http.Request, c *registrar.Credential) {
			_, _ = w.Write([]byte("the page of " + c.Holder))
		},
	}).Mount(mux)
	b.Handler = mux
	return b
}

func (b *board) get(t testing.TB, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return w
}

// Every form of the credential verifies by what the same server publishes.
func TestEveryFormVerifiesByWhatIsPublished(t *testing.T) {
	for home, prefix := range map[string]string{"https://board.example": "", "https://board.example/awards": "/awards"} {
		b := newBoard(t, home)
		fetch := func(address string) ([]byte, error) {
			w := b.get(t, strings.TrimPrefix(address, "https://board.example"))
			if w.Code != http.StatusOK {
				return nil, errors.New(w.Body.String())
			}
			return w.Body.Bytes(), nil
		}
		for form, media := range map[string]string{
			"json": "application/vc+ld+json", "jwt": "text/plain; charset=utf-8", "png": "image/png", "svg": "image/svg+xml",
		} {
			w := b.get(t, prefix+"/c/"+b.code+"."+form)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != media || w.Header().Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("%s: %d %v", form, w.Code, w.Header())
			}
			v := verify.Verify(w.Body.Bytes(), verify.Options{Now: record.Day(2005, time.June, 2).Time(), Fetch: fetch})
			if v.Outcome != verify.Passed || !strings.HasPrefix(form, v.Form[:3]) {
				t.Errorf("%s %s: %s %+v", home, form, v.Form, v.Steps)
			}
		}
		for path, begins := range map[string]string{
			"/c/" + b.code + ".pdf": "%PDF-", "/c/" + b.code + ".qr.svg": "<svg", "/badges/microsoft/mcp.png": "\x89PNG", "/badges/microsoft/mcp.svg": "<svg",
			"/issuer": `{"@context"`, "/c/" + b.code: "the page of Ana Roy", "/status/1": `{"@context"`,
		} {
			if w := b.get(t, prefix+path); w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), begins) {
				t.Errorf("%s: %d %.80q", path, w.Code, w.Body)
			}
		}
	}
}

func TestFormsByWhatIsAccepted(t *testing.T) {
	b := newBoard(t, "https://board.example")
	for accept, begins := range map[string]string{
		"text/html,application/xhtml+xml,*/*;q=0.8": "the page", "": "the page", "application/ld+json": "{", "application/vc+ld+json, */*": "{", "text/plain": "eyJ", "application/pdf": "%PDF",
	} {
		if w := b.get(t, "/c/"+b.code, "Accept", accept); !strings.HasPrefix(w.Body.String(), begins) || w.Header().Get("Vary") != "Accept" {
			t.Errorf("%q: %.40q", accept, w.Body)
		}
	}
	typed := strings.ToLower(b.code[:4] + "-" + b.code[4:])
	if w := b.get(t, "/c/"+typed+".json"); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "/c/"+b.code+".json" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	first := b.get(t, "/c/"+b.code+".json")
	if again := b.get(t, "/c/"+b.code+".json", "If-None-Match", first.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("%d", again.Code)
	}
	if one, two := b.get(t, "/c/"+b.code+".pdf").Body.String(), b.get(t, "/c/"+b.code+".pdf").Body.String(); one != two {
		t.Error("two certificates differ")
	}
}

func TestWhatIsNotThereIsSaid(t *testing.T) {
	b := newBoard(t, "https://board.example")
	for _, path := range []string{"/c/0000000000000000", "/c/nonsense", "/c/" + b.code + ".exe", "/status/9", "/status/x", "/badges/microsoft/mcp", "/badges/microsoft/mcp.png.svg", "/badges/no/such.png"} {
		w := b.get(t, path)
		if w.Code != http.StatusNotFound || w.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(w.Body.String(), `"detail"`) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// A revocation is seen by who fetches the list, once it is signed again.
func TestARevocationIsPublished(t *testing.T) {
	b := newBoard(t, "https://board.example")
	before := b.get(t, "/status/1").Body.String()
	check(t, b.Suspend(context.Background(), b.decider, 1, 1, record.Day(2005, time.June, 1), "fee unpaid"))
	_, err := b.PublishStatusLists(context.Background(), registrar.Worker, b.issuing)
	check(t, err)
	if after := b.get(t, "/status/1"); after.Body.String() == before || after.Code != http.StatusOK {
		t.Error("the list is as it was")
	}
}
