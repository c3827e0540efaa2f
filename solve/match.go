package solve

// matcher assigns pieces to the places that the chosen groups of the wanted goals still need, at least cost.
//
// What a piece costs does not depend on where it is placed, and what could serve two goals is decided before, so the sets
// of pieces that can be placed together are the independent sets of a matroid, and taking the cheap ones first is exact: what is had, then what is open, then what is
// shut. Every step moves placed pieces about but never drops one.
type matcher struct {
	pieces []piece
	groups []int32   // with places to fill
	free   []int32   // by group: places still to fill
	room   [][]int32 // by group, by limit: how many more it lets count
	need   []bool    // by group: among groups
	seen   []int32   // by group: the last visit
	capped [][]int32 // by group, by limit: the last visit
	visit  int32
	taken  []int32 // by item: the last matching that placed a bought piece
	round  int32
}

// piece is one piece of an item that may be placed in one leaf of a goal, within one of the groups of a share if it is shared.
type piece struct {
	goal   int32
	item   int32
	within int32 // the share's group, or -1
	at     int32 // the group it is placed in, or -1
	bought bool
}

func (m *matcher) grow(p *Problem) {
	n := len(p.groups)
	m.free, m.need, m.seen, m.taken = fit(m.free, n), fit(m.need, n), fit(m.seen, n), fit(m.taken, p.items)
	m.visit, m.round, m.groups, m.pieces = 0, 0, m.groups[:0], m.pieces[:0]
	m.room, m.capped = make([][]int32, n), make([][]int32, n)
	for i := range p.groups {
		if k := len(p.groups[i].caps); k > 0 {
			m.room[i], m.capped[i] = make([]int32, k), make([]int32, k)
		}
	}
}

// assign gives the cost of filling what the chosen groups still need.
func (s *Solver) assign() int64 {
	m := &s.match
	for _, k := range m.groups {
		m.need[k] = false
	}
	m.groups, m.pieces = m.groups[:0], m.pieces[:0]
	m.round++
	places := int32(0)
	for i, g := range s.goals {
		lo, hi := s.span(i, g)
		for k := lo; k < hi; k++ {
			if s.state[k] != yes || !s.alive[k] || s.filled[k] {
				continue
			}
			if !s.openRoom(k) {
				return Infinite
			}
			if s.need[k] <= 0 {
				continue
			}
			m.groups = append(m.groups, k)
			m.need[k], m.free[k] = true, s.need[k]
			places += s.need[k]
		}
	}
	if places == 0 {
		return 0
	}
	for _, g := range s.goals {
		s.gather(g)
	}
	for i := range m.pieces {
		m.visit++
		if m.place(s, int32(i)) {
			places--
		}
	}
	return s.complete(places)
}

