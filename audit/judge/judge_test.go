package judge

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/programme"
	"waymark/record"
)

// ref reads "exam a", "credential b/c": a bare code is acme's own.
func ref(s string) record.Ref {
	word, id, _ := strings.Cut(s, " ")
	kind, known := record.KindOf(word)
	if !known {
		kind, id = record.Exam, s
	}
	return record.Ref{Kind: kind, ID: id}.Within("acme")
}

func refs(list ...string) []record.Ref {
	var all []record.Ref
	for _, s := range list {
		all = append(all, ref(s))
	}
	return all
}

func item(s string) *programme.Item { return &programme.Item{Head: &programme.Head{}, Ref: ref(s)} }

func ever(s string) *programme.Item {
	return &programme.Item{Head: &programme.Head{}, Ref: ref(s), Ever: true}
}

// named gives a requirement its id.
func named[R programme.Requirement](id string, r R) R {
	r.Heading().ID = id
	return r
}

// given gives a requirement conditions; "ever x" asks for x held at any time.
func given[R programme.Requirement](r R, conditions ...string) R {
	for _, s := range conditions {
		s, ever := strings.CutPrefix(s, "ever ")
		r.Heading().Given = append(r.Heading().Given, programme.Condition{Ref: ref(s), Ever: ever})
	}
	return r
}

func open[R programme.Requirement](question string, r R) R {
	r.Heading().Open = &programme.Question{ID: question}
	return r
}

func listed[R programme.Requirement](from, until string, r R) R {
	r.Heading().Listed = programme.Span{From: day(from), Until: day(until)}
	return r
}

func all(of ...programme.Requirement) *programme.All { return &programme.All{Of: of} }

func oneOf(of ...programme.Requirement) *programme.Any { return &programme.Any{Of: of} }

func choose(n int, of ...programme.Requirement) *programme.Choose {
	return &programme.Choose{N: n, From: of}
}

func items(list ...string) []programme.Requirement {
	var of []programme.Requirement
	for _, s := range list {
		of = append(of, item(s))
	}
	return of
}

