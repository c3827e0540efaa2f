package compile

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// Facts compiles one file of facts. A price for `all` holds for every code of its kind in the same file.
func Facts(f *source.Facts) (*programme.Issuer, []*programme.Fact, diag.List) {
	c := newCompiler(f.Issuer.Value, f.Sources)
	issuer := &programme.Issuer{
		ID: f.Issuer.Value, Title: f.Title.Value, Page: f.Page.Value, Sources: sources(f.Sources), File: f.Pos.File,
	}
	facts := make([]*programme.Fact, 0, len(f.Facts))
	byRef := make(map[record.Ref]*programme.Fact, len(f.Facts))
	for i := range f.Facts {
		fact := c.fact(&f.Facts[i])
		facts, byRef[fact.Ref] = append(facts, fact), fact
	}
	for i := range f.Prices {
		c.price(&f.Prices[i], facts, byRef)
	}
	c.found.Sort()
	return issuer, facts, c.found
}

func (c *compiler) fact(f *source.Fact) *programme.Fact {
	ids, sure := c.backing(f.Backing)
	out := &programme.Fact{
		Ref: record.Ref{Kind: f.Kind, ID: c.own(f.Code.Value)}, Title: f.Title.Value, Abbreviation: f.Abbreviation.Value,
		First: f.First.Date, Last: f.Last.Date, NoLast: f.NoLast.Known(), Void: f.Void.Date,
		Successor: c.own(f.Successor.Value), Level: f.Level.Value, Sources: ids, Confidence: sure, Note: f.Note.Value,
		File: f.Code.Pos.File, Line: f.Code.Pos.Line,
	}
	for _, e := range f.Attributes {
		if out.Attributes == nil {
			out.Attributes = make(map[string]string, len(f.Attributes))
		}
		out.Attributes[e.Key.Value] = e.Value.Value
	}
	return out
}

// price gives the price to the facts it is for.
func (c *compiler) price(p *source.Price, facts []*programme.Fact, byRef map[record.Ref]*programme.Fact) {
	ids, sure := c.backing(p.Backing)
	out := programme.Price{
		Amount: p.Amount.Minor, Currency: p.Amount.Currency, Place: p.Place.Value, In: span(p.In), Sources: ids, Confidence: sure,
	}
	if p.All {
		for _, f := range facts {
			if f.Ref.Kind == p.Kind {
				f.Prices = append(f.Prices, out)
			}
		}
		return
	}
	for _, code := range p.Codes {
		f := byRef[record.Ref{Kind: p.Kind, ID: c.own(code.Value)}]
		if f == nil {
			c.add("price-unknown", code, "hint.price-unknown", message.Op("kind", p.Kind))
			continue
		}
		f.Prices = append(f.Prices, out)
	}
}
