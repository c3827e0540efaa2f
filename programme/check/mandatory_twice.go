package check

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

var mandatoryTwice = &Rule{
	Name: "mandatory-twice", Since: "0.1", Severity: diag.Error,
	Why: "One piece of evidence counts once, so rules that demand the same piece in two places can never be met.",
	version: func(r *run, rs *ruleset) {
		rs.eachRepeat(func(first, again *programme.Item) {
			if !rs.mandatory(first) || !rs.mandatory(again) || rs.shared(first, again) {
				return
			}
			r.add(diag.Finding{
				Severity: diag.Error, Pos: rs.at(again), Hint: "hint.mandatory-twice",
				Operands: ops{op("item", rs.short(again.Ref)), op("first", rs.listName(first)), op("again", rs.listName(again))},
				Related:  []diag.Related{{Pos: rs.at(first), Code: "related.check.first", Operands: []message.Operand{op("item", rs.short(first.Ref))}}},
			})
		})
	},
}
