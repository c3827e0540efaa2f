package solve

import "slices"

// takeFirst tries to place pieces along the first way, by the covers whose pieces are had and, where that costs more than can
// be hoped for, without them. It tells whether there is no other way without supplied items, so that none costs less.
func (l *glance) takeFirst(s *Solver, hope int64) (sole bool) {
	l.used = l.used[:0]
	covers := s.p.goals[s.in.Root].covers
	for c := range covers {
		if l.cover(s, int32(c)) != (costs{}) {
			continue
		}
		if slices.ContainsFunc(l.used, func(u int32) bool { return covers[u].item == covers[c].item }) {
			return false // one piece cannot be on both
		}
		l.used = append(l.used, int32(c))
	}
	l.tryFirst(s)
	sole = s.best.Cost > hope && l.isSole
	if sole || len(l.used) == 0 || s.best.Cost <= hope {
		return sole
	}
	l.used, l.covers = l.used[:0], false
	if l.weigh(s).high < never {
		l.tryFirst(s)
	}
	l.isSole = false // covers are another way
	return false
}

// least tells whether no way costs less than the first, supplied items aside: it takes no option and uses no cover, so that each
// of its places must be filled; as many as can be are by pieces had, each other costs one, and no option comes for less.
func (l *glance) least(s *Solver) bool {
	if len(l.used) > 0 {
		return false
	}
	for _, k := range l.tree {
		if s.state[k] != yes || s.filled[k] {
			continue
		}
		gr := &s.p.groups[k]
		if !s.barred[k] && slices.ContainsFunc(gr.covers, func(c int32) bool { return l.cover(s, c).low < never }) {
			return false
		}
		if gr.all {
			continue
		}
		for _, kid := range gr.kids {
			if !l.must[kid] && (s.state[kid] == yes || l.costs[kid].low < 1) {
				return false
			}
		}
	}
	return true
}

// sole tells whether the first way is the only one that need be looked at: no group that it takes has options that it left
// aside, or could be filled by another cover, and what the covers used place could fill nothing else. What its places cost is
// then the least, for pieces are matched to them, and no piece counts for more.
func (l *glance) sole(s *Solver) bool {
	if l.passed || len(s.p.goals[s.in.Root].shares) > 0 {
		return false
	}
	for _, c := range l.used {
		for _, e := range s.p.edges[s.p.goals[s.in.Root].covers[c].item] {
			if s.p.groups[e.group].goal == int32(s.in.Root) && s.alive[e.group] && !s.filled[e.group] {
				return false
			}
		}
	}
	for _, k := range l.tree {
		if s.state[k] != yes || s.filled[k] {
			continue
		}
		gr := &s.p.groups[k]
		for c := range gr.caps {
			if !gr.caps[c].flow || len(gr.caps[c].kids) > 0 {
				return false
			}
		}
		if !s.barred[k] {
			for _, c := range gr.covers {
				if l.cover(s, c).low < never {
					return false
				}
			}
		}
		taken := false
		for _, kid := range gr.kids {
			switch {
			case l.must[kid]:
			case s.state[kid] == yes:
				taken = true
			case l.isLeast && !s.in.Only && l.costs[kid].low > 1: // more than the one place that it fills
			case !l.tooDear(s, kid):
				return false
			}
		}
		if taken && !gr.all && l.stock[k].had+l.stock[k].open > 0 {
			return false
		}
	}
	return true
}

// tooDear tells whether a way that takes an option left aside costs the limit or more, where nothing is supplied.
func (l *glance) tooDear(s *Solver, kid int32) bool {
	if s.in.Only {
		return !l.can(s, kid)
	}
	if l.costs[kid].low >= never {
		return true
	}
	l.must[kid] = true
	low := l.weigh(s).low
	l.must[kid] = false
	return int64(low) >= l.limit
}

// tryFirst places pieces along the first way and keeps it if it costs less than the bound.
func (l *glance) tryFirst(s *Solver) {
	l.isSole, l.isLeast, l.placed = false, false, false
	g := int32(s.in.Root)
	s.goals = append(s.goals[:0], g)
	l.spend(s, g)
	if places, ok := l.chooseFirst(s); ok {
		cost, filled := l.placeFirst(s, places)
		_, broken := s.broken(g, 0)
		if !broken && filled && cost < s.bound {
			s.bound, l.placed, l.isLeast = cost, true, l.least(s)
			l.keep(s, cost)
		}
		l.limit = max(l.limit, s.bound+1) // another way as cheap is another way
		l.isSole = !broken && l.sole(s)
	}
	for _, c := range l.used {
		for _, f := range s.p.goals[g].covers[c].fills {
			s.filled[f] = false
		}
	}
	s.goals, s.spent = s.goals[:0], s.spent[:0]
}

// spend notes the pieces that are placed already, and what the covers used fill.
func (l *glance) spend(s *Solver, g int32) {
	s.spent = s.spent[:0]
	for _, item := range s.in.Spent {
		s.spent = append(s.spent, spent{goal: g, item: item, group: elsewhere})
	}
	for _, f := range s.in.Fixed {
		s.spent = append(s.spent, spent{goal: g, item: f.Item, group: f.Group})
	}
	for _, c := range l.used {
		cv := &s.p.goals[g].covers[c]
		s.spent = append(s.spent, spent{goal: g, item: cv.item, group: onCover})
		for _, f := range cv.fills {
			s.filled[f] = !s.barred[f]
		}
	}
}

