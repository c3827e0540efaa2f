package check

import (
	"slices"

	"waymark/diag"
	"waymark/programme"
)

var capNeverBinds = &Rule{
	Name: "cap-never-binds", Since: "0.1", Severity: diag.Warning,
	Why: "A limit that no choice of options can exceed suggests that a number or a code in it is wrong.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			list, ok := q.(*programme.Choose)
			if !ok {
				continue
			}
			for i, c := range list.AtMost {
				members := membersAtOnce(rs, list, c)
				if members > 0 && c.N >= min(members, list.N) {
					r.find(diag.Warning, rs.atPart(part{of: list, key: "at_most", i: i}), op("requirement", rs.name(list)),
						op("n", c.N), op("members", members), op("asked", list.N))
				}
			}
		}
	},
}

// membersAtOnce is how many different options of the list the cap limits on the day when it limits most.
func membersAtOnce(rs *ruleset, list *programme.Choose, c programme.Cap) int {
	most := 0
	for _, days := range segments(rs.standing(list), list.From) {
		var limited []programme.Requirement
		for _, o := range listedOn(list.From, days.From) {
			if item, ok := o.(*programme.Item); ok && slices.Contains(c.Of, item.Ref) {
				limited = append(limited, o)
			}
		}
		most = max(most, capacity(limited, nil))
	}
	return most
}
