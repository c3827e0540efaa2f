package plan

import (
	"slices"

	"waymark/record"
)

// Why says why an item stands in the best route, or why it does not.
type Why struct {
	Ref record.Ref
	// In tells that it is part of the best route; Step is then its step.
	In   bool
	Step *Step
	// Best is the best route; Other the best without the item, where it is in, or the best with it, where it is not. Other is
	// nil where there is no such route.
	Best, Other *Route
	// First is the objective, in the order wished, in which Other is worse; Equal tells that it is worse in none.
	First  Objective
	Equal  bool
	Proved bool
}

// Why asks the question once more, without an item of the best route or with one that is not in it.
func (p *Planner) Why(q *Question, ref record.Ref, o Options) (*Why, error) {
	o.Alternatives = 0
	best, err := p.Best(q, o)
	if err != nil || best.Best == nil {
		return nil, err
	}
	w := &Why{Ref: ref, Best: best.Best}
	for i := range best.Best.Steps {
		if best.Best.Steps[i].Ref == ref {
			w.In, w.Step = true, &best.Best.Steps[i]
		}
	}
	other := *q
	other.People = slices.Clone(q.People)
	wishes := &other.People[0].Wishes
	if w.In {
		wishes.Avoid = append(slices.Clone(wishes.Avoid), ref)
	} else {
		wishes.Include = append(slices.Clone(wishes.Include), ref)
	}
	second, err := p.Best(&other, o)
	if err != nil {
		return nil, err
	}
	w.Other, w.Proved = second.Best, best.Proved && second.Proved
	if w.Other == nil {
		return w, nil
	}
	w.Equal = true
	for _, objective := range ordered(wishes.Order) {
		if w.Best.Totals.Of(objective) != w.Other.Totals.Of(objective) {
			w.First, w.Equal = objective, false
			break
		}
	}
	return w, nil
}

// ordered is every objective, those named first.
func ordered(named []Objective) []Objective {
	return append(slices.Clone(named), without(Objectives, named...)...)
}

// Comparison is two routes side by side.
type Comparison struct {
	A, B *Route
	// Both are the steps of A that B has too, as pairs of indexes; OnlyA and OnlyB are indexes of the others.
	Both         [][2]int
	OnlyA, OnlyB []int
}

// Compare puts two routes side by side: a step is the same where it is of the same thing.
func Compare(a, b *Route) Comparison {
	c := Comparison{A: a, B: b}
	seen := map[int]bool{}
	for i := range a.Steps {
		k := slices.IndexFunc(b.Steps, func(s Step) bool { return s.Ref == a.Steps[i].Ref })
		if k < 0 {
			c.OnlyA = append(c.OnlyA, i)
			continue
		}
		seen[k] = true
		c.Both = append(c.Both, [2]int{i, k})
	}
	for k := range b.Steps {
		if !seen[k] {
			c.OnlyB = append(c.OnlyB, k)
		}
	}
	return c
}
