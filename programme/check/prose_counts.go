package check

import (
	"waymark/diag"
	"waymark/programme"
)

var proseCounts = &Rule{
	Name: "prose-counts", Since: "0.1", Severity: diag.Warning,
	Why: "People plan by the number in the sentence and the audit counts by the rules, so one of two different numbers misleads.",
	programme: func(r *run, f *programmeFile) {
		if f.programme == nil {
			return
		}
		for _, p := range f.texts() {
			for _, c := range claims(p) {
				if wrong, asked := f.contradicts(c, p); wrong {
					r.add(diag.Finding{
						Severity: diag.Warning, Pos: p.at,
						Operands: ops{op("quote", c.quote), op("asked", asked)},
					})
				}
			}
		}
	},
}

// contradicts tells that no version that the text is about has the claim's number, and what the last of them asks for.
func (f *programmeFile) contradicts(c claim, p prose) (wrong bool, asked []string) {
	for _, rs := range f.rulesets {
		if p.about != nil && rs.parents[p.about] == nil && p.about != programme.Requirement(rs.version.Requires) {
			continue
		}
		targets := rs.meant(c, p.about)
		if len(targets) == 0 {
			return false, nil
		}
		fits, found := rs.fits(c, targets)
		if fits {
			return false, nil
		}
		wrong, asked = true, found
	}
	return wrong, asked
}

// meant finds the requirements that a claim is about: the one that the text stands on, those with the qualifying words in
// their id or title, or the whole version. None means that the claim cannot be judged.
func (rs *ruleset) meant(c claim, about programme.Requirement) []programme.Requirement {
	root := programme.Requirement(rs.version.Requires)
	if about == nil {
		about = root
	}
	if len(c.qualifiers) == 0 || about != root && rs.qualified(about, c.qualifiers) {
		return []programme.Requirement{about}
	}
	for _, in := range []programme.Requirement{about, root} {
		if found := rs.topmost(in, c.qualifiers); len(found) > 0 {
			return found
		}
	}
	return nil
}

// topmost gives the requirements below q that bear the words, leaving out those inside another.
func (rs *ruleset) topmost(q programme.Requirement, qualifiers []string) []programme.Requirement {
	var found []programme.Requirement
	for _, part := range programme.Parts(q) {
		if rs.qualified(part, qualifiers) {
			found = append(found, part)
		} else {
			found = append(found, rs.topmost(part, qualifiers)...)
		}
	}
	return found
}

func (rs *ruleset) qualified(q programme.Requirement, qualifiers []string) bool {
	if _, item := q.(*programme.Item); item {
		return false
	}
	own := map[string]bool{}
	head := q.Heading()
	for _, w := range words(plainTitle(head.ID) + " " + plainTitle(head.Title)) {
		own[stem(w)] = true
	}
	for _, w := range qualifiers {
		if !own[w] {
			return false
		}
	}
	return true
}
