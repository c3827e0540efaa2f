package check

import (
	"waymark/diag"
	"waymark/message"
	"waymark/source"
)

// Rule is one thing that can be wrong or doubtful in a file.
type Rule struct {
	// Name is printed with every finding and heads the rule's section in docs/checks.md.
	Name string
	// Since is the first version of Waymark with the rule.
	Since string
	// Severity is the gravest that a finding of the rule can have.
	Severity diag.Severity
	// Why says in one sentence what goes wrong where the rule is not kept.
	Why string

	version   func(*run, *ruleset)
	programme func(*run, *programmeFile)
	facts     func(*run, *source.Facts)
	record    func(*run, *recordFile)
	test      func(*run, *source.Test)
	offers    func(*run, *source.Offers)
}

// run is one rule at work on one file.
type run struct {
	*knowledge
	rule  *Rule
	found *diag.List
	// lengths are those of the version at hand.
	lengths map[diag.Pos]int
	// providers are those whose offers were seen, and where.
	providers map[string]diag.Pos
}

// operand is one of a finding.
type operand = message.Operand

// ops is the operands of a finding.
type ops []message.Operand

func op(name string, value any) message.Operand { return message.Op(name, value) }

// add reports a finding of the rule at work; what stands at its place is underlined as a whole where that is known.
func (r *run) add(f diag.Finding) {
	f.Rule = r.rule.Name
	if f.Length == 0 && r.lengths != nil {
		f.Length = r.lengths[f.Pos]
	}
	r.found.Add(f)
}

// find reports a finding in the rule's plain sentence.
func (r *run) find(severity diag.Severity, at diag.Pos, operands ...message.Operand) {
	r.add(diag.Finding{Severity: severity, Pos: at, Operands: operands})
}
