package solve

import (
	"slices"

	"waymark/solve/binary"
)

// DefaultPatience is how many steps a search takes before the question is put as a 0/1 programme instead. Few questions
// about rules that people wrote come near it.
const DefaultPatience = 3000

// linear is a question as a 0/1 programme.
type linear struct {
	s      *Solver
	p      binary.Program
	bought map[int32]int    // by item
	wanted map[int32]int    // by goal
	chosen map[int32]int    // by group
	filled map[int32]int    // by group that a cover may fill
	used   map[[2]int32]int // by goal and cover
	placed []placed
	goals  []int32 // in the order they came up, the root first
}

// placed is the variable that a piece is placed in a leaf or, with no group, on a cover.
type placed struct {
	goal, item, group, leaf, cover int32
	v                              int
	had                            bool
}

// expressible tells whether the question can be put as a 0/1 programme: it asks for a whole goal, leaves nothing out, and
// no goals support one another.
func (s *Solver) expressible() bool {
	in := s.in
	if in.Relaxed || in.Top >= 0 || len(in.Spent) > 0 || len(in.Used) > 0 {
		return false
	}
	return !slices.ContainsFunc(s.p.goals, func(g goal) bool { return g.knot > 0 })
}

// byProgram answers the question as a 0/1 programme, or looks for the first solution: it leaves the best as a search would.
func (s *Solver) byProgram(limit int64, first bool, budget int) {
	l := &linear{
		s: s, bought: map[int32]int{}, wanted: map[int32]int{}, chosen: map[int32]int{}, filled: map[int32]int{},
		used: map[[2]int32]int{},
	}
	l.p.Fix(l.want(int32(s.in.Root)), true)
	for done := 0; done < len(l.goals); { // a goal may want others
		l.goal(l.goals[done])
		done++
	}
	for _, f := range s.in.Fixed {
		l.fix(f)
	}
	for _, c := range s.in.Unused {
		l.p.Fix(l.used[[2]int32{int32(s.in.Root), c}], false)
	}
	for _, g := range s.in.Choose {
		for ; g >= 0; g = s.p.groups[g].parent {
			l.p.Fix(l.chosen[g], true)
		}
	}
	o := binary.Options{Steps: budget, Any: first}
	if limit < Infinite {
		o.Below = limit
	}
	sol := binary.Solve(&l.p, o)
	if !sol.Proved && (!sol.Found || sol.Cost >= s.best.Cost) {
		s.open = max(s.open, sol.Bound)
		return
	}
	s.open = sol.Bound
	if !sol.Found {
		s.best.Cost, s.open = Infinite, Infinite
		return
	}
	s.best.Cost = sol.Cost
	if first || sol.Proved {
		s.open = Infinite
	}
	l.keep(sol.Values)
}

// want gives the variable that a goal is to be met.
func (l *linear) want(g int32) int {
	v, known := l.wanted[g]
	if !known {
		v = l.p.Var(0)
		l.wanted[g] = v
		l.goals = append(l.goals, g)
	}
	return v
}

// get gives the variable that an item not had is got for a goal; ok is false where it cannot be.
func (l *linear) get(item int32) (v int, ok bool) {
	if l.s.in.Only {
		return 0, false
	}
	switch l.s.in.Price[item] {
	case Open:
		if v, ok = l.bought[item]; !ok {
			v = l.p.Var(1)
			l.bought[item] = v
		}
		return v, true
	case Supplied:
		return l.want(l.s.p.supplier[item]), true
	case Shut, Never:
	}
	return 0, false
}

// only says that one variable is yes only where another is.
func (l *linear) only(v, where int) {
	l.p.AtLeast(0, binary.Term{Var: where, Coef: 1}, binary.Term{Var: v, Coef: -1})
}

// ask lets a variable be yes only where a goal has an item.
func (l *linear) ask(g int32, v int, item int32, ever bool) (had bool) {
	if meets(l.s.have(g)[item], ever) {
		return true
	}
	if where, ok := l.get(item); ok {
		l.only(v, where)
	} else {
		l.p.Fix(v, false)
	}
	return false
}

