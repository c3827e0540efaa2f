package check

import (
	"slices"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

var codeTwoTitles = &Rule{
	Name: "code-two-titles", Since: "0.1", Severity: diag.Warning,
	Why: "Where one code bears two titles, the code or the title is wrong in one of the two places.",
	version: func(r *run, rs *ruleset) {
		first := map[record.Ref]*programme.Item{}
		for item := range items(rs.version.Requires) {
			// A credential, course or event may be called by what it does for the requirement; an exam has one title.
			// With an id of its own the title is the requirement's.
			if item.Heading().Title == "" || item.Heading().ID != "" || item.Ref.Kind != record.Exam || rs.again[item] {
				continue
			}
			before := first[item.Ref]
			if before == nil {
				first[item.Ref] = item
			}
			fact := r.set.Fact(item.Ref)
			switch {
			case before != nil && !sameTitle(before.Heading().Title, item.Heading().Title):
				if fact != nil && sameTitle(fact.Title, item.Heading().Title) && r.titled(keyOf(before.Ref, before.Heading().Title), before.Ref) != nil {
					continue // title-two-codes has said that the first is wrong
				}
				r.add(diag.Finding{
					Severity: diag.Warning, Pos: rs.atPart(part{of: item, key: "title"}),
					Operands: ops{op("item", rs.short(item.Ref)), op("title", item.Heading().Title), op("first", before.Heading().Title)},
					Related:  []diag.Related{{Pos: rs.at(before), Code: "related.check.first", Operands: []message.Operand{op("item", rs.short(item.Ref))}}},
				})
			case fact == nil || fact.Title == "" || sameTitle(fact.Title, item.Heading().Title):
			case r.titled(keyOf(item.Ref, item.Heading().Title), item.Ref) == nil: // else title-two-codes says whose title it is
				severity := diag.Warning
				if !nearly(fact.Title, item.Heading().Title) {
					severity = diag.Note
				}
				r.add(diag.Finding{
					Severity: severity, Pos: rs.atPart(part{of: item, key: "title"}), Code: "finding.code-two-titles.fact",
					Operands: ops{op("item", rs.short(item.Ref)), op("title", item.Heading().Title), op("right", fact.Title)},
				})
			}
		}
	},
}

// sameTitle tells that two titles name one exam: one may leave out words that the other has, such as the maker's name.
func sameTitle(a, b string) bool {
	x, y := words(plainTitle(a)), words(plainTitle(b))
	return subset(x, y) || subset(y, x)
}

// nearly tells that at least half of the words of two titles are the same: a label of another sort ("First exam") may
// be no title.
func nearly(a, b string) bool {
	x, y := words(plainTitle(a)), words(plainTitle(b))
	same := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			same++
		}
	}
	return same > 0 && 2*same >= max(len(x), len(y))
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) && !slices.Contains(small, w) })
}

// small words come and go in titles.
var small = []string{"a", "an", "the", "and", "of", "for", "in", "on", "to", "exam"}
