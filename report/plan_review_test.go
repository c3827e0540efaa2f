package report_test

import (
	"bytes"
	"strings"
	"testing"

	"waymark/plan"
	"waymark/record"
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

// TestCalendarOfALaterPlan holds a plan against an earlier one: what stands in both keeps its name, what is no longer planned is
// cancelled with its day to book by, what is done is left alone, and the calendars of two people never meet.
func TestCalendarOfALaterPlan(t *testing.T) {
	p := planned(t)[0]
	day, first := p.Answer.Question.Day, p.Answer.Best.Steps[0].Ref
	exam := func(id string) record.Ref { return record.Ref{Kind: record.Exam, ID: id} }
	p.Review = &plan.Review{Made: plan.Made{Day: day - 60, Finish: day}, Steps: []plan.Fared{
		{Planned: plan.Planned{Ref: exam("acme/dropped"), Date: day - 10, BookBy: day - 13}, Fate: plan.Slipped},
		{Planned: plan.Planned{Ref: exam("acme/done"), Date: day - 20}, Fate: plan.Done, On: day - 20},
		{Planned: plan.Planned{Ref: first, Date: day - 5}, Fate: plan.Slipped, On: day + 5},
	}}
	calendar := func(name string) map[string]string {
		var b bytes.Buffer
		if err := report.PlanCalendar(&b, p, report.Options{Candidate: record.Candidate{Name: name}}); err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, event := range strings.Split(b.String(), "BEGIN:VEVENT")[1:] {
			_, id, _ := strings.Cut(event, "UID:")
			_, status, _ := strings.Cut(event, "STATUS:")
			id, _, _ = strings.Cut(id, "\r")
			out[id], _, _ = strings.Cut(status, "\r")
		}
		return out
	}
	ana, ben := calendar("Ana Roy"), calendar("Ben")
	count := map[string]int{}
	for id, status := range ana {
		count[status]++
		if _, same := ben[id]; same {
			t.Errorf("%s is Ana's and Ben's", id)
		}
		for _, word := range []string{"done", "Ana", "Roy"} {
			if strings.Contains(id, word) {
				t.Errorf("there is an event %s", id)
			}
		}
		if status == "CANCELLED" != strings.Contains(id, "acme-dropped") {
			t.Errorf("%s is %s", id, status)
		}
	}
	if count["CANCELLED"] != 2 || count["CONFIRMED"] < 8 {
		t.Errorf("%v", count)
	}
}