// goal adds the rows of a goal.
func (l *linear) goal(g int32) {
	goal := &l.s.p.goals[g]
	first := len(l.placed)
	for k := goal.root; k < goal.end; k++ {
		if !l.s.p.groups[k].lost {
			l.chosen[k] = l.p.Var(0)
		}
	}
	l.only(l.wanted[g], l.chosen[goal.root])
	for c := range goal.covers {
		l.cover(g, int32(c))
	}
	for k := goal.root; k < goal.end; k++ {
		if !l.s.p.groups[k].lost {
			l.group(k)
		}
	}
	l.pieces(g, l.placed[first:])
	for _, set := range goal.apart {
		l.apart(set, l.placed[first:])
	}
}

func (l *linear) cover(g, c int32) {
	cv := &l.s.p.goals[g].covers[c]
	u := l.p.Var(0)
	l.used[[2]int32{g, c}] = u
	had := l.ask(g, u, cv.item, cv.ever)
	l.placed = append(l.placed, placed{goal: g, item: cv.item, group: -1, leaf: -1, cover: c, v: u, had: had})
	for _, k := range cv.conds {
		l.ask(g, u, k.item, k.ever)
	}
}

// group adds the rows of one group: what it needs where it is chosen and no cover fills it.
func (l *linear) group(k int32) {
	gr := &l.s.p.groups[k]
	c := l.chosen[k]
	for _, d := range gr.conds {
		l.ask(gr.goal, c, d.item, d.ever)
	}
	unless := l.fills(k)
	var options []binary.Term
	for i := range gr.leaves {
		lf := &gr.leaves[i]
		v := l.p.Var(0)
		had := l.ask(gr.goal, v, lf.item, lf.ever)
		l.placed = append(l.placed, placed{goal: gr.goal, item: lf.item, group: k, leaf: int32(i), cover: -1, v: v, had: had})
		options = append(options, binary.Term{Var: v, Coef: 1})
	}
	for _, kid := range gr.kids {
		options = append(options, binary.Term{Var: l.chosen[kid], Coef: 1})
	}
	l.caps(gr, options)
	if !gr.all {
		l.needs(options, int64(gr.need), c, unless)
		return
	}
	if int(gr.need) > len(options) { // a part does not exist
		l.needs(nil, 1, c, unless)
	}
	for _, o := range options {
		l.needs([]binary.Term{o}, 1, c, unless)
	}
}

// needs asks for n of the options where c is yes, unless a cover fills.
func (l *linear) needs(options []binary.Term, n int64, c, unless int) {
	row := append(slices.Clone(options), binary.Term{Var: c, Coef: -n})
	if unless >= 0 {
		row = append(row, binary.Term{Var: unless, Coef: n})
	}
	l.p.AtLeast(0, row...)
}

// fills gives the variable that a cover fills the group, or -1.
func (l *linear) fills(k int32) int {
	gr := &l.s.p.groups[k]
	if len(gr.covers) == 0 {
		return -1
	}
	f := l.p.Var(0)
	l.filled[k] = f
	row := []binary.Term{{Var: f, Coef: -1}}
	for _, c := range gr.covers {
		row = append(row, binary.Term{Var: l.used[[2]int32{gr.goal, c}], Coef: 1})
	}
	l.p.AtLeast(0, row...)
	l.only(f, l.chosen[k])
	return f
}

func (l *linear) caps(gr *group, options []binary.Term) {
	for i := range gr.caps {
		limit := &gr.caps[i]
		var row []binary.Term
		for j := range gr.leaves {
			if limit.has(gr.leaves[j].item) {
				row = append(row, options[j])
			}
		}
		for _, kid := range limit.kids {
			row = append(row, binary.Term{Var: l.chosen[kid], Coef: 1})
		}
		if len(row) > int(limit.n) {
			l.p.AtMost(int64(limit.n), row...)
		}
	}
}

// pieces lets each piece of a goal be placed once, or as a share says.
func (l *linear) pieces(g int32, all []placed) {
	byItem := map[int32][]placed{}
	var items []int32
	for _, x := range all {
		if byItem[x.item] == nil {
			items = append(items, x.item)
		}
		byItem[x.item] = append(byItem[x.item], x)
	}
	for _, item := range items {
		if at := byItem[item]; len(at) > 1 {
			l.once(g, item, at)
		}
	}
}