func day(s string) record.Date {
	if s == "" {
		return 0
	}
	d, err := record.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// scheme is a programme called acme/ID that awards the credential of the same id, by one version in force since 2000.
func scheme(id string, parts ...programme.Requirement) *programme.Programme {
	return &programme.Programme{
		ID: "acme/" + id, Awards: programme.Award{Credential: "acme/" + id},
		Versions: []programme.Version{{Name: "1", InForce: programme.Span{From: day("2000-01-01")}, Requires: all(parts...)}},
	}
}

func (e entry) had() record.Evidence {
	return record.Evidence{Ref: ref(e.what), Date: day(e.on), Until: day(e.until), Revoked: day(e.revoked), State: e.state}
}

type entry struct {
	what, on, until, revoked string
	state                    record.State
}

func had(what, on string) entry { return entry{what: what, on: on} }

type trial struct {
	programmes []*programme.Programme
	facts      []*programme.Fact
	record     []entry
	rulings    []record.Ruling
	on         string
	verified   bool
}

func (c trial) run() *Answer {
	rec := record.Record{Rulings: c.rulings}
	for _, e := range c.record {
		rec.Evidence = append(rec.Evidence, e.had())
	}
	on := c.on
	if on == "" {
		on = "2005-06-01"
	}
	set := programme.NewSet(c.programmes, c.facts, nil, nil)
	return Run(set, c.programmes[0].ID, rec, day(on), c.verified)
}

// with changes the only version of a programme.
func with(p *programme.Programme, change func(*programme.Version)) *programme.Programme {
	change(&p.Versions[0])
	return p
}

func term(months int, p *programme.Programme) *programme.Programme {
	p.Awards.TermMonths = months
	return p
}

func one(p ...*programme.Programme) []*programme.Programme { return p }

func ruling(kind record.RulingKind, p, what, from, until string) record.Ruling {
	r := record.Ruling{Kind: kind, Programme: p, From: day(from), Until: day(until)}
	switch kind {
	case record.Grant, record.RefuseOpen:
		r.Question = what
	case record.Admit:
		r.Evidence = ref(what)
	case record.Substitute:
		piece, slot, _ := strings.Cut(what, " for ")
		r.Evidence, r.For = ref(piece), ref(slot)
	case record.Waive:
		r.Requirement = what
	}
	return r
}

// mcse is the seven exams of 2003 with the upgrade route, small.
func mcse() *programme.Programme {
	return scheme("mcse",
		named("networking", oneOf(
			all(items("290", "291", "293", "294")...),
			given(all(items("292", "296")...), "credential mcse-2000"),
			open("mixed", given(all(items("290", "291", "296")...), "credential mcse-2000")))),
		named("client", choose(1, items("270", "210")...)),
		named("design", choose(1, items("297", "298")...)),
		named("elective", choose(1, append(items("284", "297", "298", "credential guild/security"), item("credential mcse-2000"))...)))
}

func cores(on string, more ...string) []entry {
	var all []entry
	for _, s := range append([]string{"290", "291", "293", "294"}, more...) {
		all = append(all, had(s, on))
	}
	return all
}

func TestVerdicts(t *testing.T) {
	security := had("credential guild/security", "2004-05-01")
	tests := map[string]struct {
		trial
		verdict string
		left    int
	}{
		"from nothing seven, once the upgrade's condition has ended": {
			trial{programmes: one(mcse()), facts: []*programme.Fact{{Ref: ref("credential mcse-2000"), Last: day("2004-12-31")}}}, "not met", 7,
		},
		"one condition can serve as an elective too": {trial{programmes: one(mcse())}, "not met", 5},
		"a design exam counts once": {
			trial{programmes: one(mcse()), record: cores("2004-03-01", "270", "297")}, "not met", 1,
		},
		"two design exams fill design and elective": {
			trial{programmes: one(mcse()), record: cores("2004-03-01", "270", "297", "298")}, "met", 0,
		},
		"another body's credential is an elective": {
			trial{programmes: one(mcse()), record: append(cores("2004-03-01", "270", "297"), security)}, "met", 0,
		},
		"evidence after the day is not seen": {
			trial{programmes: one(mcse()), record: append(cores("2004-03-01", "270", "297"), security), on: "2004-04-30"}, "not met", 1,
		},
		"the upgrade needs two exams, and its condition still fills a slot": {
			trial{programmes: one(mcse()), record: []entry{
				had("credential mcse-2000", "2001-01-01"), had("292", "2004-01-01"), had("296", "2004-01-02"),
				had("270", "2004-01-03"), had("297", "2004-01-04"),
			}}, "met", 0,
		},
		"the mixed upgrade is an open question": {
			trial{programmes: one(mcse()), record: []entry{
				had("credential mcse-2000", "2001-01-01"), had("290", "2004-01-01"), had("291", "2004-01-01"),
				had("296", "2004-01-02"), had("270", "2004-01-03"), had("297", "2004-01-04"),
			}}, "undecided", 1,
		},
		"a piece placed once": {
			trial{programmes: one(scheme("p", item("a"), item("a"))), record: []entry{had("a", "2004-01-01")}}, "not met", -1,
		},
		"a cap": {
			trial{
				programmes: one(scheme("p", &programme.Choose{
					N: 2, From: items("a", "b", "c"),
					AtMost: []programme.Cap{{N: 1, Of: refs("a", "b")}},
				})),
				record: []entry{had("a", "2004-01-01"), had("b", "2004-01-01")},
			}, "not met", 1,
		},
		"only verified": {
			trial{programmes: one(scheme("p", item("a"))), record: []entry{had("a", "2004-01-01")}, verified: true}, "not met", 1,
		},
		"refused": {
			trial{programmes: one(scheme("p", item("a"))), record: []entry{{what: "a", on: "2004-01-01", state: record.Refused}}}, "not met", 1,
		},
		"a credential out of force is not held": {
			trial{
				programmes: one(scheme("p", item("credential guild/x"))),
				record:     []entry{{what: "credential guild/x", on: "1998-01-01", until: "1999-12-31"}},
			}, "not met", 1,
		},
		"an award outlives what earned it": {
			trial{
				programmes: one(scheme("p", item("credential guild/x"))),
				record:     []entry{{what: "credential guild/x", on: "1998-01-01", until: "2000-01-01"}},
			}, "met", 0,
		},
		"but was ever held": {
			trial{
				programmes: one(scheme("p", ever("credential guild/x"))),
				record:     []entry{{what: "credential guild/x", on: "1998-01-01", until: "1999-12-31"}},
			}, "met", 0,
		},
		"what was revoked was never held": {
			trial{
				programmes: one(scheme("p", ever("credential guild/x"))),
				record:     []entry{{what: "credential guild/x", on: "1998-01-01", revoked: "2000-01-01"}},
			}, "not met", 1,
		},
		"an option outside its days does not exist": {
			trial{
				programmes: one(scheme("p", oneOf(listed("2005-06-02", "", item("a")), item("b")))),
				record:     []entry{had("a", "2004-01-01")},
			}, "not met", 1,
		},
		"a linked programme's items are shared": {
			trial{programmes: one(scheme("p", item("credential q"), item("a"), item("b")), scheme("q", item("a"), item("c")))}, "not met", 3,
		},
		"a circle derives nothing": {
			trial{programmes: one(scheme("p", item("credential q")), scheme("q", oneOf(item("credential p"), item("a"))))}, "not met", 1,
		},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			a := c.run()
			if a.Verdict.String() != c.verdict || a.LeastLeft != c.left || a.Unreachable != (c.left < 0) {
				t.Errorf("%s, %d left, unreachable %t; want %s, %d", a.Verdict, a.LeastLeft, a.Unreachable, c.verdict, c.left)
			}
		})
	}
}

