package solve

// back undoes every decision since the mark in the trail, the latest first.
func (s *Solver) back(mark int) {
	for len(s.trail) > mark {
		u := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		switch u.what {
		case undoItem:
			s.dec[u.a] = u.old
		case undoPair:
			s.pairs = s.pairs[:len(s.pairs)-1]
		case undoGroup:
			s.state[u.a] = u.old
		case undoFilled:
			s.filled[u.a] = false
		case undoBarred:
			s.barred[u.a] = false
		case undoNeed:
			s.need[u.a] = u.b
		case undoCover:
			s.cover[u.a][u.b] = u.old
		case undoGoal:
			s.unwant()
		case undoPaid:
			s.paid -= u.paid
		case undoSpent:
			s.spent = s.spent[:len(s.spent)-1]
		case undoBan:
			s.bans = s.bans[:len(s.bans)-1]
		case undoMode:
			s.modes = s.modes[:len(s.modes)-1]
		case undoTally:
			s.count[u.a] = u.was
		}
	}
}

// given takes the root goal and what the input fixes as given; false where they contradict one another.
func (s *Solver) given() bool {
	s.want(int32(s.in.Root))
	root := s.p.goals[s.in.Root].root
	if s.in.Top >= 0 {
		root = int32(s.in.Top)
	}
	for _, item := range s.in.Spent {
		s.spend(int32(s.in.Root), item, elsewhere)
	}
	for _, c := range s.in.Used {
		s.setCover(int32(s.in.Root), c, yes)
		s.fillBy(int32(s.in.Root), c)
	}
	for _, c := range s.in.Unused {
		s.setCover(int32(s.in.Root), c, no)
	}
	for _, item := range s.glance.shed.off {
		s.decide(int32(s.in.Root), item, no)
	}
	s.choose(root)
	for _, g := range s.in.Choose {
		if !s.chooseDown(g, root) {
			return false
		}
	}
	for _, f := range s.in.Fixed {
		if !s.fix(f, root) {
			return false
		}
	}
	return true
}

// want adds a goal to those to be met and counts what its groups have.
func (s *Solver) want(g int32) {
	s.wanted[g] = true
	s.goals = append(s.goals, g)
	s.mask |= goalBit(g)
	s.trail = append(s.trail, undo{what: undoGoal, a: g})
	goal := &s.p.goals[g]
	for i := goal.root; i < goal.end; i++ {
		s.need[i] = s.p.groups[i].need
		s.state[i], s.filled[i], s.barred[i], s.alive[i] = undecided, false, false, false
		s.count[i] = tally{}
		if !s.in.Only {
			c := &s.in.Counts[i]
			s.count[i] = tally{zero: c.Supplied, open: c.Open, shut: c.Shut} // what a goal may supply costs nothing here
		}
	}
	clear(s.cover[g])
	have := s.have(g)
	for _, item := range s.in.Held {
		last := int32(-1)
		for _, e := range s.p.edges[item] {
			if e.group >= goal.root && e.group < goal.end && e.group != last && meets(have[item], e.ever) {
				last = e.group
				s.count[last].move(s.price(item), true)
			}
		}
	}
	for _, u := range s.trail { // items decided before this goal was wanted
		if u.what == undoItem && !s.knotted(g, u.a) {
			s.recount(u.a, g, s.dec[u.a] == yes)
		}
	}
	root := goal.root
	if len(s.goals) > 1 {
		s.choose(root) // nothing in a fresh goal forbids it
	}
}

func (s *Solver) unwant() {
	s.wanted[s.goals[len(s.goals)-1]] = false
	s.goals = s.goals[:len(s.goals)-1]
	s.mask = 0
	for _, g := range s.goals {
		s.mask |= goalBit(g)
	}
}

// move takes one item out of those that could be bought, and makes it available or not.
func (t *tally) move(price Price, available bool) {
	if available {
		t.zero++
	}
	switch price {
	case Open:
		t.open--
	case Shut:
		t.shut--
	case Supplied:
		t.zero--
	case Never:
	}
}

// price is the item's price in this search.
func (s *Solver) price(item int32) Price {
	if s.in.Only {
		return Never
	}
	return s.in.Price[item]
}

