package compile

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// Rulings says which rulings, of a record or of everyone, name a programme, requirement or question that the set does
// not have. Such a ruling changes nothing.
func Rulings(rulings []record.Ruling, set *programme.Set) diag.List {
	var found diag.List
	for _, u := range rulings {
		rule, id := unknown(u, set)
		if rule == "" {
			continue
		}
		found.Add(diag.Finding{
			Severity: diag.Error, Rule: rule, Pos: u.Pos,
			Operands: []message.Operand{message.Op("id", id), message.Op("programme", u.Programme)},
		})
	}
	return found
}

// unknown gives the rule broken and the name that nothing has, or empty.
func unknown(u record.Ruling, set *programme.Set) (rule, id string) {
	if u.Programme == "" {
		return "", ""
	}
	p := set.Programme(u.Programme)
	if p == nil {
		return "ruling-programme-unknown", u.Programme
	}
	switch {
	case u.Kind == record.Waive && !has(p, func(h *programme.Head) bool { return h.ID == u.Requirement }, nil):
		return "ruling-requirement-unknown", u.Requirement
	case u.Question != "" && !has(p, func(h *programme.Head) bool { return asks(h.Open, u) }, func(c *programme.Cover) bool { return asks(c.Open, u) }):
		return "ruling-question-unknown", u.Question
	default:
		return "", ""
	}
}

func asks(q *programme.Question, u record.Ruling) bool { return q != nil && q.ID == u.Question }

// has tells whether any requirement, or cover where asked, of any version is such.
func has(p *programme.Programme, such func(*programme.Head) bool, cover func(*programme.Cover) bool) bool {
	for i := range p.Versions {
		v := &p.Versions[i]
		if anyOf(v.Requires.Of, such) {
			return true
		}
		for j := range v.Covers {
			if cover != nil && cover(&v.Covers[j]) {
				return true
			}
		}
	}
	return false
}

func anyOf(all []programme.Requirement, such func(*programme.Head) bool) bool {
	for _, r := range all {
		if such(r.Heading()) {
			return true
		}
		if anyOf(programme.Parts(r), such) {
			return true
		}
	}
	return false
}
