package check

import (
	"slices"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

var itemInTwoLists = &Rule{
	Name: "item-in-two-lists", Since: "0.1", Severity: diag.Warning,
	Why: "A reader cannot know whether one pass fills both places unless the file says that it counts once, or which requirements share it.",
	version: func(r *run, rs *ruleset) {
		if rs.version.OnceWritten {
			return
		}
		rs.eachRepeat(func(first, again *programme.Item) {
			if rs.parents[first] == rs.parents[again] { // one list; option-repeated and mandatory-twice say so
				return
			}
			if !rs.together(first, again) || rs.shared(first, again) || rs.mandatory(first) && rs.mandatory(again) {
				return
			}
			r.add(diag.Finding{
				Severity: diag.Warning, Pos: rs.at(again), Hint: "hint.item-in-two-lists",
				Operands: ops{op("item", rs.short(again.Ref)), op("first", rs.listName(first)), op("again", rs.listName(again))},
				Related:  []diag.Related{{Pos: rs.at(first), Code: "related.check.first", Operands: []message.Operand{op("item", rs.short(first.Ref))}}},
			})
		})
	},
}

// eachRepeat calls do for every item that an earlier item asks for too, with the nearest earlier one it can be asked for
// together with, or else the first.
func (rs *ruleset) eachRepeat(do func(first, again *programme.Item)) {
	seen := map[string][]*programme.Item{}
	for item := range items(rs.version.Requires) {
		key := item.Ref.String()
		if before := seen[key]; len(before) > 0 {
			first := before[0]
			for _, b := range before {
				if rs.together(b, item) {
					first = b
					break
				}
			}
			do(first, item)
		}
		seen[key] = append(seen[key], item)
	}
}

// shared tells that a `shares` of the version lets the piece count in both places.
func (rs *ruleset) shared(a, b *programme.Item) bool {
	return slices.ContainsFunc(rs.version.Shares, func(s programme.Share) bool {
		return (len(s.Items) == 0 || slices.Contains(s.Items, a.Ref)) && rs.inside(a, s.Between) && rs.inside(b, s.Between)
	})
}

// inside tells that r is, or stands in, a requirement with one of the ids.
func (rs *ruleset) inside(r programme.Requirement, ids []string) bool {
	for ; r != nil; r = rs.parents[r] {
		if slices.Contains(ids, r.Heading().ID) {
			return true
		}
	}
	return false
}

// listName names what an item stands in; an item that stands alone is its own list.
func (rs *ruleset) listName(item *programme.Item) string {
	if parent := rs.parents[item]; parent != nil && rs.parents[parent] != nil {
		return rs.name(parent)
	}
	return rs.name(item)
}