// recount moves a decided item in the counts of a goal's groups that do not have it already.
func (s *Solver) recount(item, g int32, available bool) {
	goal := &s.p.goals[g]
	have := s.have(g)[item]
	last := int32(-1)
	for _, e := range s.p.edges[item] {
		if e.group < goal.root || e.group >= goal.end || e.group == last {
			continue
		}
		last = e.group
		if s.counted(e.group, item, have) {
			continue
		}
		s.trail = append(s.trail, undo{what: undoTally, a: e.group, was: s.count[e.group]})
		s.count[e.group].move(s.price(item), available)
	}
}

// counted tells whether what is had of an item already meets one of its leaves in the group.
func (s *Solver) counted(group, item int32, have Level) bool {
	if have == None {
		return false
	}
	for _, e := range s.p.edges[item] {
		if e.group == group && meets(have, e.ever) {
			return true
		}
	}
	return false
}

// meets tells whether what is had is enough for a leaf or condition.
func meets(have Level, ever bool) bool { return have == Full || ever && have == Once }

// have is what a goal may count with.
func (s *Solver) have(g int32) []Level {
	if s.in.HaveFor != nil && s.in.HaveFor[g] != nil {
		return s.in.HaveFor[g]
	}
	return s.in.Have
}

// choose makes a group one that must be met, and with it what that forces below it.
func (s *Solver) choose(g int32) bool {
	if s.state[g] == yes {
		return true
	}
	s.setState(g, yes)
	parent := s.p.groups[g].parent
	if parent >= 0 && s.state[parent] == yes && !s.isTop(g) {
		if s.need[parent] == 0 {
			return false
		}
		s.setNeed(parent, s.need[parent]-1)
	}
	s.chooseParts(g)
	return true
}

// chooseParts chooses the kids of a chosen group that asks for all of them, unless each may be left out like an option.
func (s *Solver) chooseParts(g int32) {
	if !s.p.groups[g].all || s.filled[g] || s.mayLeaveOut(g) {
		return
	}
	for _, k := range s.p.groups[g].kids {
		s.choose(k) // there is room for every part
	}
}

// mayLeaveOut tells whether slots of the group may stay impossible: in a relaxed search, and only in the goal asked
// about, for a goal that is not really met supplies nothing. What asks for a single piece is left out as a whole.
func (s *Solver) mayLeaveOut(g int32) bool {
	return s.in.Relaxed && s.p.groups[g].goal == int32(s.in.Root) && !s.p.groups[g].single
}

// reject leaves an option aside; a part left out of a group that asks for all is an impossible slot.
func (s *Solver) reject(g int32) {
	s.setState(g, no)
	parent := s.p.groups[g].parent
	if s.p.groups[parent].all && s.state[parent] == yes {
		s.setNeed(parent, s.need[parent]-1)
		s.pay(ImpossibleCost)
	}
}

func (s *Solver) isTop(g int32) bool { return s.in.Top >= 0 && g == int32(s.in.Top) }

// chooseDown chooses every group from the root down to g.
func (s *Solver) chooseDown(g, root int32) bool {
	if g != root {
		parent := s.p.groups[g].parent
		if parent < 0 || s.p.groups[g].loose || !s.chooseDown(parent, root) {
			return false
		}
	}
	return s.choose(g)
}

func (s *Solver) setState(g int32, c choice) {
	s.trail = append(s.trail, undo{what: undoGroup, a: g, old: s.state[g]})
	s.state[g] = c
}

func (s *Solver) setNeed(g, n int32) {
	s.trail = append(s.trail, undo{what: undoNeed, a: g, b: s.need[g]})
	s.need[g] = n
}

func (s *Solver) setCover(goal, c int32, to choice) {
	s.trail = append(s.trail, undo{what: undoCover, a: goal, b: c, old: s.cover[goal][c]})
	s.cover[goal][c] = to
}

// fix places a piece that is had in a leaf.
func (s *Solver) fix(f Placement, root int32) bool {
	if !s.chooseDown(f.Group, root) || s.need[f.Group] == 0 {
		return false
	}
	for g := f.Group; g >= 0; g = s.p.groups[g].parent {
		if !s.barred[g] {
			s.trail = append(s.trail, undo{what: undoBarred, a: g})
			s.barred[g] = true
		}
		if g == root {
			break
		}
	}
	s.setNeed(f.Group, s.need[f.Group]-1)
	goal := s.p.groups[f.Group].goal
	again := s.isSpent(goal, f.Item)
	s.spend(goal, f.Item, f.Group)
	return !again || len(s.shareWays(goal, f.Item)) > 0
}

