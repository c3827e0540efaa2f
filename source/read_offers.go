package source

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"waymark/message"
	"waymark/record"
)

func (r *reader) offers(root *yaml.Node) *Offers {
	o := &Offers{Pos: r.pos(root)}
	for e := range r.entries(root, offersShape) {
		switch e.key {
		case "offers":
			o.Provider = r.name(e.value)
		case "issuer":
			o.Issuer = r.name(e.value)
		case "title":
			o.Title = r.text(e.value)
		case "page":
			o.Page = r.text(e.value)
		case "as_of":
			o.AsOf = r.day(e.value)
		case "confidence", "note":
			r.backing(&o.Backing, e)
		case "lead":
			o.Lead = r.number(e.value)
		case "retake_waits":
			o.Waits = r.numbers(e.value)
		case "sources":
			o.Sources = r.sources(e.value) // the file as a whole names none of them
		default:
			r.offered(o, e)
		}
	}
	return o
}

// offered reads a key whose value is what is on offer.
func (r *reader) offered(o *Offers, e entry) {
	switch e.key {
	case "prices":
		for _, n := range r.list(e.value, false) {
			o.Prices = append(o.Prices, r.price(n))
		}
	case "courses":
		for one := range r.free(e.value) {
			if code := r.code(one.at); code.Given() {
				o.Courses = append(o.Courses, r.offeredCourse(code, one.value))
			}
		}
	case "savings":
		for _, n := range r.list(e.value, false) {
			o.Savings = append(o.Savings, r.saving(n))
		}
	default:
		kind, _ := record.KindOf(strings.TrimSuffix(e.key, "s"))
		for one := range r.free(e.value) {
			if code := r.code(one.at); code.Given() {
				o.Items = append(o.Items, r.offeredItem(kind, code, one.value))
			}
		}
	}
}

func (r *reader) offeredItem(kind record.Kind, code Text, n *yaml.Node) Offered {
	o := Offered{Kind: kind, Code: code}
	for e := range r.entries(n, offeredShape) {
		switch e.key {
		case "prices":
			for _, c := range r.list(e.value, false) {
				o.Prices = append(o.Prices, r.offerPrice(kind, code, c))
			}
		case "lead":
			o.Lead = r.number(e.value)
		case "retake_waits":
			o.Waits = r.numbers(e.value)
		case "sat_by":
			o.SatBy = r.conditions(e.value)
		case "prepare":
			for _, c := range r.list(e.value, true) {
				o.Prepare = append(o.Prepare, r.preparation(c))
			}
		default:
			r.backing(&o.Backing, e)
		}
	}
	return o
}

// offerPrice reads a price of one thing.
func (r *reader) offerPrice(kind record.Kind, code Text, n *yaml.Node) Price {
	p := Price{Kind: kind, Codes: []Text{code}, Pos: r.pos(n)}
	for e := range r.entries(n, offerPriceShape) {
		switch e.key {
		case "amount":
			p.Amount = r.money(e.value)
		case "place":
			p.Place = r.text(e.value)
		case "from":
			p.In.From = r.day(e.value)
		case "until":
			p.In.Until = r.day(e.value)
		default:
			r.backing(&p.Backing, e)
		}
	}
	r.ordered(p.In.From, p.In.Until)
	return p
}

func (r *reader) preparation(n *yaml.Node) Preparation {
	p := Preparation{Pos: r.pos(n)}
	for e := range r.entries(n, preparationShape) {
		switch e.key {
		case "courses":
			p.Courses = r.codes(e.value)
		case "study":
			p.Study = r.number(e.value)
		case "note":
			p.Note = r.text(e.value)
		}
	}
	return p
}

func (r *reader) offeredCourse(code Text, n *yaml.Node) OfferedCourse {
	c := OfferedCourse{Code: code}
	for e := range r.entries(n, offeredCourseShape) {
		switch e.key {
		case "title":
			c.Title = r.text(e.value)
		case "alone":
			c.Alone = r.alone(e.value)
		case "classes":
			for _, k := range r.list(e.value, false) {
				c.Classes = append(c.Classes, r.class(k))
			}
		case "note":
			c.Note = r.text(e.value)
		}
	}
	return c
}

func (r *reader) alone(n *yaml.Node) *Alone {
	a := &Alone{Pos: r.pos(n)}
	for e := range r.entries(n, aloneShape) {
		switch e.key {
		case "study":
			a.Study = r.number(e.value)
		case "amount":
			a.Amount = r.money(e.value)
		}
	}
	return a
}

// class reads a class. A class that ends before it begins is left to the linter: it is an offer that cannot be meant.
func (r *reader) class(n *yaml.Node) Class {
	c := Class{Pos: r.pos(n)}
	for e := range r.entries(n, classShape) {
		switch e.key {
		case "id":
			c.ID = r.name(e.value)
		case "place":
			c.Place = r.text(e.value)
		case "from":
			c.From = r.day(e.value)
		case "until":
			c.Until = r.day(e.value)
		case "on":
			for _, d := range r.list(e.value, true) {
				c.On = append(c.On, r.day(d))
			}
		case "seats":
			c.Seats = r.number(e.value)
		case "amount":
			c.Amount = r.money(e.value)
		case "note":
			c.Note = r.text(e.value)
		}
	}
	if len(c.On) == 0 && !c.From.Given() && n.Kind == yaml.MappingNode {
		r.add("key-missing", c.Pos, 1, "hint.key-missing.class", message.Op("key", "from"))
	}
	return c
}

func (r *reader) saving(n *yaml.Node) Saving {
	s := Saving{Pos: r.pos(n)}
	for e := range r.entries(n, savingShape) {
		switch e.key {
		case "id":
			s.ID = r.name(e.value)
		case "title":
			s.Title = r.text(e.value)
		case "on":
			r.appliesTo(&s, e.value)
		case "places":
			s.Places = r.texts(e.value)
		case "with":
			s.With = r.names(e.value)
		case "note":
			s.Note = r.text(e.value)
		case "from":
			s.In.From = r.day(e.value)
		case "until":
			s.In.Until = r.day(e.value)
		case "retake":
			s.Retake = r.flag(e.value)
		case "costs", "off", "each":
			*map[string]*Money{"costs": &s.Costs, "off": &s.Off, "each": &s.Each}[e.key] = r.money(e.value)
		default:
			*map[string]*Number{
				"percent": &s.Percent, "needs": &s.Needs, "uses": &s.Uses, "booked": &s.Booked, "valid": &s.Valid,
			}[e.key] = r.number(e.value)
		}
	}
	r.ordered(s.In.From, s.In.Until)
	return s
}

// appliesTo reads `on:` of a saving: exams, courses, credentials, events, or items.
func (r *reader) appliesTo(s *Saving, n *yaml.Node) {
	for _, c := range r.list(n, true) {
		t := r.text(c)
		switch t.Value {
		case "":
		case "exams", "courses", "credentials", "events":
			s.Kinds = append(s.Kinds, t)
		default:
			if it := r.itemOf(t); it.Ref.ID != "" {
				s.On = append(s.On, it)
			}
		}
	}
}

func (r *reader) numbers(n *yaml.Node) []Number {
	var all []Number
	for _, c := range r.list(n, true) {
		all = append(all, r.number(c))
	}
	return all
}
