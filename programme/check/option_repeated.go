package check

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

var optionRepeated = &Rule{
	Name: "option-repeated", Since: "0.1", Severity: diag.Warning,
	Why: "An option offered twice in one list still counts once; the second is usually a mistyped code.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			if _, all := q.(*programme.All); all {
				continue
			}
			list := rs.optionsOf(q)
			for i, again := range list.options {
				if j := list.repeats(rs, i); j >= 0 {
					r.add(diag.Finding{
						Severity: diag.Warning, Pos: rs.at(again),
						Operands: ops{op("option", rs.asked(again)), op("requirement", rs.name(q))},
						Related:  []diag.Related{{Pos: rs.at(list.options[j]), Code: "related.check.first", Operands: []message.Operand{op("item", rs.asked(again))}}},
					})
				}
			}
		}
	},
}
