package compile

import (
	"cmp"
	"slices"

	"waymark/diag"
	"waymark/offer"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// Offers compiles one file of offers. A bare code is the file's issuer's; a price of `all` holds for every item of its kind
// in the file. A class that ends before it begins keeps no days: nobody can attend it.
func Offers(f *source.Offers) (*offer.Provider, diag.List) {
	c := newCompiler(f.Issuer.Value, f.Sources)
	p := &offer.Provider{
		ID: f.Provider.Value, Issuer: f.Issuer.Value, Title: f.Title.Value, Page: f.Page.Value, AsOf: f.AsOf.Date,
		Sources: sources(f.Sources), Confidence: confidence(f.Confidence), Note: f.Note.Value, File: f.Pos.File,
	}
	for i := range f.Items {
		p.Items = append(p.Items, c.offered(f, &f.Items[i]))
	}
	for i := range f.Prices {
		c.offerPrice(p, &f.Prices[i])
	}
	for i := range f.Courses {
		p.Courses = append(p.Courses, c.course(&f.Courses[i]))
	}
	for i := range f.Savings {
		p.Savings = append(p.Savings, c.saving(&f.Savings[i]))
	}
	c.found.Sort()
	return p, c.found
}

// full gives the ref of a code in the file; a bare code needs an issuer.
func (c *compiler) full(kind record.Kind, code source.Text) record.Ref {
	ref := record.Ref{Kind: kind, ID: code.Value}
	if ref.Bare() && c.issuer == "" && code.Given() {
		c.add("offer-no-issuer", code, "hint.offer-no-issuer")
		return ref
	}
	ref.ID = c.own(code.Value)
	return ref
}

func (c *compiler) offered(f *source.Offers, o *source.Offered) offer.Item {
	_, sure := c.backing(o.Backing)
	item := offer.Item{
		Ref: c.full(o.Kind, o.Code), Lead: f.Lead.Value, Waits: numbers(f.Waits), Confidence: max(sure, confidence(f.Confidence)), Note: o.Note.Value,
	}
	if o.Lead.Given() {
		item.Lead = o.Lead.Value
	}
	if len(o.Waits) > 0 {
		item.Waits = numbers(o.Waits)
	}
	for _, g := range o.SatBy {
		item.Given = append(item.Given, programme.Condition{
			Ref: c.full(g.Ref.Kind, source.Text{Value: g.Ref.ID, Pos: g.Pos, Length: g.Length}), Ever: g.Ever,
		})
	}
	for i := range o.Prices {
		item.Prices = append(item.Prices, c.priceOf(&o.Prices[i]))
	}
	for i := range o.Prepare {
		way := &o.Prepare[i]
		p := offer.Preparation{Hours: way.Study.Value, Note: way.Note.Value}
		for _, code := range way.Courses {
			p.Courses = append(p.Courses, c.full(record.Course, code))
		}
		item.Prepare = append(item.Prepare, p)
	}
	return item
}

func numbers(list []source.Number) []int {
	var out []int
	for _, n := range list {
		out = append(out, n.Value)
	}
	return out
}

func (c *compiler) priceOf(p *source.Price) programme.Price {
	ids, sure := c.backing(p.Backing)
	return programme.Price{
		Amount: p.Amount.Minor, Currency: p.Amount.Currency, Place: p.Place.Value, In: span(p.In), Sources: ids, Confidence: sure,
	}
}

// offerPrice gives a price to the items it is for.
func (c *compiler) offerPrice(p *offer.Provider, price *source.Price) {
	out := c.priceOf(price)
	for i := range p.Items {
		item := &p.Items[i]
		named := func(code source.Text) bool { return item.Ref.ID == c.own(code.Value) }
		if item.Ref.Kind == price.Kind && (price.All || slices.ContainsFunc(price.Codes, named)) {
			item.Prices = append(item.Prices, out)
		}
	}
	for _, code := range price.Codes {
		ref := record.Ref{Kind: price.Kind, ID: c.own(code.Value)}
		if !slices.ContainsFunc(p.Items, func(i offer.Item) bool { return i.Ref == ref }) {
			c.add("offer-not-listed", code, "hint.offer-not-listed")
		}
	}
}

func (c *compiler) course(o *source.OfferedCourse) offer.Course {
	out := offer.Course{Ref: c.full(record.Course, o.Code), Title: o.Title.Value, Note: o.Note.Value}
	if a := o.Alone; a != nil {
		out.Alone = &offer.Alone{Hours: a.Study.Value, Amount: a.Amount.Minor, Currency: a.Amount.Currency}
	}
	for i := range o.Classes {
		k := &o.Classes[i]
		class := offer.Class{
			ID: k.ID.Value, Place: k.Place.Value, Days: classDays(k), Seats: -1, Amount: k.Amount.Minor, Currency: k.Amount.Currency, Note: k.Note.Value,
		}
		if k.Seats.Given() {
			class.Seats = k.Seats.Value
		}
		out.Classes = append(out.Classes, class)
	}
	return out
}

// classDays are the days named, or every day from the first to the last.
func classDays(k *source.Class) []record.Date {
	var days []record.Date
	for _, d := range k.On {
		if d.Date != 0 {
			days = append(days, d.Date)
		}
	}
	if len(k.On) == 0 && k.From.Date != 0 {
		const longest = 366
		until := min(cmp.Or(k.Until.Date, k.From.Date), k.From.Date+longest)
		for d := k.From.Date; d <= until; d++ {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

func (c *compiler) saving(s *source.Saving) offer.Saving {
	out := offer.Saving{
		ID: s.ID.Value, Title: s.Title.Value, Cost: s.Costs.Minor, Percent: s.Percent.Value, Off: s.Off.Minor, Fixed: s.Each.Pos.Known(),
		Each: s.Each.Minor, Retake: s.Retake.Value, Needs: s.Needs.Value, Uses: s.Uses.Value, Booked: s.Booked.Value, In: span(s.In),
		Valid: s.Valid.Value, Note: s.Note.Value, Currency: cmp.Or(s.Costs.Currency, s.Off.Currency, s.Each.Currency),
	}
	for _, it := range s.On {
		out.On = append(out.On, c.full(it.Ref.Kind, source.Text{Value: it.Ref.ID, Pos: it.Pos, Length: it.Length}))
	}
	for _, word := range s.Kinds {
		kind, _ := record.KindOf(word.Value[:len(word.Value)-1])
		out.Kinds = append(out.Kinds, kind)
	}
	for _, p := range s.Places {
		out.Places = append(out.Places, p.Value)
	}
	for _, w := range s.With {
		out.With = append(out.With, w.Value)
	}
	return out
}
