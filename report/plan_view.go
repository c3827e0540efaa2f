package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"waymark/offer"
	"waymark/plan"
	"waymark/programme"
	"waymark/record"
)

// planView is a plan in words.
type planView struct {
	names
	p               Plan
	Title, About    string
	Headline, Proof string
	Totals          [][2]string
	Steps           []planStep
	Parts           []planPart
	Timeline        *picture
}

// planStep is one line of the line of time.
type planStep struct {
	date    record.Date
	When    string
	What    string
	Paid    string
	Earned  bool
	Details []string
}

// planPart is a list under a heading.
type planPart struct {
	Heading string
	Lines   []string
	Picture *picture // of the same, or nil
}

func newPlanView(p Plan, o Options) *planView {
	q := p.Answer.Question
	v := &planView{names: names{set: p.Set, words: o.words(), issuer: record.Ref{ID: q.Goals[0].Programme}.Issuer()}, p: p}
	v.head(q, cmp.Or(o.Candidate.Name, o.Candidate.ID))
	a := p.Answer
	if a.Best != nil {
		v.route(a.Best)
		v.totals(a.Best.Totals)
		v.Timeline = v.timeline(a.Best)
	}
	if p.Review != nil {
		v.review(p.Review)
	}
	if len(a.Alternatives) > 0 {
		v.part("section.alternatives", v.sets(a.Alternatives))
	}
	if p.Curve != nil {
		v.curve(p.Curve)
	}
	if p.Other != nil && p.Other.Best != nil && a.Best != nil {
		v.part("versus", v.versus(a.Best, p.Other.Best))
	}
	v.unmet(a)
	if len(p.Findings) > 0 {
		v.Parts = append(v.Parts, planPart{Heading: v.names.say("section.findings"), Lines: v.findings(p.Findings)})
	}
	return v
}

func (v *planView) say(code string, operands ...operand) string {
	return v.names.say("plan."+code, operands...)
}

func (v *planView) part(code string, lines []string) {
	if len(lines) > 0 {
		v.Parts = append(v.Parts, planPart{Heading: v.say(code), Lines: lines})
	}
}

func (v *planView) head(q *plan.Question, candidate string) {
	var goals []string
	for _, g := range q.Goals {
		goals = append(goals, v.goal(g))
	}
	code := "title"
	if q.Nearest && len(goals) > 1 {
		code = "title-nearest"
	}
	v.Title = v.say(code, op("goals", strings.Join(goals, ", ")))
	var order []string
	named := q.People[0].Wishes.Order
	for _, o := range slices.Concat(named, plan.Objectives) {
		if word := v.say("objective." + o.String()); !slices.Contains(order, word) {
			order = append(order, word)
		}
	}
	v.About = v.say("about", op("day", q.Day), op("order", strings.Join(order, ", ")))
	if candidate != "" {
		v.About = v.say("about-whom", op("candidate", candidate), op("day", q.Day), op("order", strings.Join(order, ", ")))
	}
	if n := q.People[0].Wishes.Retakes; n > 0 {
		v.About += " " + v.say("retakes", op("n", n))
	}
	a := v.p.Answer
	switch {
	case a.Best == nil && a.Proved:
		v.Headline = v.say("no-route")
	case a.Best == nil:
		v.Headline = v.say("not-found")
	case len(a.Best.Steps) == 0:
		v.Headline = v.say("headline-none")
	default:
		t := a.Best.Totals
		v.Headline = v.say("headline", op("n", t.Exams), op("cost", v.cost(t)), op("finish", t.Finish), op("days", t.Days))
	}
	switch {
	case a.Best != nil && a.Proved:
		v.Proof = v.say("proved")
	case a.Best != nil:
		v.Proof = v.say("unproved", op("bounds", v.bounds(a)))
	}
	if a.Best != nil && len(a.Best.Steps) > 0 && !a.Ordered {
		v.Proof += " " + v.say("unordered")
	}
}

// goal is a programme by its short name and the day it is wanted by.
func (v *planView) goal(g plan.Goal) string {
	name := g.Programme
	if p := v.set.Programme(g.Programme); p != nil {
		name = p.Title
	}
	if g.By != 0 {
		name = v.say("goal-by", op("title", name), op("day", g.By))
	}
	return name
}

func (v *planView) bounds(a *plan.Answer) string {
	var out []string
	for _, b := range a.Bounds {
		if b.Proved {
			continue
		}
		least := strconv.FormatInt(b.Least, 10)
		switch b.Objective {
		case plan.Finish:
			least = record.Date(b.Least).String()
		case plan.Cost:
			without, minor := plan.Priced(b.Least)
			least = v.cost(plan.Totals{Unpriced: without, Cost: minor, Currency: a.Best.Totals.Currency})
		case plan.Exams, plan.Study:
		}
		out = append(out, v.say("bound", op("objective", v.say("objective."+b.Objective.String())), op("least", least)))
	}
	return strings.Join(out, "; ")
}

