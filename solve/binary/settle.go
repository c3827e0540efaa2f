package binary

// decide sets a variable; what follows is for settle.
func (s *search) decide(v int, yes bool) {
	s.trail = append(s.trail, change{int32(v), s.lo[v], s.hi[v]})
	for _, at := range s.byVar[v] {
		if (at.coef > 0) != yes {
			s.reach[at.row] -= abs(at.coef)
			s.push(at.row)
		}
	}
	if yes {
		s.lo[v] = 1
	} else {
		s.hi[v] = 0
	}
	s.tie(v, yes)
}

// back undoes every decision since the mark.
func (s *search) back(mark int) {
	for len(s.trail) > mark {
		c := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		yes := s.lo[c.v] == 1
		for _, at := range s.byVar[c.v] {
			if (at.coef > 0) != yes {
				s.reach[at.row] += abs(at.coef)
			}
		}
		s.lo[c.v], s.hi[c.v] = c.lo, c.hi
	}
	for _, r := range s.queue {
		s.inQ[r] = false
	}
	s.queue = s.queue[:0]
}

func (s *search) push(r int32) {
	if !s.inQ[r] {
		s.inQ[r] = true
		s.queue = append(s.queue, r)
	}
}

// settle decides every variable that some row leaves no choice; false where a row cannot hold any more.
func (s *search) settle() bool {
	for len(s.queue) > 0 {
		r := s.queue[len(s.queue)-1]
		s.queue = s.queue[:len(s.queue)-1]
		s.inQ[r] = false
		spare := s.reach[r] - s.rows[r].b
		if spare < 0 {
			return false
		}
		for _, t := range s.rows[r].terms {
			if s.lo[t.Var] != s.hi[t.Var] && abs(t.Coef) > spare {
				s.decide(t.Var, t.Coef > 0)
			}
		}
	}
	return true
}

func abs(x int64) int64 {
	if x < 0 {
		return -x
	}
	return x
}