func TestClosedItems(t *testing.T) {
	gone := []*programme.Fact{{Ref: ref("a"), Last: day("2005-05-31")}, {Ref: ref("b"), Void: day("2005-06-01")}}
	last := []*programme.Fact{{Ref: ref("a"), Last: day("2005-06-01")}, {Ref: ref("b"), First: day("2006-01-01")}}
	p := one(scheme("p", oneOf(items("a", "b")...)))
	if a := (trial{programmes: p, facts: gone}).run(); !a.Unreachable || a.LeastLeft != -1 {
		t.Errorf("what has ended can be had: %+v", a)
	}
	want := [][]record.Ref{refs("a"), refs("b")}
	if diff := cmp.Diff(want, (trial{programmes: p, facts: last}).run().Alternatives); diff != "" {
		t.Errorf("the last day, or one before the first, closes an item: %s", diff)
	}
	past := trial{programmes: p, facts: gone, record: []entry{had("a", "2005-05-31"), had("b", "2005-05-31")}}
	if a := past.run(); a.Verdict != Met || a.MetOn != day("2005-05-31") {
		t.Errorf("a pass within the life does not count: %+v", a)
	}
	past.record = []entry{had("b", "2005-05-31")}
	if a := past.run(); a.Verdict != Met {
		t.Errorf("void touched an award already earned: %+v", a)
	}
	past.record = []entry{had("a", "2005-06-01")}
	if a := past.run(); a.Verdict != NotMet {
		t.Error("a pass after the last day counts")
	}
	past.rulings = []record.Ruling{ruling(record.Admit, "", "a", "2005-06-01", "")}
	if a := past.run(); a.Verdict != Met {
		t.Error("an admitted pass does not count")
	}
}

