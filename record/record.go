// Package record holds what a candidate has done: evidence of seven kinds, and the rulings on it. It also holds the
// words everything else speaks with: [Date], [Kind], [Ref].
//
// A [Record] is a plain value; package source reads one from a file, a store from a database. Nothing here judges
// evidence: that is package audit. The kinds, states and rulings keep their words in files for ever.
package record

import "waymark/diag"

// State is how far a piece of evidence is trusted.
type State uint8

// The states. Stated is the zero value: the candidate says so.
const (
	Stated   State = iota // the candidate says so, nobody has checked
	Verified              // checked at its source
	Refused               // checked and found not to be so; never counts
)

// String is the state's word in files.
func (s State) String() string {
	switch s {
	case Verified:
		return "verified"
	case Refused:
		return "refused"
	default:
		return "stated"
	}
}

// Evidence is one piece of what a candidate has.
type Evidence struct {
	Ref
	// Date is the day it was had: passed, awarded, attended, begun.
	Date Date
	// Until is the last day of its term, or of a period; no date means no known end.
	Until Date
	// Revoked is the day from which it was taken away, a pass like a credential; no date means never.
	Revoked Date
	State   State
	// Source says who says so (transcript, candidate, feed), Reference under which number.
	Source, Reference string
	// Score is the score as written, or empty; no rule reads it yet.
	Score string
	// Version is the version or series of an exam or course as written, or empty; no rule reads it yet.
	Version string
	// Amount and Unit are hours, months or credits as written, or empty; no rule reads them yet.
	Amount, Unit string
	// Attributes are further named facts (domain, role, place), as written; no rule reads them yet.
	Attributes map[string]string
	Note       string
	Pos        diag.Pos
}

// RulingKind is what a ruling does.
type RulingKind uint8

// The kinds of ruling.
const (
	Grant      RulingKind = iota + 1 // an open question is answered yes
	RefuseOpen                       // an open question is answered no
	Admit                            // a piece that would not count (outside its exam's life, void, expired) counts
	Substitute                       // one piece stands in for another
	Waive                            // a requirement is met without evidence
)

// String is the kind's word in files: grant, refuse, admit, substitute or waive.
func (k RulingKind) String() string {
	switch k {
	case Grant:
		return "grant"
	case RefuseOpen:
		return "refuse"
	case Admit:
		return "admit"
	case Substitute:
		return "substitute"
	case Waive:
		return "waive"
	default:
		return ""
	}
}

// Ruling is a dated decision by a named author about one candidate (in a record) or everyone (in a pack). It is shown
// wherever it matters.
type Ruling struct {
	Kind RulingKind
	// Programme is the programme it applies to. Empty for Admit and Substitute means every programme.
	Programme string
	// Question is the open question granted or refused.
	Question string
	// Requirement is the id of the requirement waived.
	Requirement string
	// Evidence is the piece admitted, or the piece that stands in.
	Evidence Ref
	// For is what a substitute stands in for.
	For Ref
	// From and Until are the first and last day it is in force; no Until means no end.
	From, Until    Date
	Author, Reason string
	Pos            diag.Pos
}

// InForce tells whether the ruling is in force on the day.
func (r Ruling) InForce(on Date) bool { return r.From <= on && (r.Until == 0 || on <= r.Until) }

// Candidate is who a record is of.
type Candidate struct {
	ID, Name string
	// Emails and Identifiers are how test vendors know the person; matching is not this package's work.
	Emails      []string
	Identifiers map[string]string
}

// Record is all evidence of one candidate and the rulings on it. The order of entries never matters.
type Record struct {
	Candidate Candidate
	Evidence  []Evidence
	Rulings   []Ruling
	// File is where the record was read from, for findings; may be empty.
	File string
}
