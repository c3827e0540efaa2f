// Package diag holds findings: what is wrong or doubtful in a person's file, where, and what would be right.
//
// A [Finding] is a value: a rule, a severity, a place and operands; its sentence is made by package message when it is
// shown. Collect findings in a [List], then print it with [Text], [JSON] or [SARIF].
//
// A finding is never an error: error means that we could not do our work. A rule's name, once published, keeps its
// meaning.
package diag

import (
	"slices"
	"strings"

	"waymark/message"
)

// Severity says how much a finding matters. Only errors make a file unusable.
type Severity int

// The severities, least first.
const (
	Note Severity = iota
	Warning
	Error
)

// String prints note, warning or error: SARIF's own words for its levels.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "note"
	}
}

// Related is another place that a finding speaks of, such as the first of two.
type Related struct {
	Pos Pos
	// Code is the message code of the remark on that place.
	Code     string
	Operands []message.Operand
}

// Finding is one thing found in a file.
type Finding struct {
	Severity Severity
	// Rule names the check, as docs/checks.md heads it.
	Rule string
	// Code is the message code; empty means "finding." + Rule.
	Code string
	Pos  Pos
	// Length is how many characters of the line to underline; 0 underlines one word.
	Length   int
	Operands []message.Operand
	// Hint is the message code of what would be right, or empty; it takes the same operands.
	Hint    string
	Related []Related
}

// MessageCode is the code under which the finding's sentence stands in the catalogue.
func (f Finding) MessageCode() string {
	if f.Code != "" {
		return f.Code
	}
	return "finding." + f.Rule
}

// Sentence is the finding in words.
func (f Finding) Sentence(words *message.Catalogue) string {
	return words.Sentence(f.MessageCode(), f.Operands...)
}

// HintSentence is what would be right, in words, or empty.
func (f Finding) HintSentence(words *message.Catalogue) string {
	if f.Hint == "" {
		return ""
	}
	return words.Sentence(f.Hint, f.Operands...)
}

// List is findings in the order they were made; Sort orders them for people.
type List []Finding

// Add appends findings.
func (l *List) Add(f ...Finding) { *l = append(*l, f...) }

// Sort orders the list by place, then severity (errors first), then rule; equal findings keep their order.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Finding) int {
		switch {
		case a.Pos.Before(b.Pos):
			return -1
		case b.Pos.Before(a.Pos):
			return 1
		case a.Severity != b.Severity:
			return int(b.Severity) - int(a.Severity)
		default:
			return strings.Compare(a.Rule, b.Rule)
		}
	})
}

// Count gives how many findings have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, f := range l {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// HasErrors tells whether any finding is an error.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }
