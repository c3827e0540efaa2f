package registrar

import (
	"context"
	"sync"
	"sync/atomic"

	"waymark/internal/store"
	"waymark/record"
)

// sweepPart is how many candidates one part of a sweep reads at once.
const sweepPart = 2000

// sweep reads everyone's record as an audit on the day reads it and calls f with each, on as many goroutines as the machine has
// processors; f gets the goroutine's number. A record that is merged with others comes once, whole. What f gets is its own
// only until it returns. The awards of changed programmes are read as evidence.
func (r *Registrar) sweep(ctx context.Context, day record.Date, changed map[string]bool, f func(worker int, candidate int64, rec *record.Record, awards []store.Award) error) error {
	s := &sweep{day: day, changed: changed, f: f, rulings: map[int64][]record.Ruling{}}
	if err := r.store.View(ctx, s.prepare); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var workers sync.WaitGroup
	for n := range r.options.Processors {
		workers.Go(func() {
			for ctx.Err() == nil {
				from := s.next.Add(sweepPart) - sweepPart + 1
				if from > s.last {
					return
				}
				if err := r.store.View(ctx, func(v *store.View) error { return s.part(v, n, from) }); err != nil {
					cancel(err)
				}
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}

type sweep struct {
	day     record.Date
	changed map[string]bool
	f       func(int, int64, *record.Record, []store.Award) error
	groups  *groups
	rulings map[int64][]record.Ruling
	last    int64
	next    atomic.Int64
}

func (s *sweep) prepare(v *store.View) (err error) {
	if s.last, err = v.LastCandidate(); err != nil {
		return err
	}
	if s.groups, err = groupsOf(v); err != nil {
		return err
	}
	rulings, err := v.AllRulings()
	for _, u := range rulings {
		if u.Candidate != 0 {
			s.rulings[u.Candidate] = append(s.rulings[u.Candidate], u.Ruling)
		}
	}
	return err
}

func (s *sweep) part(v *store.View, worker int, from int64) error {
	rec := &record.Record{}
	var merged []int64
	if err := v.EachHolding(from, from+sweepPart-1, func(h *store.Holding) error {
		if !s.groups.alone(h.Candidate) {
			if s.groups.root(h.Candidate) == h.Candidate {
				merged = append(merged, h.Candidate)
			}
			return nil
		}
		rec.Evidence, rec.Rulings = h.Evidence, s.rulings[h.Candidate]
		for i := range h.Awards {
			if e, counts := awardEvidence(&h.Awards[i], s.day, s.changed); counts {
				rec.Evidence = append(rec.Evidence, e)
			}
		}
		return s.f(worker, h.Candidate, rec, h.Awards)
	}); err != nil {
		return err
	}
	for _, candidate := range merged {
		if err := s.merged(v, worker, candidate); err != nil {
			return err
		}
	}
	return nil
}

// merged reads the whole of merged records.
func (s *sweep) merged(v *store.View, worker int, candidate int64) error {
	w, err := wholeOf(v, candidate)
	if err != nil {
		return err
	}
	return s.f(worker, candidate, w.Audited(s.day), w.Awards)
}
