package check

import (
	"slices"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

var optionRepeated = &Rule{
	Name: "option-repeated", Since: "0.1", Severity: diag.Warning,
	Why: "An option offered twice in one list still counts once; the second is usually a mistyped code.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			if _, all := q.(*programme.All); all {
				continue
			}
			options := parts(q)
			for i, again := range options {
				if j := slices.IndexFunc(options[:i], func(first programme.Requirement) bool { return sameOption(rs, first, again) }); j >= 0 {
					r.add(diag.Finding{
						Severity: diag.Warning, Pos: rs.at(again),
						Operands: ops{op("option", rs.asked(again)), op("requirement", rs.name(q))},
						Related:  []diag.Related{{Pos: rs.at(options[j]), Code: "related.check.first", Operands: []message.Operand{op("item", rs.asked(again))}}},
					})
				}
			}
		}
	},
}

// sameOption tells that two options ask for the same under the same conditions on a common day.
func sameOption(rs *ruleset, a, b programme.Requirement) bool {
	if rs.ways.reached[a.Heading().ID] || rs.ways.reached[b.Heading().ID] {
		return false // a cover or a share makes one of them different
	}
	if x, ok := a.(*programme.Item); ok {
		y, ok := b.(*programme.Item)
		return ok && x.Ref == y.Ref && x.Ever == y.Ever && sameHeading(x.Heading(), y.Heading())
	}
	if _, ok := b.(*programme.Item); ok || !sameHeading(a.Heading(), b.Heading()) {
		return false
	}
	x, complete := rs.ways.of(a)
	if !complete || len(x) == 0 {
		return false
	}
	y, complete := rs.ways.of(b)
	return complete && len(y) > 0 && serveAll(x, y) && serveAll(y, x)
}

// sameHeading tells that two options are open to the same people on some common day.
func sameHeading(a, b *programme.Head) bool {
	sameQuestion := a.Open == nil && b.Open == nil || a.Open != nil && b.Open != nil && a.Open.ID == b.Open.ID
	return sameQuestion && slices.Equal(a.Given, b.Given) && !never(overlap(a.Listed, b.Listed))
}

// serveAll tells that every way of a is also a way of b.
func serveAll(a, b []way) bool {
	for _, w := range a {
		if !slices.ContainsFunc(b, w.serves) {
			return false
		}
	}
	return true
}

// asked writes what a requirement asks for in a few words.
func (rs *ruleset) asked(r programme.Requirement) string {
	if item, ok := r.(*programme.Item); ok {
		return rs.short(item.Ref)
	}
	if head := r.Heading(); head.ID != "" || head.Title != "" {
		return rs.name(r)
	}
	text := ""
	for i, ref := range refs(r) {
		if i == 3 {
			return text + ", …"
		}
		if i > 0 {
			text += joinWord(r)
		}
		text += rs.short(ref)
	}
	return text
}

func joinWord(r programme.Requirement) string {
	if _, all := r.(*programme.All); all {
		return " + "
	}
	return " | "
}

// shortAll writes refs as the programme's file does.
func (rs *ruleset) shortAll(all []record.Ref) []string {
	var texts []string
	for _, ref := range all {
		texts = append(texts, rs.short(ref))
	}
	return texts
}
