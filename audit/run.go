package audit

import (
	"cmp"
	"slices"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// report writes the full answer.
func (s *session) report(r *Report) *Report {
	st := s.stand()
	p := s.c.progs[0]
	*r = Report{
		Programme: p, AsOf: s.day, VerifiedOnly: s.verifiedOnly, Version: p.VersionOn(s.day), Verdict: st.verdict,
		LeastLeft: st.least, Unreachable: st.least < 0, AlternativesComplete: true,
		Findings: s.findings(),
	}
	if st.verdict == Undecided {
		r.Questions = s.questionsIn(st.questions)
	}
	s.enter(0)
	r.Derived = s.derived()
	r.Lapsed = s.lapsed(0, s.day)
	if st.verdict == Met {
		s.noteMet(r, &st)
	} else {
		s.listSmallest(r, &st)
	}
	r.Rulings = s.applied()
	s.judgeAll(r, &st)
	r.Proved, r.Bound = s.proved, st.bound
	return r
}

func (s *session) noteMet(r *Report, st *standing) {
	r.MetOn = st.metOn
	if st.metUnder >= 0 {
		r.MetUnder = &s.c.progs[0].Versions[st.metUnder]
	}
	if n := len(s.awards[0]); n > 0 && !s.revokedOn(s.c.awards[0], s.day) {
		r.TermEnds = s.awards[0][n-1].until
	}
}

func (s *session) questionsIn(world uint64) []OpenQuestion {
	var out []OpenQuestion
	for i, q := range s.c.questions {
		if world&(1<<i) != 0 {
			out = append(out, q)
		}
	}
	return out
}

// derived lists the awards among the programmes reached, oldest first.
func (s *session) derived() []Award {
	out := blank(&s.sheet.derived, 0)
	for i := 1; i < len(s.c.progs); i++ {
		p := s.c.progs[i]
		if s.revokedOn(s.c.awards[i], s.day) {
			continue
		}
		for _, a := range s.awards[i] {
			out = append(out, Award{
				Programme: p.ID, Credential: p.Awards.Credential, Date: a.date, Until: a.until, Version: p.Versions[a.version].Name,
			})
		}
	}
	slices.SortFunc(out, func(a, b Award) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Credential, b.Credential))
	})
	return keep(&s.sheet.derived, out)
}

// Limits of what listing the smallest sets may cost: how many are listed before only the first of each way are, and
// how many steps the search for them takes.
const (
	countedSets  = 2000
	listingSteps = 20_000
)

// listSmallest lists the smallest sets of further items.
func (s *session) listSmallest(r *Report, st *standing) {
	if st.least <= 0 || !s.proved {
		r.AlternativesTotal = 0
		if st.least > 0 {
			r.AlternativesTotal, r.AlternativesComplete = -1, false
		}
		return
	}
	v := s.view(s.day, s.worldOn(s.day))
	sets := s.solverOf(v).Smallest(v.problem, s.question(v), int64(st.least), MaxAlternatives, countedSets, listingSteps)
	r.AlternativesComplete, r.AlternativesTotal = sets.Complete, sets.Total
	refs, all := blank(&s.sheet.refs, len(sets.Items)), blank(&s.sheet.alternatives, sets.Len())
	for i, item := range sets.Items {
		refs = append(refs, s.c.items[item])
		if (i+1)%sets.Size == 0 {
			all = append(all, refs[i+1-sets.Size:i+1:i+1])
		}
	}
	r.Alternatives = keep(&s.sheet.alternatives, all)
}

// applied lists the rulings in force on the day that touch the programme or one it reaches.
func (s *session) applied() []record.Ruling {
	out := blank(&s.sheet.rulings, 0)
	for _, r := range s.rulings {
		if !r.InForce(s.day) {
			continue
		}
		_, reached := s.c.index[r.Programme]
		switch r.Kind {
		case record.Grant, record.RefuseOpen:
			reached = s.c.questionIndex(r.Programme, r.Question) >= 0
		case record.Admit, record.Substitute, record.Waive:
			_, known := s.c.item[r.Evidence]
			reached = reached || r.Programme == "" && known
		}
		if reached {
			out = append(out, r)
		}
	}
	return keep(&s.sheet.rulings, out)
}

