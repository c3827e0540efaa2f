package solve

import "testing"

func input(p *Problem, have []int, open int) *Input {
	in := &Input{Top: -1, Have: make([]Level, p.items), Price: make([]Price, p.items), Counts: make([]Count, p.Groups())}
	for i := range open {
		in.Price[i] = Open
	}
	for _, h := range have {
		in.Have[h] = Full
		in.Held = append(in.Held, int32(h))
	}
	p.CountPrices(in.Price, in.Counts)
	return in
}

// mcse is the shape of the credential that the project began with: four, one of two, one of two, one of five of which
// two stand in the third list too.
func mcse() *Problem {
	b := NewBuilder(11)
	b.Goal(-1)
	root := b.Group(-1, -1)
	core := b.Group(root, -1)
	for i := range 4 {
		b.Leaf(core, i, false)
	}
	client := b.Group(root, 1)
	b.Leaf(client, 4, false)
	b.Leaf(client, 5, false)
	design := b.Group(root, 1)
	b.Leaf(design, 6, false)
	b.Leaf(design, 7, false)
	elective := b.Group(root, 1)
	for i := 6; i < 11; i++ {
		b.Leaf(elective, i, false)
	}
	return b.Problem()
}

func TestContestedPieceIsPlacedOnce(t *testing.T) {
	p := mcse()
	var s Solver
	for _, c := range []struct {
		have []int
		want int64
	}{
		{nil, 7}, {[]int{6}, 6}, {[]int{6, 7}, 5}, {[]int{6, 7, 8}, 5}, {[]int{0, 1, 2, 3, 4, 7, 6}, 0}, {[]int{0, 1, 2, 3, 4, 5, 7}, 1},
	} {
		sol := s.Least(p, input(p, c.have, 11), Infinite, 0, DefaultBudget)
		if sol.Cost != c.want || !sol.Proved {
			t.Errorf("with %v: cost %d proved %v, want %d", c.have, sol.Cost, sol.Proved, c.want)
		}
	}
}

func TestSmallestSetsAreListedInOrder(t *testing.T) {
	p := mcse()
	var s Solver
	in := input(p, []int{0, 1, 2, 3, 4, 6}, 11)
	got := s.Smallest(p, in, 1, 100, 2000, DefaultBudget)
	if got.Total != 4 || !got.Complete {
		t.Fatalf("total %d complete %v, want 4 sets", got.Total, got.Complete)
	}
	for i, want := range []int32{7, 8, 9, 10} {
		if got.Set(i)[0] != want {
			t.Errorf("set %d is %v, want %d", i, got.Set(i), want)
		}
	}
	all := s.Smallest(p, input(p, nil, 11), 7, 100, 2000, DefaultBudget)
	if want := 2 * (1 + 3 + 3); all.Total != want {
		t.Errorf("from nothing there are %d sets, want %d", all.Total, want)
	}
}

func TestCanonicalPlacesEarlyLeavesFirst(t *testing.T) {
	p := mcse()
	var s Solver
	in := input(p, []int{7, 6}, 11)
	sol := s.Canonical(p, in, 5, DefaultBudget)
	if len(sol.Placed) != 2 || sol.Placed[0].Item != 6 || sol.Placed[1].Item != 7 {
		t.Errorf("placed %v, want 6 in the design list and 7 among the electives", sol.Placed)
	}
}
