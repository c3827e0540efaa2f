package solve

import "slices"

// glance looks at a question before it is searched. Three costs of every group follow from those inside it: low, below
// which nothing completes it where no goal supplies anything; free, the same where what goals supply costs nothing; and
// high, what a first way costs that takes each group by itself at its cheapest. Where the pieces can really be placed by
// that way and nothing undercuts it, no search is needed: so it is with most questions that people ask.
type glance struct {
	tree []int32
	have []Level
	// by group
	stock  []stock
	costs  []costs
	pinned []int32 // how many of the fixed placements are in its leaves
	fixed  []int32 // how many of its leaves and kids are fixed, or must be chosen
	must   []bool  // it is among those that must be chosen
	// spent marks, by item, the round in which its piece is placed already.
	spent []int64
	round int64
	// covers tells that the first way uses the covers whose pieces are had.
	covers bool
	used   []int32
	// passed tells that the first way passed by an item that could be bought, isSole that there is no other way, isLeast
	// that none costs less, placed that the matcher holds its pieces.
	passed, isSole, isLeast, placed bool
	// limit is the cost from which another way does not matter.
	limit int64
	room  [3][]int32
	kids  []int32

	shed shed
}

// stock is how many distinct items with leaves in a group are had, for sale, and supplied by a goal.
type stock struct{ had, open, supplied int32 }

// costs are what a group costs.
type costs struct{ low, free, high int32 }

// never is more than any cost of a glance: it cannot be.
const never int32 = 1 << 28

var hopelessly = costs{never, never, never}

func (l *glance) grow(p *Problem) {
	n := len(p.groups)
	l.stock, l.costs, l.must = fit(l.stock, n), fit(l.costs, n), fit(l.must, n)
	l.pinned, l.fixed = fit(l.pinned, n), fit(l.fixed, n)
	l.spent, l.round = fit(l.spent, p.items), 0
	l.shed.grow(p)
}

// settles answers the question if a glance suffices. Else it leaves in s.best the way it found, if any, and makes s.bound its
// cost: only what costs less is still worth a search.
func (s *Solver) settles() bool {
	l := &s.glance
	l.isSole, l.isLeast, l.placed = false, false, false
	if !l.looks(s) {
		return false
	}
	if !l.pin(s) {
		return true
	}
	l.count(s)
	l.covers = true
	top := l.weigh(s)
	hope := int64(top.free)
	if hope >= s.bound || top.free >= never {
		return true
	}
	sole := false
	l.limit = 0
	if top.high < never {
		sole = l.takeFirst(s, hope)
	}
	if s.best.Cost <= max(s.enough, hope) {
		return true
	}
	if !s.in.Only && !l.shedAll(s) {
		return false
	}
	return sole || l.isLeast || int64(top.low) >= s.bound || !s.in.Only && l.matched(s) >= s.bound
}

// shedAll tells whether no supplied item is part of anything cheaper than the bound. What is as cheap is asked about first: the
// answer serves when smallest sets are listed.
func (l *glance) shedAll(s *Solver) bool {
	return s.best.Cost < Infinite && l.shed.all(s, s.bound+1) || l.shed.all(s, s.bound)
}

// looks begins a glance, unless the question is of a kind that it does not understand: one that may leave parts out, or
// whose pieces could be placed several times.
func (l *glance) looks(s *Solver) bool {
	l.shed.off = l.shed.off[:0]
	goal := &s.p.goals[s.in.Root]
	if s.in.Relaxed || len(goal.shares) > 0 && (!s.in.Only || len(s.in.Fixed) > 0) {
		return false
	}
	l.tree, l.have = s.tree(0, int32(s.in.Root)), s.have(int32(s.in.Root))
	for _, k := range l.tree {
		l.pinned[k], l.fixed[k], l.must[k] = 0, 0, false
		s.filled[k], s.barred[k] = false, false
	}
	l.round++
	for _, item := range s.in.Spent {
		l.spent[item] = l.round
	}
	for _, c := range s.in.Used {
		for _, f := range goal.covers[c].fills {
			s.filled[f] = true
		}
	}
	return true
}