func (v *planView) cost(t plan.Totals) string {
	out := programme.Money(t.Cost, t.Currency)
	if t.Unpriced > 0 {
		out += " + " + strconv.Itoa(t.Unpriced) + " × " + v.say("price-unknown")
	}
	return out
}

func (v *planView) totals(t plan.Totals) {
	add := func(code, value string) { v.Totals = append(v.Totals, [2]string{v.say("total." + code), value}) }
	add("exams", strconv.Itoa(t.Exams))
	add("cost", programme.Money(t.Cost, t.Currency))
	if t.List > t.Cost {
		add("saved", programme.Money(t.List-t.Cost, t.Currency))
	}
	if t.Unpriced > 0 {
		add("unpriced", strconv.Itoa(t.Unpriced))
	}
	add("finish", t.Finish.String())
	add("study", strconv.Itoa(t.Study))
}

// route lists the steps and what is earned on the way, by day.
func (v *planView) route(r *plan.Route) {
	for i := range r.Steps {
		v.Steps = append(v.Steps, v.step(&r.Steps[i], r.Totals))
	}
	for _, e := range r.Earned {
		code := "earned"
		if e.Goal {
			code = "goal-met"
		}
		v.Steps = append(v.Steps, planStep{date: e.Date, When: e.Date.String(), What: v.say(code, op("title", e.Programme.Title)), Earned: true})
	}
	slices.SortStableFunc(v.Steps, func(a, b planStep) int { return cmp.Compare(a.date, b.date) })
}

func (v *planView) step(st *plan.Step, t plan.Totals) planStep {
	act := st.Ref.Kind.String()
	if st.Ref.Kind == record.Course && st.Class == nil {
		act = "alone"
	}
	s := planStep{date: max(st.Date, st.Until), When: cmp.Or(st.Date, st.Until).String(), What: v.say("act."+act) + " " + v.called(st)}
	if st.Until != 0 && st.Date != 0 && st.Until != st.Date {
		s.date = st.Date
		s.What = v.say("until", op("what", s.What), op("day", st.Until))
	}
	if st.Place != "" {
		s.What += ", " + st.Place
	}
	s.Paid = programme.Money(st.Paid+st.Fees, t.Currency)
	if !st.Priced {
		s.Paid = v.say("price-unknown")
	}
	s.Details = v.details(st, t)
	return s
}

// called is the code and the title of a step, the provider's own where the facts have none.
func (v *planView) called(st *plan.Step) string {
	if v.title(st.Ref) != "" || st.Ref.Kind != record.Course || st.Provider == nil {
		return v.full(st.Ref)
	}
	i := slices.IndexFunc(st.Provider.Courses, func(c offer.Course) bool { return c.Ref == st.Ref })
	if i < 0 {
		return v.code(st.Ref)
	}
	return strings.TrimSpace(v.code(st.Ref) + " " + st.Provider.Courses[i].Title)
}

func (v *planView) details(st *plan.Step, t plan.Totals) []string {
	var out []string
	add := func(code string, operands ...operand) { out = append(out, v.say(code, operands...)) }
	if p := st.Prepare; p != nil {
		var courses []string
		for _, c := range p.Courses {
			courses = append(courses, v.code(c))
		}
		if len(courses) > 0 {
			add("prepare.courses", op("courses", strings.Join(courses, ", ")), op("hours", p.Hours))
		} else if p.Hours > 0 {
			add("prepare.alone", op("hours", p.Hours))
		}
	}
	if where := v.where(st.Fills); where != "" {
		add("fills", op("where", where))
	}
	var savings []string
	for _, u := range st.Savings {
		savings = append(savings, cmp.Or(u.Saving.Title, u.Saving.ID))
	}
	if len(savings) > 0 {
		add("saves", op("list", programme.Money(st.List, t.Currency)), op("savings", strings.Join(savings, ", ")))
	}
	if st.Fees > 0 {
		add("fees", op("fees", programme.Money(st.Fees, t.Currency)), op("savings", strings.Join(savings, ", ")))
	}
	if st.BookBy != 0 {
		add("book", op("day", st.BookBy))
	}
	if st.Last != 0 && st.LastOf != "class" {
		add("last."+st.LastOf, op("day", st.Last))
	}
	if st.Slack != nil {
		out = append(out, v.slack(st, t)...)
	}
	return out
}

// where names the places that a step fills, a programme at a time.
func (v *planView) where(fills []plan.Fill) string {
	var out []string
	for _, f := range fills {
		out = append(out, cmp.Or(f.Programme.Awards.Abbreviation, f.Programme.Title)+" "+v.heading(f))
	}
	return strings.Join(out, ", ")
}

