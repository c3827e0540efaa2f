package plan_test

import (
	"testing"

	"waymark/plan"
	"waymark/record"
)

// The last day of a step is its price's where that ends before the saving it is bought with does.
func TestLastDayIsOfWhatEndsFirst(t *testing.T) {
	t.Parallel()
	q := from(t, nil, "microsoft/mcse-2003-security")
	a, err := plan.New(q.Set).Best(q, plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	vouchers := 0
	for _, s := range a.Best.Steps {
		for _, u := range s.Savings {
			if u.Saving.ID == "vouchers" && s.Last < u.Saving.In.Until {
				vouchers++
				if s.LastOf != "price" {
					t.Errorf("%v: the %s ends on %v; the vouchers hold until %v", s.Ref, s.LastOf, s.Last, u.Saving.In.Until)
				}
			}
		}
	}
	if vouchers == 0 {
		t.Error("no voucher outlasts a price")
	}
}

// A course that is only wished for is no exam more: no rule asks for it.
func TestAWishedCourseIsNoExam(t *testing.T) {
	t.Parallel()
	q := from(t, nil, "microsoft/mcsa-2003")
	p := plan.New(q.Set)
	best, err := p.Best(q, plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	course := record.Ref{Kind: record.Course, ID: "microsoft/2278"}
	why, err := p.Why(q, course, plan.Options{})
	if err != nil || why.In || why.Other == nil {
		t.Fatalf("%v %+v", err, why)
	}
	if why.Other.Totals.Exams != best.Best.Totals.Exams || why.First != plan.Cost {
		t.Errorf("with %v there are %d exams for %d, and it is worse in %v", course, why.Other.Totals.Exams, best.Best.Totals.Exams, why.First)
	}
}
