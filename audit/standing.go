package audit

import (
	"math/bits"

	"waymark/record"
	"waymark/solve"
)

// standing is what a session found.
type standing struct {
	verdict   Verdict
	metOn     record.Date
	metUnder  int    // index of the version; -1 where none
	questions uint64 // the worlds bits on which an undecided verdict turns
	least     int    // -1 where unreachable
	bound     int
	// asked tells that questions are still open on the day.
	asked uint64
}

// stand decides the verdict and what is least left.
func (s *session) stand() standing {
	s.world = 0
	s.derive(false)
	st := standing{metUnder: -1, asked: s.openQuestions()}
	if s.isMet(&st) {
		st.verdict = Met
		return st
	}
	s.leastLeft(&st)
	if st.asked != 0 {
		s.askWorlds(&st)
	}
	return st
}

// openQuestions are the questions that no ruling answers on the day.
func (s *session) openQuestions() uint64 {
	open := uint64(1)<<len(s.c.questions) - 1
	for i := range s.answers {
		if s.answers[i].on(s.day) != 0 {
			open &^= s.answers[i].bit
		}
	}
	return open
}

// isMet tells whether the programme is met in the world of the awards derived: on an earlier day and still, or on the day.
func (s *session) isMet(st *standing) bool {
	_, current := s.last(0, s.day)
	if current && !s.revokedOn(s.c.awards[0], s.day) {
		a := s.awards[0][len(s.awards[0])-1]
		st.metOn, st.metUnder = a.date, a.version
		return true
	}
	if !current || !s.metOn(0, s.day, s.lapsed(0)) {
		return false
	}
	st.metOn = s.day
	for i := range s.c.progs[0].Versions {
		if s.c.progs[0].Versions[i].InForce.Holds(s.day) {
			st.metUnder = i
			break
		}
	}
	return true
}

// question readies the search for what is least left: what every programme has on the day.
func (s *session) question(v *view) *solve.Input {
	in := &solve.Input{Root: v.goalOf[0], Have: s.have, Held: s.held, Price: v.price, Counts: v.counts, Top: -1}
	s.fillHave(s.have, 0, s.day, s.lapsed(0))
	for i, g := range v.goalOf {
		if g < 0 || i == 0 || s.lapsed(i) == s.lapsed(0) && len(s.admitted) == 0 {
			continue
		}
		if in.HaveFor == nil {
			in.HaveFor = make([][]solve.Level, v.problem.Goals())
		}
		have := make([]solve.Level, len(s.have))
		s.fillHave(have, i, s.day, s.lapsed(i))
		in.HaveFor[g] = have
	}
	s.dropRevoked(in, v)
	return in
}

// lapsed is the last day of a programme's last award whose term has ended; what is dated up to it earns nothing again.
func (s *session) lapsed(prog int) record.Date {
	for i := len(s.awards[prog]) - 1; i >= 0; i-- {
		if end := s.awards[prog][i].until; end != 0 && end < s.day {
			return end
		}
	}
	return 0
}

// dropRevoked takes credentials that were revoked out of what can be earned.
func (s *session) dropRevoked(in *solve.Input, v *view) {
	owned := false
	for i, item := range s.c.awards {
		if v.goalOf[i] < 0 || !s.revokedOn(item, s.day) {
			continue
		}
		if !owned {
			in.Price = append([]solve.Price(nil), in.Price...)
			owned = true
		}
		in.Price[item] = solve.Never
	}
}

// leastLeft finds the fewest further items.
func (s *session) leastLeft(st *standing) {
	st.least, st.bound = -1, 0
	v := s.c.view(s.day, s.worldOn(s.day))
	if v.goalOf[0] < 0 {
		return
	}
	sol := s.solver.Least(v.problem, s.question(v), solve.Infinite, 0, s.budget)
	s.proved = s.proved && sol.Proved
	if sol.Cost < solve.Infinite {
		st.least = int(sol.Cost)
	}
	st.bound = int(min(sol.Bound, solve.Infinite-1))
}

// askWorlds finds whether granting open questions meets the programme, and the smallest set of them that does.
func (s *session) askWorlds(st *standing) {
	if !s.metIn(st.asked) {
		return
	}
	st.verdict = Undecided
	n := bits.OnesCount64(st.asked)
	for size := 1; size <= n; size++ {
		if s.firstWorld(st, 0, 0, size) {
			return
		}
	}
}

// firstWorld tries the sets of so many open questions from the i-th on, in order.
func (s *session) firstWorld(st *standing, world uint64, i, size int) bool {
	if size == 0 {
		st.questions = world
		return s.metIn(world)
	}
	for ; i < len(s.c.questions); i++ {
		if bit := uint64(1) << i; st.asked&bit != 0 && s.firstWorld(st, world|bit, i+1, size-1) {
			return true
		}
	}
	return false
}

// metIn tells whether the programme is met with questions granted; the session is left in that world.
func (s *session) metIn(world uint64) bool {
	s.enter(world)
	var ignored standing
	return s.isMet(&ignored)
}

// enter changes the world and derives its awards.
func (s *session) enter(world uint64) {
	s.world = world
	s.derive(true)
}
