package plan

import (
	"maps"
	"slices"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

// unmet says why there is no route: for each goal whether the rules themselves leave none, or which single wish stands in the
// way.
func (s *search) unmet() []Unmet {
	var out []Unmet
	for _, g := range s.q.Goals {
		alone := *s.q
		alone.Goals, alone.Nearest = []Goal{g}, false
		if s.reaches(&alone, s.o) {
			continue
		}
		u := Unmet{Goal: g}
		if r, err := s.p.auditor.Run(g.Programme, s.w.rec, s.q.Day, audit.Options{Steps: lookSteps}); err == nil && r.Unreachable {
			u.ByRules, u.Closed = true, r.Closed
			s.closing(&u)
		} else {
			u.Without = s.blocking(&alone)
		}
		out = append(out, u)
	}
	return out
}

// closing finds since when there is no way: the day after the last closing of an item, looking back, on which the rules still
// left one; what closed then is named too.
func (s *search) closing(u *Unmet) {
	closed := map[record.Date][]record.Ref{}
	for ref := range s.w.asked {
		if f := s.q.Set.Fact(ref); f != nil && f.Last != 0 && f.Last < s.q.Day {
			closed[f.Last] = append(closed[f.Last], ref)
		}
	}
	days := slices.Sorted(maps.Keys(closed))
	for _, day := range slices.Backward(days) {
		r, err := s.p.auditor.Run(u.Goal.Programme, s.w.rec, day, audit.Options{Steps: lookSteps})
		if err != nil || r.Unreachable {
			continue
		}
		u.Since = day + 1
		refs := closed[day]
		slices.SortFunc(refs, record.Ref.Compare)
		for _, ref := range refs {
			if !slices.ContainsFunc(u.Closed, func(c audit.Closed) bool { return c.Ref == ref }) {
				u.Closed = append(u.Closed, audit.Closed{Ref: ref, Programme: u.Goal.Programme, Last: day})
			}
		}
		return
	}
}

// reaches tells whether a question has any route.
func (s *search) reaches(q *Question, o Options) bool {
	other, err := s.p.search(q, o)
	if err != nil {
		return false
	}
	got := other.anyRoute()
	s.steps += other.steps
	return got
}

// blocking names the first wish without which there would be a route.
func (s *search) blocking(q *Question) string {
	for _, try := range []struct {
		name string
		lift func(*Question, *Wishes)
	}{
		{"by", func(q *Question, _ *Wishes) { q.Goals = []Goal{{Programme: q.Goals[0].Programme}} }},
		{"budget", func(q *Question, _ *Wishes) { q.Budget = 0 }},
		{"avoid", func(_ *Question, w *Wishes) { w.Avoid = nil }},
		{"include", func(_ *Question, w *Wishes) { w.Include = nil }},
		{"latest", func(_ *Question, w *Wishes) { w.Latest = 0 }},
		{"hours", func(_ *Question, w *Wishes) { w.HoursAWeek = 0 }},
		{"manner", func(_ *Question, w *Wishes) { w.Manner = AnyManner }},
		{"places", func(_ *Question, w *Wishes) { w.Places = nil }},
		{"away", func(_ *Question, w *Wishes) { w.Away, w.AwayOn = nil, nil }},
		{"at-once", func(_ *Question, w *Wishes) { w.AtOnce = 0 }},
	} {
		other := *q
		other.People = slices.Clone(q.People)
		try.lift(&other, &other.People[0].Wishes)
		if s.reaches(&other, s.o) {
			return try.name
		}
	}
	return ""
}

// NearestReachable finds, among the programmes that the goals' rules reach, the one that takes the fewest exams, best
// in the order wished; nil where there is none. It is for a question without a route.
func (p *Planner) NearestReachable(q *Question, o Options) (*programme.Programme, *Answer, error) {
	s, err := p.search(q, o)
	if err != nil {
		return nil, nil, err
	}
	var best *programme.Programme
	var answer *Answer
	for _, to := range s.w.order {
		if slices.ContainsFunc(q.Goals, func(g Goal) bool { return g.Programme == to.ID }) || s.w.met[to.ID] {
			continue
		}
		other := *q
		other.Goals, other.Nearest = []Goal{{Programme: to.ID}}, false
		a, err := p.Best(&other, o)
		if err != nil {
			return nil, nil, err
		}
		if a.Best != nil && (answer == nil || a.Best.Totals.Exams < answer.Best.Totals.Exams) {
			best, answer = to, a
		}
	}
	return best, answer, nil
}
