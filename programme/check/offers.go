package check

import (
	"slices"

	"waymark/diag"
	"waymark/offer"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/record"
	"waymark/source"
)

var classEndsFirst = &Rule{
	Name: "class-ends-first", Since: "0.2", Severity: diag.Error,
	Why: "A class that ends before it begins cannot be attended.",
	offers: func(r *run, o *source.Offers) {
		eachClass(o, func(k *source.Class) {
			if k.Until.Given() && k.From.Given() && k.Until.Date < k.From.Date {
				r.at(diag.Error, k.Until.Pos, k.Until.Length, op("class", k.ID.Value), op("from", k.From.Date), op("until", k.Until.Date))
			}
		})
	},
}

var classOver = &Rule{
	Name: "class-over", Since: "0.2", Severity: diag.Warning,
	Why: "A class that began before the day the offers are of is no offer any more.",
	offers: func(r *run, o *source.Offers) {
		eachClass(o, func(k *source.Class) {
			if first := firstDay(k); o.AsOf.Given() && first.Date != 0 && first.Date < o.AsOf.Date {
				r.at(diag.Warning, first.Pos, first.Length, op("class", k.ID.Value), op("from", first.Date), op("day", o.AsOf.Date))
			}
		})
	},
}

var seatsGone = &Rule{
	Name: "seats-gone", Since: "0.2", Severity: diag.Note,
	Why: "No plan uses a class without a free seat.",
	offers: func(r *run, o *source.Offers) {
		eachClass(o, func(k *source.Class) {
			if k.Seats.Given() && k.Seats.Value == 0 {
				r.at(diag.Note, k.Seats.Pos, k.Seats.Length, op("class", k.ID.Value))
			}
		})
	},
}

var offerTwice = &Rule{
	Name: "offer-twice", Since: "0.2", Severity: diag.Error,
	Why: "Two classes or two savings with one name cannot be told apart.",
	offers: func(r *run, o *source.Offers) {
		first := map[string]source.Text{}
		see := func(what string, id source.Text) {
			if old, seen := first[what+id.Value]; seen && id.Given() {
				r.at(diag.Error, id.Pos, id.Length, op("what", what), op("id", id.Value), op("first", old.Pos))
			} else {
				first[what+id.Value] = id
			}
		}
		eachClass(o, func(k *source.Class) { see("class", k.ID) })
		for _, s := range o.Savings {
			see("saving", s.ID)
		}
	},
}

var providerTwice = &Rule{
	Name: "provider-twice", Since: "0.2", Severity: diag.Error,
	Why: "A class or a saving that is named in two files of one provider cannot be told apart, and a file given twice offers every class twice.",
	offers: func(r *run, o *source.Offers) {
		if first, seen := r.providers[o.Provider.Value]; seen && o.Provider.Given() {
			r.at(diag.Error, o.Provider.Pos, o.Provider.Length, op("provider", o.Provider.Value), op("first", first))
			return
		}
		if r.providers == nil {
			r.providers = map[string]diag.Pos{}
		}
		r.providers[o.Provider.Value] = o.Provider.Pos
	},
}

var currencyUnknown = &Rule{
	Name: "currency-unknown", Since: "0.2", Severity: diag.Error,
	Why: "An amount in a currency that does not exist can be compared with none.",
	offers: func(r *run, o *source.Offers) {
		eachAmount(o, func(m source.Money) {
			if m.Pos.Known() && !programme.IsCurrency(m.Currency) {
				r.at(diag.Error, m.Pos, m.Length, op("currency", m.Currency))
			}
		})
	},
}

var courseNotOffered = &Rule{
	Name: "course-not-offered", Since: "0.2", Severity: diag.Warning,
	Why: "A way to get ready by a course that nobody offers is no way.",
	offers: func(r *run, o *source.Offers) {
		p, _ := compile.Offers(o)
		for i, item := range p.Items {
			for k, way := range item.Prepare {
				for n, ref := range way.Courses {
					if !slices.ContainsFunc(p.Courses, func(c offer.Course) bool { return c.Ref == ref }) {
						code := o.Items[i].Prepare[k].Courses[n]
						r.at(diag.Warning, code.Pos, code.Length, op("course", code.Value), op("item", o.Items[i].Kind.String()+" "+o.Items[i].Code.Value))
					}
				}
			}
		}
	},
}

