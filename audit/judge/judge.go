// Package judge decides small audits by trying everything. It follows docs/audit.md sentence by sentence and shares no
// code with the engine, so that where the two agree both are probably right.
//
// Call [Run]. It is for tests only: its time grows with every choice a programme offers, so keep programmes to about ten
// items and records to about ten entries. It never prunes except where the page itself says that more can only help.
// Nothing is promised to old data.
package judge

import (
	"slices"
	"strings"

	"waymark/programme"
	"waymark/record"
)

// Verdict is the answer about a programme or requirement, worst first.
type Verdict uint8

// The verdicts.
const (
	NotMet Verdict = iota
	Undecided
	Met
)

// String is the verdict's word.
func (v Verdict) String() string { return [...]string{"not met", "undecided", "met"}[v] }

// Question names an open question of a programme.
type Question struct{ Programme, ID string }

// Award is a credential that follows from evidence.
type Award struct {
	Programme, Credential string
	Date, Until           record.Date
	Version               string
}

// Piece is where evidence counts in the placements shown.
type Piece struct {
	Ref  record.Ref
	Date record.Date
}

// Judged is what is known of one requirement in the placements shown.
type Judged struct {
	Verdict Verdict
	// Aside tells that it is an option left aside, or stands inside one.
	Aside bool
	// Unsaid tells that the page says nothing of its verdict: it stands inside a requirement that is left out, waived or
	// filled by a cover, or ways that the page holds equal differ about it.
	Unsaid bool
	// Piece is what is placed here, for an item.
	Piece *Piece
}

// Answer is everything the page defines about one audit.
type Answer struct {
	Verdict   Verdict
	Questions []Question
	// MetOn is the first day on which it was met since the last lapse; TermEnds the last day of that award.
	MetOn, TermEnds record.Date
	MetUnder        string
	// Lapsed is the last day of the latest award whose term has ended.
	Lapsed      record.Date
	Unreachable bool
	// LeastLeft is -1 where unreachable.
	LeastLeft    int
	Alternatives [][]record.Ref
	// Derived are the awards of all reached programmes with no question granted, by day, then programme.
	Derived []Award
	// ShownVersion is the version whose requirements are shown, or nil where no version is in force.
	ShownVersion *programme.Version
	Requirements map[programme.Requirement]Judged
	// Covers are the pieces placed on covers, by the cover's place in the version.
	Covers map[int]Piece
}

// Run audits the programme with the id, which must be in the set.
func Run(set *programme.Set, id string, rec record.Record, day record.Date, verifiedOnly bool) *Answer {
	c := newCourt(set, set.Programme(id), rec, day, verifiedOnly)
	plain := c.history(nil)
	a := &Answer{}
	shown := plain
	switch {
	case plain.isMet(nil):
		a.Verdict = Met
		c.metOn(a, plain)
	default:
		if world := c.turnsOn(); world != nil {
			a.Verdict, a.Questions = Undecided, world
			shown = c.history(world)
		}
	}
	a.Lapsed = plain.lapsed(c.asked, day)
	a.Derived = plain.derived()
	c.least(a, plain)
	c.show(a, plain, shown)
	return a
}

// turnsOn gives the smallest set of questions that meets the programme, or nil where all together do not.
func (c *court) turnsOn() []Question {
	if len(c.questions) == 0 || !c.history(c.questions).isMet(nil) {
		return nil
	}
	var found []Question
	for size := 1; found == nil; size++ {
		subsets(len(c.questions), size, func(chosen []int) bool {
			world := make([]Question, 0, size)
			for _, i := range chosen {
				world = append(world, c.questions[i])
			}
			if c.history(world).isMet(nil) {
				found = world
			}
			return found != nil
		})
	}
	return found
}

// metOn finds the first day since the last lapse on which the programme was met.
func (c *court) metOn(a *Answer, h *history) {
	after := h.lapsed(c.asked, c.day)
	for _, w := range h.awards {
		if w.programme == c.asked && w.from > after {
			a.MetOn, a.MetUnder = w.from, w.version.Name
			if !c.isRevoked(c.asked, c.day) {
				a.TermEnds = w.until
			}
			return
		}
	}
	for _, day := range c.days() {
		if day > after && h.meets(c.asked, day, h.awards, nil) {
			a.MetOn, a.MetUnder = day, c.asked.VersionOn(day).Name
			return
		}
	}
}

// subsets visits all sets of size numbers below n in lexicographic order until visit gives true.
func subsets(n, size int, visit func([]int) bool) {
	chosen := make([]int, 0, size)
	var grow func(from int) bool
	grow = func(from int) bool {
		if len(chosen) == size {
			return visit(chosen)
		}
		for i := from; i < n; i++ {
			chosen = append(chosen, i)
			if grow(i + 1) {
				return true
			}
			chosen = chosen[:len(chosen)-1]
		}
		return false
	}
	grow(0)
}

func compareQuestions(a, b Question) int {
	if c := strings.Compare(a.Programme, b.Programme); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

func compareSets(a, b []record.Ref) int {
	return slices.CompareFunc(a, b, record.Ref.Compare)
}
