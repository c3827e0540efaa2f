package solve

import "slices"

// Builder makes a Problem. Groups of one goal must be made in the order of the file, parents before children, and all
// of one goal before the next.
type Builder struct {
	p   Problem
	seq int32
}

// Condition names an item that must be had without being used up; Ever accepts one that was had once.
type Condition struct {
	Item int
	Ever bool
}

// NewBuilder begins a problem over items 0 to items-1, numbered in canonical order.
func NewBuilder(items int) *Builder {
	b := &Builder{}
	b.p.items = items
	b.p.edges = make([][]edge, items)
	b.p.supplier = make([]int32, items)
	b.p.inGoals = make([]uint64, items)
	b.p.special = make([]uint64, items)
	for i := range b.p.supplier {
		b.p.supplier[i] = -1
	}
	return b
}

// Goal begins a goal that supplies an item when met (-1: none) and gives its index.
func (b *Builder) Goal(supplies int) int {
	b.p.goals = append(b.p.goals, goal{root: int32(len(b.p.groups)), supplies: int32(supplies)})
	if supplies >= 0 {
		b.p.supplier[supplies] = int32(len(b.p.goals) - 1)
	}
	return len(b.p.goals) - 1
}

// Group begins a group under parent (-1: the goal's root) that needs so many of its options, or all parts if need is
// negative.
func (b *Builder) Group(parent, need int) int {
	g := int32(len(b.p.groups))
	b.p.groups = append(b.p.groups, group{
		goal: int32(len(b.p.goals) - 1), parent: int32(parent), all: need < 0, need: int32(max(need, 0)),
	})
	if parent >= 0 {
		b.p.groups[parent].kids = append(b.p.groups[parent].kids, g)
	}
	return int(g)
}

// Loose begins a group that stands in no list of its parent: it is never part of the goal, but can be asked about as
// the top of a question of its own.
func (b *Builder) Loose(parent, need int) int {
	g := b.Group(-1, need)
	b.p.groups[g].parent, b.p.groups[g].loose = int32(parent), true
	return g
}

// Single tells that a group stands for one piece: its leaf, or one that stands in.
func (b *Builder) Single(groupIndex int) { b.p.groups[groupIndex].single = true }

// Missing adds a part that nothing can meet to a group that asks for all its parts.
func (b *Builder) Missing(groupIndex int) { b.p.groups[groupIndex].need++ }

// Leaf adds an option or part that asks for one piece, and gives its index in the group.
func (b *Builder) Leaf(groupIndex, item int, ever bool) int {
	g := &b.p.groups[groupIndex]
	g.leaves = append(g.leaves, leaf{item: int32(item), ever: ever, seq: b.seq, cap: -1})
	b.seq++
	b.p.edges[item] = append(b.p.edges[item], edge{group: int32(groupIndex), leaf: int32(len(g.leaves) - 1), ever: ever})
	return len(g.leaves) - 1
}

// StandIn adds a leaf that stands for the same as the one before it: neither comes first in the file.
func (b *Builder) StandIn(groupIndex, item int, ever bool) {
	b.seq--
	b.Leaf(groupIndex, item, ever)
}

// Given adds a condition to a group.
func (b *Builder) Given(groupIndex int, c Condition) {
	g := &b.p.groups[groupIndex]
	g.conds = append(g.conds, condition{item: int32(c.Item), ever: c.Ever})
	b.p.special[c.Item] |= b.bit()
}

// AtMost limits how many of a group's options count: its leaves of the items, and the kids.
func (b *Builder) AtMost(groupIndex, n int, items, kids []int) {
	g := &b.p.groups[groupIndex]
	l := limit{n: int32(n), items: narrow(items), kids: narrow(kids)}
	slices.Sort(l.items)
	g.caps = append(g.caps, l)
}

