package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"waymark/offer"
	"waymark/plan"
	"waymark/plan/judge"
	"waymark/programme"
	"waymark/record"
)

// drafted makes one small question, for the engine and for the judge.
type drafted struct {
	dice  *rand.Rand
	day   record.Date
	items []record.Ref
	asked *judge.Question
	ours  *plan.Question
}

func (d *drafted) roll(n int) int          { return d.dice.IntN(n) }
func (d *drafted) chance(percent int) bool { return d.dice.IntN(100) < percent }
func (d *drafted) on() record.Date         { return d.day + record.Date(d.roll(6)) }
func (d *drafted) item() record.Ref        { return d.items[d.roll(len(d.items))] }
func exam(id string) record.Ref            { return record.Ref{Kind: record.Exam, ID: "acme/" + id} }

func credential(id string) record.Ref { return record.Ref{Kind: record.Credential, ID: "acme/" + id} }

func course(id string) record.Ref { return record.Ref{Kind: record.Course, ID: "acme/" + id} }

func (d *drafted) some(n int) []record.Ref {
	of := slices.Clone(d.items)
	d.dice.Shuffle(len(of), func(i, j int) { of[i], of[j] = of[j], of[i] })
	return of[:min(n, len(of))]
}

func (d *drafted) question() *plan.Question {
	d.day = record.Day(2005, 6, 1)
	for i := range 2 + d.roll(3) {
		d.items = append(d.items, exam(fmt.Sprint("e", i)))
	}
	if d.chance(25) {
		d.items[len(d.items)-1] = course("k0")
	}
	var programmes []*programme.Programme
	n := 1 + d.roll(3)
	for i := range n {
		programmes = append(programmes, d.programme(i, n))
	}
	rec := record.Record{}
	facts := d.facts()
	if d.chance(25) {
		held := record.Evidence{Ref: d.item(), Date: d.day - 10}
		rec.Evidence = append(rec.Evidence, held)
		facts = slices.DeleteFunc(facts, func(f *programme.Fact) bool { return f.Ref == held.Ref })
	}
	set := programme.NewSet(programmes, facts, nil, nil)
	last := d.day + 4 + record.Date(d.roll(2))
	w := plan.Wishes{Latest: last, Currency: "CAD", Manner: plan.AnyManner}
	d.asked = &judge.Question{Set: set, Record: rec, Day: d.day, Latest: last, Currency: "CAD", Order: [4]int{0, 1, 2, 3}, Failed: map[record.Ref][]record.Date{}}
	d.ours = &plan.Question{Set: set, Day: d.day, People: []plan.Person{{Record: &rec}}}
	d.goals(n)
	d.reach(programmes)
	if d.chance(85) {
		d.ours.Offers = []*offer.Provider{d.provider("one")}
		if d.chance(20) {
			d.ours.Offers = append(d.ours.Offers, d.provider("two"))
		}
		d.asked.Offers = d.ours.Offers
	}
	d.wishes(&w)
	d.ours.People[0].Wishes = w
	return d.ours
}

func (d *drafted) goals(n int) {
	for i := range n {
		if i > 0 && d.chance(60) {
			continue
		}
		g := plan.Goal{Programme: fmt.Sprint("acme/p", i)}
		if d.chance(30) {
			g.By = d.on()
		}
		d.ours.Goals = append(d.ours.Goals, g)
		d.asked.Goals = append(d.asked.Goals, judge.Goal{Programme: g.Programme, By: g.By})
	}
	if d.chance(25) {
		d.ours.Nearest, d.asked.Nearest = true, true
	}
}

// reach lists the items that the goals' rules ask for.
func (d *drafted) reach(programmes []*programme.Programme) {
	asks := map[record.Ref]bool{}
	for _, g := range d.asked.Goals {
		asks[credential("c"+g.Programme[len(g.Programme)-1:])] = true
	}
	for i, p := range programmes { // each asks only for awards of later ones
		if asks[credential(fmt.Sprint("c", i))] {
			mentions(p, asks)
		}
	}
	for _, ref := range d.items {
		if asks[ref] {
			d.asked.Items = append(d.asked.Items, ref)
		}
	}
}

