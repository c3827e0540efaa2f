package plan_test

import (
	"testing"

	"waymark/audit"
	"waymark/audit/generate"
	"waymark/plan"
)

// undated asks for the fewest exams with days left out of it.
func undated(w generate.World) *plan.Question {
	return &plan.Question{
		Set: w.Set(), Day: w.Day, People: []plan.Person{{Record: &w.Record}}, Goals: []plan.Goal{{Programme: w.Programme}},
	}
}

// TestFewestIsLeastLeft holds the plan's exams, with days left out of it, to what the audit says is least left.
func TestFewestIsLeastLeft(t *testing.T) {
	proved := 0
	check := func(seed uint64, w generate.World, steps int) {
		t.Helper()
		if w.VerifiedOnly {
			return
		}
		set := w.Set()
		r, err := audit.New(set).Standing(w.Programme, &w.Record, w.Day, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := plan.New(set).Best(undated(w), plan.Options{Undated: true, Steps: steps})
		if err != nil {
			t.Fatal(err)
		}
		got := -1
		if a.Best != nil {
			got = a.Best.Totals.Exams
		}
		if !r.Proved || steps > 0 && !a.Proved {
			return
		}
		proved++
		if got != r.LeastLeft || !a.Proved {
			t.Errorf("seed %d: %d exams, proved %t; the audit says %d left (%s)", seed, got, a.Proved, r.LeastLeft, r.Verdict)
		}
	}
	for seed := range uint64(1000) {
		check(seed, generate.Static(seed, 4+int(seed%20)), 0)
	}
	for seed := range uint64(100) {
		check(seed, generate.Large(seed), 5000)
	}
	if proved < 1000 {
		t.Errorf("only %d were proved", proved)
	}
}