var savingNeverApplies = &Rule{
	Name: "saving-never-applies", Since: "0.2", Severity: diag.Warning,
	Why: "A saving that nothing on offer can use promises what nobody gets.",
	offers: func(r *run, o *source.Offers) {
		p, _ := compile.Offers(o)
		for i := range p.Savings {
			s, at := &p.Savings[i], o.Savings[i].ID
			fit := things(p, s)
			switch {
			case s.Percent > 100:
				r.variant("percent", at, op("id", s.ID), op("percent", s.Percent))
			case s.Takes(1<<40, 1) == 0:
				r.variant("nothing", at, op("id", s.ID))
			case fit == 0:
				r.variant("", at, op("id", s.ID))
			case s.Needs > fit, s.Uses > 0 && s.Needs > s.Uses:
				r.variant("needs", at, op("id", s.ID), op("needs", s.Needs), op("n", min(fit, max(s.Uses, fit))))
			}
			for k, id := range s.With {
				if !slices.ContainsFunc(p.Savings, func(x offer.Saving) bool { return x.ID == id }) {
					r.variant("with", o.Savings[i].With[k], op("id", s.ID), op("with", id))
				}
			}
		}
	},
}

// things counts what on offer a saving can be used for from the day of the offers on: items at a price, and courses with a class
// it can reach or taken alone.
func things(p *offer.Provider, s *offer.Saving) int {
	on := s.In
	if p.AsOf != 0 {
		on.From = max(on.From, p.AsOf+record.Date(s.Booked))
	}
	if empty(on) {
		return 0
	}
	near := func(place string) bool { return len(s.Places) == 0 || place == "" || slices.Contains(s.Places, place) }
	n := 0
	for i := range p.Items {
		if s.AppliesTo(p.Items[i].Ref) && slices.ContainsFunc(p.Items[i].Prices, func(x programme.Price) bool {
			return near(x.Place) && !empty(shared(on, x.In))
		}) {
			n++
		}
	}
	for i := range p.Courses {
		c := &p.Courses[i]
		if s.AppliesTo(c.Ref) && (c.Alone != nil && c.Alone.Currency != "" || slices.ContainsFunc(c.Classes, func(k offer.Class) bool {
			return len(k.Days) > 0 && on.Holds(k.First()) && near(k.Place)
		})) {
			n++
		}
	}
	return n
}

// shared is the days of both spans.
func shared(a, b programme.Span) programme.Span {
	until := max(a.Until, b.Until)
	if a.Until != 0 && b.Until != 0 {
		until = min(a.Until, b.Until)
	}
	return programme.Span{From: max(a.From, b.From), Until: until}
}

// empty tells whether a span ends before it begins.
func empty(s programme.Span) bool { return s.Until != 0 && s.Until < s.From }

var offerOutsideLife = &Rule{
	Name: "offer-outside-life", Since: "0.2", Severity: diag.Warning,
	Why: "An exam that can no longer be had on the day of the offers should not be offered.",
	offers: func(r *run, o *source.Offers) {
		p, _ := compile.Offers(o)
		for i, item := range p.Items {
			f := r.set.Fact(item.Ref)
			if f == nil || p.AsOf == 0 || f.Last == 0 || f.Last >= p.AsOf {
				continue
			}
			code := o.Items[i].Code
			r.at(diag.Warning, code.Pos, code.Length, op("item", o.Items[i].Kind.String()+" "+code.Value), op("last", spanText(programme.Span{Until: f.Last})))
		}
	},
}

// at reports a finding about so many characters.
func (r *run) at(severity diag.Severity, pos diag.Pos, length int, operands ...operand) {
	r.add(diag.Finding{Severity: severity, Pos: pos, Length: length, Operands: operands})
}

// variant reports a warning in one of the rule's sentences.
func (r *run) variant(name string, t source.Text, operands ...operand) {
	f := diag.Finding{Severity: diag.Warning, Pos: t.Pos, Length: t.Length, Operands: operands}
	if name != "" {
		f.Code = "finding." + r.rule.Name + "." + name
	}
	r.add(f)
}

func eachClass(o *source.Offers, visit func(*source.Class)) {
	for i := range o.Courses {
		for k := range o.Courses[i].Classes {
			visit(&o.Courses[i].Classes[k])
		}
	}
}

func firstDay(k *source.Class) source.Day {
	if len(k.On) > 0 {
		return k.On[0]
	}
	return k.From
}

func eachAmount(o *source.Offers, visit func(source.Money)) {
	for _, p := range o.Prices {
		visit(p.Amount)
	}
	for _, i := range o.Items {
		for _, p := range i.Prices {
			visit(p.Amount)
		}
	}
	for _, c := range o.Courses {
		if c.Alone != nil {
			visit(c.Alone.Amount)
		}
	}
	eachClass(o, func(k *source.Class) { visit(k.Amount) })
	for _, s := range o.Savings {
		visit(s.Costs)
		visit(s.Off)
		visit(s.Each)
	}
}