// complete buys what fills the places still free and gives the cost.
func (s *Solver) complete(places int32) int64 {
	if places == 0 {
		return 0
	}
	if s.in.Only && !s.in.Relaxed {
		return Infinite
	}
	bought := s.match.buy(s, Open)
	cost := int64(bought)
	places -= bought
	if s.in.Relaxed && places > 0 {
		shut := s.match.buy(s, Shut)
		cost += ShutCost * int64(shut)
		places -= shut
	}
	for _, k := range s.match.groups {
		if s.match.free[k] > 0 && !s.mayLeaveOut(k) {
			return Infinite
		}
	}
	return cost + ImpossibleCost*int64(places)
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

func (l *limit) has(item int32) bool {
	for _, i := range l.items {
		if i == item {
			return true
		}
	}
	return false
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
	if p.bought {
		if meets(s.have(goal)[p.item], e.ever) {
			return false
		}
	} else if !s.available(goal, p.item, e.ever) {
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
	for _, e := range s.p.edges[p.item] {
		if m.fits(s, p, e) && m.enter(s, i, e) {
			return true
		}
	}
	return false
}

// enter puts piece i into the group of e: in a free place, or in that of a piece that can go elsewhere.
func (m *matcher) enter(s *Solver, i int32, e edge) bool {
	g := e.group
	c := s.p.groups[g].leaves[e.leaf].cap
	if m.seen[g] == m.visit || c >= 0 && m.capped[g][c] == m.visit {
		return false
	}
	full := c >= 0 && m.room[g][c] == 0
	switch {
	case full:
		m.capped[g][c] = m.visit
	case m.free[g] > 0:
		m.put(s, i, g)
		return true
	default:
		m.seen[g] = m.visit
	}
	for q := range int32(len(m.pieces)) {
		if m.pieces[q].at != g || full && m.capOf(s, q) != c {
			continue
		}
		m.take(s, q)
		m.put(s, i, g)
		if m.place(s, q) {
			return true
		}
		m.take(s, i)
		m.put(s, q, g)
	}
	return false
}

// capOf is the limit that a placed piece counts under, or -1.
func (m *matcher) capOf(s *Solver, i int32) int32 {
	p := &m.pieces[i]
	for _, e := range s.p.edges[p.item] {
		if e.group == p.at {
			return s.p.groups[e.group].leaves[e.leaf].cap
		}
	}
	return -1
}

func (m *matcher) put(s *Solver, i, g int32) {
	m.pieces[i].at = g
	m.free[g]--
	if c := m.capOf(s, i); c >= 0 {
		m.room[g][c]--
	}
}

func (m *matcher) take(s *Solver, i int32) {
	g := m.pieces[i].at
	if c := m.capOf(s, i); c >= 0 {
		m.room[g][c]++
	}
	m.free[g]++
	m.pieces[i].at = -1
}

// buy fills free places with items of a price and says how many it took.
func (m *matcher) buy(s *Solver, price Price) int32 {
	bought := int32(0)
	for _, k := range m.groups {
		for m.free[k] > 0 {
			m.visit++
			if !m.fill(s, k, price, 0) {
				break
			}
			bought++
		}
	}
	return bought
}

// fill brings a new piece of the price, of an item from a number on, into group k, or a piece placed elsewhere whose
// place can be filled.
func (m *matcher) fill(s *Solver, k int32, price Price, from int32) bool {
	m.seen[k] = m.visit
	gr := &s.p.groups[k]
	for l := range gr.leaves {
		lf := &gr.leaves[l]
		if lf.item < from || lf.cap >= 0 && m.room[k][lf.cap] == 0 || !m.forSale(s, gr.goal, lf.item, price) {
			continue
		}
		p := piece{goal: gr.goal, item: lf.item, within: -1, at: -1, bought: true}
		if m.fits(s, &p, edge{group: k, leaf: int32(l), ever: lf.ever}) {
			m.taken[lf.item] = m.round
			m.pieces = append(m.pieces, p)
			m.put(s, int32(len(m.pieces)-1), k)
			return true
		}
	}
	for q := range int32(len(m.pieces)) {
		at := m.pieces[q].at
		if at < 0 || at == k || m.seen[at] == m.visit || !m.mayMove(s, q, k) {
			continue
		}
		m.take(s, q)
		m.put(s, q, k)
		if m.fill(s, at, price, from) {
			return true
		}
		m.take(s, q)
		m.put(s, q, at)
	}
	return false
}

// forSale tells whether an item of the price is neither decided nor bought yet.
func (m *matcher) forSale(s *Solver, goal, item int32, price Price) bool {
	return !s.in.Only && s.in.Price[item] == price && m.taken[item] != m.round && s.decided(goal, item) == undecided
}

// mayMove tells whether a placed piece also fits group k, with room under its limit there.
func (m *matcher) mayMove(s *Solver, q, k int32) bool {
	p := &m.pieces[q]
	for _, e := range s.p.edges[p.item] {
		if e.group != k || !m.fits(s, p, e) {
			continue
		}
		c := s.p.groups[k].leaves[e.leaf].cap
		return c < 0 || m.room[k][c] > 0
	}
	return false
}
