package report_test

import (
	"bytes"
	"testing"

	"waymark/report"
)

// FuzzReadPlan reads what is said to be a plan: it is one with days and items, or an error.
func FuzzReadPlan(f *testing.F) {
	f.Add([]byte(`{"day":"2005-06-01","route":{"totals":{"finish":"2005-07-31"},"steps":[{"item":"exam a/b","date":"2005-07-01"}]}}`))
	f.Add([]byte(`{"day":"2005-06-01","route":null}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		made, err := report.ReadPlan(data)
		if err != nil {
			return
		}
		if made.Day == 0 || made.Finish == 0 {
			t.Errorf("%s: no error, and no days: %+v", data, made)
		}
		for _, s := range made.Steps {
			if s.Date == 0 || s.Ref.ID == "" {
				t.Errorf("%s: no error, and a step without item or day: %+v", data, s)
			}
		}
	})
}

// TestPlanReadsBack reads what was written.
func TestPlanReadsBack(t *testing.T) {
	p := planned(t)[0]
	var b bytes.Buffer
	if err := report.PlanJSON(&b, p, report.Options{}); err != nil {
		t.Fatal(err)
	}
	made, err := report.ReadPlan(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	best := p.Answer.Best
	if len(made.Steps) != len(best.Steps) || made.Finish != best.Totals.Finish || made.Currency != best.Totals.Currency {
		t.Fatalf("%+v", made)
	}
	for i, s := range made.Steps {
		if s.Ref != best.Steps[i].Ref || s.Date != max(best.Steps[i].Date, best.Steps[i].Until) || s.Cost != best.Steps[i].Paid+best.Steps[i].Fees {
			t.Errorf("step %d: %+v", i, s)
		}
	}
}