// Cover adds a cover to the goal being built.
func (b *Builder) Cover(item int, ever bool, given []Condition, fills []int) {
	g := &b.p.goals[len(b.p.goals)-1]
	c := cover{item: int32(item), ever: ever, fills: narrow(fills), seq: b.seq}
	b.seq++
	for _, k := range given {
		c.conds = append(c.conds, condition{item: int32(k.Item), ever: k.Ever})
		b.p.special[k.Item] |= b.bit()
	}
	b.p.special[item] |= b.bit()
	for _, f := range fills {
		b.p.groups[f].covers = append(b.p.groups[f].covers, int32(len(g.covers)))
	}
	g.covers = append(g.covers, c)
}

// Apart lets at most one of the items be placed in the goal being built.
func (b *Builder) Apart(items []int) {
	g := &b.p.goals[len(b.p.goals)-1]
	g.apart = append(g.apart, narrow(items))
}

// Share lets a piece of the items (none named: of any) be placed once inside each of the groups.
func (b *Builder) Share(between, items []int) {
	g := &b.p.goals[len(b.p.goals)-1]
	g.shares = append(g.shares, share{between: narrow(between), items: narrow(items)})
}

// Problem finishes the problem. The Builder must not be used after.
func (b *Builder) Problem() *Problem {
	p := &b.p
	for i := range p.goals {
		g := &p.goals[i]
		g.end = int32(len(p.groups))
		if i+1 < len(p.goals) {
			g.end = p.goals[i+1].root
		}
		p.Mentions(i, func(item int) { p.inGoals[item] |= goalBit(int32(i)) })
		p.markShared(g)
		p.markMixed(g)
		p.markAlone(i)
	}
	for i := range p.groups {
		g := &p.groups[i]
		g.lost = g.loose || g.parent >= 0 && p.groups[g.parent].lost
		if g.all {
			g.need += int32(len(g.leaves) + len(g.kids))
		}
		p.bindCaps(g)
		p.leaves += len(g.leaves)
		g.markRepeats()
	}
	p.watches = make([][]watch, len(p.goals))
	for i := range p.goals {
		p.watches[i] = p.watch(int32(i))
	}
	for i := len(p.groups) - 1; i >= 0; i-- {
		g := &p.groups[i]
		g.tree = []int32{int32(i)}
		for _, k := range g.kids {
			g.tree = append(g.tree, p.groups[k].tree...)
		}
	}
	p.tieKnots()
	p.alike()
	return p
}

// markShared finds the items whose one piece could be placed twice, those that stand inside two groups of a share, and leaves
// to each share only its own. A bound charges them where they stand first.
func (p *Problem) markShared(g *goal) {
	left := g.shares[:0]
	for _, s := range g.shares {
		inside := map[int32]int32{} // by item: the group of the share it stands in, or -1 for several
		for i := g.root; i < g.end; i++ {
			for _, top := range s.between {
				if !p.within(i, top) {
					continue
				}
				for _, l := range p.groups[i].leaves {
					if in, known := inside[l.item]; known && in != top {
						inside[l.item] = -1
					} else if !known && (len(s.items) == 0 || s.has(l.item)) {
						inside[l.item] = top
					}
				}
			}
		}
		s.items = s.items[:0]
		for item, in := range inside {
			if in < 0 {
				s.items = append(s.items, item)
				p.special[item] |= goalBit(p.groups[g.root].goal)
				p.chargeOnce(g, item)
			}
		}
		if len(s.items) > 0 {
			slices.Sort(s.items)
			left = append(left, s)
		}
	}
	g.shares = left
}

// chargeOnce marks all leaves of an item in a goal but those of the first group it stands in.
func (p *Problem) chargeOnce(g *goal, item int32) {
	first := int32(-1)
	for _, e := range p.edges[item] {
		if e.group < g.root || e.group >= g.end {
			continue
		}
		if first < 0 {
			first = e.group
		}
		p.groups[e.group].leaves[e.leaf].again = e.group != first
	}
}

