package solve

import "slices"

// estimate gives a cost that no completion of the decisions made so far undercuts, and leaves each group's share of it
// in s.cost.
func (s *Solver) estimate() int64 {
	total := s.paid
	for i, g := range s.goals {
		goal := &s.p.goals[g]
		lo, hi := s.span(i, g)
		careful := i > 0 || len(goal.shares) > 0
		for k := hi - 1; k >= lo; k-- {
			s.cost[k] = s.groupCost(k, i, careful)
		}
		if total += s.cost[lo]; total >= Infinite {
			return Infinite
		}
	}
	return total
}

// after is one past the last group of the tree under g.
func (p *Problem) after(g int32) int32 {
	for len(p.groups[g].kids) > 0 {
		g = p.groups[g].kids[len(p.groups[g].kids)-1]
	}
	return g + 1
}

// groupCost bounds what a group costs, its kids' costs being known. Items that may serve elsewhere too are charged once,
// where they are met first.
func (s *Solver) groupCost(g int32, order int, careful bool) int64 {
	gr := &s.p.groups[g]
	for _, c := range gr.conds {
		if !s.possible(gr.goal, c) {
			return Infinite
		}
	}
	if s.filled[g] || len(gr.covers) > 0 && s.coverable(g) {
		return 0
	}
	t := s.count[g]
	if careful {
		t = s.recharge(g, order)
	}
	leaves := s.need[g]
	sum := int64(0)
	loose := s.sort[:0]
	for _, k := range gr.kids {
		switch {
		case s.state[k] == no:
			if gr.all && s.state[g] != yes {
				leaves--
			}
		case s.state[k] == yes && s.state[g] == yes:
			sum += s.cost[k]
		case gr.all && !s.mayLeaveOut(g):
			sum += s.cost[k]
			if s.state[g] != yes {
				leaves--
			}
		case s.mayLeaveOut(g):
			loose = append(loose, min(s.cost[k], ImpossibleCost))
		default:
			loose = append(loose, s.cost[k])
		}
	}
	s.sort = loose[:0]
	if sum >= Infinite {
		return Infinite
	}
	if leaves <= t.zero && len(loose) == 0 {
		return sum
	}
	slices.Sort(loose)
	if gr.all && len(loose) > 0 { // every part counts, at its cost or left out
		for _, c := range loose {
			sum += c
		}
		leaves -= int32(len(loose))
		loose = nil
	}
	rest := s.cheapest(leaves, t, loose, s.mayLeaveOut(g))
	return min(sum+rest, Infinite)
}

// cheapest is the least that so many options cost: leaves by their prices, kids by their sorted costs, and what is left
// out where that may be.
func (s *Solver) cheapest(n int32, t tally, kids []int64, leaveOut bool) int64 {
	total := int64(0)
	take := func(count int32, each int64) {
		for n > 0 && len(kids) > 0 && kids[0] <= each {
			total += kids[0]
			kids = kids[1:]
			n--
		}
		k := max(min(count, n), 0)
		total += int64(k) * each
		n -= k
	}
	take(t.zero, 0)
	take(t.open, 1)
	if s.in.Relaxed {
		take(t.shut, ShutCost)
	}
	if leaveOut {
		take(n, ImpossibleCost)
	}
	take(0, Infinite-1)
	if n > 0 || total >= Infinite {
		return Infinite
	}
	return total
}

// recharge counts a group's leaves with the items free that an earlier goal is charged for, or that one purchase may
// place twice.
func (s *Solver) recharge(g int32, order int) tally {
	var t tally
	gr := &s.p.groups[g]
	earlier := uint64(0)
	for _, w := range s.goals[:order] {
		earlier |= goalBit(w)
	}
	for _, l := range gr.leaves {
		if l.repeats {
			continue
		}
		switch {
		case s.available(gr.goal, l.item, l.ever):
			t.zero++
		case s.in.Only || s.decided(gr.goal, l.item) == no || s.in.Price[l.item] == Never:
		case s.p.special[l.item]&s.mask != 0 || s.p.inGoals[l.item]&earlier != 0 || s.in.Price[l.item] == Supplied:
			t.zero++
		case s.in.Price[l.item] == Open:
			t.open++
		default:
			t.shut++
		}
	}
	return t
}

// possible tells whether a condition holds or may still be made to hold.
func (s *Solver) possible(g int32, c condition) bool {
	if s.available(g, c.item, c.ever) {
		return true
	}
	return s.buyable(g, c.item)
}

// buyable tells whether an item is undecided and could be got.
func (s *Solver) buyable(g, item int32) bool {
	if s.in.Only || s.decided(g, item) != undecided {
		return false
	}
	switch s.in.Price[item] {
	case Open:
		return true
	case Shut:
		return s.in.Relaxed
	case Supplied:
		return !s.knotted(g, item) || !s.leans(s.p.supplier[item], g)
	default:
		return false
	}
}

// coverable tells whether an undecided cover might still fill the group.
func (s *Solver) coverable(g int32) bool {
	if s.barred[g] {
		return false
	}
	goal := s.p.groups[g].goal
	for _, c := range s.p.groups[g].covers {
		if s.cover[goal][c] == undecided && s.coverPossible(goal, c) {
			return true
		}
	}
	return false
}

func (s *Solver) coverPossible(goal, c int32) bool {
	cv := &s.p.goals[goal].covers[c]
	if !s.possible(goal, condition{item: cv.item, ever: cv.ever}) {
		return false
	}
	for _, k := range cv.conds {
		if !s.possible(goal, k) {
			return false
		}
	}
	for _, x := range s.spent {
		if x.goal == goal && x.item == cv.item {
			return false
		}
	}
	return true
}
