package check

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

var titleTwoCodes = &Rule{
	Name: "title-two-codes", Since: "0.1", Severity: diag.Error,
	Why: "One title on two codes means that one of the codes, or one of the titles, was copied wrongly, and people will sit the wrong exam.",
	version: func(r *run, rs *ruleset) {
		first := map[titleKey]*programme.Item{}
		for item := range items(rs.version.Requires) {
			if item.Heading().Title == "" || rs.again[item] {
				continue
			}
			key := keyOf(item.Ref, item.Heading().Title)
			before := first[key]
			if before == nil {
				first[key] = item
			}
			fact := r.set.Fact(item.Ref)
			if fact != nil && plainTitle(fact.Title) == key.title {
				continue // the title is the code's own; the other one is wrong
			}
			if owner := r.titled(key, item.Ref); owner != nil {
				rs.wrongTitle(r, item, owner)
			} else if before != nil && before.Ref != item.Ref {
				rs.titleAgain(r, before, item)
			}
		}
	},
	facts: func(r *run, f *source.Facts) {
		first := map[titleKey]*source.Fact{}
		for i := range f.Facts {
			fact := &f.Facts[i]
			ref := record.Ref{Kind: fact.Kind, ID: fact.Code.Value}.Within(f.Issuer.Value)
			key := keyOf(ref, fact.Title.Value)
			before := first[key]
			switch {
			case key.title == "":
			case before == nil:
				first[key] = fact
			case !follows(before, fact):
				r.add(diag.Finding{
					Severity: diag.Warning, Pos: fact.Title.Pos, Length: fact.Title.Length,
					Operands: ops{op("title", fact.Title.Value), op("item", fact.Kind.String()+" "+fact.Code.Value), op("other", before.Kind.String()+" "+before.Code.Value)},
					Related:  []diag.Related{{Pos: before.Title.Pos, Code: "related.check.titled", Operands: []message.Operand{op("other", before.Kind.String()+" "+before.Code.Value)}}},
				})
			}
		}
	},
}

// titled gives a fact about another code whose own title it is.
func (k *knowledge) titled(key titleKey, ref record.Ref) *programme.Fact {
	for _, fact := range k.titles()[key] {
		if fact.Ref != ref {
			return fact
		}
	}
	return nil
}

func (rs *ruleset) wrongTitle(r *run, item *programme.Item, owner *programme.Fact) {
	severity := diag.Error
	if item.Heading().ID != "" {
		severity = diag.Warning // the title may be the requirement's and alike by chance
	}
	r.add(diag.Finding{
		Severity: severity, Pos: rs.atPart(part{of: item, key: "title"}), Code: "finding.title-two-codes.owner", Hint: "hint.title-two-codes",
		Operands: ops{op("title", item.Heading().Title), op("item", rs.short(item.Ref)), op("other", rs.short(owner.Ref))},
	})
}

func (rs *ruleset) titleAgain(r *run, before, item *programme.Item) {
	other := rs.short(before.Ref)
	r.add(diag.Finding{
		Severity: diag.Warning, Pos: rs.atPart(part{of: item, key: "title"}),
		Operands: ops{op("title", item.Heading().Title), op("item", rs.short(item.Ref)), op("other", other)},
		Related:  []diag.Related{{Pos: rs.at(before), Code: "related.check.titled", Operands: []message.Operand{op("other", other)}}},
	})
}

// follows tells that one exam took the place of the other, which often keeps the title: the file says so, or the one
// ended before the other began.
func follows(a, b *source.Fact) bool {
	return a.Successor.Value == b.Code.Value || b.Successor.Value == a.Code.Value || apart(a, b) || apart(b, a)
}

func apart(a, b *source.Fact) bool {
	return a.Last.Given() && b.First.Given() && a.Last.Date < b.First.Date
}
