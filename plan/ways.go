package plan

import (
	"slices"

	"waymark/offer"
	"waymark/programme"
	"waymark/record"
)

// openStall lists the ways to have an item.
func (m *market) openStall(ref record.Ref) {
	if slices.Contains(m.wishes.Avoid, ref) || !obtainable(ref.Kind) {
		return
	}
	s := &stall{ref: ref}
	life, alive := m.life(ref)
	if !alive {
		return
	}
	if ref.Kind == record.Course && len(m.courses[ref]) > 0 {
		return // had by attending it
	}
	if ref.Kind == record.Course && !m.undated && m.onOffer(ref) {
		return // offered, and nothing of it can be used
	}
	m.items[ref] = s
	if m.undated {
		m.price(s, m.prices(ref), programme.Span{From: m.w.day, Until: m.w.day})
		return
	}
	m.terms(s)
	m.price(s, m.prices(ref), m.window(s, life))
}

// obtainable tells whether things of a kind can be had by a step.
func obtainable(k record.Kind) bool {
	switch k {
	case record.Exam, record.Credential, record.Course, record.Event:
		return true
	case record.Experience, record.Credit, record.Attribute:
	}
	return false
}

func (m *market) onOffer(ref record.Ref) bool {
	_, known := m.courses[ref]
	return known
}

// life is the days on which an item can be had at all.
func (m *market) life(ref record.Ref) (programme.Span, bool) {
	span := programme.Span{From: m.cal.from, Until: m.cal.until}
	f := m.w.set.Fact(ref)
	if m.undated {
		return span, f == nil || f.Obtainable(m.w.day)
	}
	if f == nil {
		return span, true
	}
	span = overlap(span, programme.Span{From: f.First, Until: f.Last})
	if f.Void != 0 {
		span.Until = min(span.Until, f.Void-1)
	}
	return span, span.From <= span.Until
}

// terms gathers what the providers say of an item beside its price.
func (m *market) terms(s *stall) {
	for _, p := range m.offers {
		for i := range p.Items {
			item := &p.Items[i]
			if item.Ref != s.ref {
				continue
			}
			s.lead = max(s.lead, item.Lead)
			if len(s.waits) == 0 {
				s.waits = item.Waits
			}
			for _, g := range item.Given {
				if !slices.Contains(s.given, g) {
					s.given = append(s.given, g)
				}
			}
			for k := range item.Prepare {
				s.prepare = append(s.prepare, &item.Prepare[k])
			}
		}
	}
	s.prepare = m.suited(s.prepare)
}

// suited keeps the preparations that the person's manner allows.
func (m *market) suited(all []*offer.Preparation) []*offer.Preparation {
	if len(all) == 0 {
		return []*offer.Preparation{nil}
	}
	var classes, alone []*offer.Preparation
	for _, p := range all {
		if len(p.Courses) > 0 {
			classes = append(classes, p)
		} else {
			alone = append(alone, p)
		}
	}
	switch {
	case m.wishes.Manner == InClass && len(classes) > 0:
		return classes
	case m.wishes.Manner == Alone:
		return alone
	default:
		return all
	}
}

// window is the days on which an item can be sat: booked in time, and after the waits that failed tries cost.
func (m *market) window(s *stall, life programme.Span) programme.Span {
	from := max(life.From, m.w.day+record.Date(s.lead), m.late[s.ref])
	failed, last := 0, record.Date(0)
	for _, a := range m.wishes.Failed {
		if a.Ref == s.ref {
			failed++
			last = max(last, a.Date)
		}
	}
	if failed > 0 {
		from = max(from, last+1, last+record.Date(s.wait(failed)))
	}
	for i := range m.wishes.Retakes {
		from += record.Date(max(s.wait(failed+i+1), 1))
	}
	return programme.Span{From: from, Until: life.Until}
}

// wait is how many days to wait after the n-th failed try.
func (s *stall) wait(n int) int {
	if len(s.waits) == 0 {
		return 0
	}
	return s.waits[min(n, len(s.waits))-1]
}

// quote is a price and whose it is.
type quote struct {
	provider *offer.Provider
	price    programme.Price
}

