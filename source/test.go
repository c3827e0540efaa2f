package source

import (
	"waymark/diag"
	"waymark/record"
)

// Test is a file of cases for one programme.
type Test struct {
	Programme Text
	Cases     []Case
	Pos       diag.Pos
}

// Case is one record, one day and what the audit must say.
type Case struct {
	Name         Text
	AsOf         Day
	Record       record.Record
	VerifiedOnly bool
	Expect       Expect
	Pos          diag.Pos
}

// Expect is what a case checks; only Verdict is always there.
type Expect struct {
	// Verdict is met, not met or undecided.
	Verdict     Text
	LeastLeft   Number
	Unreachable Flag
	Left        []Item
	// Requirements gives the verdict of requirements by id.
	Requirements []Entry
	Derived      []DerivedDay
	// Questions are checked where QuestionsPos is known, so that an empty list can be asked for.
	Questions    []Text
	QuestionsPos diag.Pos
	MetOn        Day
	// Counts says in which requirement a piece counts.
	Counts []CountsIn
	Pos    diag.Pos
}

// DerivedDay expects that a credential was earned on a day.
type DerivedDay struct {
	// Credential is a full id: a bare code has been given the issuer of the programme tested.
	Credential Text
	On         Day
}

// CountsIn expects that an item counts in the requirement with the id.
type CountsIn struct {
	Item Item
	In   Text
}
