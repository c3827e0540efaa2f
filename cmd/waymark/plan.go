package main

import (
	"io"
	"slices"
	"strings"

	"waymark/diag"
	"waymark/message"
	"waymark/offer"
	"waymark/plan"
	"waymark/programme"
	"waymark/programme/check"
	"waymark/programme/compile"
	"waymark/record"
	"waymark/report"
	"waymark/source"
)

type planCommand struct {
	Names        []string    `arg:"" name:"programme-or-record" help:"Programmes, each by its id in the catalogue or as a file, with @DAY where it is wanted by a day; then the record's file, - for standard input."`
	AsOf         record.Date `name:"as-of" placeholder:"DAY" help:"The day the plan begins; today where none is named."`
	WhatIf       []string    `sep:"none" placeholder:"ITEM" help:"Plan as if the candidate had this too, such as \"exam 70-297\"; may be repeated."`
	Offers       []string    `sep:"none" placeholder:"FILE" help:"Files of offers: prices, courses, classes and savings."`
	Nearest      bool        `help:"Plan for whichever of the programmes is best, not for all."`
	Order        []string    `placeholder:"WORD" help:"What comes first: exams, cost, finish, study; in that order where nothing is said."`
	Place        []string    `sep:"none" placeholder:"CITY" help:"Where classes and prices may be; may be repeated."`
	Currency     string      `placeholder:"CODE" help:"The currency of every price, such as CAD."`
	Budget       string      `placeholder:"AMOUNT" help:"The most that it may cost, in the currency of the plan, such as 2500.00."`
	Hours        int         `placeholder:"N" help:"Hours of study a week; without it there is always time."`
	Earliest     record.Date `placeholder:"DAY" help:"The first day anything may happen."`
	Latest       record.Date `placeholder:"DAY" help:"The last day anything may happen; three years on where none is named."`
	Away         []string    `placeholder:"DAY..DAY" help:"Days on which nothing can be done; may be repeated."`
	NotOn        []string    `placeholder:"WEEKDAY" help:"Days of the week on which nothing can be done."`
	Manner       string      `enum:"any,alone,class" default:"any" help:"How to get ready: any, alone or class."`
	Avoid        []string    `sep:"none" placeholder:"ITEM" help:"Leave this out, such as \"exam 70-227\"; may be repeated."`
	Include      []string    `sep:"none" placeholder:"ITEM" help:"Have this in the plan; may be repeated."`
	AtOnce       int         `default:"1" placeholder:"N" help:"How many exams may be sat on one day; 0 is no limit."`
	Retakes      int         `placeholder:"N" help:"Leave time and money for so many second tries of each exam."`
	Failed       []string    `sep:"none" placeholder:"ITEM@DAY" help:"A try that failed: what must be waited for is waited for; may be repeated."`
	Curve        bool        `help:"Show every efficient trade of money for time."`
	Slack        bool        `help:"Say of each step how long it can wait, and what is lost after."`
	Alternatives int         `default:"5" placeholder:"N" help:"List so many other sets of exams that are as good."`
	Explain      string      `placeholder:"ITEM" help:"Say why this is in the plan, or why not, such as \"exam 70-227\"."`
	Versus       []string    `placeholder:"WORD" help:"Put a plan with another order beside the first."`
	HeldAgainst  string      `placeholder:"FILE" help:"A plan made earlier with --format json: say what slipped, what it means, and what is best now."`
	Steps        int         `placeholder:"N" help:"How many steps each search may take before its answer is called unproved."`
	Format       string      `enum:"text,json,markdown,html,ics" default:"text" help:"text, json, markdown, html, or ics for calendars."`
	Output       string      `short:"o" placeholder:"FILE" help:"Write the plan to a file."`
}

// Help gives the examples of waymark plan --help.
func (planCommand) Help() string {
	return "That there is no way to the goals is an answer too: the exit code is 0, and --format json says \"route\": null, with why under \"unmet\".\n\n" + examples(
		"waymark plan microsoft/mcse-2003 ana.yaml",
		"waymark plan microsoft/mcse-2003-security ana.yaml --offers examples/offers/ottawa-toronto.yaml --place Ottawa --hours 14 --curve",
		"waymark plan microsoft/mcsa-2003@2006-06-30 microsoft/mcse-2003-security@2007-12-31 ana.yaml --order cost,finish",
		"waymark plan --nearest microsoft/mcsa-2003 microsoft/mcdba-2000 ana.yaml --format html -o plan.html",
		"waymark plan microsoft/mcse-2003 ana.yaml --explain \"exam 70-227\"",
		"waymark plan microsoft/mcse-2003 ana.yaml --as-of 2005-09-01 --held-against plan-of-june.json",
	)
}

