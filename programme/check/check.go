// Package check is the linter: it finds what is wrong or doubtful in programmes, facts, records, tests and rulings that
// can be read and compiled but cannot be meant.
//
// Call [Files] with the trees that package source read and the set that they were compiled into. Each rule stands in a
// file of its own and has a section in docs/checks.md; [Rules] lists them and [Explain] gives the section of one.
//
// It never changes a file, never judges a candidate and has no clock: where a day matters it says which. A rule keeps
// its name and its meaning; a rule that finds more than before is a new rule.
package check

import (
	"slices"

	"waymark/diag"
	"waymark/docs"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/record"
	"waymark/source"
)

// rules is every rule in the order of docs/checks.md.
var rules = []*Rule{
	codeTwoTitles, titleTwoCodes, unknownCode, unknownProgramme, unknownRequirement, shadowed,
	itemInTwoLists, mandatoryTwice, optionRepeated, asksNothing, asksTooMuch, capNeverBinds,
	conditionImplied, optionNeverNeeded, neverMet, touchesNothing, credentialCycle, retiredSlot,
	versionGap, versionOverlap,
	namesOther, proseCounts, pluralForOne, recommendationRequired,
	voidBeforeFirst, evidenceOutsideLife, priceOutsideLife, priceOverlap,
	unconfirmed, sourceMissing,
	classEndsFirst, classOver, seatsGone, offerTwice, providerTwice, currencyUnknown, courseNotOffered, savingNeverApplies, offerOutsideLife,
}

// Rules lists every rule in the order of docs/checks.md.
func Rules() []Rule {
	list := make([]Rule, len(rules))
	for i, rule := range rules {
		list[i] = *rule
	}
	return list
}

// Explain gives the section of docs/checks.md about the rule in Markdown, without its heading; ok is false where there is
// no such rule.
func Explain(name string) (markdown string, ok bool) { return docs.Section(name) }

// Files runs every rule over the files. The set holds what they were compiled into and everything that they refer to; a
// programme that could not be compiled is judged only by what its tree shows. The findings are sorted by place.
func Files(files []source.File, set *programme.Set) diag.List {
	var found diag.List
	known := newKnowledge(set)
	parsed := make([]*programmeFile, len(files))
	for i, f := range files {
		if f.Programme != nil {
			parsed[i] = newProgrammeFile(f, set)
		}
	}
	for _, f := range files {
		if f.Offers != nil {
			_, faults := compile.Offers(f.Offers)
			found.Add(faults...)
		}
		for _, rulings := range ruledIn(f) {
			found.Add(compile.Rulings(rulings, set)...)
		}
	}
	for _, rule := range rules {
		r := &run{knowledge: known, rule: rule, found: &found}
		for i, f := range files {
			r.file(f, parsed[i])
		}
	}
	found.Sort()
	return slices.CompactFunc(found, samePlaceAndRule)
}

// ruledIn are the rulings of the records in a file; those of a file of rulings are judged when the set is compiled.
func ruledIn(f source.File) [][]record.Ruling {
	var all [][]record.Ruling
	if f.Record != nil {
		all = append(all, f.Record.Rulings)
	}
	if f.Test != nil {
		for _, c := range f.Test.Cases {
			all = append(all, c.Record.Rulings)
		}
	}
	return all
}

// samePlaceAndRule tells that a finding repeats the one before it: an `exams:` list has one note for all of its codes.
func samePlaceAndRule(a, b diag.Finding) bool {
	return a.Rule == b.Rule && a.Pos == b.Pos && a.Code == b.Code && slices.EqualFunc(a.Operands, b.Operands, sameOperand)
}

// file runs the rule at work over one file.
func (r *run) file(f source.File, p *programmeFile) {
	if p != nil {
		if len(p.rulesets) > 0 {
			r.lengths = p.rulesets[0].lengths
		}
		if r.rule.programme != nil {
			r.rule.programme(r, p)
		}
		for _, rs := range p.rulesets {
			r.lengths = rs.lengths
			if r.rule.version != nil {
				r.rule.version(r, rs)
			}
		}
	}
	if f.Facts != nil && r.rule.facts != nil {
		r.rule.facts(r, f.Facts)
	}
	if f.Offers != nil && r.rule.offers != nil {
		r.rule.offers(r, f.Offers)
	}
	if f.Test != nil {
		r.tests(f.Test)
	}
	if f.Record != nil {
		r.records(&recordFile{record: f.Record})
	}
}

// tests runs the rule over a file of cases, and over the record of each case.
func (r *run) tests(t *source.Test) {
	if r.rule.test != nil {
		r.rule.test(r, t)
	}
	issuer := record.Ref{ID: t.Programme.Value}.Issuer()
	for i := range t.Cases {
		r.records(&recordFile{record: &t.Cases[i].Record, issuer: issuer, inTest: true})
	}
}

func (r *run) records(f *recordFile) {
	if r.rule.record != nil {
		r.rule.record(r, f)
	}
}
