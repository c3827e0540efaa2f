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
	return &search{p: p, q: q, o: o, w: w, cal: cal, m: newMarket(q, w, cal, o), proved: true}, nil
}

// part is one number that an objective adds up over a model's variables.
type part uint8

const (
	countPart part = iota
	unpricedPart
	costPart
	studyPart
)

// search is one question under way.
type search struct {
	p      *Planner
	q      *Question
	o      Options
	w      *world
	cal    *calendar
	m      *market
	limits []limit
	forced []forced
	clash  []clash
	steps  int
	proved bool
	bounds []Bound
}

// limit holds a part of an objective at what was proved best.
type limit struct {
	part part
	most int64
}

// forced is variables that are the same in every route as good as what was proved: by the model of a last day.
type forced struct {
	last    record.Date
	vars    int
	yes, no []int
}

// clash is steps that cannot all be laid out in days.
type clash struct {
	ways     []due
	sessions []*session
}

type due struct {
	way *way
	by  record.Date
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
		found = s.arrange(last, found)
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
		next := s.least(o, last, found, unpricedPart)
		if next == nil {
			return nil, last
		}
		s.bounds = s.bounds[:len(s.bounds)-1]
		return s.least(o, last, next, costPart), last
	case Study:
		return s.least(o, last, found, studyPart), last
	case Finish:
		return s.earliest(last, found)
	}
	return nil, last
}

