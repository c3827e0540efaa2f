package solve

// search tries the decisions still open, cheapest promise first, and keeps the best completion below the bound.
func (s *Solver) search() {
	if s.steps++; s.steps > s.budget {
		s.open = min(s.open, max(s.estimate(), 0))
		return
	}
	if s.estimate() >= s.bound {
		return
	}
	s.look()
	switch {
	case s.steps == 1 && !s.in.Only: // what costs no more than this ends the search
		if s.enough = max(s.enough, s.paid+s.assign()); s.enough >= s.bound {
			return
		}
	case s.steps > quick && s.hopeless():
		return
	}
	if w, ok := s.nextWatch(); ok {
		s.tryItem(w)
		return
	}
	if goal, c, ok := s.nextCover(); ok {
		s.tryCover(goal, c)
		return
	}
	if k, ok := s.nextOption(); ok {
		s.tryOption(k)
		return
	}
	if goal, item, ok := s.nextContested(); ok {
		s.branch(func() bool { return s.decide(goal, item, yes) })
		s.branch(func() bool { return s.decide(goal, item, no) })
		return
	}
	if g, item, ways, ok := s.nextMode(); ok {
		s.tryModes(g, item, ways)
		return
	}
	s.finish()
}

// quick is how many steps a search takes before it looks harder at each: most are over by then.
const quick = 40

// hopeless tells whether the stronger bounds show that the decisions made so far lead to nothing better.
func (s *Solver) hopeless() bool {
	if s.paid+s.assign() >= s.bound {
		return true
	}
	if len(s.goals) == 1 {
		return false
	}
	if s.shared() >= s.bound {
		return true
	}
	s.estimate() // which shared leaves otherwise
	return false
}

// branch makes a decision, searches on, and takes it back.
func (s *Solver) branch(decision func() bool) {
	if s.halted {
		return
	}
	mark := len(s.trail)
	if decision() {
		s.search()
	}
	s.back(mark)
}

// look finds which groups still matter: those chosen, or options of ones chosen, that nothing fills.
func (s *Solver) look() {
	for i, g := range s.goals {
		tree := s.tree(i, g)
		for _, k := range tree {
			s.alive[k] = s.matters(k, tree[0])
			s.loose[k] = k > tree[0] && s.loose[s.p.groups[k].parent] || len(s.p.groups[k].covers) > 0 && s.coverable(k)
		}
	}
}

func (s *Solver) matters(k, top int32) bool {
	if s.state[k] == no || s.cost[k] >= Infinite {
		return false
	}
	if k == top {
		return true
	}
	parent := s.p.groups[k].parent
	if s.p.groups[k].loose || !s.alive[parent] || s.filled[parent] {
		return false
	}
	return s.state[k] == yes || s.state[parent] != yes || s.need[parent] > 0
}

// nextWatch finds an item whose purchase must be decided on its own: a goal supplies it, or a condition, a cover or
// several leaves could use it at once.
func (s *Solver) nextWatch() (watch, bool) {
	if s.in.Only {
		return watch{}, false
	}
	for _, g := range s.goals {
		for _, w := range s.p.watches[g] {
			if !s.alive[w.group] || s.filled[w.group] || !s.buyable(g, w.item) || s.available(g, w.item, w.ever) {
				continue
			}
			if w.cover >= 0 && s.cover[g][w.cover] != undecided || w.leaf && s.state[w.group] == yes && s.need[w.group] == 0 {
				continue
			}
			return w, true
		}
	}
	return watch{}, false
}

// tryItem goes without the item first: that is most often cheaper, and settles a bound.
func (s *Solver) tryItem(w watch) {
	g := s.p.groups[w.group].goal
	s.branch(func() bool { return s.decide(g, w.item, no) })
	s.branch(func() bool { return s.decide(g, w.item, yes) })
}

// nextCover finds a cover that could be used and fills something that matters.
func (s *Solver) nextCover() (goal, c int32, ok bool) {
	for i, g := range s.goals {
		lo, hi := s.span(i, g)
		covers := s.p.goals[g].covers
		for c := range covers {
			if s.cover[g][c] != undecided || !s.coverPossible(g, int32(c)) {
				continue
			}
			for _, f := range covers[c].fills {
				if f >= lo && f < hi && s.alive[f] && !s.filled[f] && !s.barred[f] {
					return g, int32(c), true
				}
			}
		}
	}
	return 0, 0, false
}

func (s *Solver) tryCover(goal, c int32) {
	s.branch(func() bool { return s.useCover(goal, c) })
	s.branch(func() bool { s.setCover(goal, c, no); return true })
}

// nextOption finds the cheapest undecided kid of a chosen group.
func (s *Solver) nextOption() (int32, bool) {
	for i, g := range s.goals {
		for _, k := range s.tree(i, g) {
			if s.state[k] != yes || !s.alive[k] || s.filled[k] || s.need[k] == 0 {
				continue
			}
			best := int32(-1)
			for _, kid := range s.p.groups[k].kids {
				if s.state[kid] == undecided && s.alive[kid] && (best < 0 || s.cost[kid] < s.cost[best]) {
					best = kid
				}
			}
			if best >= 0 {
				return best, true
			}
		}
	}
	return 0, false
}