// judgeAll judges every requirement and every piece, by the placements of the world on which the verdict turns.
func (s *session) judgeAll(r *Report, st *standing) {
	s.enter(st.questions)
	least := -1
	if st.questions == 0 {
		least = st.least
	}
	sh := s.show(least)
	if sh == nil {
		sh = &shown{
			view: nothing, day: s.day, chosen: []bool{true}, own: []bool{true}, piece: []int32{-1}, short: []int32{0},
		}
	}
	list := s.listEvidence(sh.day)
	b := s.bench(sh, r.Rulings)
	if sh.view != nothing {
		r.Requirements = b.tree()
	}
	b.explain(list)
	r.Evidence = list
	if sh.view == nothing {
		return
	}
	if st.asked != 0 && s.mayTurn(b.court, st) {
		s.turn(r, st, sh)
	}
	switch st.verdict {
	case Met:
	case NotMet:
		s.noteLeft(r, st, b.court)
	case Undecided:
		s.enter(0)
		if plain := s.show(st.least); plain != nil {
			s.noteLeft(r, st, s.judge(plain))
		}
	}
}

// mayTurn tells whether granting the questions still open could change a verdict. Where only the programme's own options
// are open it cannot if none of them is part of a way as cheap as the one shown, and what is not met around them stays so
// with all that is had.
func (s *session) mayTurn(plain *court, st *standing) bool {
	sh := plain.sh
	term := s.c.progs[0].Awards.TermMonths // an award earned on another day lapses on another
	if st.verdict == Undecided || st.least < 0 || sh.day != s.day || term > 0 {
		return true
	}
	for i, q := range s.c.questions {
		if st.asked&(1<<i) != 0 && q.Programme != s.c.progs[0].ID {
			return true
		}
	}
	v := s.view(sh.day, s.worldOn(sh.day)|st.asked)
	if len(v.covers[0]) != len(sh.view.covers[0]) {
		return true
	}
	for _, g := range v.openGroups {
		if plain.hold(v.lines[v.at[g]].given) {
			s.fillHave(s.have, 0, sh.day, s.lapsed(0, sh.day))
			in := &plain.aside
			*in = solve.Input{Root: v.goalOf[0], Have: s.have, Held: s.held, Top: int(g), Only: true}
			if s.solverOf(v).Least(v.problem, in, 1, 0, s.budget).Cost == 0 {
				return true
			}
		}
		if st.verdict == Met {
			continue
		}
		in, limit := s.question(v), int64(st.least)+1
		s.choose[0] = g
		in.Choose = s.choose[:]
		if s.solverOf(v).Least(v.problem, in, limit, limit-1, s.budget).Cost < limit {
			return true
		}
	}
	return false
}

// nothing is the view of a programme of which no version is in force.
var nothing = &view{
	version: []*programme.Version{{Requires: &programme.All{}}}, slots: [][]slot{{{parent: -1, leaf: -1, size: 1}}}, covers: [][]int{nil},
	lines: []line{{Asked: Asked{Requirement: &programme.All{}}, piece: -1}}, goalOf: []int{-1},
}

// turn calls undecided what turns on open questions: what is met only because those are granted that the verdict turns on,
// and what is not met but would be with all of them granted.
func (s *session) turn(r *Report, st *standing, sh *shown) {
	at := int32(1)
	if st.verdict == Undecided {
		s.enter(0)
		firm := s.judge(sh)
		for _, j := range r.Requirements {
			at = revise(j, at, Met, func(i int32) bool { return !firm.met[i] })
		}
	}
	s.enter(st.asked)
	all := s.show(-1)
	if all == nil || all.view.version[0] != sh.view.version[0] {
		return
	}
	granted := s.judge(all)
	at = 1
	for _, j := range r.Requirements {
		at = revise(j, at, NotMet, func(i int32) bool { return granted.met[i] })
	}
}

// revise calls undecided what has a verdict and turns, in slot i and inside it; it gives the slot after them.
func revise(j *Judged, i int32, from Verdict, turns func(i int32) bool) int32 {
	if j.Verdict == from && turns(i) {
		j.Verdict = Undecided
	}
	i++
	for _, part := range j.Of {
		i = revise(part, i, from, turns)
	}
	return i
}
