package check

import (
	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

var credentialCycle = &Rule{
	Name: "credential-cycle", Since: "0.1", Severity: diag.Error,
	Why: "Two credentials that ask for each other can be earned only where one of them has another way in.",
	version: func(r *run, rs *ruleset) {
		own := rs.programme
		severity, code := diag.Warning, "finding.credential-cycle"
		if !r.earnable()[own.Awards.Credential] {
			severity, code = diag.Error, "finding.credential-cycle.never"
		}
		report := func(ref record.Ref, at diag.Pos) {
			if ref.Kind != record.Credential {
				return
			}
			if by := r.set.Awarding(ref.ID); by != nil && r.leads(by.ID, own.ID) {
				r.add(diag.Finding{
					Severity: severity, Code: code, Pos: at,
					Operands: ops{op("item", rs.short(ref)), op("programme", own.ID), op("through", by.ID)},
				})
			}
		}
		for q := range rs.all() {
			if item, ok := q.(*programme.Item); ok {
				report(item.Ref, rs.at(item))
			}
			for i, c := range q.Heading().Given {
				report(c.Ref, rs.atPart(part{of: q, key: "given", i: i}))
			}
		}
	},
}
