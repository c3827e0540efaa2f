package solve

// broken looks for what the matching of a goal breaks and gives the bans of which every lawful completion of the
// decisions made so far obeys at least one.
func (s *Solver) broken(g int32, order int) (bans []ban, broken bool) {
	for _, set := range s.p.goals[g].apart {
		if bans, broken = s.together(g, set); broken {
			return bans, true
		}
	}
	for _, k := range s.tree(order, g) {
		for c := range s.p.groups[k].caps {
			if !s.p.groups[k].caps[c].flow && s.state[k] == yes && s.alive[k] && !s.filled[k] {
				if bans, broken = s.exceeds(g, k, &s.p.groups[k].caps[c]); broken {
					return bans, true
				}
			}
		}
	}
	return nil, false
}

// together finds two placed items of a set of which only one may be placed.
func (s *Solver) together(g int32, set []int32) ([]ban, bool) {
	fixed := 0
	var movable []int32
	for _, item := range set {
		switch {
		case s.isFixed(g, item):
			fixed++
		case s.isPlaced(g, item, -1):
			movable = append(movable, item)
		}
	}
	if fixed+len(movable) < 2 {
		return nil, false
	}
	stay := min(fixed, 1) // beside a piece that stays, every other goes; of two that could go, one does
	var bans []ban
	for _, item := range movable[:min(len(movable), 2-stay)] {
		bans = append(bans, ban{goal: g, group: -1, item: item})
	}
	return bans, true
}

// isFixed tells whether the input or a cover placed the item.
func (s *Solver) isFixed(g, item int32) bool {
	for _, x := range s.spent {
		if x.goal == g && x.item == item && x.group != elsewhere {
			return true
		}
	}
	return false
}

// exceeds finds more placed items under a limit than it lets count.
func (s *Solver) exceeds(g, k int32, l *limit) ([]ban, bool) {
	n := l.n
	for _, kid := range l.kids {
		if s.state[kid] == yes {
			n--
		}
	}
	var movable []int32
	for _, item := range l.items {
		if s.isPlaced(g, item, k) {
			movable = append(movable, item)
		}
	}
	for i := range s.spent {
		if s.spent[i].group == k && l.has(s.spent[i].item) {
			n--
		}
	}
	if int32(len(movable)) <= n {
		return nil, false
	}
	var bans []ban
	for _, item := range movable[:n+1] { // n is not below 0: else there was no room to match in
		bans = append(bans, ban{goal: g, group: k, item: item})
	}
	return bans, true
}

// isPlaced tells whether the last matching placed the item, in a group or anywhere (-1).
func (s *Solver) isPlaced(g, item, group int32) bool {
	for i := range s.match.pieces {
		if p := &s.match.pieces[i]; p.goal == g && p.item == item && p.at >= 0 && (group < 0 || p.at == group) {
			return true
		}
	}
	return false
}
