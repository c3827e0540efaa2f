package solve

// answered is the question that the best solution answers, where it is about a whole goal with nothing fixed and has a serial
// number, 0 where it is not. It may be asked again.
type answered struct {
	serial uint64
	root   int
}

// note keeps in mind that the best solution answers the question.
func (s *Solver) note() {
	if s.in.whole() {
		s.answered = answered{serial: s.in.Serial, root: s.in.Root}
	}
}

// knows tells whether the best solution answers the question.
func (s *Solver) knows(p *Problem, in *Input, limit int64) bool {
	same := s.p == p && in.Serial != 0 && s.answered == (answered{serial: in.Serial, root: in.Root})
	return same && s.best.Cost < limit && in.whole()
}
