package check

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

var retiredSlot = &Rule{
	Name: "retired-slot", Since: "0.1", Severity: diag.Warning,
	Why: "From the day on which nothing that fills a requirement can be had any more, only people who already have it can finish.",
	version: func(r *run, rs *ruleset) {
		l := lasting{r.set, rs.version, r.until()}
		until := rs.version.InForce.Until
		for _, q := range rs.top() {
			last := l.of(q)
			if last == 0 || last == forever || until != 0 && until <= last {
				continue
			}
			f := diag.Finding{
				Pos:      rs.at(q),
				Operands: ops{op("requirement", rs.name(q)), op("day", last+1), op("last", last)},
			}
			if until != 0 {
				// The file says in so many words that the rules outlive what they ask for.
				f.Severity, f.Code = diag.Warning, "finding.retired-slot.in-force"
				f.Operands = append(f.Operands, op("until", until))
			}
			if item := l.ending(q, last); item != nil {
				f.Related = []diag.Related{{
					Pos: rs.at(item), Code: "related.check.last-had",
					Operands: []message.Operand{op("item", rs.short(item.Ref)), op("last", last)},
				}}
			}
			r.add(f)
		}
	},
}

// ending gives the item that ends on the day and with it the requirement, or nil where a list's own days end it.
func (l lasting) ending(q programme.Requirement, last record.Date) *programme.Item {
	for item := range items(q) {
		if l.ref(item.Ref) == last {
			return item
		}
	}
	return nil
}
