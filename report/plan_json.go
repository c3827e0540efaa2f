package report

import (
	"cmp"
	_ "embed" // for the schema
	"io"

	"waymark/plan"
	"waymark/record"
)

// PlanSchema is the JSON Schema of what [PlanJSON] writes.
//
//go:embed schema/plan.schema.json
var PlanSchema string

// PlanJSON writes a plan for programs, in the form that [PlanSchema] describes.
func PlanJSON(w io.Writer, p Plan, o Options) error { return encode(w, newPlanJSON(p, o), o) }

// jsonPlan is a plan's form for programs. Its fields are promised: more may come, none changes or goes. Amounts are in minor
// units of the currency; a day that there is not is null.
type jsonPlan struct {
	Day     record.Date `json:"day"`
	Goals   []jsonGoal  `json:"goals"`
	Nearest bool        `json:"nearest_of_goals"`
	Proved  bool        `json:"proved"`
	// Ordered tells that the documented order chose among routes equal in every objective.
	Ordered      bool         `json:"ordered"`
	Bounds       []jsonBound  `json:"bounds"`
	Route        *jsonRoute   `json:"route"`
	Alternatives [][]string   `json:"alternatives"`
	Curve        []jsonTotals `json:"curve"`
	CurveProved  *bool        `json:"curve_proved"`
	CurveOrdered *bool        `json:"curve_ordered"`
	CurveRoutes  []*jsonRoute `json:"curve_routes"`
	Unmet        []jsonUnmet  `json:"unmet"`
	Instead      *string      `json:"instead"`
	// Other is the plan put beside this one, Review a plan made earlier held against it.
	Other  *jsonRoute  `json:"other"`
	Review *jsonReview `json:"review"`
	Steps  int         `json:"search_steps"`
	// Findings are faults in the record.
	Findings []jsonFinding `json:"findings"`
}

type jsonGoal struct {
	Programme string       `json:"programme"`
	By        *record.Date `json:"by"`
}

type jsonBound struct {
	Objective string `json:"objective"`
	// Value and Least are numbers, and days for the finish.
	Value  any  `json:"value"`
	Least  any  `json:"least"`
	Proved bool `json:"proved"`
	// Of the cost they are amounts; how many things without a known price there are beside them.
	ValueUnpriced int `json:"value_unpriced"`
	LeastUnpriced int `json:"least_unpriced"`
}

type jsonRoute struct {
	Totals jsonTotals   `json:"totals"`
	Steps  []jsonStep   `json:"steps"`
	Earned []jsonEarned `json:"earned"`
}

type jsonTotals struct {
	Exams    int         `json:"exams"`
	Unpriced int         `json:"unpriced"`
	Cost     int64       `json:"cost"`
	List     int64       `json:"list"`
	Currency string      `json:"currency"`
	Finish   record.Date `json:"finish"`
	Days     int         `json:"days"`
	Study    int         `json:"study_hours"`
}

type jsonStep struct {
	Item     string       `json:"item"`
	Date     record.Date  `json:"date"`
	Until    *record.Date `json:"until"`
	Counts   bool         `json:"counts"`
	Provider *string      `json:"provider"`
	Class    *string      `json:"class"`
	Place    *string      `json:"place"`
	Priced   bool         `json:"priced"`
	List     int64        `json:"list"`
	Paid     int64        `json:"paid"`
	Fees     int64        `json:"fees"`
	Savings  []string     `json:"savings"`
	Study    int          `json:"study_hours"`
	BookBy   *record.Date `json:"book_by"`
	Needs    []string     `json:"needs"`
	Fills    []jsonFill   `json:"fills"`
	Last     *record.Date `json:"last"`
	LastOf   *string      `json:"last_of"`
	Slack    *jsonSlack   `json:"slack"`
}

type jsonFill struct {
	Programme string `json:"programme"`
	Path      string `json:"path"`
}

type jsonSlack struct {
	Until  record.Date `json:"until"`
	After  *jsonTotals `json:"after"`
	Proved bool        `json:"proved"`
}

type jsonEarned struct {
	Credential string      `json:"credential"`
	Programme  string      `json:"programme"`
	Date       record.Date `json:"date"`
	Goal       bool        `json:"goal"`
}

type jsonUnmet struct {
	Programme string       `json:"programme"`
	ByRules   bool         `json:"by_rules"`
	Wish      *string      `json:"wish"`
	Since     *record.Date `json:"since"`
}

