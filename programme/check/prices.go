package check

import (
	"slices"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

var priceOverlap = &Rule{
	Name: "price-overlap", Since: "0.1", Severity: diag.Warning,
	Why: "Two prices for one thing at one place on one day leave open what people pay.",
	facts: func(r *run, f *source.Facts) {
		for i, b := range f.Prices {
			for _, a := range f.Prices[:i] {
				code, same := priced(a, b)
				if !same || a.Amount.Currency != b.Amount.Currency || a.Place.Value != b.Place.Value || a.Amount.Minor == b.Amount.Minor {
					continue
				}
				if days := overlap(span(a.In), span(b.In)); !never(days) {
					r.add(diag.Finding{
						Severity: diag.Warning, Pos: b.Pos,
						Operands: ops{op("what", code), op("days", spanText(days))},
						Related:  []diag.Related{{Pos: a.Pos, Code: "related.check.price", Operands: []message.Operand{op("what", code)}}},
					})
				}
			}
		}
	},
}

// priced gives what two prices are both of. A price of its own stands before the price of all, so these two agree.
func priced(a, b source.Price) (what string, same bool) {
	if a.Kind != b.Kind || a.All != b.All {
		return "", false
	}
	if a.All {
		return a.Kind.String() + "s: all", true
	}
	for _, code := range b.Codes {
		if slices.ContainsFunc(a.Codes, func(t source.Text) bool { return t.Value == code.Value }) {
			return b.Kind.String() + " " + code.Value, true
		}
	}
	return "", false
}

func span(s source.Span) programme.Span {
	return programme.Span{From: s.From.Date, Until: s.Until.Date}
}

var priceOutsideLife = &Rule{
	Name: "price-outside-life", Since: "0.1", Severity: diag.Warning,
	Why: "A price for days on which the exam could not be had means that a day, or the code, is wrong.",
	facts: func(r *run, f *source.Facts) {
		for _, p := range f.Prices {
			for _, code := range p.Codes {
				ref := record.Ref{Kind: p.Kind, ID: code.Value}.Within(f.Issuer.Value)
				fact := r.set.Fact(ref)
				if fact == nil {
					continue
				}
				life := programme.Span{From: fact.First, Until: fact.Last}
				if never(overlap(life, span(p.In))) {
					r.add(diag.Finding{
						Severity: diag.Warning, Pos: code.Pos, Length: code.Length,
						Operands: ops{op("item", p.Kind.String()+" "+code.Value), op("days", spanText(span(p.In))), op("life", spanText(life))},
					})
				}
			}
		}
	},
}