// Run plans for one record.
func (p planCommand) Run(c *Command) error {
	if len(p.Names) < 2 {
		return usage("command.no-record", "command.hint.plan")
	}
	if p.AsOf == 0 {
		p.AsOf = record.DateOf(c.Now())
	}
	names, days, err := p.goals()
	if err != nil {
		return err
	}
	set, ids, err := c.programmes(names)
	if err != nil {
		return err
	}
	rec, err := p.record(c, set, record.Ref{ID: once(ids)[0]}.Issuer())
	if err != nil {
		return err
	}
	q := &plan.Question{Set: set, Day: p.AsOf, Nearest: p.Nearest}
	for i, named := range ids {
		for _, id := range named {
			q.Goals = append(q.Goals, plan.Goal{Programme: id, By: days[i]})
		}
	}
	if q.Offers, err = p.offers(c, set); err != nil {
		return err
	}
	wishes, err := p.wishes(q)
	if err != nil {
		return err
	}
	q.People = []plan.Person{{Record: rec, Wishes: wishes}}
	return p.answer(c, q)
}

// goals parts the programmes from the days they are wanted by.
func (p planCommand) goals() (names []string, days []record.Date, err error) {
	for _, name := range p.Names[:len(p.Names)-1] {
		id, by, dated := strings.Cut(name, "@")
		var day record.Date
		if dated {
			if day, err = record.ParseDate(by); err != nil {
				return nil, nil, usage("command.bad-goal-day", "command.hint.bad-goal-day", message.Op("text", name))
			}
		}
		names, days = append(names, id), append(days, day)
	}
	return names, days, nil
}

// record reads the record, with what it is to be planned as if it had; bare codes are the issuer's.
func (p planCommand) record(c *Command, set *programme.Set, issuer string) (*record.Record, error) {
	file := p.Names[len(p.Names)-1]
	rec, err := c.record(file, set)
	if err != nil {
		return nil, err
	}
	refs, err := within(p.WhatIf, issuer)
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		rec.Evidence = append(rec.Evidence, record.Evidence{Ref: ref, Date: p.AsOf, State: record.Verified, Source: "what if"})
	}
	return rec, nil
}

// offers reads the files of offers. What the linter refuses is not planned with.
func (p planCommand) offers(c *Command, set *programme.Set) ([]*offer.Provider, error) {
	var all []*offer.Provider
	var files []source.File
	var found diag.List
	texts := map[string][]byte{}
	for _, name := range p.Offers {
		data, err := c.read(name)
		if err != nil {
			return nil, err
		}
		file, faults := source.Read(shown(name), data)
		if file.Kind != source.OffersFile && !faults.HasErrors() {
			return nil, usage("command.not-offers", "", message.Op("file", shown(name)))
		}
		texts[shown(name)] = data
		found.Add(faults...)
		if faults.HasErrors() || file.Offers == nil {
			continue
		}
		files = append(files, file)
		provider, _ := compile.Offers(file.Offers) // its findings are among the linter's
		all = append(all, provider)
	}
	found.Add(check.Files(files, set)...)
	found = slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Severity != diag.Error && f.Severity != diag.Warning })
	return all, c.stop(found, texts)
}

