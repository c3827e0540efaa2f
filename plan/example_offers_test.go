package plan_test

import (
	"os"
	"testing"

	"waymark/catalogue"
	"waymark/offer"
	"waymark/plan"
	"waymark/programme/compile"
	"waymark/record"
	"waymark/source"
)

// day is the business day of the examples.
var day = record.Day(2005, 6, 1)

// rideau reads the example provider.
func rideau(t testing.TB) *offer.Provider {
	t.Helper()
	const name = "../examples/offers/ottawa-toronto.yaml"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, found := source.Read(name, data)
	if found.HasErrors() {
		t.Fatal(found)
	}
	p, found := compile.Offers(file.Offers)
	if found.HasErrors() {
		t.Fatal(found)
	}
	return p
}

// from asks for programmes of the catalogue from what somebody has.
func from(t testing.TB, has []record.Evidence, programmes ...string) *plan.Question {
	t.Helper()
	q := &plan.Question{
		Set: catalogue.All(), Day: day, Offers: []*offer.Provider{rideau(t)},
		People: []plan.Person{{Record: &record.Record{Evidence: has}, Wishes: plan.Wishes{
			Places: []string{"Ottawa"}, Currency: "CAD", HoursAWeek: 14, AtOnce: 1,
		}}},
	}
	for _, p := range programmes {
		q.Goals = append(q.Goals, plan.Goal{Programme: p})
	}
	return q
}
