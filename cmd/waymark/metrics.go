package main

import (
	"context"

	"waymark/internal/server"
	"waymark/internal/store"
)

// measure has /metrics tell what was left to be done later: what grows there and does not shrink needs somebody to look.
func (s *serving) measure(on *server.Server) {
	gauge := func(name, help, label string, of func(store.Waiting) map[string]int64) {
		on.Gauge(name, help, label, func(ctx context.Context) (map[string]int64, error) {
			var w store.Waiting
			err := s.store.View(ctx, func(v *store.View) (err error) {
				w, err = v.Waiting()
				return err
			})
			return of(w), err
		})
	}
	gauge("waymark_candidates_due", "Candidates who are to be audited again.", "", func(w store.Waiting) map[string]int64 { return map[string]int64{"": w.Due} })
	gauge("waymark_letters_waiting", "Letters that were not sent yet.", "", func(w store.Waiting) map[string]int64 { return map[string]int64{"": w.Letters} })
	gauge("waymark_credentials_waiting", "Awards whose credential is on its way, by the step that is next; held could not be made.", "next", func(w store.Waiting) map[string]int64 {
		out := map[string]int64{"held": w.Credentials[0]}
		for _, step := range []store.AwardEventKind{store.Prepared, store.Signed, store.Committed} {
			out[step.String()] = w.Credentials[step]
		}
		return out
	})
}
