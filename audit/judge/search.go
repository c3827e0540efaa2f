package judge

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// search walks through every way to complete the rules of a version on a day.
type search struct {
	history    *history
	book       *book
	day        record.Date
	held, ever bits
	// can and canEver are what may be used at all: what is held and, where ways are completed, what can be bought.
	can, canEver bits
	// left is how many impossible slots there may still be, least how many there must be.
	left, least int
	// items are those of which at most purse may be bought; no items, no limit.
	items bits
	purse int
	// onlyFree lets only free pieces be placed.
	onlyFree bool
	free     bits

	// What the way taken so far has done:
	buys, buysEver bits    // used though not held
	chosen         []bool  // by node: chosen with everything above it
	own            []bool  // by node: met by its own parts
	fill           []int   // by item: the number of what is placed there, plus one
	used           []bool  // by cover
	placed         []place // every placement
}

// place is one placement: on a node or, where that is nil, on a cover.
type place struct {
	ref int
	at  *node
}

func newSearch(h *history, b *book, day record.Date, held, ever bits) *search {
	return &search{
		history: h, book: b, day: day, held: held, ever: ever, can: held, canEver: ever,
		chosen: make([]bool, len(b.nodes)), own: make([]bool, len(b.nodes)),
		fill: make([]int, len(b.slots)), used: make([]bool, len(b.covers)),
	}
}

// meet visits every way to meet the node, calling next in each; it stops when next gives true.
func (s *search) meet(n *node, next func() bool) bool {
	s.chosen[n.index] = true
	defer func() { s.chosen[n.index] = false }()
	if s.waived(n) {
		return next()
	}
	if !s.active(n.open, n.listed) {
		return false
	}
	return s.hold(n.given, func() bool {
		return s.covered(n, next) || s.parts(n, next)
	})
}

// covered lets the node be filled by a cover.
func (s *search) covered(n *node, next func() bool) bool {
	for i, k := range s.book.covers {
		if n.id == "" || !slices.Contains(k.fills, n.id) || !s.active(k.open, k.listed) {
			continue
		}
		if s.used[i] {
			if next() {
				return true
			}
			continue
		}
		s.used[i] = true
		met := s.hold(k.given, func() bool { return s.put(k.ref, k.ever, nil, next) })
		s.used[i] = false
		if met {
			return true
		}
	}
	return false
}

// parts meets the node by what it asks for itself.
func (s *search) parts(n *node, next func() bool) bool {
	s.own[n.index] = true
	defer func() { s.own[n.index] = false }()
	switch {
	case n.slot >= 0:
		for _, ref := range s.candidates(n) {
			s.fill[n.slot] = ref + 1
			met := s.put(ref, n.ever, n, next)
			s.fill[n.slot] = 0
			if met {
				return true
			}
		}
		return false
	case n.list:
		return s.choose(n, 0, n.need, next)
	default:
		return s.every(n.kids, next)
	}
}

// every meets all parts, or leaves some out.
func (s *search) every(parts []*node, next func() bool) bool {
	if len(parts) == 0 {
		return next()
	}
	rest := func() bool { return s.every(parts[1:], next) }
	return s.meet(parts[0], rest) || s.leaveOut(1, rest)
}

// choose meets as many more options, those before i being decided on, or leaves some places out.
func (s *search) choose(n *node, i, more int, next func() bool) bool {
	if more == 0 {
		return next()
	}
	if i == len(n.kids) {
		return s.leaveOut(more, next)
	}
	kid := n.kids[i]
	if s.roomFor(n, kid) && s.meet(kid, func() bool { return s.choose(n, i+1, more-1, next) }) {
		return true
	}
	return s.choose(n, i+1, more, next)
}

// roomFor tells whether no cap of the list is used up for the option.
func (s *search) roomFor(n, option *node) bool {
	for _, l := range n.caps {
		if !slices.Contains(l.of, option) {
			continue
		}
		count := 0
		for _, k := range l.of {
			if s.chosen[k.index] {
				count++
			}
		}
		if count >= l.n {
			return false
		}
	}
	return true
}

