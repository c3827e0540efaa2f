// Package packtest runs the tests that rule packs ship: a record, a day, and what the audit must say of it. It also says
// which requirements of a programme no case has shown met, and which none has shown not met.
//
// Call [Run] for each test file; the [Coverage] of a programme is gathered over its files by [Coverage.Add]. It reads no
// file and prints nothing. What an expectation means is fixed by docs/language.md.
package packtest

import (
	"fmt"

	"waymark/audit"
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// Rule is the name under which a failed expectation is found.
const Rule = "test-fails"

// Outcome is what came of one case.
type Outcome struct {
	Name string
	Pos  diag.Pos
	// Failures are the expectations that were not fulfilled, at their places; empty where the case passed.
	Failures diag.List
	// Report is the audit, for coverage; nil where the programme is unknown.
	Report *audit.Report
}

// Passed tells whether every expectation was fulfilled.
func (o Outcome) Passed() bool { return len(o.Failures) == 0 }

// Run runs every case of a test file. The auditor is that of the set.
func Run(set *programme.Set, auditor *audit.Auditor, test *source.Test) ([]Outcome, error) {
	p := set.Programme(test.Programme.Value)
	outcomes := make([]Outcome, 0, len(test.Cases))
	for i := range test.Cases {
		c := &test.Cases[i]
		r := &run{auditor: auditor, programme: p, test: c, outcome: Outcome{Name: c.Name.Value, Pos: c.Pos}}
		if p == nil {
			r.fail("packtest.no-programme", test.Programme.Pos, test.Programme.Length, message.Op("programme", test.Programme.Value))
		} else if err := r.all(); err != nil {
			return nil, fmt.Errorf("test %s, case %q: %w", test.Programme.Value, c.Name.Value, err)
		}
		outcomes = append(outcomes, r.outcome)
	}
	return outcomes, nil
}

// run is one case at work.
type run struct {
	auditor   *audit.Auditor
	programme *programme.Programme
	test      *source.Case
	outcome   Outcome
}

func (r *run) audit(rec *record.Record) (*audit.Report, error) {
	return r.auditor.Run(r.programme.ID, rec, r.test.AsOf.Date, audit.Options{VerifiedOnly: r.test.VerifiedOnly})
}

// fail reports an expectation that is not fulfilled.
func (r *run) fail(code string, at diag.Pos, length int, operands ...message.Operand) {
	operands = append(operands, message.Op("case", r.test.Name.Value))
	r.outcome.Failures.Add(diag.Finding{
		Severity: diag.Error, Rule: Rule, Code: code, Pos: at, Length: length, Operands: operands,
	})
}
