package solve

import (
	"encoding/binary"
	"slices"
)

// alike numbers the items so that those of one number can stand in for one another everywhere: they have leaves in the same
// groups under the same limits, and nothing else in the problem names them. Of such a kind no more need be for sale than
// there are places.
func (p *Problem) alike() {
	p.kind = make([]int32, p.items)
	alone := p.singular()
	kinds := map[string]int32{}
	var key []byte
	for item := range p.kind {
		key = key[:0]
		if alone[item] {
			key = binary.AppendVarint(key, int64(-1-item))
		} else {
			key = p.places(key, item)
		}
		n, known := kinds[string(key)]
		if !known {
			n = int32(len(kinds))
			kinds[string(key)] = n
		}
		p.kind[item] = n
	}
	p.kinds = len(kinds)
	for i := range p.groups {
		p.sortKinds(&p.groups[i])
	}
}

// sortKinds lists the leaves of a group kind by kind.
func (p *Problem) sortKinds(g *group) {
	g.byKind, g.kindEnd = make([]int32, len(g.leaves)), make([]int32, len(g.leaves))
	for i := range g.byKind {
		g.byKind[i] = int32(i)
	}
	kind := func(i int32) int32 { return p.kind[g.leaves[i].item] }
	slices.SortStableFunc(g.byKind, func(a, b int32) int { return int(kind(a) - kind(b)) })
	end := int32(len(g.byKind))
	for i := end - 1; i >= 0; i-- {
		if i+1 < int32(len(g.byKind)) && kind(g.byKind[i]) != kind(g.byKind[i+1]) {
			end = i + 1
		}
		g.kindEnd[i] = end
	}
}

// places writes down where an item has leaves.
func (p *Problem) places(key []byte, item int) []byte {
	for _, e := range p.edges[item] {
		key = binary.AppendVarint(key, int64(e.group))
		key = binary.AppendVarint(key, int64(p.groups[e.group].leaves[e.leaf].cap))
		if e.ever {
			key = append(key, 1)
		}
	}
	return key
}

// singular tells which items something else than leaves and limits that do not cross names.
func (p *Problem) singular() []bool {
	alone := make([]bool, p.items)
	for item := range alone {
		alone[item] = p.special[item] != 0 || p.supplier[item] >= 0
	}
	for i := range p.goals {
		for _, set := range p.goals[i].apart {
			for _, item := range set {
				alone[item] = true
			}
		}
	}
	for i := range p.groups {
		for _, c := range p.groups[i].caps {
			if c.flow {
				continue
			}
			for _, item := range c.items {
				alone[item] = true
			}
		}
	}
	return alone
}

// spare tells whether as many items of a kind and price are for sale already as there are places for them.
func (m *matcher) spare(s *Solver, item int32) bool {
	at := s.p.kind[item]*4 + int32(s.in.Price[item])
	if m.offered[at].round != m.round {
		m.offered[at] = offered{round: m.round, left: m.placesFor(s, item)}
	}
	m.offered[at].left--
	return m.offered[at].left < 0
}

// offered is how many more items of a kind and price there are places for, in one round.
type offered struct {
	round int64
	left  int32
}

// placesFor is how many places the groups that have leaves of an item still have.
func (m *matcher) placesFor(s *Solver, item int32) int32 {
	n, last := int32(0), int32(-1)
	for _, e := range s.p.edges[item] {
		if e.group != last && m.need[e.group] {
			last = e.group
			n += s.need[e.group]
		}
	}
	return n
}

// has tells whether a limit counts the item; its items are sorted.
func (l *limit) has(item int32) bool {
	_, found := slices.BinarySearch(l.items, item)
	return found
}