func newPlanJSON(p Plan, o Options) jsonPlan {
	a := p.Answer
	out := jsonPlan{
		Day: a.Question.Day, Nearest: a.Question.Nearest, Proved: a.Proved, Ordered: a.Ordered, Steps: a.Steps,
		Goals: []jsonGoal{}, Bounds: []jsonBound{}, Alternatives: [][]string{}, Unmet: []jsonUnmet{},
		Findings: each(p.Findings, names{words: o.words()}.jsonFinding),
	}
	for _, g := range a.Question.Goals {
		out.Goals = append(out.Goals, jsonGoal{g.Programme, orNull(g.By)})
	}
	for _, b := range a.Bounds {
		bound := jsonBound{Objective: b.Objective.String(), Value: b.Value, Least: b.Least, Proved: b.Proved}
		switch b.Objective {
		case plan.Finish:
			bound.Value, bound.Least = record.Date(b.Value), record.Date(b.Least)
		case plan.Cost:
			bound.ValueUnpriced, bound.Value = plan.Priced(b.Value)
			bound.LeastUnpriced, bound.Least = plan.Priced(b.Least)
		case plan.Exams, plan.Study:
		}
		out.Bounds = append(out.Bounds, bound)
	}
	if a.Best != nil {
		out.Route = newRouteJSON(a.Best)
	}
	for _, set := range a.Alternatives {
		out.Alternatives = append(out.Alternatives, refTexts(set))
	}
	if p.Curve != nil {
		out.CurveProved, out.CurveOrdered = &p.Curve.Proved, &p.Curve.Ordered
		for _, r := range p.Curve.Routes {
			out.Curve = append(out.Curve, newTotalsJSON(r.Totals))
			out.CurveRoutes = append(out.CurveRoutes, newRouteJSON(r))
		}
	}
	for _, u := range a.Unmet {
		out.Unmet = append(out.Unmet, jsonUnmet{u.Goal.Programme, u.ByRules, orNull(u.Without), orNull(u.Since)})
	}
	if p.Nearest != nil {
		out.Instead = &p.Nearest.ID
	}
	if p.Other != nil && p.Other.Best != nil {
		out.Other = newRouteJSON(p.Other.Best)
	}
	if p.Review != nil {
		out.Review = newReviewJSON(p.Review)
	}
	return out
}

// orNull is nothing for a zero value.
func orNull[T comparable](x T) *T {
	var zero T
	if x == zero {
		return nil
	}
	return &x
}

func refTexts(refs []record.Ref) []string {
	out := []string{}
	for _, r := range refs {
		out = append(out, r.String())
	}
	return out
}

func newTotalsJSON(t plan.Totals) jsonTotals {
	return jsonTotals{t.Exams, t.Unpriced, t.Cost, t.List, t.Currency, t.Finish, t.Days, t.Study}
}

func newRouteJSON(r *plan.Route) *jsonRoute {
	out := &jsonRoute{Totals: newTotalsJSON(r.Totals), Steps: []jsonStep{}, Earned: []jsonEarned{}}
	for i := range r.Steps {
		out.Steps = append(out.Steps, newStepJSON(&r.Steps[i]))
	}
	for _, e := range r.Earned {
		out.Earned = append(out.Earned, jsonEarned{e.Credential, e.Programme.ID, e.Date, e.Goal})
	}
	return out
}

func newStepJSON(st *plan.Step) jsonStep {
	s := jsonStep{
		Item: st.Ref.String(), Date: cmp.Or(st.Date, st.Until), Until: orNull(st.Until), Counts: st.Counts, Place: orNull(st.Place),
		Priced: st.Priced, List: st.List, Paid: st.Paid, Fees: st.Fees, Savings: []string{}, Study: st.Hours(), BookBy: orNull(st.BookBy),
		Needs: refTexts(st.Needs), Last: orNull(st.Last), LastOf: orNull(st.LastOf),
	}
	if st.Provider != nil {
		s.Provider = &st.Provider.ID
	}
	if st.Class != nil {
		s.Class = &st.Class.ID
	}
	for _, u := range st.Savings {
		s.Savings = append(s.Savings, u.Saving.ID)
	}
	s.Fills = newFillsJSON(st.Fills)
	if st.Slack != nil {
		s.Slack = &jsonSlack{Until: st.Slack.Until, Proved: st.Slack.Proved}
		if st.Slack.After != nil {
			t := newTotalsJSON(st.Slack.After.Totals)
			s.Slack.After = &t
		}
	}
	return s
}

func newFillsJSON(fills []plan.Fill) []jsonFill {
	out := []jsonFill{}
	for _, f := range fills {
		out = append(out, jsonFill{f.Programme.ID, f.Path})
	}
	return out
}
