// Package server is the way that every request takes before it reaches a page or the API: it gets a number, is measured, logged
// and kept from what a browser may not do on behalf of another site; and it serves until it is told to stop.
//
// Make a [Server] with [New], mount handlers on its Mux, and call [Server.Serve]. What is asked of it by machines is mounted by
// itself: /healthz tells that the process lives, /readyz that it can work, /metrics how it does.
//
// It knows no page and no act. It never logs a query, a header, a cookie or a body: there are secrets in them.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"
)

// Options are what an installation decides.
type Options struct {
	Log *slog.Logger
	// Now reads the clock, for measuring.
	Now func() time.Time
	// Ready tells why the installation cannot work, or nil.
	Ready func(context.Context) error
	// Proxies are the networks whose word on who asks is taken (X-Forwarded-For, X-Request-Id).
	Proxies []netip.Prefix
	// Secure tells that people reach it by https; browsers are then told to come by nothing else.
	Secure bool
	// Version is told by /metrics.
	Version string
}

// Server serves one installation over HTTP.
type Server struct {
	// Mux is where handlers are mounted.
	Mux     *http.ServeMux
	Metrics *Metrics
	options Options
	// stopping tells that no further work should be sent here.
	stopping atomic.Bool
	// answeredAt is when a request was answered last, in nanoseconds since 1970.
	answeredAt atomic.Int64
}

// New makes a server that serves nothing yet but /healthz and /readyz.
func New(o Options) *Server {
	s := &Server{Mux: http.NewServeMux(), Metrics: newMetrics(o.Version), options: o}
	s.Mux.HandleFunc("GET /healthz", alive)
	s.Mux.HandleFunc("GET /readyz", s.ready)
	return s
}

// How long a client may take. A handler that takes in or gives out more than this allows extends it for its own request by an
// [http.ResponseController].
const (
	headTime = 10 * time.Second
	readTime = time.Minute
	idleTime = 2 * time.Minute
	// giveTime is how long a client may take for givenAtOnce bytes of an answer.
	giveTime    = 30 * time.Second
	givenAtOnce = 8 << 10
	headSize    = 32 << 10
)

// Serve answers what comes to the listener until the context ends. Then it takes nothing new, lets what is under way finish within
// the grace, and returns.
func (s *Server) Serve(ctx context.Context, listener net.Listener, grace time.Duration) error {
	h := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: headTime, ReadTimeout: readTime, IdleTimeout: idleTime, MaxHeaderBytes: headSize,
		ErrorLog: slog.NewLogLogger(s.options.Log.Handler(), slog.LevelDebug),
	}
	err := serve(ctx, h, listener, grace, func() {
		s.stopping.Store(true)
		s.options.Log.InfoContext(ctx, "told to stop", "grace", grace)
	})
	if err == nil { // another ending is told by who called
		s.options.Log.InfoContext(ctx, "stopped")
	}
	return err
}

func serve(ctx context.Context, h *http.Server, listener net.Listener, grace time.Duration, stopping func()) error {
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stopping()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := h.Shutdown(last)
	if errors.Is(err, context.DeadlineExceeded) {
		err = h.Close()
	}
	if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}

// Busy tells whether requests come one after the other just now, so that what can wait makes room.
func (s *Server) Busy() bool {
	const moment = 250 * time.Millisecond
	return s.options.Now().UnixNano()-s.answeredAt.Load() < int64(moment)
}

// Handler is all that is mounted, behind the way that every request takes.
func (s *Server) Handler() http.Handler {
	protection := http.NewCrossOriginProtection()
	return s.observed(s.headers(protection.Handler(s.Mux)))
}
