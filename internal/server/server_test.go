package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"waymark/internal/server"
)

// house is a server with a handler of each kind, and what it logs.
type house struct {
	*server.Server
	log   bytes.Buffer
	ready error
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{}
	h.Server = server.New(server.Options{
		Log: slog.New(slog.NewJSONHandler(&h.log, nil)), Now: time.Now, Ready: func(context.Context) error { return h.ready },
		Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, Secure: true, Version: "test",
	})
	h.Mux.HandleFunc("GET /who", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, server.Client(r.Context())+" "+server.RequestID(r.Context()))
	})
	h.Mux.HandleFunc("POST /act", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	h.Mux.HandleFunc("GET /break", func(http.ResponseWriter, *http.Request) { panic("a secret of nobody") })
	h.Mux.Handle("GET /metrics", h.Metrics.Handler())
	return h
}

func (h *house) ask(method, path string, with func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader("secret=body"))
	if with != nil {
		with(r)
	}
	w := httptest.NewRecorder()
	h.Handler().ServeHTTP(w, r)
	return w
}

func TestHealth(t *testing.T) {
	h := newHouse(t)
	h.ready = errors.New("no database")
	for path, want := range map[string]int{"/healthz": http.StatusOK, "/readyz": http.StatusServiceUnavailable} {
		if w := h.ask(http.MethodGet, path, nil); w.Code != want {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	h.ready = nil
	if w := h.ask(http.MethodGet, "/readyz", nil); w.Code != http.StatusOK || w.Body.String() != "ready\n" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// No query, header, cookie or body is logged, and none of what a handler panicked about is shown.
func TestNoSecretIsLogged(t *testing.T) {
	h := newHouse(t)
	with := func(r *http.Request) {
		r.Header.Set("Authorization", "Bearer secret-header")
		r.Header.Set("Cookie", "waymark=secret-cookie")
		r.Header.Set("Referer", "https://example.org/enter?link=secret-referer")
	}
	h.ask(http.MethodGet, "/who?link=secret-query", with)
	h.ask(http.MethodPost, "/act?x=secret", with)
	if strings.Contains(h.log.String(), "secret") {
		t.Error(h.log.String())
	}
	w := h.ask(http.MethodGet, "/break", nil)
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "nobody") || !strings.Contains(w.Body.String(), w.Header().Get("X-Request-Id")) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	var lines []map[string]any
	for d := json.NewDecoder(&h.log); ; {
		line := map[string]any{}
		if err := d.Decode(&line); err != nil {
			break
		}
		lines = append(lines, line)
	}
	if len(lines) != 4 || lines[0]["path"] != "/who" || lines[0]["route"] != "GET /who" || lines[0]["status"] != 200.0 || lines[0]["request"] == "" ||
		lines[2]["msg"] != "broke" || lines[3]["level"] != "ERROR" || lines[3]["request"] != lines[2]["request"] {
		t.Errorf("%v", lines)
	}
}

func TestWhoAsks(t *testing.T) {
	h := newHouse(t)
	for name, c := range map[string]struct{ from, forwarded, id, client, given string }{
		"nobody between":                {"192.0.2.7:1", "", "", "192.0.2.7", ""},
		"a stranger's word":             {"192.0.2.7:1", "203.0.113.9", "stranger-1", "192.0.2.7", ""},
		"a proxy's word":                {"10.1.1.1:1", "203.0.113.9", "from-proxy", "203.0.113.9", "from-proxy"},
		"a stranger's word by a proxy":  {"10.1.1.1:1", "198.51.100.1, 203.0.113.9", "", "203.0.113.9", ""},
		"two proxies":                   {"10.1.1.1:1", "203.0.113.9, 10.2.2.2", "", "203.0.113.9", ""},
		"a proxy that says nothing":     {"10.1.1.1:1", "", "", "10.1.1.1", ""},
		"rubbish":                       {"10.1.1.1:1", "203.0.113.9, rubbish", "", "10.1.1.1", ""},
		"a house of IPv6":               {"[2001:db8:1:2:3:4:5:6]:1", "", "", "2001:db8:1:2::/64", ""},
		"a number that would break log": {"10.1.1.1:1", "203.0.113.9", "a b\"c-------", "203.0.113.9", ""},
	} {
		w := h.ask(http.MethodGet, "/who", func(r *http.Request) {
			r.RemoteAddr = c.from
			r.Header.Set("X-Forwarded-For", c.forwarded)
			r.Header.Set("X-Request-Id", c.id)
		})
		client, id, _ := strings.Cut(w.Body.String(), " ")
		if client != c.client || id != w.Header().Get("X-Request-Id") || id == "" || c.given != "" && id != c.given || c.given == "" && id == c.id {
			t.Errorf("%s: %s", name, w.Body)
		}
	}
}

func TestBrowsersAreTold(t *testing.T) {
	h := newHouse(t)
	w := h.ask(http.MethodGet, "/who", nil)
	for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Strict-Transport-Security"} {
		if w.Header().Get(name) == "" {
			t.Errorf("no %s", name)
		}
	}
	for site, want := range map[string]int{"cross-site": http.StatusForbidden, "same-site": http.StatusForbidden, "same-origin": http.StatusNoContent, "": http.StatusNoContent} {
		w := h.ask(http.MethodPost, "/act", func(r *http.Request) {
			if site != "" {
				r.Header.Set("Sec-Fetch-Site", site)
			}
		})
		if w.Code != want {
			t.Errorf("a form from %q: %d", site, w.Code)
		}
	}
}

// What strangers make up becomes no series of its own.
func TestMetrics(t *testing.T) {
	h := newHouse(t)
	h.ask(http.MethodGet, "/who?a", nil)
	h.ask(http.MethodGet, "/who?b", nil)
	h.ask("BREW", "/pot/1", nil)
	h.ask("STEW", "/pot/2", nil)
	h.Gauge("waymark_waiting", "What waits.", "for", func(context.Context) (map[string]int64, error) { return map[string]int64{"a": 2, "b": 0}, nil })
	h.Gauge("waymark_unreadable", "What cannot be read.", "", func(context.Context) (map[string]int64, error) { return nil, errors.New("no database") })
	text := h.ask(http.MethodGet, "/metrics", nil).Body.String()
	for _, want := range []string{
		`waymark_http_request_seconds_count{method="GET",route="GET /who",status="200"} 2`,
		`waymark_http_request_seconds_count{method="other",route="",status="404"} 2`,
		`waymark_build_info{version="test"} 1`, "waymark_http_requests_under_way 1", "go_goroutines", "process_",
		`waymark_waiting{for="a"} 2`, `waymark_waiting{for="b"} 0`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text, "waymark_unreadable ") || !strings.Contains(h.log.String(), "no database") {
		t.Error("what cannot be read is told, or nobody hears of it")
	}
	if strings.Contains(text, "pot") || strings.Contains(text, "BREW") {
		t.Error("a stranger's words are in the metrics")
	}
}

// A server that is stopped is no longer ready, takes nothing new, and lets what is under way finish.
func TestStopping(t *testing.T) {
	h := newHouse(t)
	entered, leave := make(chan struct{}), make(chan struct{})
	h.Mux.HandleFunc("GET /slow", func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-leave
		_, _ = io.WriteString(w, "done")
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- h.Serve(ctx, listener, 10*time.Second) }()
	address := "http://" + listener.Addr().String()
	answer := make(chan string, 1)
	go func() {
		response, err := http.Get(address + "/slow")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answer <- string(body)
	}()
	<-entered
	stop()
	for h.ask(http.MethodGet, "/readyz", nil).Code == http.StatusOK {
		time.Sleep(time.Millisecond)
	}
	for {
		connection, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			break
		}
		_ = connection.Close()
		time.Sleep(time.Millisecond)
	}
	close(leave)
	if got := <-answer; got != "done" {
		t.Error(got)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
	told, slow, stopped := strings.Index(h.log.String(), `"told to stop"`), strings.Index(h.log.String(), `"/slow"`), strings.Index(h.log.String(), `"stopped"`)
	if told < 0 || slow < told || stopped < slow {
		t.Errorf("the log does not tell of it in order: %s", h.log.String())
	}
}

// What is under way beyond the grace is broken off.
func TestStoppingHasAnEnd(t *testing.T) {
	h := newHouse(t)
	entered := make(chan struct{})
	h.Mux.HandleFunc("GET /stuck", func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- h.Serve(ctx, listener, time.Millisecond) }()
	go func() {
		response, err := http.Get("http://" + listener.Addr().String() + "/stuck")
		if err == nil {
			_ = response.Body.Close()
		}
	}()
	<-entered
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

// pipes is a network in memory: what is sent waits until the other side takes it.
type pipes struct {
	calls chan net.Conn
	ended chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.calls:
		return c, nil
	case <-p.ended:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	close(p.ended)
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// A client that takes nothing of an answer is left after a while; one that takes little by little gets the whole, however long it takes.
func TestAClientThatTakesNothingIsLeft(t *testing.T) {
	for name, pause := range map[string]time.Duration{"nothing": time.Hour, "little by little": 8 * time.Second} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				const size = 200 << 10
				gave := make(chan error, 1)
				h.Mux.HandleFunc("GET /export", func(w http.ResponseWriter, _ *http.Request) {
					var err error
					for n := 0; n < size && err == nil; n += 10 << 10 {
						_, err = w.Write(make([]byte, 10<<10))
					}
					gave <- err
				})
				at := &pipes{make(chan net.Conn), make(chan struct{})}
				ctx, stop := context.WithCancel(t.Context())
				served := make(chan error, 1)
				go func() { served <- h.Serve(ctx, at, time.Second) }()
				ours, theirs := net.Pipe()
				at.calls <- theirs
				if _, err := io.WriteString(ours, "GET /export HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); err != nil {
					t.Fatal(err)
				}
				taken := make(chan int, 1)
				go func() {
					part, took := make([]byte, 16<<10), 0
					for {
						time.Sleep(pause)
						n, err := ours.Read(part)
						if took += n; err != nil {
							taken <- took
							return
						}
					}
				}()
				began := time.Now()
				err := <-gave
				switch waited := time.Since(began); {
				case pause > time.Minute && (err == nil || waited > time.Minute):
					t.Errorf("it was waited for for %v: %v", waited, err)
				case pause < time.Minute && err != nil:
					t.Errorf("it was left after %v: %v", waited, err)
				}
				took := <-taken
				_ = ours.Close()
				stop()
				<-served
				if pause < time.Minute && took < size {
					t.Errorf("it got %d of %d bytes", took, size)
				}
			})
		})
	}
}
