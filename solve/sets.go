package solve

import "slices"

// Sets are distinct smallest sets of open items whose purchase completes the goal.
type Sets struct {
	// Size is how many items each set has; the sets lie one after another in Items, each in ascending order, the sets
	// themselves in ascending order.
	Size  int
	Items []int32
	// Complete tells that every set is listed, Total how many there are, or -1 where that is not known.
	Complete bool
	Total    int
}

// Len is how many sets are listed.
func (s *Sets) Len() int {
	return len(s.Items) / max(s.Size, 1)
}

// Set is the i-th set listed.
func (s *Sets) Set(i int) []int32 { return s.Items[i*s.Size : (i+1)*s.Size] }

// listing collects sets while a search visits every completion of the least cost.
type listing struct {
	size    int
	perLeaf int // how many sets one completion lists at most
	all     int // how many are listed at most before only the first of each completion are
	cut     bool
	items   []int32
	chosen  []int32
	decided []int32
	choices []int32
	merged  []int32
	emitted int
	check   *Solver // made when first needed
	steps   int     // pieces tried
	refused []int64 // by kind: the last scan in which a piece of it found no place
	scan    int64
	hall    hall
}

// Smallest lists sets of the least cost, which must be known, above 0 and made of open items only: the first most of
// them, and all of them where there are no more than count.
func (s *Solver) Smallest(p *Problem, in *Input, cost int64, most, count, budget int) Sets {
	atHand := s.knows(p, in, cost+1) && s.glance.placed && s.glance.isSole
	s.begin(p, in, cost+1, budget)
	l := &s.list
	l.size, l.perLeaf, l.all, l.cut, l.steps = int(cost), most, count, false, 0
	l.items = l.items[:0]
	l.refused = fit(l.refused, p.kinds)
	s.enough, s.onFound = -1, s.listSets
	if atHand {
		s.best.Cost = cost
	}
	if !s.listsFirst(cost, atHand) {
		s.run()
	}
	if s.best.Cost == cost { // the first way is still there
		s.note()
	}
	total := l.sort()
	out := Sets{Size: l.size, Total: total, Complete: !l.cut && s.open == Infinite && total <= most}
	if l.cut || s.open < Infinite {
		out.Total = -1
	}
	out.Items = l.items[:min(total, most)*l.size]
	return out
}

// listsFirst lists the sets of the first way, which may be at hand, if a glance shows that no other is as cheap. It finds out in
// any case which supplied items are too dear.
func (s *Solver) listsFirst(cost int64, atHand bool) bool {
	l := &s.glance
	sole := atHand
	if !atHand {
		if !l.looks(s) || !l.pin(s) {
			return false
		}
		l.count(s)
		l.covers = true
		l.limit = cost + 1
		sole = l.weigh(s).high < never && l.takeFirst(s, -1) && s.best.Cost == cost
	}
	s.bound = cost + 1
	if !l.shed.all(s, s.bound) || !sole {
		return false
	}
	l.placed = false
	s.goals = append(s.goals[:0], int32(s.in.Root))
	s.listSets()
	s.goals = s.goals[:0]
	return true
}

// listSets lists the sets of one completion: what was decided to buy, and every way to buy the rest.
func (s *Solver) listSets() {
	l, m := &s.list, &s.match
	l.decided = l.decided[:0]
	for _, u := range s.trail {
		if u.what == undoItem && s.dec[u.a] == yes && s.in.Price[u.a] == Open {
			l.decided = append(l.decided, u.a)
		}
	}
	for len(m.pieces) > 0 && m.pieces[len(m.pieces)-1].bought {
		s.dropLast()
	}
	s.forceParts()
	l.choices = l.choices[:0]
	m.round++ // from here on a mark means: among the choices, or decided
	for _, item := range l.decided {
		for _, g := range s.goals {
			m.taken[g][item] = m.round
		}
	}
	for _, k := range m.groups {
		gr := &s.p.groups[k]
		for i := range gr.leaves {
			if item := gr.leaves[i].item; s.forSale(gr, i) && m.taken[gr.goal][item] != m.round {
				m.taken[gr.goal][item] = m.round
				l.choices = append(l.choices, item)
			}
		}
	}
	slices.Sort(l.choices)
	slices.Sort(l.decided)
	l.chosen, l.emitted = l.chosen[:0], 0
	if n := l.size - len(l.decided); l.hall.counts(s) {
		l.listCounted(s, 0, n)
	} else if s.completes(0, n) {
		s.listFrom(0, n)
	}
	s.halted = l.steps > stepsASet*s.budget
	l.cut = l.cut || s.halted
}

// stepsASet is how many pieces may be tried for each step of the search before the listing ends.
const stepsASet = 10

// forSale tells whether the item of a group's leaf could be bought for it and nothing was decided about it.
func (s *Solver) forSale(gr *group, leaf int) bool {
	lf := &gr.leaves[leaf]
	return s.in.Price[lf.item] == Open && !meets(s.have(gr.goal)[lf.item], lf.ever) && s.decided(gr.goal, lf.item) == undecided
}

