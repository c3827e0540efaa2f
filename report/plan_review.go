package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"waymark/plan"
	"waymark/programme"
	"waymark/record"
)

// ReadPlan reads a plan that [PlanJSON] wrote, to hold it against reality. Its error says what is wrong with it.
func ReadPlan(data []byte) (plan.Made, error) {
	var p jsonPlan
	var made plan.Made
	if err := json.Unmarshal(data, &p); err != nil {
		return made, err
	}
	if p.Day == 0 {
		return made, errors.New("it names no day")
	}
	if p.Route == nil {
		return made, errors.New("it has no route")
	}
	made = plan.Made{Day: p.Day, Finish: p.Route.Totals.Finish, Currency: p.Route.Totals.Currency}
	if made.Finish == 0 {
		return made, errors.New("it names no finish")
	}
	for i, s := range p.Route.Steps {
		word, id, _ := strings.Cut(s.Item, " ")
		kind, known := record.KindOf(word)
		if !known || id == "" || s.Date == 0 {
			return made, fmt.Errorf("step %d is no item with a day: %q", i+1, s.Item)
		}
		step := plan.Planned{Ref: record.Ref{Kind: kind, ID: id}, Date: s.Date, Cost: s.Paid + s.Fees}
		if s.Until != nil {
			step.Date = *s.Until
		}
		if s.BookBy != nil && *s.BookBy < s.Date {
			step.BookBy = *s.BookBy
		}
		made.Steps = append(made.Steps, step)
	}
	return made, nil
}

// review says what became of a plan made earlier, and what that means.
func (v *planView) review(r *plan.Review) {
	var lines []string
	for _, f := range r.Steps {
		item, day := op("item", v.code(f.Ref)), op("day", f.Date)
		switch code := "review." + f.Fate.String(); {
		case f.Fate == plan.Done && f.On <= f.Date:
			lines = append(lines, v.say(code, item, day, op("on", f.On)))
		case f.Fate == plan.Done:
			lines = append(lines, v.say(code+"-late", item, day, op("on", f.On)))
		case f.On == 0:
			lines = append(lines, v.say(code+"-dropped", item, day))
		default:
			lines = append(lines, v.say(code, item, day, op("on", f.On)))
		}
	}
	for _, n := range r.New {
		lines = append(lines, v.say("review.new", op("item", v.code(n.Ref)), op("on", n.Date)))
	}
	v.Parts = append(v.Parts, planPart{Heading: v.say("section.review", op("day", r.Made.Day)), Lines: append(lines, v.meaning(r))})
}

// meaning says what has changed for the whole.
func (v *planView) meaning(r *plan.Review) string {
	if !r.Reached {
		return v.say("review.lost", op("day", r.Made.Finish))
	}
	out := []string{v.say("review.finish", op("day", r.Made.Finish))}
	switch {
	case r.Late > 0:
		out = append(out, v.say("change.finish", op("n", r.Late)))
	case r.Late < 0:
		out = append(out, v.say("change.finish-earlier", op("n", -r.Late)))
	default:
		out = append(out, v.say("review.in-time"))
	}
	switch {
	case r.Priced && r.Dearer > 0:
		out = append(out, v.say("change.cost", op("amount", programme.Money(r.Dearer, r.Made.Currency))))
	case r.Priced && r.Dearer < 0:
		out = append(out, v.say("change.cost-less", op("amount", programme.Money(-r.Dearer, r.Made.Currency))))
	}
	return strings.Join(out, ", ")
}

type jsonReview struct {
	Day    record.Date   `json:"day"`
	Finish record.Date   `json:"finish"`
	Steps  []jsonFared   `json:"steps"`
	New    []jsonPlanned `json:"new"`
	Late   *int          `json:"days_late"`
	Dearer *int64        `json:"dearer"`
}

type jsonPlanned struct {
	Item string      `json:"item"`
	Date record.Date `json:"date"`
}

type jsonFared struct {
	jsonPlanned
	Fate string       `json:"fate"`
	On   *record.Date `json:"on"`
}

func newReviewJSON(r *plan.Review) *jsonReview {
	out := &jsonReview{Day: r.Made.Day, Finish: r.Made.Finish, Steps: []jsonFared{}, New: []jsonPlanned{}}
	for _, f := range r.Steps {
		out.Steps = append(out.Steps, jsonFared{jsonPlanned{f.Ref.String(), f.Date}, f.Fate.String(), orNull(f.On)})
	}
	for _, n := range r.New {
		out.New = append(out.New, jsonPlanned{n.Ref.String(), n.Date})
	}
	if r.Reached {
		out.Late = &r.Late
		if r.Priced {
			out.Dearer = &r.Dearer
		}
	}
	return out
}