// answer asks the question and shows the answer.
func (p planCommand) answer(c *Command, q *plan.Question) error {
	planner := plan.New(q.Set)
	wishes := &q.People[0].Wishes
	asked := slices.Concat(wishes.Avoid, wishes.Include)
	for _, f := range wishes.Failed {
		asked = append(asked, f.Ref)
	}
	err := known(planner, q, asked...)
	if err != nil {
		return err
	}
	if wishes.Places, err = places(planner, q); err != nil {
		return err
	}
	if p.Budget != "" {
		currency, err := planner.Currency(q)
		if err != nil {
			return err
		}
		if q.Budget, err = budget(p.Budget, currency); err != nil {
			return err
		}
	}
	watch := c.watch()
	defer watch.end()
	options := plan.Options{Steps: p.Steps, Alternatives: p.Alternatives, Stop: watch.stop}
	if p.Explain != "" {
		return p.why(c, planner, q, options)
	}
	a, err := planner.Best(q, options)
	if err != nil {
		return err
	}
	paper := report.Plan{Set: q.Set, Answer: a}
	if paper.Findings, err = planner.Findings(q); err != nil {
		return err
	}
	if p.Slack && a.Best != nil {
		if err := planner.Slack(a, options); err != nil {
			return err
		}
	}
	if p.Curve && a.Best != nil {
		if paper.Curve, err = planner.Curve(q, options); err != nil {
			return err
		}
	}
	if len(p.Versus) > 0 {
		other := *q
		other.People = []plan.Person{q.People[0]}
		if other.People[0].Wishes.Order, err = objectives(p.Versus); err != nil {
			return err
		}
		if paper.Other, err = planner.Best(&other, options); err != nil {
			return err
		}
	}
	if a.Best == nil && a.Proved {
		if paper.Nearest, paper.NearestAnswer, err = planner.NearestReachable(q, options); err != nil {
			return err
		}
	}
	if p.HeldAgainst != "" {
		data, err := c.read(p.HeldAgainst)
		if err != nil {
			return err
		}
		made, err := report.ReadPlan(data)
		if err != nil {
			return usage("command.not-a-plan", "command.hint.not-a-plan", message.Op("file", shown(p.HeldAgainst)), message.Op("fault", err.Error()))
		}
		paper.Review = a.Review(made)
	}
	watch.end()
	o := c.look(p.Output)
	o.Candidate = q.People[0].Record.Candidate
	write := map[string]func(io.Writer, report.Plan, report.Options) error{
		"text": report.PlanText, "json": report.PlanJSON, "markdown": report.PlanMarkdown, "html": report.PlanHTML, "ics": report.PlanCalendar,
	}[p.Format]
	return c.whole(p.Output, func(w io.Writer) error { return write(w, paper, o) })
}

// known complains of an item that neither rules nor offers know.
func known(planner *plan.Planner, q *plan.Question, refs ...record.Ref) error {
	unknown, err := planner.Unknown(q, refs...)
	if err != nil || len(unknown) == 0 {
		return err
	}
	hint := "command.hint.item-unknown"
	course := record.Ref{Kind: record.Course, ID: unknown[0].ID}
	if other, err := planner.Unknown(q, course); err == nil && len(other) == 0 {
		hint = "command.hint.item-course" // a bare code is an exam's
	}
	return usage("command.item-unknown", hint, message.Op("item", unknown[0]), message.Op("code", course.Code()))
}

// places are the wished places as the offers write them.
func places(planner *plan.Planner, q *plan.Question) ([]string, error) {
	near, unknown, err := planner.Near(q)
	if err != nil || unknown == "" {
		return near, err
	}
	offered, err := planner.Places(q)
	if err != nil {
		return nil, err
	}
	hint := "command.hint.place-unknown"
	meant := source.Nearest(strings.ToLower(unknown), lower(offered))
	switch i := slices.Index(lower(offered), meant); {
	case len(offered) == 0:
		hint = "command.hint.place-none"
	case i >= 0:
		hint, meant = "command.hint.place-meant", offered[i]
	}
	return nil, usage("command.place-unknown", hint, message.Op("place", unknown), message.Op("meant", meant),
		message.Op("places", strings.Join(offered, ", ")))
}

func lower(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, strings.ToLower(w))
	}
	return out
}

// why explains one item.
func (p planCommand) why(c *Command, planner *plan.Planner, q *plan.Question, options plan.Options) error {
	write, is := map[string]func(io.Writer, *programme.Set, *plan.Why, report.Options) error{
		"text": report.PlanWhyText, "json": report.PlanWhyJSON, "markdown": report.PlanWhyMarkdown,
	}[p.Format]
	if !is {
		return usage("command.explain-format", "", message.Op("format", p.Format))
	}
	refs, err := within([]string{p.Explain}, record.Ref{ID: q.Goals[0].Programme}.Issuer())
	if err != nil {
		return err
	}
	if err := known(planner, q, refs...); err != nil {
		return err
	}
	w, err := planner.Why(q, refs[0], options)
	if err != nil {
		return err
	}
	if w == nil {
		return usage("command.no-route-step", "")
	}
	o := c.look(p.Output)
	return c.whole(p.Output, func(out io.Writer) error { return write(out, q.Set, w, o) })
}