// heading is the title of the requirement that a path leads to, or of the nearest around it.
func (v *planView) heading(f plan.Fill) string {
	id, _, _ := strings.Cut(f.Path, ".")
	for i := range f.Programme.Versions {
		if title := titleOf(f.Programme.Versions[i].Requires, id); title != "" {
			return title
		}
	}
	return f.Path
}

func titleOf(r programme.Requirement, id string) string {
	if h := r.Heading(); h.ID == id && id != "" {
		return h.Title
	}
	for _, part := range programme.Parts(r) {
		if title := titleOf(part, id); title != "" {
			return title
		}
	}
	return ""
}

func (v *planView) slack(st *plan.Step, t plan.Totals) []string {
	day := max(st.Date, st.Until)
	out := []string{v.say("slack-none")}
	if st.Slack.Until > day {
		out[0] = v.say("slack", op("day", st.Slack.Until))
	}
	switch {
	case st.Slack.After == nil:
		return append(out, v.say("after-nothing"))
	case v.change(t, st.Slack.After.Totals) == "":
		return append(out, v.say("after-same"))
	default:
		return append(out, v.say("after", op("change", v.change(t, st.Slack.After.Totals))))
	}
}

// change says in what one route's totals differ from another's.
func (v *planView) change(a, b plan.Totals) string {
	var out []string
	add := func(d int64, more, less, name string, show func(int64) any) {
		if d > 0 {
			out = append(out, v.say("change."+more, op(name, show(d))))
		} else if d < 0 {
			out = append(out, v.say("change."+less, op(name, show(-d))))
		}
	}
	number := func(n int64) any { return int(n) }
	add(int64(b.Exams-a.Exams), "exams", "exams-fewer", "n", number)
	add(b.Cost-a.Cost, "cost", "cost-less", "amount", func(n int64) any { return programme.Money(n, a.Currency) })
	add(int64(b.Finish-a.Finish), "finish", "finish-earlier", "n", number)
	add(int64(b.Study-a.Study), "study", "study-less", "n", number)
	return strings.Join(out, ", ")
}

func (v *planView) sets(all [][]record.Ref) []string {
	var out []string
	for _, set := range all {
		out = append(out, v.codes(set))
	}
	return out
}

func (v *planView) codes(refs []record.Ref) string {
	var out []string
	for _, r := range refs {
		out = append(out, v.code(r))
	}
	return strings.Join(out, ", ")
}

func (v *planView) versus(a, b *plan.Route) []string {
	c := plan.Compare(a, b)
	codes := func(r *plan.Route, at []int) string {
		var refs []record.Ref
		for _, i := range at {
			refs = append(refs, r.Steps[i].Ref)
		}
		return v.codes(refs)
	}
	var both []int
	for _, pair := range c.Both {
		both = append(both, pair[0])
	}
	var out []string
	for _, x := range []struct{ code, items string }{
		{"versus.both", codes(a, both)}, {"versus.first", codes(a, c.OnlyA)}, {"versus.second", codes(b, c.OnlyB)},
	} {
		if x.items != "" {
			out = append(out, v.say(x.code, op("items", x.items)))
		}
	}
	if change := v.change(a.Totals, b.Totals); change != "" {
		return append(out, v.say("versus.change", op("change", change)))
	}
	return append(out, v.say("versus.same"))
}

func (v *planView) curve(c *plan.Curve) {
	var lines []string
	for _, r := range c.Routes {
		lines = append(lines, v.say("point", op("cost", v.cost(r.Totals)), op("finish", r.Totals.Finish), op("n", r.Totals.Exams)))
	}
	code := "curve-unproved"
	if c.Proved {
		code = "curve-proved"
	}
	lines = append(lines, v.say(code))
	if !c.Ordered {
		lines = append(lines, v.say("unordered"))
	}
	v.Parts = append(v.Parts, planPart{v.say("section.curve"), lines, v.trade(c)})
}

func (v *planView) unmet(a *plan.Answer) {
	var lines []string
	for _, u := range a.Unmet {
		var closed []record.Ref
		for _, c := range u.Closed {
			closed = append(closed, c.Ref)
		}
		name := op("programme", v.goal(u.Goal))
		switch {
		case u.ByRules && u.Since != 0:
			lines = append(lines, v.say("unmet.since", name, op("day", u.Since), op("closed", v.codes(closed))))
		case u.ByRules:
			lines = append(lines, v.say("unmet.rules", name))
		case u.Without != "":
			lines = append(lines, v.say("unmet.wish", name, op("wish", v.say("wish."+u.Without))))
		default:
			lines = append(lines, v.say("unmet.wishes", name))
		}
	}
	if n := v.p.NearestAnswer; n != nil && n.Best != nil {
		t := n.Best.Totals
		lines = append(lines, v.say("nearest", op("programme", v.p.Nearest.Title), op("n", t.Exams), op("finish", t.Finish)))
	}
	v.part("section.why", lines)
}