// wishes rolls wishes and tells both.
func (d *drafted) wishes(w *plan.Wishes) {
	q := d.asked
	d.dice.Shuffle(4, func(i, j int) { q.Order[i], q.Order[j] = q.Order[j], q.Order[i] })
	for _, o := range q.Order {
		w.Order = append(w.Order, plan.Objectives[o])
	}
	if d.chance(50) {
		w.HoursAWeek = 7 * (1 + d.roll(3))
		q.Hours = w.HoursAWeek
	}
	if d.chance(30) {
		w.AtOnce, q.AtOnce = 1, 1
	}
	if d.chance(30) {
		day := d.on()
		w.Away = append(w.Away, programme.Span{From: day, Until: day})
		q.Away = append(q.Away, day)
	}
	if d.chance(15) {
		w.AwayOn = []time.Weekday{time.Thursday}
		q.AwayOn = w.AwayOn
	}
	if d.chance(15) {
		w.Earliest = d.day + record.Date(d.roll(3))
		q.Earliest = w.Earliest
	}
	switch d.roll(6) {
	case 0:
		w.Manner, q.Alone = plan.Alone, true
	case 1:
		w.Manner, q.InClass = plan.InClass, true
	}
	if d.chance(15) {
		w.Avoid = d.some(1)
		q.Avoid = w.Avoid
	}
	if len(q.Items) > 0 && d.chance(15) {
		w.Include = q.Items[:1]
		q.Include = w.Include
	}
	if d.chance(20) {
		w.Places = []string{"Ottawa"}
		q.Places = w.Places
	}
	if d.chance(15) {
		w.Retakes, q.Retakes = 1, 1
	}
	if d.chance(20) {
		ref := d.item()
		w.Failed = []plan.Attempt{{Ref: ref, Date: d.day - 1}}
		q.Failed[ref] = []record.Date{d.day - 1}
	}
	if d.chance(20) {
		d.ours.Budget = int64(100 + d.roll(400))
		q.Budget = d.ours.Budget
	}
}

func (d *drafted) facts() []*programme.Fact {
	var out []*programme.Fact
	for _, ref := range d.items {
		f := &programme.Fact{Ref: ref}
		if d.chance(25) {
			f.Last = d.on()
		}
		if d.chance(10) {
			f.First = d.on() - 2
		}
		if d.chance(15) {
			f.Prices = []programme.Price{{Amount: int64(60 + 10*d.roll(5)), Currency: "CAD"}}
		}
		if f.Last == 0 || f.First <= f.Last {
			out = append(out, f)
		}
	}
	return out
}

// programme makes one that may ask for the awards of later ones.
func (d *drafted) programme(i, n int) *programme.Programme {
	p := &programme.Programme{ID: fmt.Sprint("acme/p", i), Title: "P", Awards: programme.Award{Credential: fmt.Sprint("acme/c", i)}}
	v := programme.Version{Name: "1", InForce: programme.Span{From: record.Day(2000, 1, 1)}, Requires: d.rules(i, n)}
	if d.chance(15) {
		v.InForce.Until = d.on()
		next := programme.Version{Name: "2", InForce: programme.Span{From: v.InForce.Until + 1}, Requires: d.rules(i, n)}
		p.Versions = []programme.Version{v, next}
		return p
	}
	p.Versions = []programme.Version{v}
	return p
}

func (d *drafted) rules(i, n int) *programme.All {
	all := &programme.All{}
	for range 1 + d.roll(2) {
		all.Of = append(all.Of, d.requirement(i, n, 2))
	}
	return all
}

func (d *drafted) requirement(i, n, depth int) programme.Requirement {
	h := programme.Head{}
	if d.chance(12) {
		h.Listed = programme.Span{From: d.on()}
	}
	if i+1 < n && d.chance(12) {
		h.Given = []programme.Condition{{Ref: credential(fmt.Sprint("c", i+1))}}
	}
	if depth > 0 && d.chance(60) {
		var of []programme.Requirement
		for range 2 + d.roll(2) {
			of = append(of, d.requirement(i, n, depth-1))
		}
		switch d.roll(4) {
		case 0:
			return &programme.All{Head: h, Of: of}
		case 1:
			return &programme.Choose{Head: h, N: 2, From: of}
		default:
			return &programme.Any{Head: h, Of: of}
		}
	}
	if i+1 < n && d.chance(30) {
		return &programme.Item{Head: &h, Ref: credential(fmt.Sprint("c", i+1+d.roll(n-i-1)))}
	}
	return &programme.Item{Head: &h, Ref: d.item()}
}

// mentions notes what a programme's rules ask for.
func mentions(p *programme.Programme, asks map[record.Ref]bool) {
	var visit func(r programme.Requirement)
	visit = func(r programme.Requirement) {
		for _, g := range r.Heading().Given {
			asks[g.Ref] = true
		}
		switch r := r.(type) {
		case *programme.Item:
			asks[r.Ref] = true
		case *programme.All:
			for _, x := range r.Of {
				visit(x)
			}
		case *programme.Any:
			for _, x := range r.Of {
				visit(x)
			}
		case *programme.Choose:
			for _, x := range r.From {
				visit(x)
			}
		}
	}
	for i := range p.Versions {
		visit(p.Versions[i].Requires)
	}
}

func (d *drafted) place() string { return []string{"", "Ottawa", "Toronto"}[d.roll(3)] }

