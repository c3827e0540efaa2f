package site_test

import (
	"bytes"
	"context"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
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
