package check

import (
	"slices"

	"waymark/diag"
	"waymark/message"
	"waymark/source"
)

var versionGap = &Rule{
	Name: "version-gap", Since: "0.1", Severity: diag.Warning,
	Why:       "On a day between two versions no rules are in force, so nobody can be certified.",
	programme: func(r *run, f *programmeFile) { eachPair(r, f, 1) },
}

var versionOverlap = &Rule{
	Name: "version-overlap", Since: "0.1", Severity: diag.Error,
	Why:       "On a day with two versions in force nobody can say which rules decide.",
	programme: func(r *run, f *programmeFile) { eachPair(r, f, -1) },
}

// eachPair reports neighbouring versions with days between them (sign 1) or days in common (sign -1).
func eachPair(r *run, f *programmeFile, sign int) {
	versions := slices.Clone(f.tree.Versions)
	slices.SortStableFunc(versions, func(a, b source.Version) int { return int(a.InForce.From.Date) - int(b.InForce.From.Date) })
	for i := 1; i < len(versions); i++ {
		a, b := versions[i-1], versions[i]
		until, from := a.InForce.Until.Date, b.InForce.From.Date
		gap := int(from) - int(until) - 1
		if until == 0 {
			gap = -1 // without an end the earlier version is still in force
		}
		if gap*sign <= 0 {
			continue
		}
		severity, first, last := diag.Warning, until+1, from-1
		if sign < 0 {
			severity, first, last = diag.Error, from, until
		}
		at := b.InForce.From.Pos
		if !at.Known() {
			at = b.Pos
		}
		r.add(diag.Finding{
			Severity: severity, Pos: at,
			Operands: ops{op("earlier", a.Name.Value), op("later", b.Name.Value), op("first", first), op("last", last)},
			Related:  []diag.Related{{Pos: a.Pos, Code: "related.check.version", Operands: []message.Operand{op("earlier", a.Name.Value)}}},
		})
	}
}
