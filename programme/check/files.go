package check

import (
	"fmt"
	"slices"

	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// recordFile is a record as a rule sees it.
type recordFile struct {
	record *record.Record
	// issuer is whose own a bare code is; empty where that is not known.
	issuer string
	// inTest tells that the record is that of a test's case.
	inTest bool
}

// programmeFile is a programme as a rule sees it: its tree and, where it could be compiled, its rules.
type programmeFile struct {
	tree *source.Programme
	// programme is nil, and rulesets empty, where the file could not be compiled.
	programme *programme.Programme
	rulesets  []*ruleset
}

func newProgrammeFile(f source.File, set *programme.Set) *programmeFile {
	file := &programmeFile{tree: f.Programme}
	p := set.Programme(f.Programme.ID.Value)
	if p == nil || p.File != f.Name {
		return file
	}
	file.programme = p
	for i := range p.Versions {
		v := &p.Versions[i]
		rs := newRuleset(p, v)
		rs.places[part{}] = f.Programme.Pos
		if j := slices.IndexFunc(f.Programme.Versions, func(w source.Version) bool {
			return w.InForce.From.Date == v.InForce.From && (w.Name.Value == v.Name || w.Name.Value == "")
		}); j >= 0 {
			rs.placeVersion(&f.Programme.Versions[j])
		}
		file.rulesets = append(file.rulesets, rs)
	}
	return file
}

// texts lists the summary of the programme and the titles and notes of its versions.
func (f *programmeFile) texts() []prose {
	var all []prose
	if summary := f.tree.Summary; summary.Text.Value != "" && english(f.programme.Language) && english(summary.Language.Value) {
		all = append(all, prose{text: summary.Text.Value, at: summary.Text.Pos})
	}
	for _, rs := range f.rulesets {
		all = append(all, rs.texts()...)
	}
	return all
}

func sameOperand(a, b message.Operand) bool {
	return a.Name == b.Name && fmt.Sprint(a.Value) == fmt.Sprint(b.Value)
}
