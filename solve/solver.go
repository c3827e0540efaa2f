package solve

import "cmp"

// Solver answers questions. It keeps its working memory between them; use one a goroutine.
type Solver struct {
	// Patience is how many steps a search takes before the question is put as a 0/1 programme; 0 means [DefaultPatience].
	Patience int

	p  *Problem
	in *Input

	// decisions, all undone through trail
	trail  []undo
	dec    []choice // by item
	pairs  []pair   // decisions inside knots
	state  []choice // by group: chosen, rejected, open
	filled []bool   // by group: a used cover fills it
	barred []bool   // by group: a placement inside forbids that a cover fills it
	need   []int32  // by group: options still to be met by leaves or undecided kids
	count  []tally  // by group
	cover  [][]choice
	goals  []int32 // those to be met, the root first
	wanted []bool  // by goal
	mask   uint64
	paid   int64
	spent  []spent // pieces used up by fixed placements and covers
	bans   []ban
	modes  []mode

	cost  []int64 // by group, of the last bound
	alive []bool  // by group, of the last look
	loose []bool  // by group, of the last look: a cover not yet decided on may fill it, or what is around it
	sort  []int64

	options []option
	prices  []priced
	unit    int64 // what an open item costs in a bound

	match  matcher
	glance glance

	bound    int64 // only completions that cost less are wanted
	enough   int64 // one that costs no more ends the search
	steps    int
	budget   int
	open     int64 // the least bound among branches given up for want of steps
	halted   bool
	onFound  func()
	best     Solution
	answered answered
	list     listing

	query        Input // of Canonical
	fixed, order []Placement
	unused       []int32
	tieSteps     int // left for it
}

// choice is a decision about an item, a group or a cover.
type choice uint8

const (
	undecided choice = iota
	yes
	no
)

// tally counts a group's distinct leaf items: those available, and those that can be bought.
type tally struct {
	zero, open, shut int32
}

// pair is the decision whether a goal may use an item supplied by a goal of its own knot.
type pair struct {
	goal, item int32
	dec        choice
}

// spent is a piece that is no longer there for leaves of a goal; a share may leave part of it.
type spent struct {
	goal, item int32
	group      int32 // where it was placed, onCover or elsewhere
}

const (
	onCover   int32 = -1
	elsewhere int32 = -2 // outside of what the question is about
)

// ban keeps an item out of one group, or (group -1) out of a goal.
type ban struct {
	goal, group, item int32
}

// mode says by which share of its goal an item is placed several times (-1: by none).
type mode struct {
	goal, item, share int32
}

// undo is one entry of the trail: what was changed and what it was.
type undo struct {
	what uint8
	a, b int32
	old  choice
	was  tally
	paid int64
}

const (
	undoItem uint8 = iota
	undoPair
	undoGroup
	undoFilled
	undoBarred
	undoNeed
	undoCover
	undoGoal
	undoPaid
	undoSpent
	undoBan
	undoMode
	undoTally
)

// Solution is what the last search found.
type Solution struct {
	// Cost is the least cost, or Infinite; Bound what is proved: no way costs less. They agree when Proved.
	Cost, Bound int64
	Proved      bool
	// Chosen tells, by group, which were chosen, Filled which of them a cover fills.
	Chosen, Filled []bool
	// Covers are the used covers of the root goal.
	Covers []int32
	// Placed are the placements of items had, not of those bought, in the root goal.
	Placed []Placement
	// Bought are the items bought that are placed in the root goal.
	Bought []int32
}

// nothing forgets the way to an earlier solution.
func (b *Solution) nothing() {
	clear(b.Chosen)
	clear(b.Filled)
	b.Covers, b.Placed, b.Bought = b.Covers[:0], b.Placed[:0], b.Bought[:0]
}

// DefaultBudget is how many steps a search takes before it says that its answer is not proved.
const DefaultBudget = 200_000

// Least finds the least cost below the limit, and a way to it; it stops at one that costs no more than enough. The
// solution is valid until the next call.
func (s *Solver) Least(p *Problem, in *Input, limit, enough int64, budget int) *Solution {
	if s.knows(p, in, limit) {
		s.in = in
		return &s.best
	}
	patience := cmp.Or(s.Patience, DefaultPatience)
	if s.try(p, in, limit, enough, min(budget, patience)); s.steps > s.budget {
		if s.expressible() {
			s.byProgram(limit, enough >= limit-1, budget)
		} else if budget > patience {
			s.try(p, in, limit, enough, budget)
		}
	}
	b := &s.best
	b.Bound = min(b.Cost, s.open)
	b.Proved = b.Bound == b.Cost
	if b.Proved && b.Cost < Infinite {
		s.note()
	}
	return b
}

// try looks at the question and, where a glance does not settle it, searches.
func (s *Solver) try(p *Problem, in *Input, limit, enough int64, budget int) {
	s.begin(p, in, limit, budget)
	s.enough, s.onFound = enough, nil
	if !s.settles() {
		s.run()
	}
}

// run searches from what the input fixes, and takes everything back.
func (s *Solver) run() {
	if s.given() {
		s.search()
	}
	s.back(0)
}

func (s *Solver) begin(p *Problem, in *Input, limit int64, budget int) {
	if s.p != p {
		s.grow(p)
	}
	s.in, s.answered = in, answered{}
	s.bound, s.budget, s.steps, s.open = limit, budget, 0, Infinite
	s.best.Cost, s.halted, s.unit = Infinite, false, 1
}

// grow makes room for the problem and clears what a search expects to be clear; every search undoes what it did.
func (s *Solver) grow(p *Problem) {
	s.p = p
	s.dec = fit(s.dec, p.items)
	s.state = fit(s.state, len(p.groups))
	s.filled = fit(s.filled, len(p.groups))
	s.barred = fit(s.barred, len(p.groups))
	s.need = fit(s.need, len(p.groups))
	s.count = fit(s.count, len(p.groups))
	s.cost = fit(s.cost, len(p.groups))
	s.alive = fit(s.alive, len(p.groups))
	s.loose = fit(s.loose, len(p.groups))
	s.wanted = fit(s.wanted, len(p.goals))
	s.best.Chosen = fit(s.best.Chosen, len(p.groups))
	s.best.Filled = fit(s.best.Filled, len(p.groups))
	for len(s.cover) < len(p.goals) {
		s.cover = append(s.cover, nil)
	}
	for i := range p.goals {
		s.cover[i] = fit(s.cover[i], len(p.goals[i].covers))
	}
	s.pairs, s.goals, s.spent, s.bans, s.modes = s.pairs[:0], s.goals[:0], s.spent[:0], s.bans[:0], s.modes[:0]
	s.mask, s.paid = 0, 0
	s.match.grow(p)
	s.glance.grow(p)
}

// fit gives a cleared slice of length n, reusing room.
func fit[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n)
	}
	x = x[:n]
	clear(x)
	return x
}