// spend uses a piece up. Unless a share may leave part of it, no leaf of the goal has it any more.
func (s *Solver) spend(goal, item, group int32) {
	s.spent = append(s.spent, spent{goal: goal, item: item, group: group})
	s.trail = append(s.trail, undo{what: undoSpent})
	if group >= 0 && len(s.p.goals[goal].shares) > 0 {
		return
	}
	g := &s.p.goals[goal]
	last := int32(-1)
	for _, e := range s.p.edges[item] {
		if e.group < g.root || e.group >= g.end || e.group == last || !s.available(goal, item, e.ever) {
			continue
		}
		last = e.group
		s.trail = append(s.trail, undo{what: undoTally, a: e.group, was: s.count[e.group]})
		s.count[e.group].zero--
	}
}

// knotted tells whether the item is supplied by a goal of g's own knot.
func (s *Solver) knotted(g, item int32) bool {
	k := s.p.goals[g].knot
	supplier := s.p.supplier[item]
	return k > 0 && supplier >= 0 && s.p.goals[supplier].knot == k
}

// decided gives the decision whether a goal may have an item that is not had.
func (s *Solver) decided(g, item int32) choice {
	if !s.knotted(g, item) {
		return s.dec[item]
	}
	for _, x := range s.pairs {
		if x.goal == g && x.item == item {
			return x.dec
		}
	}
	return undecided
}

// available tells whether a goal has the item for a leaf or condition, by what is had or was decided.
func (s *Solver) available(g, item int32, ever bool) bool {
	return meets(s.have(g)[item], ever) || s.decided(g, item) == yes
}

// decide buys an item for a goal or gives it up; false where that cannot be.
func (s *Solver) decide(g, item int32, c choice) bool {
	if s.knotted(g, item) {
		return s.decidePair(g, item, c)
	}
	s.trail = append(s.trail, undo{what: undoItem, a: item, old: s.dec[item]})
	s.dec[item] = c
	for _, w := range s.goals {
		s.recount(item, w, c == yes)
	}
	if c == no {
		return true
	}
	switch s.in.Price[item] {
	case Open:
		s.pay(1)
	case Shut:
		s.pay(ShutCost)
	case Supplied:
		if sup := s.p.supplier[item]; !s.wanted[sup] {
			s.want(sup)
		}
	case Never: // is not for anybody to decide
	}
	return true
}

// decidePair lets a goal use what a goal of its knot supplies, which does not lean on it, or do without.
func (s *Solver) decidePair(g, item int32, c choice) bool {
	supplier := s.p.supplier[item]
	s.pairs = append(s.pairs, pair{goal: g, item: item, dec: c})
	s.trail = append(s.trail, undo{what: undoPair})
	s.recount(item, g, c == yes)
	if c == yes && !s.wanted[supplier] {
		s.want(supplier)
	}
	return true
}

// leans tells whether goal a rests on goal b through pairs decided so far, or is b.
func (s *Solver) leans(a, b int32) bool {
	if a == b {
		return true
	}
	for _, x := range s.pairs {
		if x.goal == a && x.dec == yes && s.leans(s.p.supplier[x.item], b) {
			return true
		}
	}
	return false
}

func (s *Solver) pay(cost int64) {
	s.paid += cost
	s.trail = append(s.trail, undo{what: undoPaid, paid: cost})
}

// useCover places a cover's piece, which is not spent, and fills what it may.
func (s *Solver) useCover(goal, c int32) bool {
	s.setCover(goal, c, yes)
	s.spend(goal, s.p.goals[goal].covers[c].item, onCover)
	s.fillBy(goal, c)
	return true
}

// fillBy fills what a cover fills, but for what holds a fixed placement.
func (s *Solver) fillBy(goal, c int32) {
	for _, f := range s.p.goals[goal].covers[c].fills {
		if !s.barred[f] && !s.filled[f] {
			s.trail = append(s.trail, undo{what: undoFilled, a: f})
			s.filled[f] = true
		}
	}
}