// prices are those of an item that can be used, the offers' first.
func (m *market) prices(ref record.Ref) []quote {
	var out []quote
	add := func(p *offer.Provider, list []programme.Price) {
		for _, price := range list {
			if price.Currency == m.currency && price.Amount >= 0 && m.near(price.Place) {
				out = append(out, quote{p, price})
			}
		}
	}
	for _, p := range m.offers {
		for i := range p.Items {
			if p.Items[i].Ref == ref {
				add(p, p.Items[i].Prices)
			}
		}
	}
	if f := m.w.set.Fact(ref); f != nil {
		add(nil, f.Prices)
	}
	return out
}

// price splits the window where prices change and lists a way for each price, preparation and set of savings.
func (m *market) price(s *stall, quotes []quote, window programme.Span) {
	if window.From > window.Until {
		return
	}
	cuts := []record.Date{window.From}
	for _, q := range quotes {
		for _, d := range []record.Date{q.price.In.From, q.price.In.Until + 1} {
			if d > window.From && d <= window.Until && (d != 1) {
				cuts = append(cuts, d)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i, from := range cuts {
		until := window.Until
		if i+1 < len(cuts) {
			until = cuts[i+1] - 1
		}
		m.quoteWays(s, quotes, programme.Span{From: from, Until: until})
	}
	s.merge()
}

// quoteWays lists the ways of days on which no price changes: by each provider's cheapest price, since savings are a
// provider's own, and with no price where none is known.
func (m *market) quoteWays(s *stall, quotes []quote, on programme.Span) {
	var best []quote
	for _, q := range quotes {
		if !q.price.In.Holds(on.From) {
			continue
		}
		i := slices.IndexFunc(best, func(b quote) bool { return b.provider == q.provider })
		if i < 0 {
			best = append(best, q)
		} else if q.price.Amount < best[i].price.Amount {
			best[i] = q
		}
	}
	if len(best) == 0 {
		m.prepareWays(s, way{stall: s, from: on.From, until: on.Until})
	}
	for _, q := range best {
		list := q.price.Amount * int64(1+m.wishes.Retakes)
		m.bargains(q.provider, s.ref, q.price.Place, on, func(deals []*deal, at programme.Span) {
			paid := list
			for _, d := range deals {
				paid -= d.saving.Takes(q.price.Amount, m.wishes.Retakes)
			}
			m.prepareWays(s, way{
				stall: s, from: at.From, until: at.Until, provider: q.provider, place: q.price.Place, priced: true,
				list: list, paid: max(paid, 0), deals: deals,
			})
		})
	}
}

func (m *market) prepareWays(s *stall, base way) {
	if m.undated {
		s.ways = append(s.ways, &base)
		return
	}
	for _, p := range s.prepare {
		w := base
		if p != nil {
			if !m.onOfferAll(p.Courses) {
				continue
			}
			w.prepare, w.hours = p, p.Hours
		}
		s.ways = append(s.ways, &w)
	}
}

// onOfferAll tells whether every course can be taken or is had.
func (m *market) onOfferAll(courses []record.Ref) bool {
	return !slices.ContainsFunc(courses, func(c record.Ref) bool {
		return len(m.courses[c]) == 0 && !m.w.holds(c, false, "", m.cal.until)
	})
}

// merge joins ways that differ only in that one ends on the day before the other begins, and drops those that another
// is as good as on all their days.
func (s *stall) merge() {
	var kept []*way
	for _, w := range s.ways {
		i := slices.IndexFunc(kept, func(k *way) bool { return k.until+1 == w.from && k.sameAs(w) })
		if i >= 0 {
			kept[i].until = w.until
		} else {
			kept = append(kept, w)
		}
	}
	s.ways = kept[:0:0]
	for i, w := range kept {
		better := func(j int, k *way) bool {
			return i != j && k.from <= w.from && w.until <= k.until && k.prepare == w.prepare && k.priced == w.priced &&
				!counted(k.deals) && k.paid <= w.paid && (k.paid < w.paid || j < i || k.from < w.from || w.until < k.until)
		}
		beaten := false
		for j, k := range kept {
			beaten = beaten || !helps(w.deals) && better(j, k)
		}
		if !beaten {
			s.ways = append(s.ways, w)
		}
	}
}

func (w *way) sameAs(o *way) bool {
	return w.prepare == o.prepare && w.provider == o.provider && w.priced == o.priced && w.list == o.list && w.paid == o.paid &&
		w.place == o.place && slices.Equal(w.deals, o.deals)
}
