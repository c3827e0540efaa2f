package plan

import (
	"slices"

	"waymark/record"
)

// Made is a plan made earlier, as far as it is held against reality.
type Made struct {
	// Day is the business day it began on, Finish the day it was to be done.
	Day, Finish record.Date
	Currency    string
	Steps       []Planned
}

// Planned is a step of a plan made earlier: the day it was to be over, what it was to cost, and by when it was to be booked, no
// date where that was the day itself.
type Planned struct {
	Ref    record.Ref
	Date   record.Date
	Cost   int64
	BookBy record.Date
}

// Fate is what became of a planned step.
type Fate uint8

// The fates.
const (
	Ahead   Fate = iota // its day is still to come
	Done                // the record has it
	Slipped             // its day has passed
)

var fateNames = [...]string{"ahead", "done", "slipped"}

// String is the fate's word in files: ahead, done or slipped.
func (f Fate) String() string { return fateNames[f] }

// Fared is a planned step and what became of it.
type Fared struct {
	Planned
	Fate Fate
	// On is the day it was done, or is planned for now; no date where the best plan no longer has it.
	On record.Date
}

// Review is a plan made earlier held against what has happened since, and what is best now.
type Review struct {
	Made  Made
	Steps []Fared
	// New are the steps of the best route now that the plan had not.
	New []Planned
	// Reached tells that there still is a route. Then Late is how many days after the planned finish it is done, below 0 for
	// earlier, and Dearer how much more it costs than the steps of the plan that are not done would have, where Priced tells that
	// both are in one currency.
	Reached bool
	Late    int
	Dearer  int64
	Priced  bool
}

// Review holds a plan against an answer to today's question: the record as it is now, the same goals, what is on offer now.
func (a *Answer) Review(made Made) *Review {
	r := &Review{Made: made, Reached: a.Best != nil}
	left := int64(0)
	for _, p := range made.Steps {
		f := Fared{Planned: p}
		switch on := a.since(p.Ref); {
		case on != 0:
			f.Fate, f.On = Done, on
		case p.Date < a.Question.Day:
			f.Fate = Slipped
		}
		if f.Fate != Done {
			left += p.Cost
			if now := a.step(p.Ref); now != nil {
				f.On = now.done()
			}
		}
		r.Steps = append(r.Steps, f)
	}
	if a.Best == nil {
		return r
	}
	for i := range a.Best.Steps {
		st := &a.Best.Steps[i]
		if !slices.ContainsFunc(made.Steps, func(p Planned) bool { return p.Ref == st.Ref }) {
			r.New = append(r.New, Planned{st.Ref, st.done(), st.Paid + st.Fees, st.BookBy})
		}
	}
	r.Late = int(a.Best.Totals.Finish - made.Finish)
	r.Dearer = a.Best.Totals.Cost - left
	r.Priced = a.Best.Totals.Currency == made.Currency
	return r
}

// since is the first day from which the record has something that counts, or no date.
func (a *Answer) since(ref record.Ref) record.Date {
	var first record.Date
	for _, e := range a.search.w.rec.Evidence {
		if e.Ref == ref && e.Date <= a.Question.Day && e.State != record.Refused && e.Revoked == 0 && (first == 0 || e.Date < first) {
			first = e.Date
		}
	}
	return first
}

func (a *Answer) step(ref record.Ref) *Step {
	if a.Best == nil {
		return nil
	}
	for i := range a.Best.Steps {
		if a.Best.Steps[i].Ref == ref {
			return &a.Best.Steps[i]
		}
	}
	return nil
}
