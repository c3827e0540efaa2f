package plan_test

import (
	"testing"

	"waymark/plan"
)

// BenchmarkSecurityFromNothing plans MCSE: Security from nothing with the full example offers.
func BenchmarkSecurityFromNothing(b *testing.B) {
	q := from(b, nil, "microsoft/mcse-2003-security")
	p := plan.New(q.Set)
	for b.Loop() {
		if a, err := p.Best(q, plan.Options{}); err != nil || !a.Proved {
			b.Fatalf("%v %+v", err, a)
		}
	}
}

// BenchmarkSecurityCurve finds every efficient trade of money for time on the way to the same: with classes in one city, in two, and
// with less time a week.
func BenchmarkSecurityCurve(b *testing.B) {
	for _, c := range []struct {
		name   string
		places []string
		hours  int
	}{{"Ottawa", []string{"Ottawa"}, 14}, {"TwoCities", []string{"Ottawa", "Toronto"}, 14}, {"TenHours", []string{"Ottawa"}, 10}} {
		b.Run(c.name, func(b *testing.B) {
			q := from(b, nil, "microsoft/mcse-2003-security")
			q.People[0].Wishes.Places, q.People[0].Wishes.HoursAWeek = c.places, c.hours
			p := plan.New(q.Set)
			for b.Loop() {
				c, err := p.Curve(q, plan.Options{})
				if err != nil || !c.Proved {
					b.Fatalf("%v %+v", err, c)
				}
				b.ReportMetric(float64(len(c.Routes)), "routes")
				b.ReportMetric(float64(c.Steps), "steps")
			}
		})
	}
}

// BenchmarkTenGoals plans ten programmes of one body at once.
func BenchmarkTenGoals(b *testing.B) {
	q := from(b, nil, "microsoft/mcp", "microsoft/mcsa-2003", "microsoft/mcse-2003", "microsoft/mcse-2003-security", "microsoft/mcse-2003-messaging",
		"microsoft/mcsa-2003-security", "microsoft/mcsa-2003-messaging", "microsoft/mcdba-2000", "microsoft/mcsa-2000", "microsoft/mcse-2000")
	p := plan.New(q.Set)
	for b.Loop() {
		a, err := p.Best(q, plan.Options{Steps: 20_000})
		if err != nil || a.Best == nil {
			b.Fatalf("%v %+v", err, a)
		}
		b.ReportMetric(float64(a.Best.Totals.Exams), "exams")
		proved := 0.0
		if a.Proved {
			proved = 1
		}
		b.ReportMetric(proved, "proved")
	}
}
