package audit

import (
	"cmp"
	"slices"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// report gives the full answer.
func (s *session) report() *Report {
	st := s.stand()
	p := s.c.progs[0]
	r := &Report{
		Programme: p, AsOf: s.day, VerifiedOnly: s.verifiedOnly, Version: p.VersionOn(s.day), Verdict: st.verdict,
		LeastLeft: st.least, Unreachable: st.least < 0, AlternativesComplete: true,
		Findings: s.findings(),
	}
	if st.verdict == Undecided {
		r.Questions = s.questionsIn(st.questions)
	}
	s.enterIfNot(0)
	r.Derived = s.derived()
	r.Lapsed = s.lapsed(0)
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
	if n := len(s.awards[0]); n > 0 {
		r.TermEnds = s.awards[0][n-1].until
	}
}

// enterIfNot puts the session into a world.
func (s *session) enterIfNot(world uint64) {
	if s.world != world {
		s.enter(world)
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
	var out []Award
	for i := 1; i < len(s.c.progs); i++ {
		p := s.c.progs[i]
		for _, a := range s.awards[i] {
			out = append(out, Award{
				Programme: p.ID, Credential: p.Awards.Credential, Date: a.date, Until: a.until, Version: p.Versions[a.version].Name,
			})
		}
	}
	slices.SortFunc(out, func(a, b Award) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Credential, b.Credential))
	})
	return out
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
	v := s.c.view(s.day, s.worldOn(s.day))
	sets := s.solver.Smallest(v.problem, s.question(v), int64(st.least), MaxAlternatives, countedSets, listingSteps)
	r.AlternativesComplete, r.AlternativesTotal = sets.Complete, sets.Total
	refs := make([]record.Ref, len(sets.Items))
	for i, item := range sets.Items {
		refs[i] = s.c.items[item]
	}
	r.Alternatives = make([][]record.Ref, sets.Len())
	for i := range r.Alternatives {
		r.Alternatives[i] = refs[i*sets.Size : (i+1)*sets.Size : (i+1)*sets.Size]
	}
}

// applied lists the rulings in force on the day that touch the programme or one it reaches.
func (s *session) applied() []record.Ruling {
	var out []record.Ruling
	for _, r := range s.rulings {
		if !r.InForce(s.day) {
			continue
		}
		_, reached := s.c.index[r.Programme]
		_, known := s.c.item[r.Evidence]
		if reached || r.Programme == "" && known {
			out = append(out, r)
		}
	}
	return out
}

// judgeAll judges every requirement and every piece.
func (s *session) judgeAll(r *Report, st *standing) {
	world := uint64(0)
	if st.verdict == Undecided {
		world = st.questions
		s.enterIfNot(world)
	}
	day := s.day
	if st.verdict != NotMet && !s.metOn(0, s.day, s.lapsed(0)) {
		day = s.lastMet(st)
	}
	sh := s.show(day, st.verdict != NotMet)
	if sh == nil {
		list, of := s.listEvidence(s.day)
		b := &bench{s: s, sh: &shown{day: s.day, view: &view{version: []*programme.Version{{Requires: &programme.All{}}}}}}
		b.explain(list, of)
		r.Evidence = list
		return
	}
	list, of := s.listEvidence(day)
	b := s.bench(sh, of, r.Rulings)
	r.Requirements = b.judge()
	b.explain(list, of)
	r.Evidence = list
	if st.verdict == Undecided {
		s.demote(r.Requirements, sh)
	}
	if st.verdict != Met {
		s.noteLeft(r, st)
	}
	if st.asked != 0 && st.asked != world && s.mayMatter(sh, st) {
		s.promote(r, st, day)
	}
}

func (s *session) bench(sh *shown, of map[int32]int, rules []record.Ruling) *bench {
	return &bench{
		s: s, sh: sh, rules: rules, why: map[int32]Reason{}, where: map[int32][]string{}, holds: map[int32]string{},
		evidence: func(item int32) int {
			if i, ok := of[item]; ok {
				return i
			}
			return -1
		},
	}
}

// lastMet is the day on which a programme that is no longer met by the rules of the day was met.
func (s *session) lastMet(st *standing) record.Date {
	if n := len(s.awards[0]); n > 0 {
		return s.awards[0][n-1].date
	}
	return st.metOn
}

// mayMatter tells whether granting the questions still open could change a verdict. It is answered quickly where only the
// programme's own options are open: none can be part of a way as cheap as the one shown, nor be met by what is free.
func (s *session) mayMatter(sh *shown, st *standing) bool {
	for i, q := range s.c.questions {
		if st.asked&(1<<i) != 0 && q.Programme != s.c.progs[0].ID || st.verdict == Undecided {
			return true
		}
	}
	v := s.c.view(sh.day, s.worldOn(sh.day)|st.asked)
	if len(v.covers[0]) != len(sh.view.covers[0]) {
		return true
	}
	limit := int64(st.least) + 1
	if st.least < 0 {
		return len(v.openGroups) > 0
	}
	for _, g := range v.openGroups {
		in := &solve.Input{Root: v.goalOf[0], Have: s.have, Held: s.held, Top: int(g), Only: true}
		if s.fillHave(s.have, 0, sh.day, s.lapsedBefore(sh.day)); s.solver.Least(v.problem, in, 1, 0, s.budget).Cost == 0 {
			return true
		}
		if st.verdict == Met {
			continue
		}
		in = s.question(v)
		in.Choose = []int32{g}
		if s.solver.Least(v.problem, in, limit, limit-1, s.budget).Cost < limit {
			return true
		}
	}
	return false
}

// promote calls undecided what is not met but would be with every question granted.
func (s *session) promote(r *Report, st *standing, day record.Date) {
	s.enterIfNot(st.asked)
	met := st.verdict == Undecided || st.verdict == Met
	if met && !s.metOn(0, day, s.lapsedBefore(day)) {
		return
	}
	granted := s.show(day, met)
	_, of := s.listEvidence(day)
	promoteAll(r.Requirements, s.bench(granted, of, r.Rulings).judge())
}

func promoteAll(shown, granted []*Judged) {
	for i, j := range shown {
		if j.Verdict == NotMet && granted[i].Verdict == Met {
			j.Verdict = Undecided
		}
		promoteAll(j.Of, granted[i].Of)
	}
}

// demote calls undecided what is met only by an option that is granted for the sake of the question: it, and all around
// it that would not be met without it.
func (s *session) demote(list []*Judged, sh *shown) {
	for _, j := range list {
		s.demote(j.Of, sh)
		if j.Verdict != Met {
			continue
		}
		if q := j.Requirement.Heading().Open; q != nil && !s.granted(q.ID) {
			j.Verdict = Undecided
			continue
		}
		firm := 0
		for _, p := range j.Of {
			if p.Verdict == Met && !p.NotNeeded {
				firm++
			}
		}
		if len(j.Of) > 0 && !j.Covered && j.Waived < 0 && firm < j.Needed {
			j.Verdict = Undecided
		}
	}
}

// granted tells whether a ruling grants a question of the programme on the day.
func (s *session) granted(question string) bool {
	i := s.c.questionIndex(s.c.progs[0].ID, question)
	for k := range s.answers {
		if s.answers[k].bit == 1<<i {
			return s.answers[k].on(s.day) == record.Grant
		}
	}
	return false
}
