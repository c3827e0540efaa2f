package solve

import (
	"cmp"
	"slices"
)

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
		if sum >= Infinite {
			return Infinite
		}
	}
	s.sort = loose[:0]
	if leaves <= t.zero && len(loose) == 0 && len(gr.caps) == 0 {
		return sum
	}
	if len(gr.caps) > 0 && !gr.all && s.state[g] == yes {
		return min(sum+s.cappedCost(g, order), Infinite)
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

// option is a leaf or kid that may still count in a group with limits, what it costs at least, and the limit it is under.
type option struct {
	cost int64
	cap  int32
}

// cappedCost is the least that the open places of a chosen group with limits cost: the cheapest options that its limits,
// those that do not cross, let count together.
func (s *Solver) cappedCost(g int32, order int) int64 {
	gr := &s.p.groups[g]
	if !s.openRoom(g) {
		return Infinite
	}
	room := s.match.room[g]
	all := s.options[:0]
	for i := range gr.leaves {
		l := &gr.leaves[i]
		if cost := s.leafCost(order, gr.goal, l); !l.repeats && cost < Infinite {
			all = append(all, option{cost: cost, cap: l.cap})
		}
	}
	for _, k := range gr.kids {
		if s.state[k] == undecided && s.cost[k] < Infinite {
			all = append(all, option{cost: s.cost[k], cap: gr.capOfKid(k)})
		}
	}
	s.options = all[:0]
	slices.SortFunc(all, func(a, b option) int { return cmp.Compare(a.cost, b.cost) })
	total, n := int64(0), s.need[g]
	for _, o := range all {
		if n <= 0 {
			break
		}
		if o.cap >= 0 && room[o.cap] == 0 || o.cost > ImpossibleCost && s.mayLeaveOut(g) {
			continue
		}
		if o.cap >= 0 {
			room[o.cap]--
		}
		total += o.cost
		n--
	}
	switch {
	case n <= 0:
		return total
	case s.mayLeaveOut(g):
		return total + int64(n)*ImpossibleCost
	default:
		return Infinite
	}
}

// capOfKid is the limit that keeps to itself a kid falls under, or -1.
func (g *group) capOfKid(kid int32) int32 {
	for c := range g.caps {
		if g.caps[c].flow && slices.Contains(g.caps[c].kids, kid) {
			return int32(c)
		}
	}
	return -1
}

// leafCost is the least that a leaf costs, Infinite where nothing can fill it.
func (s *Solver) leafCost(order int, goal int32, l *leaf) int64 {
	switch {
	case s.available(goal, l.item, l.ever):
		return 0
	case !s.buyable(goal, l.item):
		return Infinite
	case l.again || s.in.Price[l.item] == Supplied || s.isEarlier(l.item, order):
		return 0
	case s.in.Price[l.item] == Open:
		return 1
	default:
		return ShutCost
	}
}

// isEarlier tells whether a goal wanted before the one in order mentions the item, and is charged for it.
func (s *Solver) isEarlier(item int32, order int) bool {
	for _, w := range s.goals[:order] {
		if s.p.inGoals[item]&goalBit(w) != 0 {
			return true
		}
	}
	return false
}

// recharge counts a group's leaves with the items free that an earlier goal is charged for, or that one purchase may
// place twice.
func (s *Solver) recharge(g int32, order int) tally {
	var t tally
	gr := &s.p.groups[g]
	for i := range gr.leaves {
		if gr.leaves[i].repeats {
			continue
		}
		switch s.leafCost(order, gr.goal, &gr.leaves[i]) {
		case 0:
			t.zero++
		case 1:
			t.open++
		case ShutCost:
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