// chooseFirst chooses the groups of the first way and says how many places their leaves must fill; false where limits let
// too few count.
func (l *glance) chooseFirst(s *Solver) (places int32, ok bool) {
	m := &s.match
	for _, k := range m.groups {
		m.need[k] = false
	}
	m.groups = m.groups[:0]
	for _, k := range l.tree {
		s.state[k] = undecided
	}
	s.state[l.tree[0]] = yes
	for _, k := range l.tree {
		s.alive[k] = s.state[k] == yes
		if s.state[k] != yes || s.filled[k] {
			continue
		}
		n := l.leavesOf(s, k)
		if !s.openRoom(k) {
			return 0, false
		}
		if n > 0 {
			m.groups = append(m.groups, k)
			m.need[k], m.free[k], m.in[k] = true, n, m.in[k][:0]
			places += n
		}
	}
	return places, true
}

// leavesOf chooses the kids of a group that the first way takes, and says how many of its leaves it takes.
func (l *glance) leavesOf(s *Solver, k int32) int32 {
	gr := &s.p.groups[k]
	n := gr.need - l.pinned[k]
	if gr.all {
		for _, kid := range gr.kids {
			s.state[kid] = yes
		}
		return n - int32(len(gr.kids))
	}
	kids := l.kids[:0]
	for _, kid := range gr.kids {
		switch {
		case l.must[kid]:
			s.state[kid] = yes
			n--
		case l.costs[kid].high < never:
			i := len(kids)
			kids = append(kids, kid)
			for ; i > 0 && l.costs[kids[i-1]].high > l.costs[kid].high; i-- {
				kids[i] = kids[i-1]
			}
			kids[i] = kid
		}
	}
	l.kids = kids
	leaves := max(min(n, l.stock[k].had), 0)
	n -= leaves
	open := l.stock[k].open
	for _, kid := range kids {
		if l.costs[kid].high > 0 {
			more := max(min(n, open), 0)
			leaves, n, open = leaves+more, n-more, open-more
		}
		if n <= 0 {
			break
		}
		s.state[kid] = yes
		n--
	}
	return leaves + max(n, 0)
}

// placeFirst places the pieces had, and buys what is still missing; it gives the cost.
func (l *glance) placeFirst(s *Solver, places int32) (cost int64, ok bool) {
	m, g := &s.match, int32(s.in.Root)
	l.passed = false
	m.pieces = m.pieces[:0]
	m.round++
	m.visit++
	for _, item := range s.in.Held {
		if places == 0 {
			return 0, true
		}
		if l.have[item] == None || s.isSpent(g, item) {
			continue
		}
		if m.add(s, piece{goal: g, item: item, within: -1, at: -1}) {
			places--
		}
	}
	if places == 0 || s.in.Only {
		return 0, places == 0
	}
	cost = l.buy(s, places, false)
	if cost < int64(places) { // what stands in full groups may make room
		cost += l.buy(s, places-int32(cost), true)
	}
	return cost, cost == int64(places)
}

// buy fills so many places, as far as it can, with items for sale to the groups that have places free or, if asked, to any of
// those that the first way takes; it gives how many it bought.
func (l *glance) buy(s *Solver, places int32, all bool) (bought int64) {
	m, g := &s.match, int32(s.in.Root)
	for _, k := range m.groups {
		gr := &s.p.groups[k]
		for i := 0; i < len(gr.leaves) && places > 0 && (all || m.free[k] > 0); i++ {
			item := gr.leaves[i].item
			if s.in.Price[item] != Open || m.taken[g][item] == m.round || meets(l.have[item], gr.leaves[i].ever) {
				continue
			}
			if l.have[item] != None { // it is one piece with what is had of it
				l.passed = true
				continue
			}
			m.taken[g][item] = m.round
			kind := &m.refused[s.p.kind[item]]
			if *kind == m.round {
				continue // one like it found no place, and more placed make none
			}
			if !m.add(s, piece{goal: g, item: item, within: -1, at: -1, bought: true}) {
				*kind = m.round
				continue
			}
			places--
			bought++
		}
	}
	return bought
}

// add places one more piece, if that can be.
func (m *matcher) add(s *Solver, p piece) bool {
	m.pieces = append(m.pieces, p)
	if m.place(s, int32(len(m.pieces)-1)) {
		m.visit++
		return true
	}
	m.pieces = m.pieces[:len(m.pieces)-1]
	return false
}

// keep copies the way just found.
func (l *glance) keep(s *Solver, cost int64) {
	b := &s.best
	b.Cost = cost
	b.nothing()
	for _, k := range l.tree {
		b.Chosen[k] = s.state[k] == yes
		b.Filled[k] = b.Chosen[k] && s.filled[k]
	}
	b.Covers = append(append(b.Covers, s.in.Used...), l.used...)
	b.Placed = append(b.Placed, s.in.Fixed...)
	s.keepPieces(int32(s.in.Root))
}
