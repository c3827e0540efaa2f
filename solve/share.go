package solve

// gatherShared lists the pieces of an item in a goal that has shares: one, or one inside each group of a share.
func (s *Solver) gatherShared(g, item int32) {
	m := &s.match
	if ways, open := s.openWays(g, item); open {
		for _, w := range ways {
			s.gatherWay(g, item, w)
		}
		m.pieces = append(m.pieces, piece{goal: g, item: item, within: -1, at: -1})
		return
	}
	way, rest := s.shareOf(g, item)
	if way < 0 {
		if rest {
			m.pieces = append(m.pieces, piece{goal: g, item: item, within: -1, at: -1})
		}
		return
	}
	s.gatherWay(g, item, way)
}

// gatherWay lists a piece for each group of a share that holds none yet.
func (s *Solver) gatherWay(g, item, way int32) {
	for _, top := range s.p.goals[g].shares[way].between {
		if !s.spentWithin(g, item, top) {
			s.match.pieces = append(s.match.pieces, piece{goal: g, item: item, within: top, at: -1})
		}
	}
}

// openWays lists the shares by which an item may be placed, if it is still open by which, or whether by any.
func (s *Solver) openWays(g, item int32) (ways []int32, open bool) {
	if s.hasMode(g, item) {
		return nil, false
	}
	ways = s.shareWays(g, item)
	return ways, len(ways) > 1 || len(ways) == 1 && !s.isSpent(g, item) && s.standsOutside(g, item, ways[0])
}

// shareOf gives the share by which an item is placed several times, or -1; rest tells whether a piece is left at all
// without a share.
func (s *Solver) shareOf(g, item int32) (way int32, rest bool) {
	for _, x := range s.modes {
		if x.goal == g && x.item == item {
			return x.share, !s.isSpent(g, item)
		}
	}
	ways := s.shareWays(g, item)
	if len(ways) == 0 {
		return -1, !s.isSpent(g, item)
	}
	return ways[0], false
}

// nextMode finds an item for which it matters by which share, or none, it is placed.
func (s *Solver) nextMode() (g, item int32, ways []int32, ok bool) {
	for _, g := range s.goals {
		if len(s.p.goals[g].shares) == 0 {
			continue
		}
		for i := range int32(s.p.items) {
			if !s.available(g, i, true) {
				continue
			}
			if ways, open := s.openWays(g, i); open {
				if !s.isSpent(g, i) {
					ways = append(ways, -1)
				}
				return g, i, ways, true
			}
		}
	}
	return 0, 0, nil, false
}

func (s *Solver) hasMode(g, item int32) bool {
	for _, x := range s.modes {
		if x.goal == g && x.item == item {
			return true
		}
	}
	return false
}

// shareWays lists the shares of a goal that could place an item more than once, given where it is placed already.
func (s *Solver) shareWays(g, item int32) []int32 {
	var ways []int32
	for w := range s.p.goals[g].shares {
		sh := &s.p.goals[g].shares[w]
		if sh.has(item) && s.agrees(g, item, sh) {
			ways = append(ways, int32(w))
		}
	}
	return ways
}

// agrees tells whether every placement made of an item lies inside a different group of the share.
func (s *Solver) agrees(g, item int32, sh *share) bool {
	for i := range s.spent {
		x := &s.spent[i]
		if x.goal != g || x.item != item {
			continue
		}
		if x.group < 0 {
			return false
		}
		in := int32(-1)
		for _, top := range sh.between {
			if s.p.within(x.group, top) {
				in = top
			}
		}
		if in < 0 {
			return false
		}
		for j := range s.spent[:i] {
			y := &s.spent[j]
			if y.goal == g && y.item == item && s.p.within(y.group, in) {
				return false
			}
		}
	}
	return true
}

func (s *Solver) isSpent(g, item int32) bool {
	for _, x := range s.spent {
		if x.goal == g && x.item == item {
			return true
		}
	}
	return false
}

func (s *Solver) spentWithin(g, item, top int32) bool {
	for _, x := range s.spent {
		if x.goal == g && x.item == item && s.p.within(x.group, top) {
			return true
		}
	}
	return false
}

// standsOutside tells whether an item has a leaf in the goal that lies in no group of the share.
func (s *Solver) standsOutside(g, item, way int32) bool {
	for _, e := range s.p.edges[item] {
		if s.p.groups[e.group].goal != g {
			continue
		}
		inside := false
		for _, top := range s.p.goals[g].shares[way].between {
			inside = inside || s.p.within(e.group, top)
		}
		if !inside {
			return true
		}
	}
	return false
}
