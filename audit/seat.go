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

// mostSeats is how many of them a session keeps.
const mostSeats = 64

// view gives the rules on a day in a world.
func (s *session) view(day record.Date, world uint64) *view {
	key := viewKey{segment: segment(s.c.cuts, day), world: world}
	for i := range s.seats {
		if s.seats[i].key == key {
			return s.seats[i].view
		}
	}
	return s.sit(s.c.view(key, day)).view
}

// solverOf is the solver for a view.
func (s *session) solverOf(v *view) *solve.Solver {
	for i := range s.seats {
		if s.seats[i].view == v {
			return s.seats[i].solver
		}
	}
	return s.sit(v).solver
}

func (s *session) sit(v *view) *seat {
	if len(s.seats) == mostSeats {
		s.unseat()
	}
	s.seats = append(s.seats, seat{key: v.key, view: v, solver: &solve.Solver{Patience: s.patience}})
	return &s.seats[len(s.seats)-1]
}

func (s *session) unseat() {
	clear(s.seats)
	s.seats = s.seats[:0]
}
