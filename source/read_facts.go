package source

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"waymark/message"
	"waymark/record"
)

func (r *reader) facts(root *yaml.Node) *Facts {
	f := &Facts{Pos: r.pos(root)}
	for e := range r.entries(root, factsShape) {
		switch e.key {
		case "facts":
			f.Issuer = r.name(e.value)
		case "title":
			f.Title = r.text(e.value)
		case "page":
			f.Page = r.text(e.value)
		case "sources":
			f.Sources = r.sources(e.value)
		case "prices":
			for _, n := range r.list(e.value, false) {
				f.Prices = append(f.Prices, r.price(n))
			}
		default:
			kind, _ := record.KindOf(strings.TrimSuffix(e.key, "s"))
			for one := range r.free(e.value) {
				if code := r.name(one.at); code.Given() {
					f.Facts = append(f.Facts, r.fact(kind, code, one.value))
				}
			}
		}
	}
	return f
}

func (r *reader) fact(kind record.Kind, code Text, n *yaml.Node) Fact {
	f := Fact{Kind: kind, Code: code}
	for e := range r.entries(n, factShape) {
		switch e.key {
		case "title":
			f.Title = r.text(e.value)
		case "abbreviation":
			f.Abbreviation = r.text(e.value)
		case "successor":
			f.Successor = r.code(e.value)
		case "level":
			f.Level = r.text(e.value)
		case "attributes":
			f.Attributes = r.freeTexts(e.value)
		default:
			if !r.factDay(&f, e) {
				r.backing(&f.Backing, e)
			}
		}
	}
	r.ordered(f.First, f.Last)
	return f
}

// factDay reads a key whose value is a day; it tells whether it was one.
func (r *reader) factDay(f *Fact, e entry) bool {
	switch e.key {
	case "first":
		f.First = r.day(e.value)
	case "last":
		if e.value.Value == "none" {
			f.NoLast = r.pos(e.value)
		} else {
			f.Last = r.day(e.value)
		}
	case "void":
		f.Void = r.day(e.value)
	default:
		return false
	}
	return true
}

func (r *reader) price(n *yaml.Node) Price {
	p := Price{Pos: r.pos(n)}
	for e := range r.entries(n, priceShape) {
		switch e.key {
		case "amount":
			p.Amount = r.money(e.value)
		case "place":
			p.Place = r.text(e.value)
		case "from":
			p.In.From = r.day(e.value)
		case "until":
			p.In.Until = r.day(e.value)
		case "sources", "confidence", "note":
			r.backing(&p.Backing, e)
		default:
			r.priceOf(&p, e)
		}
	}
	if p.Kind == 0 && n.Kind == yaml.MappingNode {
		r.add("key-missing", p.Pos, 1, "hint.key-missing.price", message.Op("key", "exams"))
	}
	r.ordered(p.In.From, p.In.Until)
	return p
}

// priceOf reads what the price is for: `exams: all` or a list of codes.
func (r *reader) priceOf(p *Price, e entry) {
	if p.Kind != 0 {
		r.add("two-bodies", r.pos(e.at), length(e.at), "hint.two-prices", message.Op("first", p.Kind.String()+"s"), message.Op("second", e.key))
		return
	}
	p.Kind, _ = record.KindOf(strings.TrimSuffix(e.key, "s"))
	if e.value.Kind == yaml.ScalarNode && e.value.Value == "all" {
		p.All = true
		return
	}
	p.Codes = r.each(e.value, false, r.name)
}
