package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"waymark/catalogue"
	"waymark/diag"
	"waymark/plan"
	"waymark/record"
	"waymark/report"
)

// planned plans a few goals in all they can end in: a route, none by the rules, none by a wish.
func planned(t *testing.T) []report.Plan {
	t.Helper()
	set := catalogue.All()
	planner := plan.New(set)
	early := record.Evidence{Ref: record.Ref{Kind: record.Exam, ID: "microsoft/70-285"}, Date: record.Day(2004, 3, 8), State: record.Verified, Pos: diag.Pos{File: "ana.yaml", Line: 3, Column: 5}}
	var out []report.Plan
	for _, q := range []*plan.Question{
		{Day: record.Day(2005, 6, 1), Goals: []plan.Goal{{Programme: "microsoft/mcse-2003"}, {Programme: "microsoft/mcsa-2003", By: record.Day(2005, 12, 31)}}},
		{Day: record.Day(2014, 1, 1), Goals: []plan.Goal{{Programme: "microsoft/mcse-2003-messaging"}}},
		{Day: record.Day(2005, 6, 1), Goals: []plan.Goal{{Programme: "microsoft/mcsa-2003"}}, Budget: 100},
	} {
		q.Set = set
		q.People = []plan.Person{{Record: &record.Record{Evidence: []record.Evidence{early}}, Wishes: plan.Wishes{Currency: "USD", AtOnce: 1, Latest: q.Day.AddMonths(9)}}}
		a, err := planner.Best(q, plan.Options{Alternatives: 3})
		if err != nil {
			t.Fatal(err)
		}
		p := report.Plan{Set: set, Answer: a}
		if p.Findings, err = planner.Findings(q); err != nil {
			t.Fatal(err)
		}
		if a.Best != nil {
			if err := planner.Slack(a, plan.Options{}); err != nil {
				t.Fatal(err)
			}
			p.Other, p.Review = a, a.Review(plan.Made{Day: q.Day - 30, Finish: q.Day, Steps: []plan.Planned{{Ref: a.Best.Steps[0].Ref, Date: q.Day - 1}}})
			if p.Curve, err = planner.Curve(q, plan.Options{}); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, p)
	}
	return out
}

func TestPlanInItsForms(t *testing.T) {
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(report.PlanSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("plan.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("plan.json")
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range planned(t) {
		var js, text, md, html, ics bytes.Buffer
		for _, err := range []error{
			report.PlanJSON(&js, p, report.Options{}), report.PlanText(&text, p, report.Options{Width: 60}), report.PlanMarkdown(&md, p, report.Options{}),
			report.PlanHTML(&html, p, report.Options{}), report.PlanCalendar(&ics, p, report.Options{}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		v, err := jsonschema.UnmarshalJSON(&js)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("plan %d: %v", i, err)
		}
		form, _ := v.(map[string]any)
		curve, _ := form["curve"].([]any)
		routes, _ := form["curve_routes"].([]any)
		for k, point := range curve {
			if route, _ := routes[k].(map[string]any); !cmp.Equal(route["totals"], point) {
				t.Errorf("plan %d: point %d of the curve is %v, its route %v", i, k, point, route["totals"])
			}
		}
		if p.Curve != nil && len(curve) != len(p.Curve.Routes) {
			t.Errorf("plan %d: %d points of a curve of %d", i, len(curve), len(p.Curve.Routes))
		}
		for _, form := range []string{text.String(), md.String(), html.String(), ics.String()} {
			if strings.Contains(form, "report.plan.") {
				t.Errorf("plan %d lacks a sentence:\n%s", i, form)
			}
		}
		early := "ana.yaml:3:5: exam microsoft/70-285 is dated 2004-03-08, but could first be had on 2004-03-26"
		for _, form := range []string{strings.Join(strings.Fields(text.String()), " "), md.String(), html.String()} {
			if !strings.Contains(form, early) {
				t.Errorf("plan %d does not say what is wrong with the record:\n%s", i, form)
			}
		}
		if found, _ := form["findings"].([]any); len(found) != 1 || !strings.Contains(fmt.Sprint(found[0]), "could first be had on 2004-03-26") {
			t.Errorf("plan %d gives programs as faults of the record %v", i, found)
		}
		for line := range strings.Lines(text.String()) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > 60 {
				t.Errorf("plan %d: a line of %d columns: %s", i, n, line)
			}
		}
		names := map[string]bool{}
		for line := range strings.SplitSeq(ics.String(), "\r\n") {
			if id, is := strings.CutPrefix(line, "UID:"); is {
				if names[id] {
					t.Errorf("plan %d: two events are called %s", i, id)
				}
				names[id] = true
			}
			if len(line) > 75 {
				t.Errorf("plan %d: a calendar line of %d bytes: %s", i, len(line), line)
			}
		}
	}
}

// What is proved of a cost says apart how many things have no known price.
func TestPlanBoundsSayWhatHasNoPrice(t *testing.T) {
	p := planned(t)[0]
	a := *p.Answer
	a.Proved, a.Ordered = false, false
	value := plan.Totals{Unpriced: 2, Cost: 33000}.Of(plan.Cost)
	a.Bounds = []plan.Bound{{Objective: plan.Cost, Value: value, Least: value}}
	p.Answer = &a
	var text, js bytes.Buffer
	if err := report.PlanText(&text, p, report.Options{Width: 200}); err != nil {
		t.Fatal(err)
	}
	if err := report.PlanJSON(&js, p, report.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"least cost not below 330.00 USD + 2 × price not known", "Others may be as good in every objective"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in\n%s", want, text.String())
		}
	}
	for _, want := range []string{`"least": 33000`, `"least_unpriced": 2`, `"ordered": false`} {
		if !strings.Contains(js.String(), want) {
			t.Errorf("%q is not in\n%s", want, js.String())
		}
	}
}
