package check

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

var optionNeverNeeded = &Rule{
	Name: "option-never-needed", Since: "0.1", Severity: diag.Warning,
	Why: "An option that only people can use who already meet a simpler one beside it changes nothing, so one of the two is written wrongly.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			if _, all := q.(*programme.All); all {
				continue
			}
			list := rs.optionsOf(q)
			for i, o := range list.options {
				if by := list.simpler(rs, q, i); by != nil {
					r.add(diag.Finding{
						Severity: diag.Warning, Pos: rs.at(o),
						Operands: ops{op("option", rs.asked(o)), op("simpler", rs.asked(by)), op("requirement", rs.name(q))},
						Related:  []diag.Related{{Pos: rs.at(by), Code: "related.check.simpler", Operands: []message.Operand{op("simpler", rs.asked(by))}}},
					})
				}
			}
		}
	},
}