// least proves the least of a part and holds it.
func (s *search) least(o Objective, last record.Date, found *laid, part part) *laid {
	if found != nil && found.route.Totals.part(part) == 0 {
		s.limits = append(s.limits, limit{part, 0})
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
// one, so halving the days finds it.
func (s *search) earliest(last record.Date, found *laid) (*laid, record.Date) {
	if found == nil {
		got := s.solve(last, countPart, binary.Options{Any: true}, nil)
		s.proved = s.proved && got.proved
		if found = got.laid; found == nil {
			return nil, last
		}
	}
	lo, hi := max(s.q.Day, s.cal.from)-1, found.route.Totals.Finish
	proved := true
	for lo+1 < hi {
		mid := lo + (hi-lo)/2
		got := s.solve(mid, countPart, binary.Options{Any: true}, nil)
		switch {
		case got.laid != nil:
			found, hi = got.laid, min(mid, got.laid.route.Totals.Finish)
		default:
			proved = proved && got.proved
			lo = mid
		}
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

// outcome is what one search over one model found.
type outcome struct {
	laid        *laid
	cost, bound int64
	proved      bool
}

// solve searches one model for the least of a part, laying out what it finds; what cannot be laid out is ruled out, and the
// search goes on.
func (s *search) solve(last record.Date, of part, o binary.Options, start *laid) outcome {
	const most = 200
	for range most {
		m := newModel(s.q, s.w, s.m, last)
		limits := s.limits
		if n := len(limits); o.Any && n > 0 {
			// The last limit is kept as a cost that only solutions below it are wanted of: its bound is rounded up to what a cost
			// can be, which a row is not.
			of, o.Below, limits = limits[n-1].part, limits[n-1].most+1, limits[:n-1]
		}
		s.hold(m, limits)
		if !o.Any || o.Below > 0 {
			for v, c := range m.weights(of) {
				m.p.SetCost(v, c)
			}
		}
		if s.q.Budget > 0 {
			m.atMost(costPart, s.q.Budget)
		}
		s.force(m, last)
		o.Steps, o.Stop = s.o.Steps, s.o.Stop
		if o.Order != nil {
			o.Order = m.preference()
		}
		if !s.o.Undated {
			o.First = m.ranks()
		}
		if start != nil && start.last == last && len(start.values) == m.p.Vars() {
			o.Start = start.values // the same day makes the same variables
		}
		got := binary.Solve(m.p, o)
		s.steps += got.Steps
		if !got.Found {
			return outcome{proved: got.Proved, bound: got.Bound}
		}
		l := s.layOut(m, got.Values)
		if l.route != nil {
			l.last, l.values = last, got.Values
			if got.Proved && !o.Any && o.Order == nil {
				yes, no := binary.Forced(m.p, got.Cost)
				s.forced = append(s.forced, forced{last, m.p.Vars(), yes, no})
			}
			return outcome{laid: l, cost: got.Cost, bound: got.Bound, proved: got.Proved}
		}
		s.clash = append(s.clash, l.clash)
	}
	return outcome{}
}

// force adds what is known of every route as good as what was proved, to a model of the same last day: the same variables.
func (s *search) force(m *model, last record.Date) {
	for _, f := range s.forced {
		if f.last != last || f.vars != m.p.Vars() {
			continue
		}
		for _, v := range f.yes {
			m.p.Fix(v, true)
		}
		for _, v := range f.no {
			m.p.Fix(v, false)
		}
	}
}

// hold adds to a model what was proved of earlier objectives, and what is known not to fit into days.
func (s *search) hold(m *model, limits []limit) {
	for _, l := range limits {
		m.atMost(l.part, l.most)
	}
	for _, c := range s.clash {
		var terms []binary.Term
		whole := true
		for _, d := range c.ways {
			v := -1
			if h := m.items[d.way.stall.ref]; h != nil {
				for i := range h.ways {
					if h.ways[i].way == d.way {
						v = h.ways[i].due(d.by)
					}
				}
			}
			whole = whole && v >= 0
			terms = append(terms, term(v, 1))
		}
		for _, k := range c.sessions {
			t := m.sessions[k]
			whole = whole && t != nil
			if t != nil {
				terms = append(terms, term(t.at, 1))
			}
		}
		if whole {
			m.p.AtMost(int64(len(terms)-1), terms...)
		}
	}
}

// anyRoute tells whether there is a route at all.
func (s *search) anyRoute() bool {
	return s.solve(s.horizon(), countPart, binary.Options{Any: true}, nil).laid != nil
}

// preference is the variables in the order that decides between routes that are equal in every objective: items in
// canonical order, then ways and sessions in the order of the offers.
func (m *model) preference() []int {
	var out []int
	refs := m.sortedItems()
	for _, ref := range refs {
		if h := m.items[ref]; len(h.ways) > 0 {
			out = append(out, h.any)
		}
	}
	for _, ref := range refs {
		for _, w := range m.items[ref].ways {
			out = append(out, w.at)
		}
	}
	for _, k := range m.sortedSessions() {
		out = append(out, m.sessions[k].at)
		for _, x := range k.sales {
			out = append(out, m.sales[x])
		}
	}
	for _, d := range m.m.savings {
		if v, used := m.deals[d]; used {
			out = append(out, v)
		}
	}
	return out
}

// ranks says what to decide first: which items are had, then which sessions are attended. What is left, such as which of
// several like exams a voucher pays for, then mostly follows.
func (m *model) ranks() []uint8 {
	out := make([]uint8, m.p.Vars())
	for _, h := range m.items {
		if len(h.ways) > 0 {
			out[h.any] = 3
		}
	}
	for _, k := range m.sessions {
		out[k.at] = 2
	}
	for _, v := range m.deals {
		out[v] = 2
	}
	return out
}

// arrange picks, of all routes that are equal in every objective, the first in the documented order.
func (s *search) arrange(last record.Date, found *laid) *laid {
	got := s.solve(last, countPart, binary.Options{Order: []int{}}, found)
	if got.laid == nil {
		return found
	}
	return got.laid
}

// alternatives lists other sets of items that are equally good.
func (s *search) alternatives(a *Answer, last record.Date, found *laid) {
	if s.o.Alternatives == 0 {
		return
	}
	// One set after another is ruled out until none is left.
	seen := [][]record.Ref{found.items}
	for len(seen) <= s.o.Alternatives {
		next, proved := s.another(last, seen)
		if next == nil {
			a.AlternativesComplete = proved
			break
		}
		seen = append(seen, next)
	}
	a.Alternatives = seen[1:]
	slices.SortFunc(a.Alternatives, func(x, y []record.Ref) int { return slices.CompareFunc(x, y, record.Ref.Compare) })
}

// another finds a set of items that is as good as the best and none of those seen.
func (s *search) another(last record.Date, seen [][]record.Ref) (items []record.Ref, proved bool) {
	for {
		m := newModel(s.q, s.w, s.m, last)
		s.hold(m, s.limits)
		if s.q.Budget > 0 {
			m.atMost(costPart, s.q.Budget)
		}
		for _, set := range seen {
			var terms []binary.Term
			b := int64(1)
			for _, ref := range m.sortedItems() {
				h := m.items[ref]
				switch {
				case len(h.ways) == 0:
				case slices.Contains(set, ref):
					terms = append(terms, term(h.any, -1))
					b--
				default:
					terms = append(terms, term(h.any, 1))
				}
			}
			m.p.AtLeast(b, terms...)
		}
		got := binary.Solve(m.p, binary.Options{Any: true, Steps: s.o.Steps, Stop: s.o.Stop, First: m.ranks()})
		s.steps += got.Steps
		if !got.Found {
			return nil, got.Proved
		}
		l := s.layOut(m, got.Values)
		if l.route != nil {
			return l.items, true
		}
		s.clash = append(s.clash, l.clash)
	}
}