// pin notes what is fixed; false where it contradicts itself.
func (l *glance) pin(s *Solver) bool {
	top := l.tree[0]
	for _, g := range s.in.Choose {
		if !l.require(s, g, top) || l.shed.bars(s, g) {
			return false
		}
	}
	for _, f := range s.in.Fixed {
		if l.spent[f.Item] == l.round || !l.require(s, f.Group, top) {
			return false
		}
		l.spent[f.Item] = l.round
		l.pinned[f.Group]++
		if !l.fix(s, f.Group) {
			return false
		}
		for g := f.Group; !s.barred[g]; g = s.p.groups[g].parent {
			s.barred[g] = true
			if g == top {
				break
			}
		}
	}
	return true
}

// require notes that a group must be chosen, and with it those around it.
func (l *glance) require(s *Solver, g, top int32) bool {
	for g != top && !l.must[g] {
		parent := s.p.groups[g].parent
		if parent < 0 || s.p.groups[g].loose || !l.fix(s, parent) {
			return false
		}
		l.must[g] = true
		g = parent
	}
	return true
}

// fix notes one more leaf or kid of a group that is fixed; false where it asks for fewer.
func (l *glance) fix(s *Solver, g int32) bool {
	l.fixed[g]++
	return l.fixed[g] <= s.p.groups[g].need
}

// count takes stock of the leaves of each group.
func (l *glance) count(s *Solver) {
	for _, k := range l.tree {
		l.stock[k] = stock{}
		if !s.in.Only {
			c := &s.in.Counts[k]
			l.stock[k] = stock{open: c.Open, supplied: c.Supplied}
		}
	}
	lo, hi := s.span(0, int32(s.in.Root))
	for _, item := range s.in.Held {
		have := l.have[item]
		if have == None {
			continue
		}
		spent, last := l.spent[item] == l.round, int32(-1)
		for _, e := range s.p.edges[item] {
			if e.group < lo || e.group >= hi || e.group == last || !meets(have, e.ever) {
				continue
			}
			last = e.group
			c := &l.stock[e.group]
			if !spent {
				c.had++
			}
			switch s.price(item) {
			case Open:
				c.open--
			case Supplied:
				c.supplied--
			case Shut, Never:
			}
		}
	}
}

// weigh finds the costs of every group, those inside before those around, and gives those of the whole.
func (l *glance) weigh(s *Solver) costs {
	if s.in.Only {
		l.can(s, l.tree[0])
		return l.costs[l.tree[0]]
	}
	for _, k := range slices.Backward(l.tree) {
		l.costs[k] = l.group(s, k)
	}
	return l.costs[l.tree[0]]
}

// can tells whether what is had could meet a group if each piece could be placed everywhere, and notes its costs. It looks no
// further into a group than it must: the options it did not look at are not part of the first way.
func (l *glance) can(s *Solver, k int32) bool {
	gr := &s.p.groups[k]
	l.costs[k] = hopelessly
	for _, c := range gr.conds {
		if !meets(l.have[c.item], c.ever) {
			return false
		}
	}
	if s.filled[k] || !s.barred[k] && l.covered(s, gr) {
		l.costs[k] = costs{}
		return true
	}
	n := gr.need - l.pinned[k] - l.stock[k].had
	for _, kid := range gr.kids {
		l.costs[kid] = hopelessly
		switch {
		case n <= 0 && !l.must[kid]:
		case l.can(s, kid):
			n--
		case gr.all || l.must[kid]:
			return false
		}
	}
	if n > 0 {
		return false
	}
	l.costs[k] = costs{}
	return true
}

// covered tells whether a cover whose piece is had may fill a group.
func (l *glance) covered(s *Solver, gr *group) bool {
	if !l.covers {
		return false
	}
	for _, c := range gr.covers {
		if l.cover(s, c).low == 0 {
			return true
		}
	}
	return false
}

