package plan

import (
	"waymark/audit"
	"waymark/offer"
	"waymark/programme"
	"waymark/record"
)

// Answer is what a plan found.
type Answer struct {
	Question *Question
	// Best is the best route, or nil where there is none, or none was found in the steps given.
	Best *Route
	// Proved tells that no route is better (where there is none: that there is none).
	Proved bool
	// Ordered tells that the documented order decided between routes that are equal in every objective; else the steps did not
	// suffice, and the best is one of them.
	Ordered bool
	// Bounds say, objective by objective in the order asked, what is proved of the best.
	Bounds []Bound
	// Alternatives are other sets of items that are equally good in every objective; AlternativesComplete tells that
	// these are all.
	Alternatives         [][]record.Ref
	AlternativesComplete bool
	// Unmet are the goals that no route reaches, where there is no route.
	Unmet []Unmet
	// Steps is how many steps all searches took.
	Steps int

	search *search
	laid   *laid
}

// Bound is what is proved of one objective: with the better ones at their values, nothing is below Least. For the finish
// Value and Least are dates; for the cost [Priced] parts them.
type Bound struct {
	Objective    Objective
	Value, Least int64
	Proved       bool
}

// Unmet is a goal that cannot be reached, and why.
type Unmet struct {
	Goal Goal
	// ByRules tells that no further items lead to it from the business day on; otherwise days, money or wishes stand in the
	// way, and Without names the wish that would have to go, or is empty where no single one would do.
	ByRules bool
	Without string
	// Closed are the options that ended; Since is the day from when on there was no way, none where it is not known.
	Closed []audit.Closed
	Since  record.Date
}

// Route is one way to reach the goals.
type Route struct {
	Steps  []Step
	Earned []Earned
	Totals Totals
	// Reports are the audits of the goals on the last day, the steps carried out.
	Reports []*audit.Report
}

// Totals are what a route comes to.
type Totals struct {
	// Exams is how many items are had in it, Unpriced how many things have no known price, Cost what the others come to.
	Exams, Unpriced int
	Cost            int64
	// List is the cost without any saving.
	List     int64
	Currency string
	// Finish is the day on which the goals are met and every step is done.
	Finish record.Date
	// Days is how many days there are from the business day to the finish; Study the hours of study in them.
	Days, Study int
}

// Of gives one objective; the finish as a date.
func (t Totals) Of(o Objective) int64 {
	switch o {
	case Exams:
		return int64(t.Exams)
	case Cost:
		return t.Cost + int64(t.Unpriced)*unpriced
	case Finish:
		return int64(t.Finish)
	case Study:
		return int64(t.Study)
	}
	return 0
}

// part gives one of the numbers that objectives add up.
func (t Totals) part(p part) int64 {
	switch p {
	case countPart:
		return int64(t.Exams)
	case unpricedPart:
		return int64(t.Unpriced)
	case costPart:
		return t.Cost
	case studyPart:
		return int64(t.Study)
	case timePart: // no objective
	}
	return 0
}

// unpriced is more than any amount: a thing without a known price counts as dearer than all that have one.
const unpriced int64 = 1 << 50

// Priced parts the cost of an objective or a bound: how many things have no known price, and what the others come to.
func Priced(cost int64) (without int, minor int64) { return int(cost / unpriced), cost % unpriced }

// Step is one thing to do.
type Step struct {
	// Person is the index of who does it.
	Person int
	// Ref is the exam to pass, the credential or event to have, or the course to attend.
	Ref record.Ref
	// Date is the day of it, for a class its first day and Until its last.
	Date, Until record.Date
	// Counts tells that the rules ask for it; a course that only prepares does not count.
	Counts bool
	// Provider and Class say whose class it is; both nil for others. A course taken alone has a provider and no class.
	Provider *offer.Provider
	Class    *offer.Class
	Place    string
	// Prepare is how to get ready for it, or nil where nothing is known to be needed.
	Prepare *offer.Preparation
	// Priced tells that the price is known: List before savings, Paid after. Fees are what the savings cost that are first
	// used here.
	Priced           bool
	List, Paid, Fees int64
	Savings          []Used
	// BookBy is the day by which it must be booked.
	BookBy record.Date
	// Needs are what must be had before it: courses, and what its gate asks for.
	Needs []record.Ref
	// Fills says where it counts in the goals and the credentials on the way.
	Fills []Fill
	// Last is its last day as known: of an exam, a class, a price or a saving; LastOf says of which.
	Last   record.Date
	LastOf string
	// Slack is nil until [Planner.Slack] is asked.
	Slack *Slack

	deals []*deal
	hours int // of a course taken alone
}

// Used is a saving used for a step.
type Used struct {
	Provider *offer.Provider
	Saving   *offer.Saving
}

// Fill is a place in the rules.
type Fill struct {
	Programme *programme.Programme
	Path      string
}

// Earned is a credential that follows on the way.
type Earned struct {
	Programme  *programme.Programme
	Credential string
	Date       record.Date
	// Goal tells that it is one of the goals.
	Goal bool
}

// Slack says how long a step can wait.
type Slack struct {
	// Until is the last day on which it may be done with nothing lost: the plan stays as good in every objective.
	Until record.Date
	// After is the best that is left from the day after, or nil where the goals are then out of reach.
	After *Route
	// Proved tells that both are exact.
	Proved bool
}