func (l *linear) once(g, item int32, at []placed) {
	total := make([]binary.Term, 0, len(at)+1)
	for _, x := range at {
		total = append(total, binary.Term{Var: x.v, Coef: 1})
	}
	var ways []binary.Term
	for i := range l.s.p.goals[g].shares {
		sh := &l.s.p.goals[g].shares[i]
		if !sh.has(item) {
			continue
		}
		way := l.p.Var(0)
		ways = append(ways, binary.Term{Var: way, Coef: 1})
		total = append(total, binary.Term{Var: way, Coef: 1 - int64(len(sh.between))})
		l.share(sh, way, at)
	}
	l.p.AtMost(1, total...)
	if len(ways) > 1 {
		l.p.AtMost(1, ways...)
	}
	if len(ways) == 0 && !l.s.in.Only && !slices.ContainsFunc(at, func(x placed) bool { return x.had }) {
		if v, ok := l.get(item); ok { // tighter than one row for each place
			l.p.AtMost(0, append(total, binary.Term{Var: v, Coef: -1})...)
		}
	}
}

// share holds the placements of one item to a share, where its way is taken.
func (l *linear) share(sh *share, way int, at []placed) {
	inside := make([]bool, len(at))
	for _, top := range sh.between {
		var row []binary.Term
		for i, x := range at {
			if x.group >= 0 && l.s.p.within(x.group, top) {
				inside[i] = true
				row = append(row, binary.Term{Var: x.v, Coef: 1})
			}
		}
		if n := int64(len(row)) - 1; n > 0 {
			l.p.AtMost(1+n, append(row, binary.Term{Var: way, Coef: n})...)
		}
	}
	for i, x := range at {
		if !inside[i] {
			l.p.AtMost(1, binary.Term{Var: x.v, Coef: 1}, binary.Term{Var: way, Coef: 1})
		}
	}
}

// apart lets at most one item of a set be placed.
func (l *linear) apart(set []int32, all []placed) {
	var row []binary.Term
	for _, item := range set {
		is := -1
		for _, x := range all {
			if x.item != item {
				continue
			}
			if is < 0 {
				is = l.p.Var(0)
				row = append(row, binary.Term{Var: is, Coef: 1})
			}
			l.only(x.v, is)
		}
	}
	if len(row) > 1 {
		l.p.AtMost(1, row...)
	}
}

// fix takes a placement as given: all around it is chosen and filled by no cover.
func (l *linear) fix(f Placement) {
	for _, x := range l.placed {
		if x.goal == int32(l.s.in.Root) && x.group == f.Group && x.leaf == f.Leaf {
			l.p.Fix(x.v, true)
		}
	}
	for g := f.Group; g >= 0; g = l.s.p.groups[g].parent {
		l.p.Fix(l.chosen[g], true)
		if v, ok := l.filled[g]; ok {
			l.p.Fix(v, false)
		}
	}
}

// keep reads the way taken in the root goal from the values: no option more than is needed.
func (l *linear) keep(values []bool) {
	b := &l.s.best
	b.nothing()
	root := int32(l.s.in.Root)
	for c := range l.s.p.goals[root].covers {
		if values[l.used[[2]int32{root, int32(c)}]] {
			b.Covers = append(b.Covers, int32(c))
		}
	}
	b.Chosen[l.s.p.goals[root].root] = true
	for k := l.s.p.goals[root].root; k < l.s.p.goals[root].end; k++ {
		if b.Chosen[k] {
			l.keepGroup(k, values)
		}
	}
}

func (l *linear) keepGroup(k int32, values []bool) {
	b, gr := &l.s.best, &l.s.p.groups[k]
	if f, ok := l.filled[k]; ok && values[f] {
		b.Filled[k] = true
		return
	}
	n := gr.need
	for _, x := range l.placed {
		if n == 0 {
			return
		}
		if x.group == k && values[x.v] {
			n--
			if x.had {
				b.Placed = append(b.Placed, Placement{Group: k, Leaf: x.leaf, Item: x.item})
			} else {
				b.Bought = append(b.Bought, x.item)
			}
		}
	}
	for _, kid := range gr.kids {
		if n > 0 && values[l.chosen[kid]] {
			n--
			b.Chosen[kid] = true
		}
	}
}
