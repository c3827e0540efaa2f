// Package plan finds the best way to finish: which exams to sit, which courses to attend, when, and what they cost, so that
// one or several programmes are met, and proves that there is no better way.
//
// Make a [Planner] with [New] and ask [Planner.Best] for the best route of a [Question], [Planner.Curve] for every efficient
// trade of money for time, [Planner.Slack] for how long each step can wait. What a plan means is written, to the letter, in
// docs/plan.md; how it is found in docs/decisions/0011.
//
// A plan never reads a clock, a file or a store, never plans a step before the business day or after its last day, never
// uses an offer that the linter refuses, and never guesses: each route is audited as met on its days before it is returned,
// and an answer that the steps did not suffice to prove says so, with the bound it proved. The same question gets the same
// answer. Nothing here is stored, so nothing is promised to old data.
package plan

import (
	"errors"
	"fmt"
	"slices"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
	"waymark/solve/binary"
)

// Planner answers questions about one set of programmes. It is safe for use by many goroutines.
type Planner struct {
	set     *programme.Set
	auditor *audit.Auditor
}

// New makes a Planner for the set.
func New(set *programme.Set) *Planner { return &Planner{set: set, auditor: audit.New(set)} }

// Best finds the best route. Its error says that the question cannot be asked: no goal, an unknown programme, or not exactly
// one person.
func (p *Planner) Best(q *Question, o Options) (*Answer, error) {
	s, err := p.search(q, o)
	if err != nil {
		return nil, err
	}
	return s.best(), nil
}

// search readies what all searches of a question share.
func (p *Planner) search(q *Question, o Options) (*search, error) {
	if q.Set == nil {
		asked := *q
		asked.Set = p.set
		q = &asked
	}
	switch {
	case len(q.Goals) == 0:
		return nil, errors.New("a plan needs at least one programme as its goal")
	case len(q.People) != 1 || q.People[0].Record == nil:
		return nil, fmt.Errorf("a plan is for exactly one person with a record; %d were given", len(q.People))
	}
	if o.Steps == 0 {
		o.Steps = DefaultSteps
	}
	w, err := newWorld(q, p.auditor)
	if err != nil {
		return nil, err
	}
	cal := newCalendar(q.Day, &q.People[0].Wishes)
	return &search{p: p, q: q, o: o, w: w, cal: cal, m: newMarket(q, w, cal, o), proved: true, models: map[record.Date]*model{}, floor: map[part]int64{}}, nil
}

// order is the objectives in the order wished, all of them.
func (s *search) order() []Objective {
	out := slices.Clone(s.q.People[0].Wishes.Order)
	for _, o := range Objectives {
		if !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// horizon is the last day of all.
func (s *search) horizon() record.Date {
	if s.o.Undated {
		return s.q.Day
	}
	return s.cal.until
}

// bestBy is the best route that is done by a day: the objectives one after another, each proved and then held.
func (s *search) bestBy(last record.Date) *Answer {
	a := &Answer{Question: s.q}
	var found *laid
	for _, o := range s.order() {
		next, upTo := s.take(o, last, found)
		if next == nil {
			break
		}
		found, last = next, upTo
		if s.o.FirstOnly {
			break
		}
	}
	a.Bounds = s.bounds
	if found == nil {
		a.Proved = s.proved
		return a
	}
	if !s.o.FirstOnly {
		found, a.Ordered = s.arrange(last, found)
	}
	a.Best, a.Proved, a.search, a.laid = found.route, s.proved && found.audited, s, found
	s.alternatives(a, last, found)
	return a
}

// best is the best route of all.
func (s *search) best() *Answer {
	a := s.bestBy(s.horizon())
	a.search = s
	if a.Best == nil && a.Proved {
		a.Unmet = s.unmet()
	}
	a.Steps = s.steps
	return a
}

// take proves one objective, the earlier ones held, and holds it. It gives a route that has it, and the last day.
func (s *search) take(o Objective, last record.Date, found *laid) (*laid, record.Date) {
	switch o {
	case Exams:
		return s.least(o, last, found, countPart), last
	case Cost:
		had := len(s.bounds)
		next := s.least(o, last, found, unpricedPart)
		if next == nil {
			return nil, last
		}
		fewest := s.bounds[had:]
		s.bounds = s.bounds[:had:had]
		next = s.least(o, last, next, costPart)
		if len(fewest) == 1 && !fewest[0].Proved && len(s.bounds) > had {
			// The amount was looked for among routes with as many things unpriced as were found; with fewer, any amount is less.
			b := &s.bounds[had]
			b.Least, b.Proved = min(b.Least, fewest[0].Least*unpriced), false
		}
		return next, last
	case Study:
		return s.least(o, last, found, studyPart), last
	case Finish:
		return s.earliest(last, found)
	}
	return nil, last
}

// least proves the least of a part and holds it.
func (s *search) least(o Objective, last record.Date, found *laid, part part) *laid {
	if found != nil && found.route.Totals.part(part) <= s.floor[part] {
		s.limits = append(s.limits, limit{part, found.route.Totals.part(part)})
		s.bounds = append(s.bounds, Bound{Objective: o, Value: found.route.Totals.Of(o), Least: found.route.Totals.Of(o), Proved: true})
		return found
	}
	got := s.solve(last, part, binary.Options{}, found)
	if got.laid == nil {
		s.proved = s.proved && got.proved
		return found
	}
	s.proved = s.proved && got.proved
	s.limits = append(s.limits, limit{part, got.cost})
	value, bound := got.cost, got.bound
	if part == costPart {
		value, bound = value+int64(got.laid.route.Totals.Unpriced)*unpriced, bound+int64(got.laid.route.Totals.Unpriced)*unpriced
	}
	s.bounds = append(s.bounds, Bound{Objective: o, Value: value, Least: bound, Proved: got.proved})
	return got.laid
}

// earliest finds the first day by which there still is a route: a route that can finish by a day can finish by any later
// one. What was found is hurried first, so that mostly the day before shows that there is nothing earlier; else the days are
// halved.
func (s *search) earliest(last record.Date, found *laid) (*laid, record.Date) {
	if found == nil {
		got := s.solve(last, countPart, binary.Options{Any: true}, nil)
		s.proved = s.proved && got.proved
		if found = got.laid; found == nil {
			return nil, last
		}
	}
	found = s.hurry(last, found)
	lo, hi := max(s.q.Day, s.cal.from)-1, found.route.Totals.Finish
	proved, step := true, record.Date(1)
	for lo+1 < hi {
		mid := max(hi-step, lo+(hi-lo)/2)
		got := s.solve(mid, countPart, binary.Options{Any: true}, nil)
		step *= 2
		if got.laid != nil {
			found, hi = got.laid, min(mid, got.laid.route.Totals.Finish)
			continue
		}
		proved = proved && got.proved
		lo = mid
	}
	s.proved = s.proved && proved
	hi = max(hi, s.q.Day)
	least := hi
	if !proved {
		least = max(s.q.Day, s.cal.from)
	}
	s.bounds = append(s.bounds, Bound{Objective: Finish, Value: int64(hi), Least: int64(least), Proved: proved})
	return found, hi
}

// hurry looks for a route as good that takes less of the time there is, in a few steps: mostly it finishes earlier.
func (s *search) hurry(last record.Date, found *laid) *laid {
	const few = 600
	if s.cal.hours == 0 || s.o.Undated {
		return found
	}
	got := s.solve(last, timePart, binary.Options{Steps: min(few, s.o.Steps)}, found)
	if got.laid == nil || got.laid.route.Totals.Finish >= found.route.Totals.Finish {
		return found
	}
	return got.laid
}