func (d *drafted) provider(id string) *offer.Provider {
	p := &offer.Provider{ID: id}
	for _, ref := range d.items {
		if d.chance(75) && ref.Kind == record.Exam {
			p.Items = append(p.Items, d.offered(ref))
		}
	}
	for i := range 2 {
		c := offer.Course{Ref: course(fmt.Sprint("k", i))}
		for k := range d.roll(3) {
			first := d.on()
			c.Classes = append(c.Classes, offer.Class{
				ID: fmt.Sprint(i, k), Place: d.place(), Days: []record.Date{first, first + 1}[:1+d.roll(2)], Seats: d.roll(4) - 1,
				Amount: int64(100 + 10*d.roll(10)), Currency: "CAD",
			})
		}
		if d.chance(40) {
			c.Alone = &offer.Alone{Hours: 1 + d.roll(5), Amount: int64(30 + d.roll(50)), Currency: "CAD"}
		}
		p.Courses = append(p.Courses, c)
	}
	for i := range d.roll(3) {
		p.Savings = append(p.Savings, d.saving(i))
	}
	return p
}

func (d *drafted) offered(ref record.Ref) offer.Item {
	o := offer.Item{Ref: ref, Lead: d.roll(2)}
	if d.chance(80) {
		o.Prices = append(o.Prices, programme.Price{Amount: int64(50 + 10*d.roll(8)), Currency: "CAD", Place: d.place()})
	}
	if d.chance(30) {
		o.Prices = append(o.Prices, programme.Price{Amount: int64(30 + 10*d.roll(5)), Currency: "CAD", In: programme.Span{From: d.on()}})
	}
	if d.chance(30) {
		o.Waits = []int{d.roll(3), 2}
	}
	if d.chance(20) {
		ref := credential(fmt.Sprint("c", d.roll(2)))
		if d.chance(40) {
			ref = d.item()
		}
		o.Given = []programme.Condition{{Ref: ref}}
	}
	for range d.roll(3) {
		p := offer.Preparation{Hours: d.roll(5)}
		if d.chance(50) {
			p.Courses = []record.Ref{course("k0"), course("k1")}[d.roll(2):]
		}
		o.Prepare = append(o.Prepare, p)
	}
	return o
}

func (d *drafted) saving(i int) offer.Saving {
	s := offer.Saving{ID: fmt.Sprint("s", i), Currency: "CAD"}
	switch d.roll(4) {
	case 0:
		s.Kinds = []record.Kind{record.Exam}
	case 1:
		s.Kinds = []record.Kind{record.Course}
	default:
		s.On = append(d.some(2), course("k0"))
	}
	switch d.roll(4) {
	case 0:
		s.Percent = 10 + 10*d.roll(5)
	case 1:
		s.Off = int64(5 + d.roll(30))
	case 2:
		s.Fixed, s.Each = true, int64(d.roll(60))
	case 3:
		s.Retake = true
	}
	if d.chance(35) {
		s.Cost = int64(d.roll(60))
	}
	if d.chance(30) {
		s.Needs = 2
	}
	if d.chance(30) {
		s.Uses = 2
	}
	if d.chance(20) {
		s.Booked = 1 + d.roll(2)
	}
	if d.chance(20) {
		s.In = programme.Span{From: d.on() - 1}
	}
	if d.chance(25) {
		s.Valid = 1 + d.roll(3)
	}
	if d.chance(40) {
		s.With = []string{"s0"}
	}
	if d.chance(20) {
		s.Places = []string{"Ottawa"}
	}
	return s
}

// String prints the question for people.
func (d *drafted) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "judge: %+v\n", *d.asked)
	for _, p := range d.asked.Set.Programmes() {
		for _, v := range p.Versions {
			fmt.Fprintf(&out, "%s %v: %s\n", p.ID, v.InForce, written(v.Requires))
		}
	}
	for _, f := range d.asked.Set.Facts() {
		fmt.Fprintf(&out, "fact %v %v..%v %v\n", f.Ref, f.First, f.Last, f.Prices)
	}
	for _, p := range d.asked.Offers {
		for _, i := range p.Items {
			fmt.Fprintf(&out, "%s offers %+v\n", p.ID, i)
		}
		for _, c := range p.Courses {
			fmt.Fprintf(&out, "%s offers %v alone %+v classes %+v\n", p.ID, c.Ref, c.Alone, c.Classes)
		}
		for _, s := range p.Savings {
			fmt.Fprintf(&out, "%s saves %+v\n", p.ID, s)
		}
	}
	return out.String()
}

func written(r programme.Requirement) string {
	h := r.Heading()
	out := ""
	if !h.Listed.Always() {
		out += fmt.Sprint("listed ", h.Listed.From, " ")
	}
	if len(h.Given) > 0 {
		out += fmt.Sprint("given ", h.Given, " ")
	}
	list := func(word string, of []programme.Requirement) string {
		var all []string
		for _, x := range of {
			all = append(all, written(x))
		}
		return out + word + "(" + strings.Join(all, ", ") + ")"
	}
	switch r := r.(type) {
	case *programme.Item:
		return out + r.Ref.ID
	case *programme.All:
		return list("all", r.Of)
	case *programme.Any:
		return list("any", r.Of)
	case *programme.Choose:
		return list(fmt.Sprint("choose ", r.N), r.From)
	}
	return out
}
