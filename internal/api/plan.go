package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"waymark/internal/fault"
	"waymark/internal/registrar"
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

// goal is a programme to be met.
type goal struct {
	Programme string `json:"programme" minLength:"1" maxLength:"200" example:"microsoft/mcsa-2003"`
	By        day    `json:"by,omitzero" doc:"The last day on which it may first be met."`
}

// span is days from one to another.
type span struct {
	From  day `json:"from"`
	Until day `json:"until"`
}

// Wishes are what a plan is to be like.
type Wishes struct {
	Order      []string `json:"order,omitempty" maxItems:"4" enum:"exams,cost,finish,study" doc:"What comes first; what is not named follows in this order." example:"[\"cost\",\"finish\"]"`
	Places     []string `json:"places,omitempty" maxItems:"20" maxLength:"100" doc:"Where classes and prices may be." example:"[\"Ottawa\"]"`
	Currency   string   `json:"currency,omitempty" pattern:"^[A-Z]{3}$" doc:"The currency of every price (ISO 4217)." example:"CAD"`
	Budget     int64    `json:"budget,omitempty" minimum:"0" maximum:"1000000000000" doc:"The most that it may cost, in minor units of the currency; 0 is no limit."`
	HoursAWeek int      `json:"hours_a_week,omitempty" minimum:"0" maximum:"168" doc:"Hours of study a week; 0 is always time."`
	Earliest   day      `json:"earliest,omitzero" doc:"The first day anything may happen."`
	Latest     day      `json:"latest,omitzero" doc:"The last day anything may happen; three years on where none is named."`
	Away       []span   `json:"away,omitempty" maxItems:"100" doc:"Days on which nothing can be done."`
	NotOn      []string `json:"not_on,omitempty" maxItems:"7" enum:"monday,tuesday,wednesday,thursday,friday,saturday,sunday" doc:"Days of the week on which nothing can be done."`
	Manner     string   `json:"manner,omitempty" enum:"any,alone,class" doc:"How to get ready."`
	Avoid      []string `json:"avoid,omitempty" maxItems:"50" maxLength:"200" pattern:"^(exam|credential|course|experience|credit|event|attribute) [^\\s/]+/[^\\s/]+$" doc:"Items that must not be in it." example:"[\"exam microsoft/70-227\"]"`
	Include    []string `json:"include,omitempty" maxItems:"50" maxLength:"200" pattern:"^(exam|credential|course|experience|credit|event|attribute) [^\\s/]+/[^\\s/]+$" doc:"Items that must be in it."`
	AtOnce     int      `json:"at_once,omitempty" minimum:"0" maximum:"100" doc:"How many exams may be sat on one day; 0 is no limit."`
	Retakes    int      `json:"retakes,omitempty" minimum:"0" maximum:"10" doc:"How many second tries of each exam to leave time and money for."`
}

// PlanAsked is what a plan is asked for.
type PlanAsked struct {
	Goals        []goal   `json:"goals" minItems:"1" maxItems:"10"`
	Nearest      bool     `json:"nearest,omitempty" doc:"Plan for whichever of the goals is best, not for all."`
	Day          day      `json:"day,omitzero" doc:"The day the plan begins; today where none is named."`
	WhatIf       []string `json:"what_if,omitempty" maxItems:"20" maxLength:"200" pattern:"^(exam|credential|course|experience|credit|event|attribute) [^\\s/]+/[^\\s/]+$" doc:"Plan as if the candidate had this too."`
	Offers       []sent   `json:"offers,omitempty" maxItems:"10" doc:"Files of offers (docs/offers.md): prices, courses, classes and savings; each as JSON or as its text."`
	Wishes       Wishes   `json:"wishes,omitzero"`
	Alternatives int      `json:"alternatives,omitempty" minimum:"0" maximum:"20" doc:"How many other sets of items that are as good to list."`
	Curve        bool     `json:"curve,omitempty" doc:"Give every efficient trade of money for time."`
	Slack        bool     `json:"slack,omitempty" doc:"Say of each step how long it can wait, and what is lost after."`
}

type planRecordIn struct {
	Body struct {
		Record sent `json:"record" doc:"The record, as JSON or as the text of its file (docs/language.md)." example:"{\"candidate\": {\"name\": \"Ana Roy\"}, \"evidence\": [{\"exam\": \"microsoft/70-290\", \"date\": \"2004-03-01\", \"state\": \"verified\"}]}"`
		PlanAsked
	}
}

func (a *API) planRecord(ctx context.Context, _ registrar.Actor, in *planRecordIn) (*raw, error) {
	rec, err := readRecord(ctx, in.Body.Record)
	if err != nil {
		return nil, err
	}
	return a.plan(ctx, rec, &in.Body.PlanAsked)
}

// plan answers what a plan is asked for.
func (a *API) plan(ctx context.Context, rec *record.Record, asked *PlanAsked) (*raw, error) {
	on := asked.Day.or(a.Registrar.Today())
	if err := supposed(rec, asked.WhatIf, on, "body.what_if"); err != nil {
		return nil, err
	}
	rules, err := a.rules(ctx, on)
	if err != nil {
		return nil, err
	}
	q, err := asked.question(ctx, rules, rec, on)
	if err != nil {
		return nil, err
	}
	if err := a.mayThink(ctx); err != nil {
		return nil, err
	}
	defer a.thought()
	// Steps bound what is searched; the time is a last resort where many search at once.
	ctx, cancel := context.WithTimeout(ctx, thinkTime)
	defer cancel()
	o := plan.Options{Steps: planSteps, Alternatives: asked.Alternatives, Stop: func() bool { return ctx.Err() != nil }}
	paper, err := answerPlan(rules.planner(), q, asked, o)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = report.PlanJSON(&b, *paper, report.Options{Candidate: rec.Candidate, Compact: true})
	return &raw{ContentType: "application/json", Body: b.Bytes()}, err
}

