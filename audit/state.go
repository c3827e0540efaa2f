package audit

import "waymark/record"

// state is what one world has: the awards that follow in it, and the days on which something changes.
type state struct {
	world  uint64
	serial uint64    // of all states of the session
	awards [][]award // by programme
	// cuts are those of the closure and of the record, turns those of the record; days from which less may count. From
	// events on more may. All ascend.
	cuts, turns, events []record.Date
	got                 []uint64 // a bit for each item ever had, by an entry or an award
	tried               []trial  // of the root
}

// trial is whether the root programme is met on a day by what is dated after another.
type trial struct {
	day, after record.Date
	met        bool
}

// enter puts the session into a world, and derives its awards the first time. Those of programmes that leave nothing open are
// the same in every world.
func (s *session) enter(world uint64) {
	known := s.states.all[:s.states.lent]
	for _, w := range known {
		if w.world == world {
			s.state = w
			return
		}
	}
	w := s.states.next()
	s.serials++
	w.world, w.serial, w.tried = world, s.serials, w.tried[:0]
	w.got = sized(w.got, (len(s.c.items)+63)/64)
	if w.awards == nil {
		w.awards = make([][]award, len(s.c.progs))
	}
	if len(known) > 0 {
		for i := range w.awards {
			w.awards[i] = append(w.awards[i][:0], known[0].awards[i]...)
		}
	}
	s.state = w
	s.derive(len(known) > 0)
}
