package binary

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// random makes a programme with few enough variables to try everything.
func random(seed uint64) *Program {
	dice := rand.New(rand.NewPCG(seed, 70290))
	p := &Program{}
	n := 3 + dice.IntN(9)
	for range n {
		p.Var(int64(dice.IntN(6)) * int64(1+dice.IntN(2)*124))
	}
	for range 2 + dice.IntN(8) {
		var terms []Term
		for v := range n {
			if dice.IntN(3) == 0 {
				terms = append(terms, Term{v, int64(1 + dice.IntN(1+dice.IntN(5)))})
				if dice.IntN(3) == 0 {
					terms[len(terms)-1].Coef *= -1
				}
			}
		}
		if dice.IntN(5) == 0 {
			p.AtMost(int64(dice.IntN(4)), terms...)
		} else {
			p.AtLeast(int64(dice.IntN(5)-1), terms...)
		}
	}
	return p
}

// tried gives the first, by the order of the variables, of the cheapest solutions.
func tried(p *Program) (best []bool, cost int64) {
	n := p.Vars()
	cost = Infinite
	for m := range 1 << n {
		values, c := make([]bool, n), int64(0)
		for v := range n {
			if m&(1<<v) != 0 {
				values[v] = true
				c += p.Cost(v)
			}
		}
		if c > cost || !p.Holds(values) {
			continue
		}
		if c < cost || precedes(values, best) {
			best, cost = values, c
		}
	}
	return best, cost
}

func precedes(a, b []bool) bool {
	for v := range a {
		if a[v] != b[v] {
			return a[v]
		}
	}
	return false
}

func TestEverythingTried(t *testing.T) {
	for seed := range uint64(20000) {
		p := random(seed)
		want, cost := tried(p)
		var order []int
		for v := range p.Vars() {
			order = append(order, v)
		}
		got := Solve(p, Options{Order: order})
		if !got.Proved || got.Found != (want != nil) || got.Cost != cost || !slices.Equal(got.Values, want) {
			t.Fatalf("seed %d: found %t %v at %d, proved %t; trying everything gives %v at %d", seed, got.Found, got.Values, got.Cost, got.Proved, want, cost)
		}
	}
}

// TestCutsKeepWhatIsBest tries everything where the relaxation is far from the truth: covers of odd needs beside a row of
// large coefficients.
func TestCutsKeepWhatIsBest(t *testing.T) {
	cut := 0
	for seed := range uint64(1500) {
		dice := rand.New(rand.NewPCG(seed, 70297))
		p := &Program{}
		n := 8 + dice.IntN(5)
		var weights []Term
		for v := range n {
			p.Var(int64(100 + 5*dice.IntN(30)))
			weights = append(weights, Term{v, int64(1 + dice.IntN(600))})
		}
		for range 3 + dice.IntN(6) {
			var terms []Term
			for _, v := range dice.Perm(n)[:3+dice.IntN(4)] {
				terms = append(terms, Term{v, int64(1 + dice.IntN(2))})
			}
			p.AtLeast(int64(2+dice.IntN(2)), terms...)
		}
		p.AtLeast(int64(dice.IntN(1500)), weights...)
		want, cost := tried(p)
		s := newSearch(p, Options{})
		s.twins()
		if s.settle() {
			s.lp = newSimplex(s)
			if s.root() {
				s.explore()
			}
		}
		if len(s.rows) > len(p.rows) {
			cut++
		}
		if got := s.solution(); !got.Proved || got.Found != (want != nil) || got.Cost != cost {
			t.Fatalf("seed %d: %d, proved %t; trying everything gives %d", seed, got.Cost, got.Proved, cost)
		}
	}
	if cut < 700 {
		t.Errorf("only %d of 1500 searches made a cut", cut)
	}
}

func TestBudget(t *testing.T) {
	for seed := range uint64(2000) {
		p := random(seed)
		_, cost := tried(p)
		got := Solve(p, Options{Steps: 2})
		if got.Bound > cost || got.Found && got.Cost < cost || got.Proved && got.Cost != cost {
			t.Fatalf("seed %d: cost %d, bound %d, proved %t; the least is %d", seed, got.Cost, got.Bound, got.Proved, cost)
		}
	}
}

func TestStop(t *testing.T) {
	p := hard(60)
	got := Solve(p, Options{Stop: func() bool { return true }})
	if got.Proved && got.Steps > 200 {
		t.Errorf("stopped after %d steps, yet proved", got.Steps)
	}
}

// hard is a covering problem of so many items.
func hard(n int) *Program {
	dice := rand.New(rand.NewPCG(uint64(n), 1))
	p := &Program{}
	for range n {
		p.Var(int64(5000 + 500*dice.IntN(30)))
	}
	for range n / 2 {
		var terms []Term
		for _, v := range dice.Perm(n)[:6] {
			terms = append(terms, Term{v, 1})
		}
		p.AtLeast(2, terms...)
	}
	return p
}

func BenchmarkCover(b *testing.B) {
	for _, n := range []int{60, 120, 200} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				got := Solve(hard(n), Options{})
				b.ReportMetric(float64(got.Steps), "steps")
				if !got.Proved {
					b.Fatal("not proved")
				}
			}
		})
	}
}
