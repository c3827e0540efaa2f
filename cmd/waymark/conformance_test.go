package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"waymark/internal/server"
)

// The server that awards has no route that signs or judges for test suites.
func TestServerHasNoConformanceRoutes(t *testing.T) {
	work := &serving{installation: &installation{now: time.Now}, command: &serveCommand{}, log: slog.New(slog.DiscardHandler)}
	on := server.New(server.Options{Log: work.log, Now: time.Now})
	work.mount(on)
	if _, pattern := on.Mux.Handler(httptest.NewRequest(http.MethodGet, "/healthz", nil)); pattern == "" {
		t.Fatal("the server's own routes are not mounted")
	}
	for _, path := range []string{
		"/credentials/issue", "/eddsa-rdfc-2022/credentials/issue", "/credentials/verify", "/presentations/verify",
		"/credentials/status", "/status-lists/revocation/publish",
	} {
		// What no route has falls to the page that says so.
		if _, pattern := on.Mux.Handler(httptest.NewRequest(http.MethodPost, path, nil)); pattern != "" && pattern != "/" {
			t.Errorf("POST %s is answered by %q", path, pattern)
		}
	}
}
