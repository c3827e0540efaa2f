package plan_test

import (
	"slices"
	"strings"
	"testing"

	"waymark/audit"
	"waymark/catalogue"
	"waymark/plan"
	"waymark/record"
)

func holds(id string, y int) record.Evidence {
	return record.Evidence{Ref: record.Ref{Kind: record.Credential, ID: "microsoft/" + id}, Date: record.Day(y, 5, 14)}
}

func passed(codes ...string) []record.Evidence {
	var out []record.Evidence
	for _, c := range codes {
		out = append(out, record.Evidence{Ref: record.Ref{Kind: record.Exam, ID: "microsoft/" + c}, Date: record.Day(2004, 2, 2)})
	}
	return out
}

// TestTheRoutesOfTheTime holds the facts about specialisations and upgrades, before and after exams ended. The price of an exam is
// 125 US dollars throughout.
func TestTheRoutesOfTheTime(t *testing.T) {
	before, last, after := record.Day(2005, 6, 1), record.Day(2008, 3, 31), record.Day(2008, 4, 1)
	for _, c := range []struct {
		name   string
		goal   string
		day    record.Date
		has    []record.Evidence
		exams  int
		needs  string // exams that the route has
		avoids string // exams that it has not
	}{
		{"an engineer takes seven exams", "mcse-2003", before, nil, 7, "70-290 70-291 70-293 70-294", ""},
		{"an administrator takes four", "mcsa-2003", before, nil, 4, "70-290 70-291", ""},
		{"messaging takes the engineer to eight, both Exchange exams among them", "mcse-2003-messaging", before, nil, 8, "70-284 70-285", ""},
		{"security takes eight, with the design exam on security", "mcse-2003-security", before, nil, 8, "70-298 70-299", "70-297"},
		{"security for administrators takes five", "mcsa-2003-security", before, nil, 5, "70-290 70-291 70-299", ""},
		{"messaging for administrators takes no exam more", "mcsa-2003-messaging", before, nil, 4, "70-284", ""},
		{"from MCSE 2000 two upgrade exams", "mcse-2003", before, []record.Evidence{holds("mcse-2000", 2001)}, 2, "70-292 70-296", "70-290"},
		{"so on their last day", "mcse-2003", last, []record.Evidence{holds("mcse-2000", 2001)}, 2, "70-292 70-296", ""},
		{"a day later all four networking exams", "mcse-2003", after, []record.Evidence{holds("mcse-2000", 2001)}, 4, "70-290 70-291 70-293 70-294", "70-292 70-296"},
		{"from MCSA 2000 to MCSA 2003 one exam", "mcsa-2003", before, []record.Evidence{holds("mcsa-2000", 2002)}, 1, "70-292", ""},
		{"from MCSA 2000 to MCSE 2003 70-292 saves two", "mcse-2003", before, []record.Evidence{holds("mcsa-2000", 2002)}, 5, "70-292 70-293 70-294", "70-290 70-291 70-296"},
		{"and no longer after March 2008", "mcse-2003", after, []record.Evidence{holds("mcsa-2000", 2002)}, 6, "70-290 70-291 70-293 70-294", "70-292"},
		{"from NT 4.0 the credential is the elective", "mcse-2003", before, []record.Evidence{holds("mcse-nt4", 1999)}, 6, "70-290 70-291 70-293 70-294", ""},
		{"an engineer is two exams from messaging", "mcse-2003-messaging", before, []record.Evidence{holds("mcse-2003", 2004)}, 2, "70-284 70-285", ""},
		{"a pass of an exam that has ended still counts", "mcse-2003", after, passed("70-290", "70-291", "70-293", "70-294", "70-298", "70-210"), 1, "", "70-228 70-210"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := &plan.Question{
				Day: c.day, Goals: []plan.Goal{{Programme: "microsoft/" + c.goal}},
				People: []plan.Person{{Record: &record.Record{Evidence: c.has}, Wishes: plan.Wishes{
					Currency: "USD", Places: []string{"US"}, Latest: c.day.AddMonths(9),
				}}},
			}
			a, err := plan.New(catalogue.All()).Best(q, plan.Options{})
			if err != nil || a.Best == nil || !a.Proved {
				t.Fatalf("%v %+v", err, a)
			}
			var codes []string
			for _, s := range a.Best.Steps {
				codes = append(codes, s.Ref.Code())
			}
			if a.Best.Totals.Exams != c.exams || a.Best.Totals.Cost != int64(c.exams)*12500 && a.Best.Totals.Unpriced == 0 {
				t.Errorf("%d exams for %d: %v", a.Best.Totals.Exams, a.Best.Totals.Cost, codes)
			}
			for code := range strings.FieldsSeq(c.needs) {
				if !slices.Contains(codes, code) {
					t.Errorf("%s is not among %v", code, codes)
				}
			}
			for code := range strings.FieldsSeq(c.avoids) {
				if slices.Contains(codes, code) {
					t.Errorf("%s is among %v", code, codes)
				}
			}
		})
	}
}

