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

// TestWhatIsProvedWhenStoppedHolds stops searches ever later: no bound may be above the best there is, as long as those before it are
// proved.
func TestWhatIsProvedWhenStoppedHolds(t *testing.T) {
	q := from(t, nil, "microsoft/mcse-2003-security")
	q.People[0].Wishes = plan.Wishes{HoursAWeek: 14, AtOnce: 1}
	p := plan.New(q.Set)
	whole, err := p.Best(q, plan.Options{})
	if err != nil || !whole.Proved {
		t.Fatalf("%v %+v", err, whole)
	}
	stopped := 0
	for most := 1; ; most++ {
		asked := 0
		a, err := p.Best(q, plan.Options{Stop: func() bool { asked++; return asked > most }})
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range a.Bounds {
			if best := whole.Best.Totals.Of(b.Objective); b.Least > best {
				t.Errorf("stopped after %d: %s not below %d is said to be proved, and %d is possible", most, b.Objective, b.Least, best)
			}
			if !b.Proved {
				break
			}
		}
		if asked <= most {
			break
		}
		stopped++
	}
	if stopped < 2 {
		t.Errorf("only %d searches were stopped", stopped)
	}
}
