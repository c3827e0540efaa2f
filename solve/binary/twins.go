package binary

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// twins finds variables that stand in the same rows with the same coefficients and cost the same. Any solution stays one
// when two of them are exchanged, so it is enough to look at those in which they are chosen in order: the order asked for,
// else that in which they were added.
func (s *search) twins() {
	n := len(s.cost)
	s.first, s.next = make([]int32, n), make([]int32, n)
	rank := make([]int, n)
	for v := range n {
		s.first[v], s.next[v], rank[v] = -1, -1, len(s.o.Order)+v
	}
	for i, v := range s.o.Order {
		rank[v] = i
	}
	groups := map[string][]int32{}
	var key []byte
	for v := range n {
		key = binary.AppendVarint(key[:0], s.cost[v])
		for _, at := range s.byVar[v] {
			key = binary.AppendVarint(binary.AppendVarint(key, int64(at.row)), at.coef)
		}
		groups[string(key)] = append(groups[string(key)], int32(v))
	}
	for _, g := range groups {
		slices.SortFunc(g, func(a, b int32) int { return cmp.Compare(rank[a], rank[b]) })
		for i := 1; i < len(g); i++ {
			s.first[g[i]], s.next[g[i-1]] = g[i-1], g[i]
		}
	}
}

// tie decides the twin that must follow a decision.
func (s *search) tie(v int, yes bool) {
	if s.first == nil {
		return
	}
	if w := s.first[v]; yes && w >= 0 && s.lo[w] != s.hi[w] {
		s.decide(int(w), true)
	}
	if w := s.next[v]; !yes && w >= 0 && s.lo[w] != s.hi[w] {
		s.decide(int(w), false)
	}
}
