package check

import (
	"slices"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

var neverMet = &Rule{
	Name: "never-met", Since: "0.1", Severity: diag.Error,
	Why: "A requirement that nobody can meet on any day blocks the programme, and an option that nobody can use misleads its readers.",
	version: func(r *run, rs *ruleset) {
		said := r.judgeParts(rs)
		if !said[programme.Requirement(rs.version.Requires)] && !r.failed(rs) {
			r.judgeWhole(rs, said)
		}
	},
}

// judgeParts reports what can never be met taken alone, and gives what it reported.
func (r *run) judgeParts(rs *ruleset) map[programme.Requirement]bool {
	said := map[programme.Requirement]bool{}
	for q := range rs.all() {
		if parent := rs.parents[q]; parent != nil && never(rs.standing(parent)) {
			continue // said of what it stands in
		}
		code, operands := r.hopeless(rs, q)
		if code == "" {
			continue
		}
		severity := diag.Warning
		if q == programme.Requirement(rs.version.Requires) || rs.mandatory(q) {
			severity = diag.Error
		}
		said[q] = true
		r.add(diag.Finding{Severity: severity, Pos: rs.at(q), Code: code, Operands: append(ops{op("requirement", rs.asked(q))}, operands...)})
	}
	return said
}

// failed tells that a rule has already found an error among the rules of the version's file.
func (r *run) failed(rs *ruleset) bool {
	return slices.ContainsFunc(*r.found, func(f diag.Finding) bool {
		return f.Severity == diag.Error && f.Pos.File == rs.programme.File
	})
}

// maxForced is how many requirements may be looked at to try the options of a version one by one; a longer version has
// only its first options tried.
const maxForced = 100_000

// judgeWhole reports rules that cannot be met all together though each of their parts can, or else options that cannot
// count in any way to meet the rules.
func (r *run) judgeWhole(rs *ruleset, said map[programme.Requirement]bool) {
	if !rs.reachable(rs.version) {
		r.add(diag.Finding{Severity: diag.Error, Pos: rs.at(rs.version.Requires), Code: "finding.never-met.together"})
		return
	}
	tried := 0
	for q := range rs.all() {
		parent := rs.parents[q]
		if parent == nil || needed(parent) == len(programme.Parts(parent)) || said[q] || !rs.contested(q) {
			continue
		}
		if tried += rs.size; tried > maxForced {
			return
		}
		if !rs.reachable(rs.forcing(q)) {
			r.add(diag.Finding{
				Severity: diag.Warning, Pos: rs.at(q), Code: "finding.never-met.spent",
				Operands: ops{op("requirement", rs.asked(q)), op("list", rs.name(parent))},
			})
		}
	}
}

// hopeless gives the code of why q itself can never be met, or "" where it can or where the fault lies in a part of it.
func (r *run) hopeless(rs *ruleset, q programme.Requirement) (string, []message.Operand) {
	days := rs.standing(q)
	if never(days) {
		return "finding.never-met.listed", nil
	}
	if item, ok := q.(*programme.Item); ok {
		fact := r.set.Fact(item.Ref)
		switch {
		case fact == nil:
		case fact.Void != 0 && fact.Void <= days.From:
			return "finding.never-met.void", ops{op("day", fact.Void)}
		case days.Until != 0 && fact.First > days.Until:
			return "finding.never-met.future", ops{op("day", fact.First), op("last", days.Until)}
		}
		return "", nil
	}
	if len(programme.Parts(q)) == 0 || len(programme.Parts(q)) < needed(q) {
		return "", nil // asks-nothing and asks-too-much say so
	}
	if rs.parents[q] == nil {
		return "", nil // judgeWhole finds out
	}
	ways, complete := rs.ways.body(q)
	if !complete || len(ways) > 0 || len(rs.version.Shares) > 0 {
		return "", nil
	}
	for _, part := range programme.Parts(q) {
		if ways, complete := rs.ways.of(part); complete && len(ways) == 0 {
			return "", nil // said of the part
		}
	}
	if rs.demandsTwice(q) {
		return "", nil // mandatory-twice says so
	}
	if list, ok := q.(*programme.Choose); ok && capacity(list.From, limitsOn(rs.version, list)) < list.N {
		return "", nil // asks-too-much says so
	}
	return "finding.never-met.clash", nil
}

// demandsTwice tells that two mandatory items of the whole version inside q ask for the same piece.
func (rs *ruleset) demandsTwice(q programme.Requirement) bool {
	twice := false
	seen := map[string]bool{}
	for item := range items(q) {
		if rs.mandatory(item) {
			twice = twice || seen[item.Ref.String()]
			seen[item.Ref.String()] = true
		}
	}
	return twice
}
