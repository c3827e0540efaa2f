package check

import (
	"slices"

	"waymark/diag"
	"waymark/record"
)

var evidenceOutsideLife = &Rule{
	Name: "evidence-outside-life", Since: "0.1", Severity: diag.Warning,
	Why: "A pass dated on a day on which the exam could not be sat does not count, and points to a wrong date or a wrong code.",
	record: func(r *run, f *recordFile) {
		for _, e := range f.record.Evidence {
			ref := e.Within(f.issuer)
			fact := r.fact(ref)
			if fact == nil || e.Date == 0 || fact.InLife(e.Date) || admitted(f.record, ref, f.issuer) {
				continue
			}
			severity, code, day := diag.Warning, "finding.evidence-outside-life.after", fact.Last
			if e.Date < fact.First {
				code, day = "finding.evidence-outside-life.before", fact.First
			}
			if f.inTest {
				severity = diag.Note // a case may be about just this
			}
			r.add(diag.Finding{
				Severity: severity, Pos: e.Pos, Code: code,
				Operands: ops{op("item", shorten(ref, f.issuer)), op("date", e.Date), op("day", day)},
			})
		}
	},
}

// admitted tells that a ruling of the record lets the piece count in spite of its dates.
func admitted(rec *record.Record, ref record.Ref, issuer string) bool {
	return slices.ContainsFunc(rec.Rulings, func(ruling record.Ruling) bool {
		return ruling.Kind == record.Admit && ruling.Evidence.Within(issuer) == ref
	})
}
