package solve

// takeFirst tries to place pieces along the first way, by the covers whose pieces are had and, where that costs more than can
// be hoped for, without them.
func (l *glance) takeFirst(s *Solver, hope int64) {
	l.used = l.used[:0]
	for c := range s.p.goals[s.in.Root].covers {
		if l.cover(s, int32(c)) == (costs{}) {
			l.used = append(l.used, int32(c))
		}
	}
	l.tryFirst(s)
	if len(l.used) == 0 || s.best.Cost <= hope {
		return
	}
	l.used, l.covers = l.used[:0], false
	if l.weigh(s).high < never {
		l.tryFirst(s)
	}
}

// tryFirst places pieces along the first way and keeps it if it costs less than the bound.
func (l *glance) tryFirst(s *Solver) {
	g := int32(s.in.Root)
	s.goals = append(s.goals[:0], g)
	l.spend(s, g)
	if places, ok := l.chooseFirst(s); ok {
		if cost, ok := l.placeFirst(s, places); ok && cost < s.bound {
			if _, broken := s.broken(g, 0); !broken {
				s.bound = cost
				l.keep(s, cost)
			}
		}
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
	for _, k := range m.groups {
		gr := &s.p.groups[k]
		for i := 0; i < len(gr.leaves) && m.free[k] > 0; i++ {
			item := gr.leaves[i].item
			if s.in.Price[item] != Open || l.have[item] != None || m.taken[g][item] == m.round {
				continue
			}
			m.taken[g][item] = m.round
			if m.add(s, piece{goal: g, item: item, within: -1, at: -1, bought: true}) {
				places--
				cost++
			}
		}
	}
	return cost, places == 0
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
