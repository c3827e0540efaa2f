package check

import (
	"slices"

	"waymark/diag"
	"waymark/source"
)

var sourceMissing = &Rule{
	Name: "source-missing", Since: "0.1", Severity: diag.Note,
	Why: "A rule without a source cannot be looked up when somebody doubts it.",
	programme: func(r *run, f *programmeFile) {
		if len(f.tree.Sources) == 0 {
			r.add(diag.Finding{Severity: diag.Note, Pos: f.tree.ID.Pos, Length: f.tree.ID.Length, Code: "finding.source-missing.file", Operands: ops{op("what", f.tree.ID.Value)}})
			return
		}
		for _, v := range f.tree.Versions {
			cited := false
			for _, q := range v.Requires {
				cited = cited || cites(q)
			}
			for _, q := range v.Requires {
				// Where no requirement names a source, the file's sources stand for all of them.
				if cited && q != nil && !cites(q) {
					r.find(diag.Note, q.Pos, op("what", writtenName(q)))
				}
			}
		}
	},
	facts: func(r *run, f *source.Facts) {
		var without []source.Fact
		for _, fact := range f.Facts {
			if len(fact.Sources) == 0 {
				without = append(without, fact)
			}
		}
		if len(without) > 0 {
			r.add(diag.Finding{
				Severity: diag.Note, Pos: without[0].Code.Pos, Length: without[0].Code.Length, Code: "finding.source-missing.facts",
				Operands: ops{op("n", len(without)), op("all", len(f.Facts)), op("first", without[0].Code.Value)},
			})
		}
	},
}

// cites tells that the requirement or anything in it names a source.
func cites(q *source.Requirement) bool {
	if q == nil {
		return false
	}
	return len(q.Sources) > 0 || slices.ContainsFunc(q.Of, cites)
}