func TestCoversSharesAndExclusions(t *testing.T) {
	p := with(scheme("p", named("client", item("a")), named("server", item("b")), named("elective", oneOf(item("c"), item("acc")))),
		func(v *programme.Version) {
			v.Covers = []programme.Cover{{By: ref("acc"), Fills: []string{"client", "server"}, Given: []programme.Condition{{Ref: ref("old")}}}}
		})
	without := trial{programmes: one(p), record: []entry{had("acc", "2001-01-01"), had("c", "2001-01-01")}}
	if a := without.run(); a.Verdict != NotMet || a.LeastLeft != 1 {
		t.Errorf("a cover without its condition: %s, %d left, want 1 (the condition)", a.Verdict, a.LeastLeft)
	}
	without.record = append(without.record, had("old", "2001-01-01"))
	a := without.run()
	if a.Verdict != Met || a.Covers[0].Ref != ref("acc") {
		t.Errorf("the cover does not fill both: %s %v", a.Verdict, a.Covers)
	}
	twice := trial{programmes: one(p), record: []entry{had("acc", "2001-01-01"), had("old", "2001-01-01")}}
	if a := twice.run(); a.Verdict != NotMet || a.LeastLeft != 1 {
		t.Errorf("a piece on a cover counts again: %s, %d left", a.Verdict, a.LeastLeft)
	}

	s := with(scheme("s", named("x", item("a")), named("y", oneOf(items("a", "b")...)), named("z", oneOf(items("a", "c")...))),
		func(v *programme.Version) { v.Shares = []programme.Share{{Between: []string{"x", "y"}}} })
	if a := (trial{programmes: one(s), record: []entry{had("a", "2001-01-01")}}).run(); a.LeastLeft != 1 || len(a.Alternatives) != 1 {
		t.Errorf("shared between x and y, c is left: %d %v", a.LeastLeft, a.Alternatives)
	}

	n := with(scheme("n", choose(2, items("a", "b", "c")...)),
		func(v *programme.Version) { v.NotBoth = []programme.NotBoth{{Of: refs("a", "b")}} })
	if a := (trial{programmes: one(n), record: []entry{had("a", "2001-01-01"), had("b", "2001-01-01")}}).run(); a.Verdict != NotMet || a.LeastLeft != 1 {
		t.Errorf("not both: %s, %d left", a.Verdict, a.LeastLeft)
	}
}

func TestRulings(t *testing.T) {
	p := one(scheme("p", named("x", item("a")), open("q", named("y", item("b")))))
	rec := []entry{had("b", "2001-01-01"), had("c", "2001-01-01")}
	met := func(r ...record.Ruling) string {
		return trial{programmes: p, record: rec, rulings: r}.run().Verdict.String()
	}
	waive := ruling(record.Waive, "acme/p", "x", "2005-01-01", "")
	grant := ruling(record.Grant, "acme/p", "q", "2005-02-01", "")
	refuse := ruling(record.RefuseOpen, "acme/p", "q", "2005-02-01", "")
	later := ruling(record.Grant, "acme/p", "q", "2005-03-01", "")
	over := ruling(record.Grant, "acme/p", "q", "2005-03-01", "2005-05-01")
	stand := ruling(record.Substitute, "", "c for a", "2005-01-01", "")
	for _, c := range []struct {
		want string
		by   []record.Ruling
	}{
		{"not met", nil},
		{"undecided", []record.Ruling{waive}},
		{"undecided", []record.Ruling{stand}},
		{"met", []record.Ruling{waive, grant}},
		{"not met", []record.Ruling{waive, grant, refuse}},
		{"met", []record.Ruling{waive, refuse, later}},
		{"met", []record.Ruling{waive, over}},
		{"not met", []record.Ruling{ruling(record.Waive, "acme/o", "x", "2005-01-01", ""), grant}},
	} {
		if got := met(c.by...); got != c.want {
			t.Errorf("%v: %s, want %s", c.by, got, c.want)
		}
	}
	a := trial{programmes: p, record: rec, rulings: []record.Ruling{waive, over}}.run()
	if a.MetOn != day("2005-03-01") {
		t.Errorf("met on %s, by a grant that has ended since; want 2005-03-01", a.MetOn)
	}
}

