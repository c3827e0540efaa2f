package audit

import (
	"slices"

	"waymark/record"
)

// derive finds the awards of every programme of the closure up to the day, each after those it rests on. Only those
// whose awards can differ from another world's are found anew if onlyAsking.
func (s *session) derive(onlyAsking bool) {
	s.collectEvents()
	for i := range s.entries {
		setBit(s.got, s.entries[i].item)
	}
	for _, knot := range s.c.order {
		if onlyAsking && !s.c.asks[knot[0]] {
			s.keepDays(knot)
			continue
		}
		for _, i := range knot {
			s.awards[i] = s.awards[i][:0]
		}
		if len(knot) > 1 {
			s.deriveKnot(knot)
		} else if s.enough(knot[0]) {
			s.deriveOne(knot[0])
		}
	}
}

// collectEvents lists the days on which something can change: cuts, on which what counted may end, those of the record among
// them, and other events, from which more counts.
func (s *session) collectEvents() {
	s.turns, s.events = s.turns[:0], s.events[:0]
	for i := range s.entries {
		e := &s.entries[i]
		ev := &s.rec.Evidence[e.index]
		s.events = append(s.events, e.date)
		if ev.Kind == record.Credential && ev.Until != 0 {
			s.turns = append(s.turns, ev.Until+1)
		}
		if ev.Revoked != 0 {
			s.turns = append(s.turns, max(ev.Revoked, ev.Date))
		}
	}
	for _, r := range s.rulings {
		s.turns = append(s.turns, r.From)
		if r.Until != 0 {
			s.turns = append(s.turns, r.Until+1)
		}
	}
	s.turns = s.tidy(s.turns)
	s.cuts = s.tidy(append(append(s.cuts[:0], s.c.cuts...), s.turns...))
	s.events = s.tidy(s.events)
}

// tidy sorts days, each once, and drops those after the as-of day.
func (s *session) tidy(days []record.Date) []record.Date {
	days = sortDays(days)
	for len(days) > 0 && days[len(days)-1] > s.day {
		days = days[:len(days)-1]
	}
	return days
}

// addAward notes an award and the days it makes.
func (s *session) addAward(prog int, date record.Date) {
	p := s.c.progs[prog]
	a := award{date: date, version: s.versionOn(prog, date)}
	if p.Awards.TermMonths > 0 {
		a.until = date.AddMonths(p.Awards.TermMonths) - 1
	}
	s.awards[prog] = append(s.awards[prog], a)
	s.addDays(prog, a)
}

// addDays notes the days that an award makes: what it supports may be met from its first, and not after its last.
func (s *session) addDays(prog int, a award) {
	setBit(s.got, s.c.awards[prog])
	s.events = insert(s.events, a.date)
	if a.until != 0 && a.until < s.day {
		s.cuts, s.turns = insert(s.cuts, a.until+1), insert(s.turns, a.until+1)
	}
}

// keepDays notes the days of awards that stay as they are.
func (s *session) keepDays(knot []int) {
	for _, i := range knot {
		for _, a := range s.awards[i] {
			s.addDays(i, a)
		}
	}
}

// insert puts a day into sorted days, once.
func insert(days []record.Date, day record.Date) []record.Date {
	i, found := slices.BinarySearch(days, day)
	if found {
		return days
	}
	return slices.Insert(days, i, day)
}

// deriveOne finds the awards of a programme that nothing it rests on rests on. Between two cuts what is had only grows,
// so it is enough to look at the last day, and then for the first.
func (s *session) deriveOne(prog int) {
	after, last := record.Date(0), s.day
	if from := s.revokedFrom(s.c.awards[prog]); from != 0 {
		last = min(last, from-1)
	}
	cuts := s.tidy(append(append(s.ownCuts[:0], s.c.cutsOf[prog]...), s.turns...))
	s.ownCuts = cuts
	early, enough := s.firstEnough(prog, after)
	if !enough {
		return
	}
	for i := segment(cuts, early); i <= len(cuts); i++ {
		from, to := early, last
		if i > 0 {
			from = max(from, cuts[i-1])
		}
		if i < len(cuts) {
			to = min(to, cuts[i]-1)
		}
		if to < from || !s.metOn(prog, to, after) {
			continue
		}
		s.addAward(prog, s.firstMet(prog, from, to, after))
		a := s.awards[prog][len(s.awards[prog])-1]
		if a.until == 0 || a.until >= s.day {
			return
		}
		after = a.until
		if early, enough = s.firstEnough(prog, after); !enough {
			return
		}
		early = max(early, after+1)
		cuts = insert(cuts, after+1)
		s.ownCuts = cuts
		i = segment(cuts, early) - 1
	}
}

