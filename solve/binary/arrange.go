package binary

// arrange replaces the solution by the first, in the order asked for, of all that cost the same.
func (s *search) arrange(out *Solution) {
	o := s.o
	o.Below, o.Any, o.Start, o.Steps = out.Cost+1, true, nil, s.budget-s.steps
	if o.Steps <= 0 {
		return
	}
	a := newSearch(s.p, o)
	a.twins()
	if !a.settle() {
		return // cannot be: out keeps the rows
	}
	a.lp = newSimplex(a)
	if !a.tighten(false) || !a.enact() {
		s.steps += a.steps
		return
	}
	for _, v := range o.Order {
		if a.lo[v] != a.hi[v] && !out.Values[v] {
			if !a.better(v, out) {
				s.steps += a.steps
				return
			}
		}
		if a.lo[v] != a.hi[v] {
			a.decide(v, out.Values[v])
			a.settle()
		}
	}
	s.steps += a.steps
	out.Ordered = true
}

// better looks for a solution that says yes to v and agrees with what is decided; false where the steps ran out.
func (s *search) better(v int, out *Solution) bool {
	s.best, s.bestAt, s.halted = nil, s.o.Below, false
	s.branch(v, true, 0)
	if s.best != nil {
		out.Values = s.best
		return true
	}
	return !s.stopped && s.steps <= s.budget
}
