package check

import (
	"strconv"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

var shadowed = &Rule{
	Name: "shadowed", Since: "0.1", Severity: diag.Warning,
	Why: "Reports call a part without an id by the id around it and its number, so an id of that form makes two parts look like one.",
	version: func(r *run, rs *ruleset) {
		unnamed := map[string]programme.Requirement{}
		rs.eachPath(rs.version.Requires, "", func(path string, q programme.Requirement) { unnamed[path] = q })
		for q := range rs.all() {
			if other := unnamed[q.Heading().ID]; other != nil {
				r.add(diag.Finding{
					Severity: diag.Warning, Pos: rs.atPart(part{of: q, key: "id"}), Operands: ops{op("id", q.Heading().ID)},
					Related: []diag.Related{{Pos: rs.at(other), Code: "related.check.shadowed", Operands: []message.Operand{op("id", q.Heading().ID)}}},
				})
			}
		}
	},
}

// eachPath calls do for everything in q that has no id, with the path that reports call it by.
func (rs *ruleset) eachPath(q programme.Requirement, path string, do func(path string, q programme.Requirement)) {
	for i, child := range programme.Parts(q) {
		at := child.Heading().ID
		if at == "" {
			at = strconv.Itoa(i + 1)
			if path != "" {
				at = path + "." + at
			}
			do(at, child)
		}
		rs.eachPath(child, at, do)
	}
}