// firstMet is the first day from one to another on which the programme is met, which it is on the last.
func (s *session) firstMet(prog int, from, to, after record.Date) record.Date {
	if from >= to || s.metOn(prog, from, after) {
		return min(from, to)
	}
	lo, _ := slices.BinarySearch(s.events, from)
	hi, _ := slices.BinarySearch(s.events, to)
	first := to
	for lo < hi {
		mid := (lo + hi) / 2
		if day := s.events[mid]; s.metOn(prog, day, after) {
			first, hi = day, mid
		} else {
			lo = mid + 1
		}
	}
	return first
}

// firstEnough is a day before which too little was had after another day for the programme to be met; false where that is so
// to the end.
func (s *session) firstEnough(prog int, after record.Date) (first record.Date, enough bool) {
	e := &s.c.envelope[prog]
	if e.pieces == 0 {
		return 1, true
	}
	days := s.days[:0]
	for _, item := range s.held {
		if !e.speaksOf(item) {
			continue
		}
		if day := s.firstHad(item, after); day > 0 && day <= s.day {
			days = append(days, day)
		}
	}
	s.days = days
	if len(days) < e.pieces {
		return 0, false
	}
	slices.Sort(days)
	return days[e.pieces-1], true
}

// firstHad is the first day after another on which an entry or award of the item is dated, or no day.
func (s *session) firstHad(item int32, after record.Date) record.Date {
	first := record.Date(0)
	see := func(d record.Date) {
		if d > after && (first == 0 || d < first) {
			first = d
		}
	}
	for i := s.first[item]; i >= 0; i = s.entries[i].next {
		see(s.entries[i].date)
	}
	if by := s.c.awardedBy[item]; by >= 0 {
		for _, a := range s.awards[by] {
			see(a.date)
		}
	}
	return first
}

// deriveKnot finds the awards of programmes that rest on one another, day by day, so that none supports itself.
func (s *session) deriveKnot(knot []int) {
	day := record.Date(1)
	for {
		for changed := true; changed; {
			changed = false
			for _, i := range knot {
				after, current := s.last(i, day)
				if !current && !s.revokedOn(s.c.awards[i], day) && s.tryOn(i, day, after) {
					s.addAward(i, day)
					changed = true
				}
			}
		}
		if day = s.nextDay(day); day > s.day {
			return
		}
	}
}

// last gives the end of a programme's last award and whether it is in force on the day.
func (s *session) last(prog int, day record.Date) (end record.Date, current bool) {
	if n := len(s.awards[prog]); n > 0 {
		a := s.awards[prog][n-1]
		return a.until, a.until == 0 || a.until >= day
	}
	return 0, false
}

// nextDay is the next day on which something changes, or the one after the as-of day.
func (s *session) nextDay(day record.Date) record.Date {
	next := s.day + 1
	for _, days := range [][]record.Date{s.cuts, s.events} {
		if i, _ := slices.BinarySearch(days, day+1); i < len(days) {
			next = min(next, days[i])
		}
	}
	return next
}

// metOn tells whether the version in force on a day is met on that day by what is dated after another. What is known of the
// root stays so: what it awards supports nothing in itself.
func (s *session) metOn(prog int, day, after record.Date) bool {
	if prog != 0 {
		return s.tryOn(prog, day, after)
	}
	for _, t := range s.tried {
		if t.day == day && t.after == after {
			return t.met
		}
	}
	met := s.tryOn(0, day, after)
	s.tried = append(s.tried, trial{day, after, met})
	return met
}

// tryOn is metOn while awards that a programme rests on are still being found.
func (s *session) tryOn(prog int, day, after record.Date) bool {
	v := s.view(day, s.worldOn(day))
	goal := v.goalOf[prog]
	if goal < 0 {
		return false
	}
	s.fillHave(s.have, prog, day, after)
	s.asked.Root = goal
	sol := s.solverOf(v).Least(v.problem, &s.asked, 1, 0, s.budget)
	if !sol.Proved {
		s.proved = false
	}
	return sol.Cost == 0
}

// worldOn adds to the world what rulings grant on a day, and takes out what they refuse.
func (s *session) worldOn(day record.Date) uint64 {
	world := s.world
	for i := range s.answers {
		a := &s.answers[i]
		switch a.on(day) {
		case record.Grant:
			world |= a.bit
		case record.RefuseOpen:
			world &^= a.bit
		case record.Admit, record.Substitute, record.Waive:
		}
	}
	return world
}

// answer is the rulings on one question.
type answer struct {
	bit   uint64
	rules []*record.Ruling
}

// on says what is ruled on a day: of rulings in force, that which begins later, then the refusal; 0 is no ruling.
func (a *answer) on(day record.Date) record.RulingKind {
	var best *record.Ruling
	for _, r := range a.rules {
		if !r.InForce(day) {
			continue
		}
		if best == nil || r.From > best.From || r.From == best.From && r.Kind == record.RefuseOpen {
			best = r
		}
	}
	if best == nil {
		return 0
	}
	return best.Kind
}
