package main

import (
	"waymark/internal/server"
	"waymark/internal/site"
)

// mount puts every handler in its place. This is the whole of what the server answers, beside /healthz and /readyz, which it
// mounts itself.
func (s *serving) mount(on *server.Server) {
	pages := site.New(site.Options{
		Registrar: s.registrar, Door: s.door, Today: s.today, Client: server.Client, RequestID: server.RequestID, Log: s.log,
		Secure: s.secure(), Outbox: s.outbox(),
	})
	pages.Mount(on.Mux)
	if s.command.Metrics == "" {
		on.Mux.Handle("GET /metrics", on.Metrics.Handler())
	}
}
