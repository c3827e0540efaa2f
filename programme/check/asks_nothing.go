package check

import (
	"waymark/diag"
	"waymark/programme"
)

var asksNothing = &Rule{
	Name: "asks-nothing", Since: "0.1", Severity: diag.Error,
	Why: "A requirement without parts is either met by everyone or by no one, and neither can be meant.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			if _, single := q.(*programme.Item); single {
				continue
			}
			if len(programme.Parts(q)) == 0 {
				r.find(diag.Error, rs.at(q), op("requirement", rs.name(q)))
			}
		}
	},
}
