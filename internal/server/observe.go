package server

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"
)

type numberKey struct{}

// RequestID is the number under which a request stands in the log, or nothing outside one.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(numberKey{}).(string)
	return id
}

// number is what we take for a request's number from a proxy.
var number = regexp.MustCompile(`^[0-9A-Za-z._-]{8,64}$`)

// observed numbers, logs and measures each request, and keeps one that breaks from taking the server with it.
func (s *Server) observed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.options.Now()
		id := r.Header.Get("X-Request-Id")
		if !number.MatchString(id) || !s.fromProxy(r) {
			id = rand.Text()
		}
		r = r.WithContext(context.WithValue(context.WithValue(r.Context(), numberKey{}, id), clientKey{}, s.client(r)))
		w.Header().Set("X-Request-Id", id)
		seen := &seenWriter{ResponseWriter: w}
		defer seen.finish()
		s.Metrics.underWay.Inc()
		defer func() {
			s.Metrics.underWay.Dec()
			if broken := recover(); broken != nil {
				s.broke(seen, r, broken)
			}
			s.note(seen, r, s.options.Now().Sub(began))
		}()
		next.ServeHTTP(seen, r)
	})
}

// broke answers for a handler that panicked. http.ErrAbortHandler is a handler's own wish to break off.
func (s *Server) broke(w *seenWriter, r *http.Request, broken any) {
	if broken == http.ErrAbortHandler { //nolint:errorlint // it is compared by net/http in the same way
		panic(broken)
	}
	s.options.Log.ErrorContext(r.Context(), "broke", "request", RequestID(r.Context()), "path", r.URL.Path, "panic", broken, "stack", string(debug.Stack()))
	if w.status == 0 {
		answer(w, http.StatusInternalServerError, "Something went wrong here. The request's number is "+RequestID(r.Context())+".")
	}
}

// note logs and measures a request that was answered. What its path leads to is the pattern; the query is left out.
func (s *Server) note(w *seenWriter, r *http.Request, took time.Duration) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	s.Metrics.answered(r, w.status, took)
	level := slog.LevelInfo
	switch {
	case w.status >= http.StatusInternalServerError:
		level = slog.LevelError
	case r.Pattern == "GET /healthz" || r.Pattern == "GET /readyz" || r.Pattern == "GET /metrics":
		level = slog.LevelDebug
	}
	if level != slog.LevelDebug {
		s.answeredAt.Store(s.options.Now().UnixNano())
	}
	s.options.Log.LogAttrs(r.Context(), level, "request",
		slog.String("request", RequestID(r.Context())), slog.String("method", r.Method), slog.String("path", r.URL.Path),
		slog.String("route", r.Pattern), slog.Int("status", w.status), slog.Int64("bytes", w.bytes),
		slog.Duration("took", took), slog.String("client", Client(r.Context())))
}

// seenWriter notes what an answer was, and breaks it off where the client takes nothing of it for too long. How long a whole answer takes
// is nobody's business: a slow line may need an hour for an export.
type seenWriter struct {
	http.ResponseWriter
	status int
	bytes  int64
	// patience ends while a write waits for the client.
	patience *time.Timer
}

// waiting does what may wait for the client.
func (w *seenWriter) waiting(do func()) {
	if w.patience == nil {
		w.patience = time.AfterFunc(giveTime, func() {
			_ = http.NewResponseController(w.ResponseWriter).SetWriteDeadline(time.Unix(1, 0)) // long ago: what waits fails now
		})
	} else {
		w.patience.Reset(giveTime)
	}
	do()
	w.patience.Stop()
}

// finish sends what is left in the buffer of a long answer, whose client may have stopped taking.
func (w *seenWriter) finish() {
	const buffered = 4 << 10
	if w.bytes > buffered {
		w.waiting(func() { _ = http.NewResponseController(w.ResponseWriter).Flush() }) // who asked may be gone
	}
}

func (w *seenWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *seenWriter) Write(data []byte) (n int, err error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	for err == nil && n < len(data) {
		some := data[n:min(n+givenAtOnce, len(data))]
		w.waiting(func() {
			var m int
			m, err = w.ResponseWriter.Write(some)
			n += m
		})
	}
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets an [http.ResponseController] reach the connection.
func (w *seenWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
