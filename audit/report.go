package audit

import (
	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

// Verdict is the answer about a programme or one requirement. The zero value is the safe one.
type Verdict uint8

// The verdicts, worst first, so that the smaller of two is the verdict of both together.
const (
	NotMet    Verdict = iota
	Undecided         // met only if a question that the published rule leaves open is granted
	Met
)

// String is the verdict's word in every output: not met, undecided or met.
func (v Verdict) String() string {
	switch v {
	case Met:
		return "met"
	case Undecided:
		return "undecided"
	default:
		return "not met"
	}
}

// Report is the whole answer about one programme, one record and one day. It is a value: nothing in it changes later.
type Report struct {
	Programme    *programme.Programme
	AsOf         record.Date
	VerifiedOnly bool
	// Version is the one in force on the as-of day, or nil where none is.
	Version *programme.Version
	Verdict Verdict
	// MetOn is the first day on which the programme was met, MetUnder the version of that day; no date unless Met.
	MetOn    record.Date
	MetUnder *programme.Version
	// TermEnds is the last day the award is in force; no date for life, or unless Met.
	TermEnds record.Date
	// Lapsed is the last day of an earlier award whose term has ended; no date where there is none.
	Lapsed record.Date
	// Questions is the smallest set of open questions on which an undecided verdict turns.
	Questions []OpenQuestion

	// Unreachable tells that no further items can lead to met from that day on; Closed names the options that ended.
	Unreachable bool
	Closed      []Closed
	// LeastLeft is the fewest further items that lead to met; -1 where unreachable.
	LeastLeft int
	// Proved tells that LeastLeft is exact. Where it is not, the step budget ran out: LeastLeft is the best found and Bound
	// the proved lower bound.
	Proved bool
	Bound  int
	// Left says what is left, a requirement at a time, as people read it.
	Left []Gap
	// Alternatives are the distinct smallest sets of further items, each sorted, in canonical order, at most
	// [MaxAlternatives].
	Alternatives [][]record.Ref
	// AlternativesComplete tells that every smallest set is listed; AlternativesTotal is their exact number, or -1 where it
	// is not known.
	AlternativesComplete bool
	AlternativesTotal    int

	// Derived are the awards that follow from the evidence among the programmes this one reaches, oldest first.
	Derived []Award
	// Requirements are the top-level requirements, judged in file order.
	Requirements []*Judged
	// Evidence has one entry for every entry of the record that is not of the future, in the order of the record, then
	// derived credentials.
	Evidence []Placement
	// Rulings are those that were in force and touched this programme.
	Rulings []record.Ruling
	// Findings are faults in the record: duplicates, contradictions, future or impossible dates.
	Findings diag.List
}

// MaxAlternatives is how many smallest sets a report lists at most.
const MaxAlternatives = 100

// OpenQuestion names a question of a programme.
type OpenQuestion struct {
	Programme string
	ID        string
	Because   string
}

// Closed is an option that can no longer be had, and why.
type Closed struct {
	Ref record.Ref
	// Last is its last day, Void the day it stopped counting; both may be set.
	Last, Void record.Date
	// Programme is where the option stands.
	Programme string
}

// Award is a credential that follows from evidence.
type Award struct {
	Programme, Credential string
	// Date is the first day on which its programme was met; Until the last day of its term, no date for life.
	Date, Until record.Date
	// Version is the name of the version it was met under.
	Version string
}

// Asked is what the rules say of a requirement.
type Asked struct {
	Requirement programme.Requirement
	// Path is the requirement's own id or, where it has none, its parent's path, a dot and its place from 1.
	Path string
	// Needed is how many parts or options are asked for.
	Needed int
}

// Judged is one requirement with its verdict.
type Judged struct {
	*Asked
	Verdict Verdict
	// NotNeeded tells that the requirement is an option left aside: it was judged with the evidence that remained free.
	NotNeeded bool
	// Covered tells that Evidence fills this requirement through a cover.
	Covered bool
	// Stated tells that the verdict rests on evidence nobody has verified.
	Stated bool
	// Until is the last day on which an open item can still be had; no date where none is known.
	Until record.Date
	// Have is how many of the parts or options asked for are met.
	Have int
	// Evidence are indexes into Report.Evidence of the pieces that count here: for an item its own, for any requirement
	// the piece that covers it.
	Evidence []int
	// Waived is the index into Report.Rulings of the ruling that waives the requirement, or -1.
	Waived int
	// Why says, for a requirement that is not met, what stands in the way. Empty means simply: not had yet.
	Why []Reason
	Of  []*Judged
}

// Placement is one piece of evidence and where it counts.
type Placement struct {
	// Entry is the record's entry, or nil for a derived credential.
	Entry *record.Evidence
	// Ref is the full name of what it is of.
	Ref   record.Ref
	Date  record.Date
	State record.State
	// CountsAt are the paths of the requirements it fills; empty where it counts nowhere.
	CountsAt []string
	// Reason says why it counts nowhere; its code is Counts where it does.
	Reason Reason
}

// Gap is one open requirement and what would fill it.
type Gap struct {
	// Path and Title name the requirement; Title is the nearest title above it.
	Path, Title string
	// More is how many further options are needed of Of.
	More int
	Of   []Option
	// Condition tells that the option is asked for as a condition: it must be had, and may count elsewhere too.
	Condition bool
}

// Option is something that would fill a gap.
type Option struct {
	Ref record.Ref
	// First is set where the first day is yet to come; Last is the last known day.
	First, Last record.Date
	// NoLast tells that a source says there is no last day; without it and Last, no last day is known.
	NoLast bool
	// ByProgramme is the programme that awards a credential, or empty. Left is then how many further items that programme
	// alone would need, or -1 where it is unreachable.
	ByProgramme string
	Left        int
}