// TestUpgradeBeforeItIsLate is the story of the upgrade exams: two exams until 31 March 2008, then two more and 250 dollars.
func TestUpgradeBeforeItIsLate(t *testing.T) {
	q := &plan.Question{
		Day: record.Day(2008, 1, 2), Goals: []plan.Goal{{Programme: "microsoft/mcse-2003"}},
		People: []plan.Person{{Record: &record.Record{Evidence: []record.Evidence{holds("mcse-2000", 2001)}}, Wishes: plan.Wishes{
			Currency: "USD", Places: []string{"US"}, Latest: record.Day(2008, 12, 31), Order: []plan.Objective{plan.Exams, plan.Cost},
		}}},
	}
	p := plan.New(catalogue.All())
	a, err := p.Best(q, plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Slack(a, plan.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, s := range a.Best.Steps {
		if s.Ref.Code() == "70-292" && (s.Last != record.Day(2008, 3, 31) || s.LastOf != "exam") {
			t.Errorf("%s: last day %s of the %s", s.Ref, s.Last, s.LastOf)
		}
		if s.Slack == nil || s.Slack.After == nil {
			t.Errorf("%s: no slack", s.Ref)
		}
	}
	q.People[0].Wishes.Avoid = []record.Ref{{Kind: record.Exam, ID: "microsoft/70-296"}}
	b, err := p.Best(q, plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := plan.Compare(a.Best, b.Best)
	if b.Best.Totals.Exams != 4 || b.Best.Totals.Cost-a.Best.Totals.Cost != 25000 || len(c.OnlyA) != 2 || len(c.OnlyB) != 4 {
		t.Errorf("without 70-296: %+v, %+v", b.Best.Totals, c)
	}
}

// TestOnlyHoldersSitTheUpgrade plans the first credential before the exam that only its holders may sit.
func TestOnlyHoldersSitTheUpgrade(t *testing.T) {
	q := from(t, passed("70-210", "70-215", "70-216", "70-217", "70-219", "70-220"), "microsoft/mcse-2003")
	q.People[0].Wishes.Include = []record.Ref{{Kind: record.Exam, ID: "microsoft/70-296"}}
	a, err := plan.New(q.Set).Best(q, plan.Options{})
	if err != nil || a.Best == nil || !a.Proved {
		t.Fatalf("%v %+v", err, a)
	}
	earned := record.Date(0)
	for _, e := range a.Best.Earned {
		if e.Credential == "microsoft/mcse-2000" {
			earned = e.Date
		}
	}
	for _, s := range a.Best.Steps {
		if s.Ref.Code() == "70-296" && (earned == 0 || s.Date <= earned) {
			t.Errorf("70-296 on %s, MCSE 2000 on %s", s.Date, earned)
		}
	}
}

// TestNowhereToGo says why there is no route, since when, and what is nearest instead.
func TestNowhereToGo(t *testing.T) {
	q := &plan.Question{
		Day: record.Day(2011, 4, 1), Goals: []plan.Goal{{Programme: "microsoft/mcse-2003-messaging"}},
		People: []plan.Person{{Record: &record.Record{}, Wishes: plan.Wishes{Latest: record.Day(2011, 6, 1)}}},
	}
	p := plan.New(catalogue.All())
	a, err := p.Best(q, plan.Options{})
	if err != nil || a.Best != nil || !a.Proved || len(a.Unmet) != 1 || !a.Unmet[0].ByRules || a.Unmet[0].Since != record.Day(2011, 4, 1) {
		t.Fatalf("%v %+v", err, a)
	}
	nearest, b, err := p.NearestReachable(q, plan.Options{})
	if err != nil || nearest == nil || b.Best == nil {
		t.Fatalf("%v %v", err, nearest)
	}
	// The upgrade of engineers ended in 2008; the exams of everyone else led on until 2013.
	held := &record.Record{Evidence: []record.Evidence{holds("mcse-2000", 2002)}}
	late := &plan.Question{
		Day: record.Day(2015, 1, 1), Goals: []plan.Goal{{Programme: "microsoft/mcse-2003"}}, People: []plan.Person{{Record: held}},
	}
	a, err = p.Best(late, plan.Options{})
	if err != nil || len(a.Unmet) != 1 || a.Unmet[0].Since != record.Day(2013, 8, 1) {
		t.Fatalf("%v %+v", err, a)
	}
	if !slices.ContainsFunc(a.Unmet[0].Closed, func(c audit.Closed) bool { return c.Ref.ID == "microsoft/70-291" }) {
		t.Errorf("70-291, the last to end, is not among %v", a.Unmet[0].Closed)
	}
	q = from(t, nil, "microsoft/mcsa-2003")
	q.Budget = 30000
	if a, err = p.Best(q, plan.Options{}); err != nil || len(a.Unmet) != 1 || a.Unmet[0].Without != "budget" {
		t.Errorf("%v %+v", err, a)
	}
}
