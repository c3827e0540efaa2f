package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/plan"
)

// However few the steps: what calls itself proved is as good as can be, and what calls itself ordered too is the very route that
// all the steps in the world would show.
func TestFewStepsClaimNothingTooMuch(t *testing.T) {
	t.Parallel()
	q := from(t, nil, "microsoft/mcsa-2003")
	q.People[0].Wishes.Order = []plan.Objective{plan.Cost, plan.Finish}
	p := plan.New(q.Set)
	best, err := p.Best(q, plan.Options{})
	if err != nil || !best.Proved || !best.Ordered {
		t.Fatalf("%v %+v", err, best)
	}
	steps := func(r *plan.Route) []string {
		var out []string
		for _, s := range r.Steps {
			out = append(out, s.Ref.String()+" "+s.Date.String())
		}
		return out
	}
	claims := map[[2]bool]int{}
	for n := 1; n <= 1<<12; n += 1 + n/6 {
		a, err := p.Best(q, plan.Options{Steps: n})
		if err != nil {
			t.Fatal(err)
		}
		claims[[2]bool{a.Proved, a.Ordered}]++
		if a.Best == nil {
			continue
		}
		for _, o := range plan.Objectives {
			if a.Proved && a.Best.Totals.Of(o) != best.Best.Totals.Of(o) {
				t.Fatalf("%d steps: proved, and %v is %d, not %d", n, o, a.Best.Totals.Of(o), best.Best.Totals.Of(o))
			}
		}
		if d := cmp.Diff(steps(best.Best), steps(a.Best)); a.Proved && a.Ordered && d != "" {
			t.Fatalf("%d steps: ordered, and another route:\n%s", n, d)
		}
	}
	if claims[[2]bool{true, true}] == 0 || claims[[2]bool{false, false}] == 0 {
		t.Fatalf("not every claim was made: %v", claims)
	}
}

// A thing without a known price is never beaten by an amount, and a bound of both says both.
func TestPricedPartsWhatHasNoPrice(t *testing.T) {
	t.Parallel()
	for _, x := range []plan.Totals{{}, {Cost: 115500}, {Unpriced: 3}, {Unpriced: 2, Cost: 999_999_999_999_99}} {
		if without, minor := plan.Priced(x.Of(plan.Cost)); without != x.Unpriced || minor != x.Cost {
			t.Errorf("%d unpriced and %d are read as %d and %d", x.Unpriced, x.Cost, without, minor)
		}
	}
}
