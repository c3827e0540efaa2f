package check

import (
	"slices"
	"strings"

	"waymark/diag"
	"waymark/programme"
	"waymark/source"
)

var unknownRequirement = &Rule{
	Name: "unknown-requirement", Since: "0.1", Severity: diag.Error,
	Why: "A test about a requirement or question that the programme does not have checks nothing.",
	test: func(r *run, t *source.Test) {
		p := r.set.Programme(t.Programme.Value)
		if p == nil {
			return
		}
		ids, questions := namesIn(p)
		for _, id := range r.reached(p.ID) {
			_, more := namesIn(r.set.Programme(id))
			questions = append(questions, more...)
		}
		for _, c := range t.Cases {
			for _, e := range c.Expect.Requirements {
				r.wantID(e.Key, ids)
			}
			for _, in := range c.Expect.Counts {
				r.wantID(in.In, ids)
			}
			for _, q := range c.Expect.Questions {
				if !slices.Contains(questions, q.Value) {
					r.unknown(diag.Finding{
						Severity: diag.Error, Pos: q.Pos, Length: q.Length, Code: "finding.unknown-requirement.question",
					}, q.Value, questions)
				}
			}
		}
	},
}

// wantID reports an id that no requirement has. A path of an unnamed part, such as networking.2, is judged by the id that
// it begins with; one that begins with a number goes from the root and names none.
func (r *run) wantID(id source.Text, ids []string) {
	if slices.Contains(ids, id.Value) {
		return
	}
	name, _, _ := strings.Cut(id.Value, ".")
	if strings.Trim(name, "0123456789") == "" || slices.Contains(ids, name) {
		return
	}
	r.unknown(diag.Finding{Severity: diag.Error, Pos: id.Pos, Length: id.Length}, id.Value, ids)
}

// namesIn lists the ids of the requirements and of the open questions of every version.
func namesIn(p *programme.Programme) (ids, questions []string) {
	for i := range p.Versions {
		v := &p.Versions[i]
		for q := range within(v.Requires) {
			if head := q.Heading(); head.ID != "" {
				ids = append(ids, head.ID)
			}
			if open := q.Heading().Open; open != nil {
				questions = append(questions, open.ID)
			}
		}
		for _, c := range v.Covers {
			if c.Open != nil {
				questions = append(questions, c.Open.ID)
			}
		}
	}
	return ids, questions
}
