package judge

import (
	"slices"

	"waymark/offer"
	"waymark/programme"
	"waymark/record"
)

// price is one that can be paid, and whose it is; nil for the facts'.
type price struct {
	provider *offer.Provider
	amount   int64
	place    string
}

// prices are the cheapest of each provider on a day.
func (c *court) prices(ref record.Ref, d record.Date) []price {
	var out []price
	add := func(p *offer.Provider, list []programme.Price) {
		best := -1
		for i, x := range list {
			if x.In.Holds(d) && x.Currency == c.q.Currency && c.near(x.Place) && (best < 0 || x.Amount < list[best].Amount) {
				best = i
			}
		}
		if best >= 0 {
			out = append(out, price{p, list[best].Amount, list[best].Place})
		}
	}
	for _, p := range c.q.Offers {
		for i := range p.Items {
			if p.Items[i].Ref == ref {
				add(p, p.Items[i].Prices)
			}
		}
	}
	if f := c.q.Set.Fact(ref); f != nil {
		add(nil, f.Prices)
	}
	return out
}

// purchase is one thing bought, by each of the prices it can be bought for.
type purchase struct {
	ref     record.Ref
	day     record.Date // the first
	alone   bool
	prices  []price
	retakes int
}

// use is a saving begun on a day (or never ending), used for so many things.
type use struct {
	from record.Date
	n    int
}

// cost is the least that all purchases cost, by every choice of prices and savings; false where that is over the budget.
func (c *court) cost() (int64, bool) {
	var all []purchase
	for _, h := range c.had {
		if p := c.prices(h.ref, h.day); len(p) > 0 {
			all = append(all, purchase{ref: h.ref, day: h.day, prices: p, retakes: c.q.Retakes})
		}
	}
	for _, a := range c.attended {
		switch {
		case a.class != nil && a.class.Currency != "":
			all = append(all, purchase{ref: a.course.Ref, day: a.class.First(), prices: []price{{a.provider, a.class.Amount, a.class.Place}}})
		case a.class == nil && a.course.Alone.Currency != "":
			all = append(all, purchase{ref: a.course.Ref, day: c.from, alone: true, prices: []price{{a.provider, a.course.Alone.Amount, ""}}})
		}
	}
	b := &bill{c: c, all: all, used: map[*offer.Saving]use{}, least: -1}
	b.buy(0, 0)
	if b.least < 0 || c.q.Budget > 0 && b.least > c.q.Budget {
		return 0, false
	}
	return b.least, true
}

// bill tries every choice of prices and savings.
type bill struct {
	c     *court
	all   []purchase
	used  map[*offer.Saving]use
	least int64
}

func (b *bill) buy(i int, paid int64) {
	if b.least >= 0 && paid >= b.least {
		return
	}
	if i == len(b.all) {
		b.settle(paid)
		return
	}
	for _, p := range b.all[i].prices {
		b.pay(i, p, paid)
	}
}

// pay tries every set of savings for one purchase at one price.
func (b *bill) pay(i int, p price, paid int64) {
	thing := b.all[i]
	full := p.amount * int64(1+thing.retakes)
	b.buy(i+1, paid+full)
	if p.provider == nil {
		return
	}
	var fit []*offer.Saving
	for k := range p.provider.Savings {
		if s := &p.provider.Savings[k]; b.fits(s, thing, p) {
			fit = append(fit, s)
		}
	}
	for set := 1; set < 1<<len(fit); set++ {
		var chosen []*offer.Saving
		for k, s := range fit {
			if set&(1<<k) != 0 {
				chosen = append(chosen, s)
			}
		}
		if len(chosen) <= 3 && pairwise(chosen) {
			b.begin(i, p, paid, full, chosen, 0)
		}
	}
}

// fits tells whether a saving may be used for a thing at all.
func (b *bill) fits(s *offer.Saving, thing purchase, p price) bool {
	return s.AppliesTo(thing.ref) && (s.Currency == "" || s.Currency == b.c.q.Currency) &&
		(len(s.Places) == 0 || p.place == "" || slices.Contains(s.Places, p.place)) &&
		s.In.Holds(thing.day) && thing.day >= b.c.q.Day+record.Date(s.Booked)
}

func pairwise(list []*offer.Saving) bool {
	for i, x := range list {
		for _, y := range list[:i] {
			if !slices.Contains(x.With, y.ID) && !slices.Contains(y.With, x.ID) {
				return false
			}
		}
	}
	return true
}

// begin uses the savings from the k-th on for a thing, each begun on every day that it can be.
func (b *bill) begin(i int, p price, paid, full int64, chosen []*offer.Saving, k int) {
	if k == len(chosen) {
		off := int64(0)
		for _, s := range chosen {
			off += s.Takes(p.amount, b.all[i].retakes)
		}
		b.buy(i+1, paid+max(full-off, 0))
		return
	}
	s := chosen[k]
	old, begun := b.used[s]
	for _, from := range b.begins(s, p.provider, begun, old) {
		if s.Valid > 0 && (b.all[i].day < from || b.all[i].day >= from+record.Date(s.Valid)) {
			continue
		}
		if s.Uses > 0 && old.n >= s.Uses {
			continue
		}
		b.used[s] = use{from, old.n + 1}
		b.begin(i, p, paid, full, chosen, k+1)
		if begun {
			b.used[s] = old
		} else {
			delete(b.used, s)
		}
	}
}

// begins are the days on which a saving can begin.
func (b *bill) begins(s *offer.Saving, p *offer.Provider, begun bool, old use) []record.Date {
	if s.Valid == 0 {
		return []record.Date{0}
	}
	if begun {
		return []record.Date{old.from}
	}
	days := []record.Date{max(b.c.from, s.In.From)}
	for i := range p.Courses {
		if !s.AppliesTo(p.Courses[i].Ref) {
			continue
		}
		for _, k := range p.Courses[i].Classes {
			if k.First() > days[0] && s.In.Holds(k.First()) && !slices.Contains(days, k.First()) {
				days = append(days, k.First())
			}
		}
	}
	return days
}

// settle adds what the savings cost and drops what uses one too little.
func (b *bill) settle(paid int64) {
	for s, u := range b.used {
		if u.n < s.Needs {
			return
		}
		paid += s.Cost
	}
	if b.least < 0 || paid < b.least {
		b.least = paid
	}
}
