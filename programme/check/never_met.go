package check

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

var neverMet = &Rule{
	Name: "never-met", Since: "0.1", Severity: diag.Error,
	Why: "A requirement that nobody can meet on any day blocks the programme, and an option that nobody can use misleads its readers.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			if parent := rs.parents[q]; parent != nil && never(rs.standing(parent)) {
				continue // said of what it stands in
			}
			if code, operands := r.hopeless(rs, q); code != "" {
				severity := diag.Warning
				if q == programme.Requirement(rs.version.Requires) || rs.mandatory(q) {
					severity = diag.Error
				}
				operands = append(ops{op("requirement", rs.asked(q))}, operands...)
				r.add(diag.Finding{Severity: severity, Pos: rs.at(q), Code: code, Operands: operands})
			}
		}
	},
}

// hopeless gives the code of why q itself can never be met, or "" where it can or where the fault lies in a part of it.
func (r *run) hopeless(rs *ruleset, q programme.Requirement) (string, []message.Operand) {
	days := rs.standing(q)
	if never(days) {
		return "finding.never-met.listed", nil
	}
	if item, ok := q.(*programme.Item); ok {
		fact := r.set.Fact(item.Ref)
		switch {
		case fact == nil:
		case fact.Void != 0 && fact.Void <= days.From:
			return "finding.never-met.void", ops{op("day", fact.Void)}
		case days.Until != 0 && fact.First > days.Until:
			return "finding.never-met.future", ops{op("day", fact.First), op("last", days.Until)}
		}
		return "", nil
	}
	if len(parts(q)) == 0 || len(parts(q)) < needed(q) {
		return "", nil // asks-nothing and asks-too-much say so
	}
	ways, complete := rs.ways.body(q)
	if !complete || len(ways) > 0 || len(rs.version.Shares) > 0 {
		return "", nil
	}
	for _, part := range parts(q) {
		if ways, complete := rs.ways.of(part); complete && len(ways) == 0 {
			return "", nil // said of the part
		}
	}
	if rs.demandsTwice(q) {
		return "", nil // mandatory-twice says so
	}
	if list, ok := q.(*programme.Choose); ok && capacity(list.From, limitsOn(rs.version, list)) < list.N {
		return "", nil // asks-too-much says so
	}
	return "finding.never-met.clash", nil
}

// demandsTwice tells that two mandatory items of the whole version inside q ask for the same piece.
func (rs *ruleset) demandsTwice(q programme.Requirement) bool {
	twice := false
	seen := map[string]bool{}
	for item := range items(q) {
		if rs.mandatory(item) {
			twice = twice || seen[item.Ref.String()]
			seen[item.Ref.String()] = true
		}
	}
	return twice
}
