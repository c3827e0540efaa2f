package binary

// begun is what the relaxation said at the root when branching began: what each variable's other value would cost.
type begun struct {
	total int64
	scale int64
	left  []int64 // 0 for what was decided
	open  int
}

// mostRestarts is how often the search goes back to the root.
const mostRestarts = 8

// root tightens the relaxation before anything is decided: cuts, what costs too much, and a first solution to judge that by.
// It is false where nothing is left to search.
func (s *search) root() bool {
	if !s.tighten(true) {
		return false
	}
	if s.dive(); s.halted {
		return false
	}
	return s.ready()
}

// ready makes what the root knows ready for branching; false where nothing is left.
func (s *search) ready() bool {
	if !s.tighten(true) || !s.enact() {
		return false
	}
	s.lp.solve()
	s.begun.total = s.weigh()
	s.begun.scale = s.scale
	s.begun.left, s.begun.open = append(s.begun.left[:0], s.left...), 0
	for v := range s.begun.left {
		if s.lo[v] == s.hi[v] {
			s.begun.left[v] = 0
		} else {
			s.begun.open++
		}
	}
	return true
}

// explore branches from the root, and begins again where a better solution shows that much of what is open need not be.
func (s *search) explore() {
	for s.node(s.bound()); s.again; s.node(s.bound()) {
		s.again = false
		s.restarts++
		if !s.ready() {
			return
		}
	}
}

// reconsider tells whether, by what is now the best, much of what was open at the root is decided.
func (s *search) reconsider() bool {
	if s.begun.open == 0 || s.restarts >= mostRestarts {
		return false
	}
	n := 0
	for _, d := range s.begun.left {
		if d != 0 && s.up(s.begun.total+abs(d), s.begun.scale) >= s.bestAt {
			n++
		}
	}
	return n*6 >= s.begun.open
}

// dive decides one variable after another as the relaxation suggests, to find a first solution, and undoes it.
func (s *search) dive() {
	mark := len(s.trail)
	defer s.back(mark)
	for !s.spent() {
		v, up := s.choose()
		if v < 0 {
			return
		}
		s.decide(v, up)
		if !s.settle() || !s.lp.solve() || s.bound() >= s.bestAt {
			return
		}
		if s.try(); s.halted {
			return
		}
	}
}