// leaveOut uses up impossible slots, where there may be so many.
func (s *search) leaveOut(slots int, next func() bool) bool {
	if s.left < slots {
		return false
	}
	s.left -= slots
	met := next()
	s.left += slots
	return met
}

// hold asks for all conditions.
func (s *search) hold(given []condition, next func() bool) bool {
	if len(given) == 0 {
		return next()
	}
	return s.have(given[0].ref, given[0].ever, func() bool { return s.hold(given[1:], next) })
}

// have asks that a ref is held, or buys it.
func (s *search) have(ref int, ever bool, next func() bool) bool {
	held, can, buys := s.held, s.can, &s.buys
	if ever {
		held, can, buys = s.ever, s.canEver, &s.buysEver
	}
	if held.has(ref) {
		return next()
	}
	if !can.has(ref) {
		return false
	}
	before := *buys
	buys.add(ref)
	met := (s.items.empty() || count(s.buys.or(s.buysEver).and(s.items)) <= s.purse) && next()
	*buys = before
	return met
}

// put places a piece on a node, or on a cover.
func (s *search) put(ref int, ever bool, at *node, next func() bool) bool {
	if s.onlyFree && !s.free.has(ref) || !s.mayPut(ref, at) {
		return false
	}
	s.placed = append(s.placed, place{ref, at})
	met := s.have(ref, ever, next)
	s.placed = s.placed[:len(s.placed)-1]
	return met
}

// mayPut tells whether neither not_both nor counting once forbids the placement.
func (s *search) mayPut(ref int, at *node) bool {
	again := false
	for _, p := range s.placed {
		again = again || p.ref == ref
	}
	if again && !s.shared(ref, at) {
		return false
	}
	refs := s.history.court.refs
	for _, nb := range s.book.version.NotBoth {
		if !slices.Contains(nb.Of, refs[ref]) {
			continue
		}
		for _, p := range s.placed {
			if p.ref != ref && slices.Contains(nb.Of, refs[p.ref]) {
				return false
			}
		}
	}
	return true
}

// shared tells whether one shares entry allows all placements of the piece, the new one among them.
func (s *search) shared(ref int, at *node) bool {
	all := []place{{ref, at}}
	for _, p := range s.placed {
		if p.ref == ref {
			all = append(all, p)
		}
	}
	for _, share := range s.book.version.Shares {
		if len(share.Items) > 0 && !slices.Contains(share.Items, s.history.court.refs[ref]) {
			continue
		}
		if onceInEach(all, share.Between) {
			return true
		}
	}
	return false
}

// onceInEach tells whether every placement is inside one of the requirements, and none of these holds two.
func onceInEach(all []place, between []string) bool {
	counts := map[string]int{}
	for _, p := range all {
		somewhere := false
		for _, id := range between {
			if p.at != nil && p.at.inside(id) {
				somewhere = true
				counts[id]++
			}
		}
		if !somewhere {
			return false
		}
	}
	for _, n := range counts {
		if n > 1 {
			return false
		}
	}
	return true
}

// waived tells whether a ruling in force waives the node.
func (s *search) waived(n *node) bool {
	if n.id == "" {
		return false
	}
	return slices.ContainsFunc(s.history.court.rulings, func(r record.Ruling) bool {
		return r.Kind == record.Waive && r.Programme == s.book.programme.ID && r.Requirement == n.id && r.InForce(s.day)
	})
}

// active tells whether an option or cover exists on the day.
func (s *search) active(open string, listed programme.Span) bool {
	if !listed.Holds(s.day) {
		return false
	}
	if open == "" {
		return true
	}
	q := Question{s.book.programme.ID, open}
	if granted, ruled := s.history.court.ruled(q, s.day); ruled {
		return granted
	}
	return slices.Contains(s.history.world, q)
}

// candidates are the refs whose pieces may be placed on the item.
func (s *search) candidates(n *node) []int {
	c := s.history.court
	all := []int{n.ref}
	for _, r := range c.rulings {
		if r.Kind == record.Substitute && r.For == c.refs[n.ref] && r.InForce(s.day) &&
			(r.Programme == "" || r.Programme == s.book.programme.ID) && !slices.Contains(all, c.number[r.Evidence]) {
			all = append(all, c.number[r.Evidence])
		}
	}
	return all
}
