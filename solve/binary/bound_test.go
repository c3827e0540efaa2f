package binary

import (
	"math/rand/v2"
	"testing"
)

// priced makes a programme of groups of which one thing each must be had, at prices in cents, each of which takes hours: mostly
// either the money or the time does not suffice for halves of things either.
func priced(seed uint64) *Program {
	dice := rand.New(rand.NewPCG(seed, 70297))
	p := &Program{}
	var money, time []Term
	least := int64(0)
	for range 12 {
		var group []Term
		for range 6 {
			v := p.Var(0)
			hours := int64(10 + dice.IntN(70))
			group = append(group, Term{v, 1})
			time = append(time, Term{v, 7 * hours})
			money = append(money, Term{v, 1_000_000 - 9_973*hours + int64(dice.IntN(100_000))})
		}
		least += 400_000
		p.AtLeast(1, group...)
	}
	p.AtMost(least+int64(dice.IntN(1_000_000)), money...)
	p.AtMost(12*7*int64(30+dice.IntN(20)), time...)
	return p
}

// What the relaxation finds impossible is proved so in whole numbers, also where amounts of money are added to hours: else every
// branch of it is searched.
func TestTheImpossibleIsRefuted(t *testing.T) {
	t.Parallel()
	closed := 0
	for seed := range uint64(200) {
		s := newSearch(priced(seed), Options{})
		if !s.settle() {
			continue
		}
		s.lp = newSimplex(s)
		if s.lp.solve() {
			continue
		}
		closed++
		if !s.refuted() {
			t.Fatalf("seed %d: found impossible, and not proved", seed)
		}
	}
	if closed < 50 {
		t.Fatalf("only %d of the programmes are impossible", closed)
	}
}

// chained makes a programme of requirements, each of which asks for one or for all of others, down to things that cost.
func chained(seed uint64) *Program {
	dice := rand.New(rand.NewPCG(seed, 70299))
	p := &Program{}
	for range 30 {
		p.Var(int64(dice.IntN(30)))
	}
	for range 40 {
		v := p.Var(0)
		asks := make([]Term, 2+dice.IntN(3))
		for i := range asks {
			asks[i] = Term{dice.IntN(v), 1}
		}
		if dice.IntN(2) == 0 {
			p.AtLeast(0, append(asks, Term{v, -1})...)
			continue
		}
		for _, a := range asks {
			p.AtLeast(0, a, Term{v, -1})
		}
	}
	for range 6 {
		p.AtLeast(1, Term{p.Vars() - 1 - dice.IntN(10), 1}, Term{p.Vars() - 1 - dice.IntN(20), 1})
	}
	return p
}

// To drop the rows that bind no longer, and what is decided, costs none of the bound.
func TestPurgingKeepsTheBound(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		p := chained(seed)
		best := Solve(p, Options{})
		s := newSearch(p, Options{Below: best.Cost + 1 + best.Cost/20}) // so that some things are decided by what they cost
		s.settle()
		s.lp = newSimplex(s)
		if s.closed() {
			t.Fatalf("seed %d: %d can be had, and nothing is found below %d", seed, best.Cost, s.o.Below)
		}
		low := s.bound()
		if !s.tighten(false) || !s.enact() {
			continue
		}
		if !s.lp.sound() {
			t.Fatalf("seed %d: more of a row than it asks for makes something cheaper", seed)
		}
		if s.closed() || s.bound() < low {
			t.Fatalf("seed %d: the bound was %d, and is %d", seed, low, s.bound())
		}
	}
}
