package binary

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// weighty makes a programme of which some rows come to something exactly, and says of which of its variables each value is a search
// of its own.
func weighty(seed uint64) (*Program, []uint8) {
	dice := rand.New(rand.NewPCG(seed, 70300))
	p := random(seed)
	n := p.Vars()
	for range dice.IntN(3) {
		var terms []Term
		for v := range n {
			if dice.IntN(3) == 0 {
				terms = append(terms, Term{v, int64(1 + dice.IntN(3))})
			}
		}
		b := int64(dice.IntN(5))
		p.AtLeast(b, terms...)
		p.AtMost(b, terms...)
	}
	first := make([]uint8, n)
	for v := range first {
		first[v] = uint8(dice.IntN(Apart + 2))
	}
	return p, first
}

func TestWeightyTried(t *testing.T) {
	t.Parallel()
	apart, exact := 0, 0
	for seed := range uint64(20000) {
		p, first := weighty(seed)
		want, cost := tried(p)
		order := make([]int, p.Vars())
		for v := range order {
			order[v] = v
		}
		got := Solve(p, Options{Order: order, First: first})
		if !got.Proved || got.Found != (want != nil) || got.Cost != cost || !slices.Equal(got.Values, want) {
			t.Fatalf("seed %d: found %t %v at %d, proved %t; trying everything gives %v at %d", seed, got.Found, got.Values, got.Cost, got.Proved, want, cost)
		}
		if got.Found && !got.Ordered {
			t.Fatalf("seed %d: found in no order", seed)
		}
		if got := Solve(p, Options{First: first, Steps: 3}); got.Bound > cost || got.Found && got.Cost < cost || got.Proved && got.Cost != cost {
			t.Fatalf("seed %d: in three steps cost %d, bound %d, proved %t; the least is %d", seed, got.Cost, got.Bound, got.Proved, cost)
		}
		if got := Solve(p, Options{First: first, Any: true}); !got.Proved || got.Found != (want != nil) || got.Found && !p.Holds(got.Values) {
			t.Fatalf("seed %d: any: found %t, proved %t; there is one: %t", seed, got.Found, got.Proved, want != nil)
		}
		s := newSearch(p, Options{First: first})
		if slices.Contains(s.pairs, second) {
			exact++
		}
		if s.settle() {
			s.lp = newSimplex(s)
			if _, _, yes := s.weighty(); yes {
				apart++
			}
		}
	}
	if apart < 300 || exact < 4000 {
		t.Errorf("only %d of 20000 were searched apart, %d have rows that come to something exactly", apart, exact)
	}
}