// listFrom lists every way to choose n more of the choices from the i-th on, of which there is one; false ends the listing. What
// can be placed together are the independent sets of a matroid: where n more can be, they can beside the first that has a place.
func (s *Solver) listFrom(i, n int) bool {
	l := &s.list
	if n == 0 {
		return !s.lawful() && !s.lawfulOtherwise() || s.emit()
	}
	l.scan++
	scan := l.scan
	for ; i <= len(l.choices)-n; i++ {
		if !s.addChoice(i, scan) {
			continue
		}
		l.chosen = append(l.chosen, l.choices[i])
		more := s.listFrom(i+1, n-1)
		l.chosen = l.chosen[:len(l.chosen)-1]
		s.dropLast()
		if !more || l.steps > stepsASet*s.budget {
			return false
		}
		if !s.completes(i+1, n) {
			return true
		}
	}
	return true
}

// lawful tells whether the pieces placed now break nothing that the matching does not keep itself.
func (s *Solver) lawful() bool {
	for i, g := range s.goals {
		if _, broken := s.broken(g, i); broken {
			return false
		}
	}
	return true
}

// lawfulOtherwise tells whether what is chosen completes the goal with pieces placed otherwise than now.
func (s *Solver) lawfulOtherwise() bool {
	l := &s.list
	if l.check == nil {
		l.check = &Solver{}
	}
	in := *s.in
	in.Price, in.Serial = slices.Clone(s.in.Price), 0
	in.Counts = make([]Count, len(s.in.Counts))
	for item, price := range in.Price {
		if price == Open && !slices.Contains(l.chosen, int32(item)) && !slices.Contains(l.decided, int32(item)) {
			in.Price[item] = Never
		}
	}
	s.p.CountPrices(in.Price, in.Counts)
	cost := int64(l.size)
	return l.check.Least(s.p, &in, cost+1, cost, s.budget).Cost == cost
}

// addChoice places a choice beside the pieces placed already, if that can be. In one scan pieces are only added, or taken out again
// as they were: of those that are alike none has a place after one had none.
func (s *Solver) addChoice(i int, scan int64) bool {
	l, m, item := &s.list, &s.match, s.list.choices[i]
	refused := &l.refused[s.p.kind[item]]
	if *refused == scan {
		return false
	}
	l.steps++
	m.visit++
	if m.add(s, piece{goal: s.goalOf(item), item: item, within: -1, at: -1, bought: true}) {
		return true
	}
	if len(s.bans) == 0 { // what is banned is not alike
		*refused = scan
	}
	return false
}

// goalOf is the wanted goal one of whose groups with places names the item.
func (s *Solver) goalOf(item int32) int32 {
	edges := s.p.edges[item]
	i := slices.IndexFunc(edges, func(e edge) bool { return s.match.need[e.group] })
	return s.p.groups[edges[i].group].goal
}

func (s *Solver) dropLast() {
	m := &s.match
	last := len(m.pieces) - 1
	m.take(int32(last))
	m.pieces = m.pieces[:last]
}

// completes tells whether n more of the choices from the i-th on fill every place.
func (s *Solver) completes(i, n int) bool {
	l, before := &s.list, len(s.match.pieces)
	l.scan++
	scan := l.scan
	for ; i < len(l.choices) && n > 0; i++ {
		if s.addChoice(i, scan) {
			n--
		}
	}
	for len(s.match.pieces) > before {
		s.dropLast()
	}
	return n == 0
}

// emit lists one set, unless the completion has listed enough.
func (s *Solver) emit() bool {
	l := &s.list
	l.merge()
	l.emitted++
	if l.emitted < l.perLeaf || len(l.items) < l.all*l.size {
		return true
	}
	l.cut = true
	return false
}

// merge adds the set of what is decided and what is chosen, both of which ascend.
func (l *listing) merge() {
	chosen := l.chosen
	for _, item := range l.decided {
		for len(chosen) > 0 && chosen[0] < item {
			l.items = append(l.items, chosen[0])
			chosen = chosen[1:]
		}
		l.items = append(l.items, item)
	}
	l.items = append(l.items, chosen...)
}

// sort puts the sets in order, each once, and says how many there are.
func (l *listing) sort() int {
	n := len(l.items) / max(l.size, 1)
	if l.ordered() {
		return n
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	at := func(i int) []int32 { return l.items[i*l.size : (i+1)*l.size] }
	slices.SortFunc(order, func(a, b int) int { return slices.Compare(at(a), at(b)) })
	l.merged = l.merged[:0]
	kept := 0
	for _, i := range order {
		if kept > 0 && slices.Equal(at(i), l.merged[(kept-1)*l.size:]) {
			continue
		}
		l.merged = append(l.merged, at(i)...)
		kept++
	}
	l.items, l.merged = l.merged, l.items
	return kept
}

// ordered tells whether the sets are in order already, each once.
func (l *listing) ordered() bool {
	for i := l.size; i+l.size <= len(l.items); i += l.size {
		if slices.Compare(l.items[i-l.size:i], l.items[i:i+l.size]) >= 0 {
			return false
		}
	}
	return true
}