// tryOption chooses an option first unless leaves that are had make it needless.
func (s *Solver) tryOption(k int32) {
	parent := s.p.groups[k].parent
	take := func() bool { return s.choose(k) }
	leave := func() bool { s.reject(k); return true }
	if !s.p.groups[parent].all && (s.count[parent].zero >= s.need[parent] || s.cost[k] > 1 && s.count[parent].open > 0) {
		take, leave = leave, take
	}
	s.branch(take)
	s.branch(leave)
}

// nextContested finds an item that leaves of several wanted goals could use if it were bought.
func (s *Solver) nextContested() (goal, item int32, ok bool) {
	if s.in.Only || len(s.goals) < 2 {
		return 0, 0, false
	}
	for _, g := range s.goals[1:] {
		for k := s.p.goals[g].root; k < s.p.goals[g].end; k++ {
			if s.state[k] != yes || !s.alive[k] || s.filled[k] || s.need[k] <= 0 {
				continue
			}
			for _, l := range s.p.groups[k].leaves {
				if s.contested(l.item) && s.buyable(g, l.item) && !s.available(g, l.item, l.ever) {
					return g, l.item, true
				}
			}
		}
	}
	return 0, 0, false
}

// contested tells whether more than one wanted goal mentions the item.
func (s *Solver) contested(item int32) bool {
	both := s.p.inGoals[item] & s.mask
	return both&(both-1) != 0 || both>>63 != 0
}

// finish matches pieces to what the decisions left and keeps the result if it is the best and breaks nothing that the
// matching does not keep itself.
func (s *Solver) finish() {
	cost := s.paid + s.assign()
	if cost >= s.bound {
		return
	}
	for i, g := range s.goals {
		if bans, broken := s.broken(g, i); broken {
			s.repair(bans)
			return
		}
	}
	if s.onFound != nil {
		s.onFound()
		return
	}
	s.bound = cost
	s.keep(cost)
	s.halted = cost <= s.enough
}

// repair searches on with each of the bans.
func (s *Solver) repair(bans []ban) {
	for _, x := range bans {
		s.branch(func() bool {
			s.bans = append(s.bans, x)
			s.trail = append(s.trail, undo{what: undoBan})
			return true
		})
	}
}

// tryModes places an item by each of the ways it may be shared, or by none (-1).
func (s *Solver) tryModes(g, item int32, ways []int32) {
	for _, w := range ways {
		s.branch(func() bool {
			s.modes = append(s.modes, mode{goal: g, item: item, share: w})
			s.trail = append(s.trail, undo{what: undoMode})
			return true
		})
	}
}

// keep copies the completion just found.
func (s *Solver) keep(cost int64) {
	b := &s.best
	b.Cost = cost
	root := s.goals[0]
	b.nothing()
	for _, k := range s.tree(0, root) {
		b.Chosen[k] = s.state[k] == yes && s.alive[k]
		b.Filled[k] = b.Chosen[k] && s.filled[k]
	}
	for c, used := range s.cover[root] {
		if used == yes {
			b.Covers = append(b.Covers, int32(c))
		}
	}
	b.Placed = append(b.Placed, s.in.Fixed...)
	s.keepPieces(root)
}

// keepPieces copies where the pieces of the root goal are placed.
func (s *Solver) keepPieces(root int32) {
	b := &s.best
	for i := range s.match.pieces {
		p := &s.match.pieces[i]
		if p.goal != root || p.at < 0 {
			continue
		}
		if leaf := s.leafOf(p); leaf >= 0 && !p.bought {
			b.Placed = append(b.Placed, Placement{Group: p.at, Leaf: leaf, Item: p.item})
		} else {
			b.Bought = append(b.Bought, p.item)
		}
	}
}

// leafOf is the first leaf of the group a piece is placed in that what is had of it meets, or -1 where it was bought.
func (s *Solver) leafOf(p *piece) int32 {
	have := s.have(p.goal)[p.item]
	for _, e := range s.p.edges[p.item] {
		if e.group == p.at && meets(have, e.ever) {
			return e.leaf
		}
	}
	return -1
}

// tree is the groups of a wanted goal that the question is about, each after what is around it.
func (s *Solver) tree(order int, g int32) []int32 {
	if order == 0 && s.in.Top >= 0 {
		return s.p.groups[s.in.Top].tree
	}
	return s.p.groups[s.p.goals[g].root].tree
}

// span is the range of a wanted goal's groups that the question is about.
func (s *Solver) span(order int, g int32) (lo, hi int32) {
	if order == 0 && s.in.Top >= 0 {
		return int32(s.in.Top), s.p.after(int32(s.in.Top))
	}
	return s.p.goals[g].root, s.p.goals[g].end
}
