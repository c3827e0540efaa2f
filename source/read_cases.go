package source

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

func (r *reader) test(root *yaml.Node) *Test {
	t := &Test{Pos: r.pos(root)}
	for e := range r.entries(root, testShape) {
		switch e.key {
		case "test":
			t.Programme = r.full(e.value)
		case "cases":
			for _, n := range r.list(e.value, false) {
				t.Cases = append(t.Cases, r.testCase(n))
			}
		}
	}
	issuer, _, _ := strings.Cut(t.Programme.Value, "/")
	for i := range t.Cases {
		for j := range t.Cases[i].Expect.Derived {
			if id := &t.Cases[i].Expect.Derived[j].Credential.Value; !strings.Contains(*id, "/") {
				*id = issuer + "/" + *id
			}
		}
	}
	return t
}

func (r *reader) testCase(n *yaml.Node) Case {
	c := Case{Pos: r.pos(n)}
	for e := range r.entries(n, caseShape) {
		switch e.key {
		case "name":
			c.Name = r.text(e.value)
		case "as_of":
			c.AsOf = r.day(e.value)
		case "record":
			c.Record = r.record(e.value)
		case "verified_only":
			c.VerifiedOnly = r.flag(e.value).Value
		case "expect":
			c.Expect = r.expect(e.value)
		}
	}
	return c
}

// verdict reads the three words an audit can say.
func (r *reader) verdict(n *yaml.Node) Text { return r.word(n, "met", "not met", "undecided") }

func (r *reader) expect(n *yaml.Node) Expect {
	x := Expect{Pos: r.pos(n)}
	for e := range r.entries(n, expectShape) {
		switch e.key {
		case "verdict":
			x.Verdict = r.verdict(e.value)
		case "least_left":
			x.LeastLeft = r.number(e.value)
		case "unreachable":
			x.Unreachable = r.flag(e.value)
		case "left":
			x.Left = r.items(e.value)
		case "questions":
			x.Questions, x.QuestionsPos = r.names(e.value), r.pos(e.at)
		case "met_on":
			x.MetOn = r.day(e.value)
		default:
			r.expectMap(&x, e)
		}
	}
	return x
}

// expectMap reads an expectation whose keys are names or items.
func (r *reader) expectMap(x *Expect, e entry) {
	for one := range r.free(e.value) {
		switch e.key {
		case "requirements":
			if id := r.name(one.at); id.Given() {
				x.Requirements = append(x.Requirements, Entry{id, r.verdict(one.value)})
			}
		case "derived":
			if id := r.code(one.at); id.Given() {
				x.Derived = append(x.Derived, DerivedDay{id, r.day(one.value)})
			}
		case "counts":
			if it := r.item(one.at); it.Ref.ID != "" {
				x.Counts = append(x.Counts, CountsIn{it, r.name(one.value)})
			}
		}
	}
}
