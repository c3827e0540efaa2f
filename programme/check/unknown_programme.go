package check

import (
	"waymark/diag"
	"waymark/record"
	"waymark/source"
)

var unknownProgramme = &Rule{
	Name: "unknown-programme", Since: "0.1", Severity: diag.Error,
	Why: "A programme that is not loaded is neither shown nor tested, and nothing else says that the name is wrong.",
	programme: func(r *run, f *programmeFile) {
		for _, id := range f.tree.SpecialisedBy {
			full := record.Ref{ID: id.Value}.Within(record.Ref{ID: f.tree.ID.Value}.Issuer())
			r.wantProgramme(full.ID, id.Pos, diag.Warning)
		}
	},
	test: func(r *run, t *source.Test) {
		r.wantProgramme(t.Programme.Value, t.Programme.Pos, diag.Error)
	},
}

// wantProgramme reports an id that no programme of the set has.
func (r *run) wantProgramme(id string, at diag.Pos, severity diag.Severity) {
	if id == "" || r.set.Programme(id) != nil {
		return
	}
	var ids []string
	for _, known := range r.set.Programmes() {
		ids = append(ids, known.ID)
	}
	r.unknown(diag.Finding{Severity: severity, Pos: at}, id, ids)
}

// unknown reports a name that is none of those known, with the one that may be meant.
func (r *run) unknown(f diag.Finding, name string, known []string) {
	f.Operands = ops{op("name", name)}
	if meant := source.Nearest(name, known); meant != "" {
		f.Hint = "hint.check.did-you-mean"
		f.Operands = append(f.Operands, op("meant", meant))
	}
	r.add(f)
}
