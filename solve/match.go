package solve

import (
	"cmp"
	"slices"
)

// matcher assigns pieces to the places that the chosen groups of the wanted goals still need, at least cost.
//
// What a piece costs does not depend on where it is placed, so the sets of pieces that can be placed together are the
// independent sets of a matroid, and taking the cheap ones first is exact: what is had, then what is for sale by its
// price. An option not yet decided is for sale too, at the least it costs. Placed pieces are moved about, but never dropped.
type matcher struct {
	pieces []piece
	groups []int32   // with places to fill
	free   []int32   // by group: places still to fill
	room   [][]int32 // by group, by limit: how many more it lets count
	need   []bool    // by group: among groups
	in     [][]int32 // by group: the pieces placed there
	seen   []int64   // by group: the last visit
	capped [][]int64 // by group, by limit: the last visit
	visit  int64
	taken  [][]int64 // by goal, by item: the last round that offered or bought it
	round  int64
	// refused is, by kind, the last round in which a piece of it found no place.
	refused []int64
	sales   []sale

	offered []offered // by kind and price
}

// piece is one piece of an item that may be placed in one leaf of a goal, within one of the groups of a share if it is
// shared; or an option not yet decided, which is placed in its own list.
type piece struct {
	goal   int32
	item   int32 // -1 for an option
	within int32 // the share's group, or -1
	at     int32 // the group it is placed in, or -1
	cap    int32 // the limit it counts under there, or -1
	bought bool
}

// sale is an item or option for sale.
type sale struct {
	cost  int64
	goal  int32
	item  int32 // -1 for an option
	group int32 // the option's list; for an item, only the group it may be placed in, or -1
}

func (m *matcher) grow(p *Problem) {
	n := len(p.groups)
	m.free, m.need, m.seen = fit(m.free, n), fit(m.need, n), fit(m.seen, n)
	m.visit, m.round, m.groups, m.pieces = 0, 0, m.groups[:0], m.pieces[:0]
	m.in, m.room, m.capped = make([][]int32, n), make([][]int32, n), make([][]int64, n)
	m.taken = make([][]int64, len(p.goals))
	for i := range p.groups {
		if k := len(p.groups[i].caps); k > 0 {
			m.room[i], m.capped[i] = make([]int32, k), make([]int64, k)
		}
	}
	for i := range m.taken {
		m.taken[i] = make([]int64, p.items)
	}
	m.offered, m.refused = make([]offered, 4*p.kinds), make([]int64, p.kinds)
}

// assign gives the least cost of filling what the chosen groups still need. It is exact where every option, and whatever
// several goals or leaves could use at once, is decided; before that no completion costs less.
func (s *Solver) assign() int64 {
	m := &s.match
	for _, k := range m.groups {
		m.need[k] = false
	}
	m.groups, m.pieces = m.groups[:0], m.pieces[:0]
	m.round++
	places := int32(0)
	for i, g := range s.goals {
		for _, k := range s.tree(i, g) {
			if s.state[k] != yes || !s.alive[k] || s.filled[k] || s.loose[k] {
				continue
			}
			if !s.openRoom(k) {
				return Infinite
			}
			if s.need[k] <= 0 {
				continue
			}
			m.groups = append(m.groups, k)
			m.need[k], m.free[k], m.in[k] = true, s.need[k], m.in[k][:0]
			places += s.need[k]
		}
	}
	if places == 0 {
		return 0
	}
	for _, g := range s.goals {
		s.gather(g)
	}
	m.visit++
	for i := range m.pieces {
		if m.place(s, int32(i)) {
			places--
			m.visit++
		}
	}
	if places == 0 {
		return 0
	}
	return s.complete(places)
}

