package plan_test

import (
	"testing"

	"waymark/plan"
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