// group gives the costs of a group, those of its kids being known.
func (l *glance) group(s *Solver, k int32) costs {
	gr := &s.p.groups[k]
	bar := costs{}
	for _, c := range gr.conds {
		bar = bar.plus(l.condition(s, c))
	}
	if bar.free >= never {
		return bar
	}
	fill := hopelessly
	if len(gr.covers) > 0 && !s.barred[k] {
		for _, c := range gr.covers {
			fill = better(fill, l.cover(s, c))
		}
		if s.filled[k] {
			fill = costs{}
		}
	}
	if fill != (costs{}) {
		fill = better(fill, l.inside(k, gr))
	}
	return bar.plus(fill)
}

// inside is what a group costs by its own parts.
func (l *glance) inside(k int32, gr *group) costs {
	n := gr.need - l.pinned[k]
	c := l.stock[k]
	var sum costs
	if gr.all {
		for _, kid := range gr.kids {
			sum = sum.plus(l.costs[kid])
		}
		n -= int32(len(gr.kids))
		return sum.plus(costs{fillUp(n, c.had, c.open), fillUp(n, c.had+c.supplied, c.open), fillUp(n, c.had, c.open)})
	}
	low, free, high := l.room[0][:0], l.room[1][:0], l.room[2][:0]
	for _, kid := range gr.kids {
		if l.must[kid] {
			sum = sum.plus(l.costs[kid])
			n--
			continue
		}
		x := l.costs[kid]
		low, free, high = sorted(low, x.low), sorted(free, x.free), sorted(high, x.high)
	}
	l.room = [3][]int32{low, free, high}
	if n < 0 {
		return hopelessly
	}
	return sum.plus(costs{choose(n, c.had, c.open, low), choose(n, c.had+c.supplied, c.open, free), choose(n, c.had, c.open, high)})
}

// sorted inserts a cost that can be into ascending ones.
func sorted(costs []int32, x int32) []int32 {
	if x >= never {
		return costs
	}
	i := len(costs)
	costs = append(costs, x)
	for ; i > 0 && costs[i-1] > x; i-- {
		costs[i] = costs[i-1]
	}
	costs[i] = x
	return costs
}

// fillUp is what n leaves cost of so many that are had and for sale.
func fillUp(n, had, open int32) int32 {
	switch n -= had; {
	case n <= 0:
		return 0
	case n <= open:
		return n
	default:
		return never
	}
}

// choose is the least that n options cost: leaves had and for sale, and kids by their ascending costs.
func choose(n, had, open int32, kids []int32) int32 {
	n -= had
	sum := int32(0)
	for _, x := range kids {
		if n <= 0 || x > 1 && n <= open {
			break
		}
		if x > 1 {
			n -= open // those for sale come before it
			sum += open
			open = 0
		}
		sum += x
		n--
	}
	if n > 0 {
		sum += fillUp(n, 0, open)
	}
	return min(sum, never)
}

func (c costs) plus(d costs) costs {
	return costs{min(c.low+d.low, never), min(c.free+d.free, never), min(c.high+d.high, never)}
}

func worse(a, b costs) costs {
	return costs{max(a.low, b.low), max(a.free, b.free), max(a.high, b.high)}
}

func better(a, b costs) costs {
	return costs{min(a.low, b.low), min(a.free, b.free), min(a.high, b.high)}
}

// condition is what a condition costs at least: what must be bought for it costs nothing here if it may serve elsewhere too. A
// first way buys nothing for it.
func (l *glance) condition(s *Solver, c condition) costs {
	if meets(l.have[c.item], c.ever) {
		return costs{}
	}
	switch s.price(c.item) {
	case Open:
		if c.alone {
			return costs{1, 1, never}
		}
		return costs{high: never}
	case Supplied:
		return costs{low: never, high: never}
	case Shut, Never:
	}
	return hopelessly
}

// cover is what being filled by a cover costs at least. A first way uses those whose pieces are had.
func (l *glance) cover(s *Solver, c int32) costs {
	if slices.Contains(s.in.Unused, c) {
		return hopelessly
	}
	cv := &s.p.goals[s.in.Root].covers[c]
	if l.spent[cv.item] == l.round {
		return hopelessly
	}
	x := l.condition(s, condition{item: cv.item, ever: cv.ever})
	for _, k := range cv.conds {
		x = worse(x, l.condition(s, k))
	}
	if !l.covers {
		x.high = never
	}
	return x
}