// complete fills the places still free with what is for sale, the cheapest first, and gives the cost.
func (s *Solver) complete(places int32) int64 {
	m := &s.match
	s.offer()
	cost := int64(0)
	m.visit++
	for i := range m.sales {
		x := &m.sales[i]
		m.pieces = append(m.pieces, piece{goal: x.goal, item: x.item, within: x.group, at: -1, bought: true})
		if !m.place(s, int32(len(m.pieces)-1)) {
			m.pieces = m.pieces[:len(m.pieces)-1]
			continue // what it could not reach stays out of reach until a piece is placed
		}
		m.visit++
		cost += x.cost
		if places--; places == 0 {
			return cost
		}
	}
	for _, k := range m.groups {
		if m.free[k] > 0 && !s.mayLeaveOut(k) {
			return Infinite
		}
	}
	return cost + ImpossibleCost*int64(places)*s.unit
}

// offer lists what is for sale to the groups with places, the cheapest first.
func (s *Solver) offer() {
	m := &s.match
	m.sales = m.sales[:0]
	sorted := true
	add := func(x sale) {
		sorted = sorted && (len(m.sales) == 0 || m.sales[len(m.sales)-1].cost <= x.cost)
		m.sales = append(m.sales, x)
	}
	for _, k := range m.groups {
		gr := &s.p.groups[k]
		order := s.orderOf(gr.goal)
		for i := 0; i < len(gr.byKind) && !s.in.Only; i++ {
			lf := &gr.leaves[gr.byKind[i]]
			if m.taken[gr.goal][lf.item] == m.round && !lf.again || s.decided(gr.goal, lf.item) != undecided {
				continue
			}
			x := sale{cost: s.leafCost(order, gr.goal, lf), goal: gr.goal, item: lf.item, group: -1}
			if x.cost >= Infinite || meets(s.have(gr.goal)[lf.item], lf.ever) {
				continue
			}
			switch {
			case lf.again:
				x.group = k
			case m.spare(s, lf.item):
				if !s.in.Relaxed || s.in.Counts[k].Shut == 0 { // all others of the kind have this price or none
					i = int(gr.kindEnd[i]) - 1
				}
				continue
			default:
				m.taken[gr.goal][lf.item] = m.round
			}
			add(x)
		}
		for _, kid := range gr.kids {
			if s.state[kid] == undecided && s.alive[kid] && s.cost[kid] <= ImpossibleCost*s.unit {
				add(sale{cost: s.cost[kid], goal: gr.goal, item: -1, group: k})
			}
		}
	}
	if !sorted {
		slices.SortStableFunc(m.sales, func(a, b sale) int { return cmp.Compare(a.cost, b.cost) })
	}
}

// orderOf is a wanted goal's place among those wanted.
func (s *Solver) orderOf(goal int32) int {
	return slices.Index(s.goals, goal)
}

// openRoom notes how much each limit of a group lets count beside the kids already chosen.
func (s *Solver) openRoom(k int32) bool {
	gr := &s.p.groups[k]
	for c := range gr.caps {
		n := gr.caps[c].n
		for _, kid := range gr.caps[c].kids {
			if s.state[kid] == yes {
				n--
			}
		}
		for _, x := range s.spent {
			if x.group == k && gr.caps[c].has(x.item) {
				n--
			}
		}
		if n < 0 {
			return false
		}
		s.match.room[k][c] = n
	}
	return true
}

// gather lists the pieces at hand that some group needs.
func (s *Solver) gather(g int32) {
	have := s.have(g)
	for _, item := range s.in.Held {
		if have[item] != None {
			s.gatherItem(g, item)
		}
	}
	for _, u := range s.trail {
		if u.what == undoItem && s.dec[u.a] == yes && have[u.a] != Full && !s.knotted(g, u.a) {
			s.gatherBought(g, u.a, have[u.a])
		}
	}
	for _, x := range s.pairs {
		if x.goal == g && x.dec == yes && have[x.item] != Full {
			s.gatherBought(g, x.item, have[x.item])
		}
	}
}

// gatherBought lists a decided item unless what is had of it was listed already.
func (s *Solver) gatherBought(g, item int32, have Level) {
	if have == None || !s.listed(g, item) {
		s.gatherItem(g, item)
	}
}

