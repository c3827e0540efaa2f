// Package audit decides a candidate's standing: whether a record meets a programme on a day, by which evidence, and
// what is left.
//
// Call [New] with a set of programmes and then [Auditor.Run] for a full [Report], or [Auditor.Standing] for the verdict
// and what is least left alone; both come from the same search. What an answer means is written, to the letter, in
// docs/audit.md.
//
// An audit never reads a clock, a file or a store, never changes what it is given, and never guesses: an answer that
// the step budget did not suffice to prove says so. The same question gets the same answer, byte for byte.
package audit

import (
	"fmt"
	"slices"
	"sync"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// Options are what an audit can be told beside its question.
type Options struct {
	// VerifiedOnly lets only verified evidence count, as awards are decided.
	VerifiedOnly bool
	// Steps is how many steps one search may take before its answer is called unproved; 0 means [solve.DefaultBudget].
	Steps int
	// Patience is how many of them go by before a question is put as a 0/1 programme; 0 means [solve.DefaultPatience].
	Patience int
}

// Auditor audits records against the programmes of one set. It compiles each programme once, on first use, and is safe
// for use by many goroutines.
type Auditor struct {
	set      *programme.Set
	closures sync.Map // programme id → *closure
}

// New makes an Auditor for the set.
func New(set *programme.Set) *Auditor { return &Auditor{set: set} }

// Run audits once, without keeping what it compiled; for many records make an [Auditor].
func Run(set *programme.Set, id string, rec *record.Record, day record.Date, options Options) (*Report, error) {
	return New(set).Run(id, rec, day, options)
}

// Standing is the short answer: what Report says under the same names.
type Standing struct {
	Verdict     Verdict
	Unreachable bool
	LeastLeft   int
	Proved      bool
}

// Standing gives the verdict and the least left alone. Its error says that the set has no such programme.
func (a *Auditor) Standing(id string, rec *record.Record, day record.Date, options Options) (Standing, error) {
	s, err := a.session(id, rec, day, options)
	if err != nil {
		return Standing{}, err
	}
	defer a.release(s)
	st := s.stand()
	return Standing{Verdict: st.verdict, Unreachable: st.least < 0, LeastLeft: st.least, Proved: s.proved}, nil
}

// RunOn is Run on a sheet: the report is valid until the sheet is used again.
func (a *Auditor) RunOn(sheet *Sheet, id string, rec *record.Record, day record.Date, options Options) (*Report, error) {
	s, err := a.session(id, rec, day, options)
	if err != nil {
		return nil, err
	}
	defer a.release(s)
	s.sheet = sheet
	sheet.report = Report{}
	return s.report(&sheet.report), nil
}

// Run gives the full report. Its error says that the set has no such programme.
func (a *Auditor) Run(id string, rec *record.Record, day record.Date, options Options) (*Report, error) {
	s, err := a.session(id, rec, day, options)
	if err != nil {
		return nil, err
	}
	defer a.release(s)
	s.sheet = &s.fresh
	return s.report(new(Report)), nil
}

// session readies an audit: the closure of the programme, and the record's entries sorted by its items.
func (a *Auditor) session(id string, rec *record.Record, day record.Date, options Options) (*session, error) {
	p := a.set.Programme(id)
	if p == nil {
		return nil, fmt.Errorf("no programme is called %q", id)
	}
	c := a.closure(p, rec)
	s, _ := c.sessions.Get().(*session)
	if s == nil {
		s = newSession(c)
	}
	s.begin(rec, day, options)
	return s, nil
}

func (a *Auditor) release(s *session) {
	s.forget()
	s.rec, s.sheet, s.fresh = nil, nil, Sheet{} // what is written on a fresh one belongs to the report
	s.c.sessions.Put(s)
}

// closure gives what the programme reaches. Rulings of the record that change the shape of the rules get a closure of
// their own.
func (a *Auditor) closure(p *programme.Programme, rec *record.Record) *closure {
	if !slices.ContainsFunc(rec.Rulings, reshapes) {
		if c, ok := a.closures.Load(p.ID); ok {
			return c.(*closure)
		}
		c, _ := a.closures.LoadOrStore(p.ID, newClosure(a.set, p, shaping(p, a.set.Rulings())))
		return c.(*closure)
	}
	rules := shaping(p, append(slices.Clone(rec.Rulings), a.set.Rulings()...))
	return newClosure(a.set, p, rules)
}

// reshapes tells whether a ruling changes how the rules are built.
func reshapes(r record.Ruling) bool { return r.Kind == record.Waive || r.Kind == record.Substitute }

// shaping keeps the rulings that change how the rules are built, their codes completed.
func shaping(p *programme.Programme, rulings []record.Ruling) []record.Ruling {
	var out []record.Ruling
	for _, r := range rulings {
		if reshapes(r) {
			out = append(out, within(r, p.Issuer()))
		}
	}
	return out
}

// within completes the bare codes of a ruling.
func within(r record.Ruling, issuer string) record.Ruling {
	r.Evidence, r.For = r.Evidence.Within(issuer), r.For.Within(issuer)
	return r
}

// session is one audit under way; its memory is used again by the next.
type session struct {
	c            *closure
	rec          *record.Record
	day          record.Date
	verifiedOnly bool
	budget       int
	patience     int
	proved       bool
	sheet        *Sheet // what the report is written on
	fresh        Sheet

	entries  []entry
	first    []int32 // by item: its last entry in the list, or -1
	held     []int32 // items with entries, and those that a programme awards
	admitted []admits
	answers  []answer
	rulings  []record.Ruling // those of the record and the set, codes completed

	// state is that of the world the session is in, one of states.
	*state
	states  pool[state]
	serials uint64

	have          []solve.Level
	ownCuts, days []record.Date // room to sort in
	seen          []int32       // by item: one more than its first entry in the record
	pieces        []int32       // by entry of the record: its item, or -1
	// asked and wanted are what was last asked about what is had and about what is left, price what can be had there and choose
	// what must be chosen.
	asked, wanted solve.Input
	shownBy       solve.Input // of the placements shown of what is met
	wantedOf      *view
	wantedHave    []solve.Level
	price         []solve.Price
	choose        [1]int32
	courts        pool[court]
	showns        pool[shown]
	desk          bench
	leaver        leaver
	seats         []seat
}

func newSession(c *closure) *session {
	s := &session{c: c, first: make([]int32, len(c.items)), have: make([]solve.Level, len(c.items))}
	for i := range s.first {
		s.first[i] = -1
	}
	return s
}

func (s *session) begin(rec *record.Record, day record.Date, options Options) {
	s.rec, s.day, s.verifiedOnly, s.proved = rec, day, options.VerifiedOnly, true
	if s.patience != options.Patience || len(s.seats) > mostSeats {
		s.patience = options.Patience
		s.unseat()
	}
	s.budget = options.Steps
	if s.budget == 0 {
		s.budget = solve.DefaultBudget
	}
	clear(s.have)
	s.collectRulings()
	s.gather()
	s.states.lent, s.courts.lent, s.showns.lent = 0, 0, 0
	s.asked = solve.Input{Have: s.have, Held: s.held, Top: -1, Only: true}
}

// collectRulings sorts the rulings of the record and the set by what they do here.
func (s *session) collectRulings() {
	s.rulings, s.admitted, s.answers = s.rulings[:0], s.admitted[:0], s.answers[:0]
	issuer := s.c.progs[0].Issuer()
	for _, list := range [2][]record.Ruling{s.rec.Rulings, s.c.set.Rulings()} {
		for i := range list {
			s.rulings = append(s.rulings, within(list[i], issuer))
		}
	}
	for i := range s.rulings {
		r := &s.rulings[i]
		switch r.Kind {
		case record.Admit:
			if item, ok := s.c.item[r.Evidence]; ok {
				s.admitted = append(s.admitted, admits{item: item, rule: r})
			}
		case record.Grant, record.RefuseOpen:
			if q := s.c.questionIndex(r.Programme, r.Question); q >= 0 {
				s.answer(q, r)
			}
		case record.Substitute, record.Waive:
		}
	}
}

func (s *session) answer(question int, r *record.Ruling) {
	bit := uint64(1) << question
	for i := range s.answers {
		if s.answers[i].bit == bit {
			s.answers[i].rules = append(s.answers[i].rules, r)
			return
		}
	}
	s.answers = append(s.answers, answer{bit: bit, rules: []*record.Ruling{r}})
}
