package plan

import (
	"time"

	"waymark/offer"
	"waymark/programme"
	"waymark/record"
)

// Question is what a plan is asked.
type Question struct {
	Set *programme.Set
	// Day is the business day: nothing is planned before it.
	Day record.Date
	// People are those planned for. Today there is exactly one; a group will share seats, savings and the budget.
	People []Person
	Goals  []Goal
	// Nearest asks for one of the goals, whichever is best, instead of all.
	Nearest bool
	Offers  []*offer.Provider
	// Budget is the most that all of it may cost, in minor units of the currency wished; 0 is no limit.
	Budget int64
}

// Person is who is planned for: what they have, and what they wish.
type Person struct {
	Record *record.Record
	Wishes Wishes
}

// Goal is a programme to be met.
type Goal struct {
	Programme string
	// By is the last day on which it may first be met; no date means any.
	By record.Date
}

// Objective is something of which less is better.
type Objective uint8

// The objectives, in the order that holds where the candidate says nothing.
const (
	Exams  Objective = iota // how many items must be had: exams, and what else the rules ask for
	Cost                    // how many of them have no known price, then the amount
	Finish                  // the day on which the last goal is met
	Study                   // hours of study, alone and in class
)

// Objectives lists every objective in order.
var Objectives = []Objective{Exams, Cost, Finish, Study}

var objectiveNames = [...]string{"exams", "cost", "finish", "study"}

// String is the objective's word in files and options: exams, cost, finish or study.
func (o Objective) String() string { return objectiveNames[o] }

// ObjectiveOf gives the objective of a word, or false.
func ObjectiveOf(word string) (Objective, bool) {
	for i, n := range objectiveNames {
		if n == word {
			return Objective(i), true
		}
	}
	return 0, false
}

// Manner is how a person wants to get ready.
type Manner uint8

// The manners.
const (
	AnyManner Manner = iota
	Alone            // by oneself; no class
	InClass          // in a class, where there is one
)

// ClassHours is how many hours of study a day of class counts for.
const ClassHours = 8

// Wishes are what a person wants of a plan beside the goals. The zero value wants nothing special.
type Wishes struct {
	// Order is which objective comes first; those not named follow in the order of [Objectives].
	Order []Objective
	// Places are where classes and prices may be; empty means anywhere. What has no place is everywhere.
	Places []string
	// Currency is that of every price used; empty means that of the first price found in the offers, then in the facts.
	Currency string
	// HoursAWeek is how much time there is for study; 0 is no limit.
	HoursAWeek int
	// Earliest is the first day anything may happen, Latest the last; no date means the business day, and [Horizon] months
	// after it.
	Earliest, Latest record.Date
	// Away are days on which nothing can be done: no exam, no class, no study. AwayOn are such days of every week.
	Away   []programme.Span
	AwayOn []time.Weekday
	Manner Manner
	// Avoid are items that must not be planned, Include those that must be.
	Avoid, Include []record.Ref
	// AtOnce is how many exams may be sat on one day; 0 is no limit.
	AtOnce int
	// Retakes is for how many second tries of each exam the plan leaves time and money.
	Retakes int
	// Failed are tries that failed.
	Failed []Attempt
}

// Attempt is a try at an exam that failed.
type Attempt struct {
	Ref  record.Ref
	Date record.Date
}

// Horizon is how many months a plan looks ahead where no latest day is wished.
const Horizon = 36

// Options are what a search can be told beside its question.
type Options struct {
	// Steps is how many steps each search may take; 0 means [DefaultSteps].
	Steps int
	// Stop, where given, is asked now and then; once it says true the search ends with what it has proved.
	Stop func() bool
	// Alternatives is how many other sets of items that are equally good are listed at most.
	Alternatives int
	// FirstOnly stops after the first objective: the route has the least of it, and is not chosen among equals.
	FirstOnly bool
	// Undated leaves days out of it: everything is had on the business day, as the audit's least left has it.
	Undated bool

	late map[record.Ref]record.Date
}

// DefaultSteps is how many steps one search takes before it says that its answer is not proved.
const DefaultSteps = 400_000
