package server

import (
	"context"
	"net/http"
	"time"
)

// readyTime is how long an installation may take to tell that it can work.
const readyTime = 2 * time.Second

// alive answers that the process lives, whatever it can do.
func alive(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "alive") }

// ready answers whether work may be sent here.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if s.stopping.Load() {
		answer(w, http.StatusServiceUnavailable, "stopping")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), readyTime)
	defer cancel()
	if err := s.options.Ready(ctx); err != nil {
		s.options.Log.WarnContext(r.Context(), "not ready", "error", err)
		answer(w, http.StatusServiceUnavailable, "not ready")
		return
	}
	answer(w, http.StatusOK, "ready")
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n")) // who asked may be gone
}
