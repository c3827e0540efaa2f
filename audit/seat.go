package audit

import (
	"waymark/record"
	"waymark/solve"
)

// seat is a view that a session asks about, with a solver ready for the next question about it.
type seat struct {
	key    viewKey
	view   *view
	solver *solve.Solver
}

// mostSeats is how many of them a session keeps for the next audit.
const mostSeats = 32

// view gives the rules on a day in a world.
func (s *session) view(day record.Date, world uint64) *view {
	key := viewKey{segment: segment(s.c.cuts, day), world: world}
	for i := range s.seats {
		if s.seats[i].key == key {
			return s.seats[i].view
		}
	}
	v := s.c.view(key, day)
	s.seats = append(s.seats, seat{key: key, view: v, solver: &solve.Solver{Patience: s.patience}})
	return v
}

// solverOf is the solver for a view of this audit.
func (s *session) solverOf(v *view) *solve.Solver {
	i := 0
	for s.seats[i].view != v {
		i++
	}
	return s.seats[i].solver
}

func (s *session) unseat() {
	clear(s.seats)
	s.seats = s.seats[:0]
}
