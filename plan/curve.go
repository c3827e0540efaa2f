package plan

import (
	"waymark/record"
	"waymark/solve/binary"
)

// Curve is every efficient trade of money for time: no other route is as cheap and as early, and better in one of them.
type Curve struct {
	// Routes are the cheapest first, which is the latest. They are best in cost, then finish, then in the order wished.
	Routes []*Route
	// Proved tells that each is proved and that there are no others; Ordered that the documented order decided between those equal in
	// every objective.
	Proved, Ordered bool
	// Steps is how many steps all searches took.
	Steps int
}

// Curve finds every efficient trade between cost and finish. Its error says that the question cannot be asked.
//
// It walks from the cheapest route to the earliest: the cheapest that is a day earlier than the last found either costs the
// same, and takes its place, or more, which proves that nothing as cheap was earlier.
func (p *Planner) Curve(q *Question, o Options) (*Curve, error) {
	o.Alternatives = 0
	s, err := p.search(q, o)
	if err != nil {
		return nil, err
	}
	if got := s.solve(s.horizon(), countPart, binary.Options{}, nil); got.laid != nil {
		s.floor[countPart] = got.bound
	}
	c := &Curve{Ordered: true}
	first := max(s.q.Day, s.cal.from)
	var at *laid
	for last := s.horizon(); last >= first; {
		next := s.cheapest(last, at)
		if at != nil && (next == nil || next.route.Totals.Of(Cost) > at.route.Totals.Of(Cost)) {
			s.settle(c, at)
			at = nil
		}
		if next == nil {
			break
		}
		s.atCost(next)
		at = s.hurry(last, next)
		last = at.route.Totals.Finish - 1
	}
	if at != nil {
		s.settle(c, at)
	}
	c.Proved, c.Steps = s.proved, s.steps
	return c, nil
}

// cheapest finds the cheapest route that is done by a day and holds its cost; before is the cheapest for a later day.
func (s *search) cheapest(last record.Date, before *laid) *laid {
	s.limits, s.bounds = nil, nil
	if before != nil {
		// No fewer things are without a price than later; mostly as many.
		s.limits = []limit{{unpricedPart, int64(before.route.Totals.Unpriced)}}
		got := s.solve(last, costPart, binary.Options{Floor: before.route.Totals.Cost}, nil)
		s.proved = s.proved && got.proved
		if got.laid != nil {
			return got.laid
		}
		s.limits = nil
	}
	found, _ := s.take(Cost, last, nil)
	return found
}

// atCost asks only for what costs no more than a route.
func (s *search) atCost(at *laid) {
	t := at.route.Totals
	s.limits, s.bounds = []limit{{unpricedPart, int64(t.Unpriced)}, {costPart, t.Cost}}, nil
}

// settle finds, among the routes that cost as much as one and are as early, the best in the order wished, and adds it to the
// curve.
func (s *search) settle(c *Curve, at *laid) {
	t := at.route.Totals
	s.atCost(at)
	for _, o := range without(s.order(), Cost, Finish) {
		if next, _ := s.take(o, t.Finish, at); next != nil {
			at = next
		}
	}
	at, ordered := s.arrange(t.Finish, at)
	c.Ordered = c.Ordered && ordered
	s.proved = s.proved && at.audited
	for n := len(c.Routes); n > 0 && c.Routes[n-1].Totals.Of(Cost) >= at.route.Totals.Of(Cost); n-- {
		c.Routes = c.Routes[:n-1] // only a search that ran out of steps left it dearer and later
	}
	c.Routes = append(c.Routes, at.route)
}

func without(list []Objective, drop ...Objective) []Objective {
	var out []Objective
	for _, o := range list {
		keep := true
		for _, d := range drop {
			keep = keep && o != d
		}
		if keep {
			out = append(out, o)
		}
	}
	return out
}
