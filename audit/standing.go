package audit

import (
	"math/bits"
	"slices"

	"waymark/programme"
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
	s.enter(0)
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

// idle tells whether granting questions can meet nothing: every option that they leave open hangs on something never had. Of
// options that serve one another one would have to be the first.
func (s *session) idle(world uint64) bool {
	for q := range s.c.hangs {
		if world&(1<<q) != 0 && !s.idleQuestion(q) {
			return false
		}
	}
	return true
}

func (s *session) idleQuestion(question int) bool {
	for _, on := range s.c.hangs[question] {
		if !slices.ContainsFunc(on, func(item int32) bool { return s.got[item/64]&(1<<(item%64)) == 0 }) {
			return false
		}
	}
	return true
}

// isMet tells whether the programme is met in the world of the awards derived: by its award still in force or, where that
// was revoked, by the rules of the day.
func (s *session) isMet(st *standing) bool {
	_, current := s.last(0, s.day)
	revoked := s.revokedOn(s.c.awards[0], s.day)
	after := s.lapsed(0, s.day)
	if !revoked && !current || revoked && !s.metOn(0, s.day, after) {
		return false
	}
	if n := len(s.awards[0]); n > 0 && s.awards[0][n-1].date > after {
		st.metOn, st.metUnder = s.awards[0][n-1].date, s.awards[0][n-1].version
		return true
	}
	for st.metOn = after + 1; st.metOn < s.day && !s.metOn(0, st.metOn, after); {
		st.metOn = min(s.nextDay(st.metOn), s.day)
	}
	st.metUnder = s.versionOn(0, st.metOn)
	return true
}

// versionOn is the index of the version of a programme in force on a day.
func (s *session) versionOn(prog int, day record.Date) int {
	return slices.IndexFunc(s.c.progs[prog].Versions, func(v programme.Version) bool { return v.InForce.Holds(day) })
}

// question readies the search for what is least left: what every programme has on the day. It is valid until the next call.
func (s *session) question(v *view) *solve.Input {
	in := &s.wanted
	if in.Serial == s.serial && s.wantedOf == v {
		in.Root, in.Relaxed, in.Choose, in.Older = v.goalOf[0], false, nil, nil
		return in
	}
	s.wantedOf = v
	shop := s.c.shop(v, s.day)
	s.wantedHave = sized(s.wantedHave, len(s.have))
	*in = solve.Input{
		Root: v.goalOf[0], Have: s.wantedHave, Held: s.held, Price: shop.price, Counts: shop.counts, Top: -1, Serial: s.serial,
	}
	s.fillHave(in.Have, 0, s.day, s.lapsed(0, s.day))
	for i, g := range v.goalOf {
		if g < 0 || i == 0 || s.lapsed(i, s.day) == s.lapsed(0, s.day) && len(s.admitted) == 0 {
			continue
		}
		if in.HaveFor == nil {
			in.HaveFor = make([][]solve.Level, v.problem.Goals())
		}
		have := make([]solve.Level, len(s.have))
		s.fillHave(have, i, s.day, s.lapsed(i, s.day))
		in.HaveFor[g] = have
	}
	s.dropAwarded(in, v)
	return in
}

// lapsed is the last day of a programme's last award whose term ended before a day; what is dated up to it earns nothing
// again. A term that ended after a revocation ended nothing.
func (s *session) lapsed(prog int, day record.Date) record.Date {
	for _, a := range slices.Backward(s.awards[prog]) {
		if end := a.until; end != 0 && end < day && !s.revokedOn(s.c.awards[prog], end) {
			return end
		}
	}
	return 0
}

// dropAwarded takes out of what can be earned the credentials that cannot be earned again: those revoked, and those in
// force already.
func (s *session) dropAwarded(in *solve.Input, v *view) {
	owned := false
	for i, item := range s.c.awards {
		_, current := s.last(i, s.day)
		if v.goalOf[i] < 0 || !current && !s.revokedOn(item, s.day) {
			continue
		}
		if !owned {
			s.price = append(s.price[:0], in.Price...)
			in.Price, owned = s.price, true
		}
		in.Price[item] = solve.Never
	}
}

// leastLeft finds the fewest further items.
func (s *session) leastLeft(st *standing) {
	st.least, st.bound = -1, 0
	v := s.view(s.day, s.worldOn(s.day))
	if v.goalOf[0] < 0 {
		return
	}
	sol := s.solverOf(v).Least(v.problem, s.question(v), solve.Infinite, 0, s.budget)
	if sol.Cost < solve.Infinite {
		st.least = int(sol.Cost)
	}
	if s.proved { // else an award may be missing that makes less do
		st.bound = int(min(sol.Bound, solve.Infinite-1))
	}
	s.proved = s.proved && sol.Proved
}

// askWorlds finds whether granting open questions meets the programme, and the smallest set of them that does.
func (s *session) askWorlds(st *standing) {
	if s.idle(st.asked) || !s.metIn(st.asked) {
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
