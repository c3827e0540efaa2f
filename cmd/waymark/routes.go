package main

import (
	"net/http"

	"waymark/internal/api"
	"waymark/internal/server"
	"waymark/internal/site"
)

// mount puts every handler in its place. This is the whole of what the server answers, beside /healthz and /readyz, which it
// mounts itself.
func (s *serving) mount(on *server.Server) {
	pages := site.New(site.Options{
		Registrar: s.registrar, Door: s.door, Today: s.today, Client: server.Client, RequestID: server.RequestID, Log: s.log,
		Secure: s.secure(), Outbox: s.outbox(), Issuer: s.issuerOf(), Verify: s.verifier(),
	})
	pages.Mount(on.Mux)
	s.publish(on, pages)
	programs := api.New(api.Options{
		Registrar: s.registrar, Door: s.door, Now: s.now, Log: s.log, Version: versionName(), RequestID: server.RequestID, Verify: s.verifier(),
		Limits: api.Limits{Signed: api.Limit{ASecond: float64(s.command.Requests), AtOnce: 2 * s.command.Requests}},
		From:   func(r *http.Request) string { return server.Client(r.Context()) },
	})
	for _, path := range api.Paths {
		on.Mux.Handle(path, programs)
	}
	s.measure(on)
	if s.command.Metrics == "" {
		on.Mux.Handle("GET /metrics", on.Metrics.Handler())
	}
}