func (s *Solver) listed(g, item int32) bool {
	for i := range s.match.pieces {
		if s.match.pieces[i].goal == g && s.match.pieces[i].item == item {
			return true
		}
	}
	return false
}

func (s *Solver) gatherItem(g, item int32) {
	m := &s.match
	useful := false
	for _, e := range s.p.edges[item] {
		useful = useful || m.need[e.group] && s.p.groups[e.group].goal == g
	}
	if !useful {
		return
	}
	if len(s.p.goals[g].shares) == 0 {
		if !s.isSpent(g, item) {
			m.pieces = append(m.pieces, piece{goal: g, item: item, within: -1, at: -1})
		}
		return
	}
	s.gatherShared(g, item)
}

// fits tells whether the piece may go into a leaf of the group by edge e.
func (m *matcher) fits(s *Solver, p *piece, e edge) bool {
	goal := p.goal
	if !m.need[e.group] || s.p.groups[e.group].goal != goal {
		return false
	}
	if !p.bought && !s.available(goal, p.item, e.ever) {
		return false
	}
	if p.within >= 0 && !s.p.within(e.group, p.within) {
		return false
	}
	for i := range s.bans {
		if b := &s.bans[i]; b.item == p.item && b.goal == goal && (b.group < 0 || b.group == e.group) {
			return false
		}
	}
	return true
}

// place finds the piece a place, moving placed pieces to others of theirs where that makes room.
func (m *matcher) place(s *Solver, i int32) bool {
	p := &m.pieces[i]
	if p.item < 0 {
		return p.at < 0 && m.enterBy(s, i, p.within, -1)
	}
	edges := s.p.edges[p.item]
	for _, e := range edges { // a free place first: most often there is one
		if m.free[e.group] <= 0 || !m.fits(s, p, e) {
			continue
		}
		if c := s.p.groups[e.group].leaves[e.leaf].cap; c < 0 || m.room[e.group][c] > 0 {
			m.put(i, e.group, c)
			return true
		}
	}
	for _, e := range edges {
		if m.fits(s, p, e) && m.enterBy(s, i, e.group, s.p.groups[e.group].leaves[e.leaf].cap) {
			return true
		}
	}
	return false
}

// enterBy puts piece i into group g under limit c: in a free place, or in that of a piece that can go elsewhere.
func (m *matcher) enterBy(s *Solver, i, g, c int32) bool {
	if m.seen[g] == m.visit || c >= 0 && m.capped[g][c] == m.visit {
		return false
	}
	full := c >= 0 && m.room[g][c] == 0
	switch {
	case full:
		m.capped[g][c] = m.visit
	case m.free[g] > 0:
		m.put(i, g, c)
		return true
	default:
		m.seen[g] = m.visit
	}
	for at := range len(m.in[g]) {
		q := m.in[g][at]
		under := m.pieces[q].cap
		if m.pieces[q].item < 0 || full && under != c {
			continue
		}
		m.take(q)
		m.put(i, g, c)
		if m.place(s, q) {
			return true
		}
		m.take(i)
		m.put(q, g, under)
		last := len(m.in[g]) - 1 // where it was
		copy(m.in[g][at+1:], m.in[g][at:last])
		m.in[g][at] = q
	}
	return false
}

// put places piece i in group g under limit c.
func (m *matcher) put(i, g, c int32) {
	m.pieces[i].at, m.pieces[i].cap = g, c
	m.in[g] = append(m.in[g], i)
	m.free[g]--
	if c >= 0 {
		m.room[g][c]--
	}
}

// take takes piece i out of its group.
func (m *matcher) take(i int32) {
	p := &m.pieces[i]
	if p.cap >= 0 {
		m.room[p.at][p.cap]++
	}
	m.free[p.at]++
	at := slices.Index(m.in[p.at], i)
	m.in[p.at] = slices.Delete(m.in[p.at], at, at+1)
	p.at = -1
}