// markMixed finds the items that stand both as had in force and as ever had: bought, they are still one piece.
func (p *Problem) markMixed(g *goal) {
	stands := map[int32]int{}
	for i := g.root; i < g.end; i++ {
		for _, l := range p.groups[i].leaves {
			if l.ever {
				stands[l.item] |= 1
			} else {
				stands[l.item] |= 2
			}
			if stands[l.item] == 3 {
				p.special[l.item] |= goalBit(p.groups[i].goal)
			}
		}
	}
}

// markAlone finds the conditions whose items a goal names nowhere else.
func (p *Problem) markAlone(i int) {
	g := &p.goals[i]
	named := map[int]int{}
	p.Mentions(i, func(item int) { named[item]++ })
	for k := g.root; k < g.end; k++ {
		for c := range p.groups[k].conds {
			p.groups[k].conds[c].alone = named[int(p.groups[k].conds[c].item)] == 1
		}
	}
}

// markRepeats finds the leaves that add no option of their own.
func (g *group) markRepeats() {
	if g.all {
		return
	}
	type key struct {
		item int32
		ever bool
	}
	seen := map[key]bool{}
	for i := range g.leaves {
		l := &g.leaves[i]
		l.repeats = seen[key{l.item, l.ever}] || seen[key{l.item, true}]
		seen[key{l.item, l.ever}] = true
	}
}

// watch lists where the items stand that a goal supplies or whose purchase serves more than one leaf.
func (p *Problem) watch(g int32) []watch {
	var out []watch
	decides := func(item int32) bool { return p.supplier[item] >= 0 || p.special[item]&goalBit(g) != 0 }
	for i := p.goals[g].root; i < p.goals[g].end; i++ {
		for _, c := range p.groups[i].conds {
			out = append(out, watch{item: c.item, group: i, cover: -1, ever: c.ever})
		}
		for _, l := range p.groups[i].leaves {
			if decides(l.item) {
				out = append(out, watch{item: l.item, group: i, cover: -1, ever: l.ever, leaf: true})
			}
		}
	}
	for k, c := range p.goals[g].covers {
		for _, f := range c.fills {
			out = append(out, watch{item: c.item, group: f, cover: int32(k), ever: c.ever})
			for _, d := range c.conds {
				out = append(out, watch{item: d.item, group: f, cover: int32(k), ever: d.ever})
			}
		}
	}
	return out
}

// bindCaps hands each leaf the limit it falls under. A limit whose items no other limit of the group names is kept by
// the matching itself; limits that cross are checked after it.
func (p *Problem) bindCaps(g *group) {
	named := map[int32]int{}
	for _, c := range g.caps {
		for _, item := range c.items {
			named[item]++
		}
	}
	for k := range g.caps {
		c := &g.caps[k]
		c.flow = true
		for _, item := range c.items {
			c.flow = c.flow && named[item] == 1
		}
		if !c.flow {
			continue
		}
		for _, item := range c.items {
			for l := range g.leaves {
				if g.leaves[l].item == item {
					g.leaves[l].cap = int32(k)
				}
			}
		}
	}
}

// tieKnots numbers the circles among goals: goals that each reach the other through the items they supply.
func (p *Problem) tieKnots() {
	n := len(p.goals)
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = make([]bool, n)
		p.Mentions(i, func(item int) {
			if s := p.supplier[item]; s >= 0 {
				reach[i][s] = true
			}
		})
	}
	for k := range reach {
		for i := range reach {
			for j := range reach {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	knots := int32(0)
	for i := range p.goals {
		if !reach[i][i] || p.goals[i].knot > 0 {
			continue
		}
		knots++
		for j := range p.goals {
			if reach[i][j] && reach[j][i] {
				p.goals[j].knot = knots
			}
		}
	}
}

// bit is the bit of the goal being built.
func (b *Builder) bit() uint64 { return goalBit(int32(len(b.p.goals) - 1)) }

func goalBit(g int32) uint64 { return 1 << min(g, 63) }

func narrow(xs []int) []int32 {
	out := make([]int32, len(xs))
	for i, x := range xs {
		out[i] = int32(x)
	}
	return out
}