func answerPlan(planner *plan.Planner, q *plan.Question, asked *PlanAsked, o plan.Options) (*report.Plan, error) {
	best, err := planner.Best(q, o)
	if err != nil {
		return nil, err
	}
	paper := &report.Plan{Set: q.Set, Answer: best}
	if paper.Findings, err = planner.Findings(q); err != nil {
		return nil, err
	}
	switch {
	case best.Best == nil && best.Proved:
		paper.Nearest, paper.NearestAnswer, err = planner.NearestReachable(q, o)
	case best.Best != nil && asked.Slack:
		err = planner.Slack(best, o)
	}
	if err == nil && best.Best != nil && asked.Curve {
		paper.Curve, err = planner.Curve(q, o)
	}
	return paper, err
}

// question makes of what is asked what the planner understands.
func (p *PlanAsked) question(ctx context.Context, rules *rulesView, rec *record.Record, on record.Date) (*plan.Question, error) {
	q := &plan.Question{Set: rules.Set, Day: on, Nearest: p.Nearest, Budget: p.Wishes.Budget}
	for _, g := range p.Goals {
		if rules.Set.Programme(g.Programme) == nil {
			return nil, fault.New(fault.NotFound, "fault.no-programme", message.Op("programme", g.Programme))
		}
		q.Goals = append(q.Goals, plan.Goal{Programme: g.Programme, By: g.By.Date})
	}
	wishes, err := p.Wishes.kept()
	if err != nil {
		return nil, err
	}
	q.People = []plan.Person{{Record: rec, Wishes: wishes}}
	if q.Offers, err = p.providers(ctx, rules.Set); err != nil {
		return nil, err
	}
	return q, near(rules.planner(), q)
}

// near writes the places wished for as the offers do, and refuses one where nothing is on offer: classes there are none of.
func near(planner *plan.Planner, q *plan.Question) error {
	wishes := &q.People[0].Wishes
	if len(q.Offers) == 0 {
		return nil
	}
	places, unknown, err := planner.Near(q)
	if err == nil && unknown != "" {
		return refusal(422, "api.place-unknown", message.Op("place", unknown)).at("body.wishes.places")
	}
	wishes.Places = places
	return err
}

// providers reads the files of offers; those that the linter refuses are not planned with.
func (p *PlanAsked) providers(ctx context.Context, set *programme.Set) ([]*offer.Provider, error) {
	if len(p.Offers) == 0 {
		return nil, nil
	}
	body := bodyOf(ctx)
	places := elementsOf(fieldOf(body, "offers"))
	var all []*offer.Provider
	var files []source.File
	for i, s := range p.Offers {
		location := fmt.Sprintf("body.offers[%d]", i)
		name, text := s.text(strings.TrimPrefix(location, "body."), body.raw, places[i].start)
		file, found := source.Read(name, text)
		if !found.HasErrors() && file.Kind != source.OffersFile {
			return nil, refusal(422, "api.no-offers").at(location)
		}
		if !found.HasErrors() {
			provider, _ := compile.Offers(file.Offers) // its findings are among the linter's
			files, all = append(files, file), append(all, provider)
			found.Add(check.Files(files, set)...) // errors are this file's: one with errors is the last
		}
		if err := refuseFile(found, location); err != nil {
			return nil, err
		}
	}
	return all, nil
}

var (
	weekdays = map[string]time.Weekday{
		"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
		"friday": time.Friday, "saturday": time.Saturday,
	}
	manners = map[string]plan.Manner{"": plan.AnyManner, "any": plan.AnyManner, "alone": plan.Alone, "class": plan.InClass}
)

func (w *Wishes) kept() (plan.Wishes, error) {
	out := plan.Wishes{
		Places: w.Places, Currency: w.Currency, HoursAWeek: w.HoursAWeek, Earliest: w.Earliest.Date, Latest: w.Latest.Date, Manner: manners[w.Manner],
		AtOnce: w.AtOnce, Retakes: w.Retakes,
	}
	for _, word := range w.Order {
		o, _ := plan.ObjectiveOf(word) // one of the words that the document allows
		out.Order = append(out.Order, o)
	}
	for _, s := range w.Away {
		out.Away = append(out.Away, programme.Span{From: s.From.Date, Until: s.Until.Date})
	}
	for _, word := range w.NotOn {
		out.AwayOn = append(out.AwayOn, weekdays[word])
	}
	var errs []error
	read := func(texts []string, location string) (refs []record.Ref) {
		for i, text := range texts {
			ref, err := readItem(text, fmt.Sprintf("body.wishes.%s[%d]", location, i))
			refs, errs = append(refs, ref), append(errs, err)
		}
		return refs
	}
	out.Avoid, out.Include = read(w.Avoid, "avoid"), read(w.Include, "include")
	return out, errors.Join(errs...)
}
