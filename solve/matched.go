package solve

// matched is a cost that nothing without supplied items undercuts: pieces are matched to the places that must be filled
// whatever is chosen, and every option stands for sale in its list at the least it costs.
func (l *glance) matched(s *Solver) int64 {
	g := int32(s.in.Root)
	l.covers, l.used, l.placed = true, l.used[:0], false
	l.weigh(s)
	s.goals = append(s.goals[:0], g)
	l.spend(s, g)
	for _, item := range l.shed.off {
		s.dec[item] = no
	}
	for _, k := range l.tree {
		l.ready(s, k)
	}
	cost := s.assign()
	for _, item := range l.shed.off {
		s.dec[item] = undecided
	}
	s.goals, s.spent = s.goals[:0], s.spent[:0]
	return cost
}

// ready puts a group into the state in which a search would have it before any choice; those around it are ready.
func (l *glance) ready(s *Solver, k int32) {
	gr := &s.p.groups[k]
	s.state[k], s.alive[k], s.loose[k] = yes, true, false
	if k != l.tree[0] {
		parent := gr.parent
		inside := s.alive[parent] && !s.filled[parent]
		s.alive[k], s.loose[k] = inside && l.costs[k].low < never, s.loose[parent]
		if s.state[parent] != yes || !inside || !s.p.groups[parent].all && !l.must[k] {
			s.state[k] = undecided
		}
	}
	s.cost[k] = int64(l.costs[k].low)
	if l.costs[k].low >= never {
		s.cost[k] = Infinite
	}
	if !s.barred[k] {
		for _, c := range gr.covers {
			s.loose[k] = s.loose[k] || l.cover(s, c).low < never
		}
	}
	s.need[k] = gr.need - l.pinned[k]
	for _, kid := range gr.kids {
		if gr.all || l.must[kid] {
			s.need[k]--
		}
	}
}
