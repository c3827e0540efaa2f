package solve

import (
	"cmp"
	"slices"
)

// estimate gives a cost that no completion of the decisions made so far undercuts, and leaves each group's share of it
// in s.cost.
func (s *Solver) estimate() int64 {
	total := s.paid * s.unit
	for i, g := range s.goals {
		goal := &s.p.goals[g]
		tree := s.tree(i, g)
		careful := i > 0 || len(goal.shares) > 0
		for _, k := range slices.Backward(tree) {
			s.cost[k] = s.groupCost(k, i, careful)
		}
		if total += s.cost[tree[0]]; total >= Infinite {
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
	if careful {
		s.recharge(g, order)
	} else {
		t := s.count[g]
		s.prices = append(s.prices[:0], priced{0, t.zero}, priced{1, t.open}, priced{ShutCost, t.shut})
	}
	leaves := s.need[g]
	sum := int64(0)
	loose := s.sort[:0]
	for _, k := range gr.kids {
		switch {
		case s.state[k] == no:
		case s.state[k] == yes && s.state[g] == yes:
			sum += s.cost[k]
		case gr.all && !s.mayLeaveOut(g):
			sum += s.cost[k]
			if s.state[g] != yes {
				leaves--
			}
		case s.mayLeaveOut(g):
			loose = append(loose, min(s.cost[k], ImpossibleCost*s.unit))
		default:
			loose = append(loose, s.cost[k])
		}
		if sum >= Infinite {
			return Infinite
		}
	}
	s.sort = loose[:0]
	if len(loose) == 0 && len(gr.caps) == 0 && leaves <= s.prices[0].count && s.prices[0].cost == 0 {
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
	rest := s.cheapest(leaves, loose, s.mayLeaveOut(g))
	return min(sum+rest, Infinite)
}

// priced is how many leaves of a group can be had at one cost.
type priced struct {
	cost  int64
	count int32
}

// cheapest is the least that so many options cost: leaves by their prices, kids by their sorted costs, and what is left
// out where that may be.
func (s *Solver) cheapest(n int32, kids []int64, leaveOut bool) int64 {
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
	for _, p := range s.prices {
		if p.cost < ShutCost*s.unit || s.in.Relaxed {
			take(p.count, p.cost)
		}
	}
	if leaveOut {
		take(n, ImpossibleCost*s.unit)
	}
	take(0, Infinite-1)
	if n > 0 || total >= Infinite {
		return Infinite
	}
	return total
}

// option is what may still count in a group with limits, leaves and kids: what it costs at least, the limit it is under, and how many
// there are of it.
type option struct {
	cost  int64
	cap   int32
	count int32
}

// oneMore adds one to the options of a cost and a limit.
func oneMore(all []option, cost int64, limit int32) []option {
	for i := range all {
		if all[i].cost == cost && all[i].cap == limit {
			all[i].count++
			return all
		}
	}
	return append(all, option{cost: cost, cap: limit, count: 1})
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
			all = oneMore(all, cost, l.cap)
		}
	}
	for _, k := range gr.kids {
		if s.state[k] == undecided && s.cost[k] < Infinite {
			all = oneMore(all, s.cost[k], gr.capOfKid(k))
		}
	}
	s.options = all[:0]
	slices.SortFunc(all, func(a, b option) int { return cmp.Compare(a.cost, b.cost) })
	total, n := int64(0), s.need[g]
	for _, o := range all {
		if n <= 0 {
			break
		}
		if o.cost > ImpossibleCost*s.unit && s.mayLeaveOut(g) {
			break
		}
		taken := min(o.count, n)
		if o.cap >= 0 {
			taken = min(taken, room[o.cap])
			room[o.cap] -= taken
		}
		total += o.cost * int64(taken)
		n -= taken
	}
	switch {
	case n <= 0:
		return total
	case s.mayLeaveOut(g):
		return total + int64(n)*ImpossibleCost*s.unit
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
	case l.again || s.in.Price[l.item] == Supplied:
		return 0
	case s.in.Price[l.item] != Open:
		if s.isEarlier(l.item, order) {
			return 0
		}
		return ShutCost * s.unit
	case s.unit > 1:
		return s.unit / int64(s.claims(l.item))
	case s.isEarlier(l.item, order):
		return 0
	default:
		return 1
	}
}

// shared bounds the same as estimate and assign do together, with the price of what several goals could use divided among
// them; sometimes that is more.
func (s *Solver) shared() int64 {
	s.unit = split
	total := s.estimate()
	if total < Infinite {
		total = min(s.paid*split+s.assign(), Infinite)
	}
	s.unit = 1
	return (total + split - 1) / split
}

// split is the unit in which prices are divided: by up to four goals, evenly.
const split = 12

// claims is among how many goals, up to four, the price of an item is divided.
func (s *Solver) claims(item int32) int {
	n := 0
	for _, w := range s.goals {
		if s.p.inGoals[item]&goalBit(w) != 0 && s.decided(w, item) == undecided {
			n++
		}
	}
	return max(n, 1)
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

// recharge counts a group's leaves by what they cost at least, where that differs by goal.
func (s *Solver) recharge(g int32, order int) {
	s.prices = append(s.prices[:0], priced{})
	gr := &s.p.groups[g]
	for i := range gr.leaves {
		if gr.leaves[i].repeats {
			continue
		}
		cost := s.leafCost(order, gr.goal, &gr.leaves[i])
		if cost >= Infinite {
			continue
		}
		at, known := slices.BinarySearchFunc(s.prices, cost, func(p priced, c int64) int { return cmp.Compare(p.cost, c) })
		if !known {
			s.prices = slices.Insert(s.prices, at, priced{cost: cost})
		}
		s.prices[at].count++
	}
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