func TestDerivedAwards(t *testing.T) {
	mcsa := scheme("mcsa", item("a"), item("b"))
	p := scheme("p", item("credential mcsa"), item("a"))
	rec := []entry{had("a", "2003-01-01"), had("b", "2004-01-01")}
	a := trial{programmes: one(p, mcsa), record: rec}.run()
	if a.Verdict != Met || a.MetOn != day("2004-01-01") || len(a.Derived) != 2 || a.Derived[0].Programme != "acme/mcsa" {
		t.Errorf("an award on the way does not count: %+v", a)
	}
	took := append(slices.Clone(rec), entry{what: "credential mcsa", on: "2004-02-01", revoked: "2005-01-01"})
	if a := (trial{programmes: one(p, mcsa), record: took}).run(); a.Verdict != Met {
		t.Error("what was earned by an award revoked later is lost") // p's own award stands
	}
	if a := (trial{programmes: one(scheme("r", item("credential mcsa"), item("c")), mcsa), record: took}).run(); !a.Unreachable {
		t.Errorf("a revoked award counts: %+v", a)
	}
}

func TestTerms(t *testing.T) {
	p := term(12, scheme("p", oneOf(items("a", "b")...), item("c")))
	rec := []entry{had("a", "2003-03-01"), had("c", "2003-01-01")}
	in := trial{programmes: one(p), record: rec, on: "2004-02-29"}
	if a := in.run(); a.Verdict != Met || a.MetOn != day("2003-03-01") || a.TermEnds != day("2004-02-29") {
		t.Errorf("within the term: %+v", a)
	}
	in.on = "2004-03-01"
	if a := in.run(); a.Verdict != NotMet || a.Lapsed != day("2004-02-29") || a.LeastLeft != 2 {
		t.Errorf("after the term everything is to be had again: %+v", a)
	}
	in.record = append(slices.Clone(rec), had("b", "2004-03-01"), had("c", "2004-04-01"))
	in.on = "2005-03-31"
	if a := in.run(); a.Verdict != Met || a.MetOn != day("2004-04-01") || a.TermEnds != day("2005-03-31") {
		t.Errorf("earned again: %+v", a)
	}
}

func TestVersions(t *testing.T) {
	p := scheme("p", item("a"))
	p.Versions[0].InForce.Until = day("2003-12-31")
	p.Versions = append(p.Versions, programme.Version{Name: "2", InForce: programme.Span{From: day("2004-06-01")}, Requires: all(items("a", "b")...)})
	early := trial{programmes: one(p), record: []entry{had("a", "2003-01-01")}}
	if a := early.run(); a.Verdict != Met || a.MetUnder != "1" || a.ShownVersion.Name != "1" {
		t.Errorf("met under the old version it stays met: %+v", a)
	}
	late := trial{programmes: one(p), record: []entry{had("a", "2004-01-01")}}
	if a := late.run(); a.Verdict != NotMet || a.LeastLeft != 1 {
		t.Errorf("in a gap nothing is met: %+v", a)
	}
	late.on = "2004-05-31"
	if a := late.run(); !a.Unreachable {
		t.Errorf("in a gap nothing leads to met: %+v", a)
	}
}

func TestPlacementsShown(t *testing.T) {
	first, second := item("a"), item("b")
	top := named("elective", choose(1, first, second))
	p := one(scheme("p", top, named("other", oneOf(items("a", "c")...))))
	a := trial{programmes: p, record: []entry{had("a", "2001-01-01"), had("b", "2001-01-01")}}.run()
	if a.Verdict != Met || a.Requirements[second].Piece == nil || a.Requirements[first].Verdict != NotMet || !a.Requirements[first].Aside {
		t.Errorf("a must fill the other list, b the elective: %+v", a.Requirements)
	}
	a = trial{programmes: p, record: []entry{had("a", "2001-01-01")}}.run()
	if a.Requirements[first].Piece == nil || a.Requirements[top].Verdict != Met {
		t.Errorf("the first slot in file order is filled first: %+v", a.Requirements)
	}
	q := named("x", open("q", item("b")))
	a = trial{programmes: one(scheme("p", item("a"), q)), record: []entry{had("a", "2001-01-01"), had("b", "2001-01-01")}}.run()
	if a.Verdict != Undecided || a.Requirements[q].Verdict != Undecided || len(a.Questions) != 1 {
		t.Errorf("met by a question alone: %s, requirement %s", a.Verdict, a.Requirements[q].Verdict)
	}
}
