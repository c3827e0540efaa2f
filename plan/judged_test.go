package plan_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/plan"
	"waymark/plan/judge"
	"waymark/record"
)

// TestAgreesWithTheJudge holds the engine to the judge on small questions about everything that a plan knows.
func TestAgreesWithTheJudge(t *testing.T) {
	reached := 0
	for seed := range uint64(1500) {
		d := &drafted{dice: rand.New(rand.NewPCG(seed, 70291))}
		q := d.question()
		a, err := plan.New(q.Set).Best(q, plan.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want, found := judge.Best(d.asked)
		var got judge.Totals
		if a.Best != nil {
			got = totals(a.Best)
			reached++
		}
		if diff := cmp.Diff(want, got); diff != "" || found != (a.Best != nil) || !a.Proved {
			t.Fatalf("seed %d: found %t, proved %t; the judge found %t (- the judge, + the engine)\n%s\n%s", seed, a.Best != nil, a.Proved, found, diff, d)
		}
	}
	if reached < 500 {
		t.Errorf("only %d questions had a route", reached)
	}
}

// TestCurveAgreesWithTheJudge holds every efficient trade of cost for finish to the judge.
func TestCurveAgreesWithTheJudge(t *testing.T) {
	bends := 0
	for seed := range uint64(600) {
		d := &drafted{dice: rand.New(rand.NewPCG(seed, 70293))}
		q := d.question()
		c, err := plan.New(q.Set).Curve(q, plan.Options{})
		if err != nil {
			t.Fatal(err)
		}
		type point struct {
			Unpriced int
			Cost     int64
			Finish   record.Date
		}
		var want, got []point
		for _, x := range judge.Curve(d.asked) {
			want = append(want, point{x.Unpriced, x.Cost, x.Finish})
		}
		for _, r := range c.Routes {
			got = append(got, point{r.Totals.Unpriced, r.Totals.Cost, r.Totals.Finish})
		}
		if diff := cmp.Diff(want, got); diff != "" || !c.Proved {
			t.Fatalf("seed %d: proved %t (- the judge, + the engine)\n%s\n%s", seed, c.Proved, diff, d)
		}
		if len(got) > 1 {
			bends++
		}
	}
	if bends < 15 {
		t.Errorf("only %d curves had more than one point", bends)
	}
}

func totals(r *plan.Route) judge.Totals {
	return judge.Totals{Exams: r.Totals.Exams, Unpriced: r.Totals.Unpriced, Cost: r.Totals.Cost, Finish: r.Totals.Finish, Study: r.Totals.Study}
}
