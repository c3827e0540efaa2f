package binary

// mostApart is how many weighty variables may be decided on the way to a search.
const mostApart = 8

// run searches from the bounds set so far: apart where a weighty variable is neither so nor not in the relaxation, since cuts that
// hold for both of its values say little about either, else as a whole.
func (s *search) run() {
	s.lp = newSimplex(s)
	if v, up, yes := s.weighty(); yes {
		s.part(v, up)
		s.part(v, !up)
		return
	}
	if s.root() {
		s.explore()
	}
}

// weighty finds the weighty variable to decide first, if there is one, and what to try first.
func (s *search) weighty() (v int, up, yes bool) {
	if s.o.First == nil || s.apart >= mostApart || s.closed() {
		return 0, false, false
	}
	v, up = s.choose()
	if v < 0 || s.o.First[v] < Apart {
		return 0, false, false
	}
	x := s.lp.value(v)
	return v, up, x > slim && x < 1-slim
}

// part searches with a weighty variable decided, as a search of its own that knows the best so far.
func (s *search) part(v int, yes bool) {
	if s.halted {
		return
	}
	o := s.o
	o.Below, o.Steps, o.Start = s.bestAt, s.budget-s.steps, nil
	if o.Steps <= 0 || s.stopped {
		s.open = min(s.open, s.bound())
		return
	}
	k := newSearch(s.p, o)
	k.apart, k.first, k.next = s.apart+1, s.first, s.next
	for v := range s.lo {
		if s.lo[v] == s.hi[v] && k.lo[v] != k.hi[v] {
			k.decide(v, s.lo[v] == 1)
		}
	}
	if k.lo[v] != k.hi[v] {
		k.decide(v, yes)
	} else if k.lo[v] == 1 != yes {
		return
	}
	if k.settle() {
		k.run()
	}
	s.steps += k.steps
	s.stopped = k.stopped
	s.open = min(s.open, k.open)
	if k.best != nil {
		s.best, s.bestAt, s.halted = k.best, k.bestAt, k.halted
	}
}
