package check

import (
	"slices"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

var optionNeverNeeded = &Rule{
	Name: "option-never-needed", Since: "0.1", Severity: diag.Warning,
	Why: "An option that only people can use who already meet a simpler one beside it changes nothing, so one of the two is written wrongly.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			if _, all := q.(*programme.All); all {
				continue
			}
			options := parts(q)
			for _, o := range options {
				if by := rs.simpler(q, o, options); by != nil {
					r.add(diag.Finding{
						Severity: diag.Warning, Pos: rs.at(o),
						Operands: ops{op("option", rs.asked(o)), op("simpler", rs.asked(by)), op("requirement", rs.name(q))},
						Related:  []diag.Related{{Pos: rs.at(by), Code: "related.check.simpler", Operands: []message.Operand{op("simpler", rs.asked(by))}}},
					})
				}
			}
		}
	},
}

// simpler gives an option that serves wherever o does and asks for less, or nil.
func (rs *ruleset) simpler(q, o programme.Requirement, options []programme.Requirement) programme.Requirement {
	ways, complete := rs.ways.of(o)
	if !complete || len(ways) == 0 {
		return nil
	}
	for _, other := range options {
		if other == o || sameOption(rs, o, other) || capped(q, other) {
			continue
		}
		others, complete := rs.ways.of(other)
		// Where several options count, the other may be used beside o in a way that shares no piece with it; with one way
		// only it cannot.
		if !complete || len(others) == 0 || needed(q) > 1 && (len(others) > 1 || len(others[0].items) == 0) {
			continue
		}
		if serveAll(ways, others) && !serveAll(others, ways) {
			return other
		}
	}
	return nil
}

// capped tells that a limit of the list counts the option, so that it cannot always take another's place.
func capped(q, o programme.Requirement) bool {
	list, ok := q.(*programme.Choose)
	item, single := o.(*programme.Item)
	return ok && single && slices.ContainsFunc(list.AtMost, func(c programme.Cap) bool { return slices.Contains(c.Of, item.Ref) })
}
