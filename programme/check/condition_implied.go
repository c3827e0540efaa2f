package check

import (
	"slices"

	"waymark/diag"
	"waymark/programme"
)

var conditionImplied = &Rule{
	Name: "condition-implied", Since: "0.1", Severity: diag.Warning,
	Why: "A condition that holds for everyone who can use the option changes nothing, so something else was meant.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			given := q.Heading().Given
			for i, c := range given {
				rest := slices.Concat(given[:i], given[i+1:])
				if slices.Contains(given[i+1:], c) {
					continue // the second of two is reported
				}
				if rs.implied(q, c, rest) {
					r.find(diag.Warning, rs.atPart(part{of: q, key: "given", i: i}), op("condition", rs.condition(c)), op("requirement", rs.name(q)))
				}
			}
		}
	},
}

// implied tells that the condition c on q holds for whoever meets q's other conditions, those around it, and q itself.
func (rs *ruleset) implied(q programme.Requirement, c programme.Condition, rest []programme.Condition) bool {
	around := way{given: rest}
	for p := rs.parents[q]; p != nil; p = rs.parents[p] {
		around.given = slices.Concat(around.given, p.Heading().Given)
	}
	if around.implies(c) {
		return true
	}
	ways, complete := rs.ways.body(q)
	if !complete || len(ways) == 0 {
		return false
	}
	return !slices.ContainsFunc(ways, func(w way) bool { return !w.implies(c) })
}

// condition writes a condition as files do.
func (rs *ruleset) condition(c programme.Condition) string {
	code := rs.short(c.Ref)[len(c.Ref.Kind.String())+1:]
	switch {
	case c.Ever:
		return "ever held " + code
	case c.Ref.Kind.String() == "exam":
		return "passed " + code
	default:
		return "holds " + code
	}
}
