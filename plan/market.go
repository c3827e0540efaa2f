package plan

import (
	"cmp"
	"math/bits"
	"slices"

	"waymark/offer"
	"waymark/programme"
	"waymark/record"
)

// market is everything on offer that a person can use at all, by their wishes and what the linter would not refuse.
type market struct {
	w        *world
	wishes   *Wishes
	cal      *calendar
	offers   []*offer.Provider
	currency string
	undated  bool
	late     map[record.Ref]record.Date // what must not be had, or begun, before a day

	items   map[record.Ref]*stall
	courses map[record.Ref][]*session
	refs    []record.Ref // courses in the order of the offers
	savings []*deal
}

// stall is what is on offer of one item, from all providers together.
type stall struct {
	ref     record.Ref
	lead    int
	waits   []int
	given   []programme.Condition
	prepare []*offer.Preparation
	ways    []*way
}

// way is one way to have an item: on a day of the window, at a price, with a preparation and savings.
type way struct {
	stall       *stall
	from, until record.Date
	prepare     *offer.Preparation // nil where nothing is known to be needed
	hours       int
	provider    *offer.Provider // whose price it is; nil for the facts' or none
	place       string
	priced      bool
	list, paid  int64
	deals       []*deal
}

// session is one way to take a course: a class, or alone.
type session struct {
	provider    *offer.Provider
	course      *offer.Course
	class       *offer.Class // nil: alone
	from, until record.Date  // of the class
	hours       int          // of study alone
	priced      bool
	list        int64
	// sales are what it can be had for: without and with savings.
	sales []*sale
}

type sale struct {
	session *session
	paid    int64
	deals   []*deal
}

// deal is a saving with the days on which it holds.
type deal struct {
	provider *offer.Provider
	saving   *offer.Saving
	in       programme.Span
	// counted tells that it has a cost, a least or a most, so that using it at all is a decision of its own.
	counted bool
}

func newMarket(q *Question, w *world, cal *calendar, o Options) *market {
	m := &market{
		w: w, wishes: &q.People[0].Wishes, cal: cal, offers: q.Offers, undated: o.Undated, late: o.late,
		items: map[record.Ref]*stall{}, courses: map[record.Ref][]*session{},
	}
	m.currency = cmp.Or(m.wishes.Currency, m.firstCurrency())
	m.openSavings()
	for _, p := range q.Offers {
		for i := range p.Courses {
			m.openCourse(p, &p.Courses[i])
		}
	}
	for _, ref := range w.items {
		m.openStall(ref)
	}
	return m
}

// firstCurrency is that of the first price found in the offers, then in the facts.
func (m *market) firstCurrency() string {
	for _, p := range m.offers {
		for _, i := range p.Items {
			for _, price := range i.Prices {
				return price.Currency
			}
		}
		for _, c := range p.Courses {
			if c.Alone != nil && c.Alone.Currency != "" {
				return c.Alone.Currency
			}
			for _, k := range c.Classes {
				if k.Currency != "" {
					return k.Currency
				}
			}
		}
	}
	for _, ref := range m.w.items {
		if f := m.w.set.Fact(ref); f != nil && len(f.Prices) > 0 {
			return f.Prices[0].Currency
		}
	}
	return ""
}

// near tells whether a place is one of those wished for.
func (m *market) near(place string) bool {
	return place == "" || len(m.wishes.Places) == 0 || slices.Contains(m.wishes.Places, place)
}

// openSavings lists every saving once for each span of days in which it can hold: one that lasts so many days begins on
// the first day, or on the first day of a class it is for.
func (m *market) openSavings() {
	for _, p := range m.offers {
		for i := range p.Savings {
			s := &p.Savings[i]
			if s.Currency != "" && s.Currency != m.currency || s.Cost < 0 || s.Off < 0 || s.Percent < 0 || s.Percent > 100 || s.Each < 0 {
				continue
			}
			counted := s.Cost > 0 || s.Needs > 0 || s.Uses > 0 || s.Valid > 0
			if s.Valid == 0 {
				m.savings = append(m.savings, &deal{provider: p, saving: s, in: s.In, counted: counted})
				continue
			}
			for _, from := range m.begins(p, s) {
				until := from + record.Date(s.Valid) - 1
				if s.In.Until != 0 {
					until = min(until, s.In.Until)
				}
				m.savings = append(m.savings, &deal{provider: p, saving: s, in: programme.Span{From: from, Until: until}, counted: true})
			}
		}
	}
}

// begins are the days on which a saving that lasts only so long can begin. Where it is for classes alone, a beginning from
// which no class is reached that another one does not reach is left out.
func (m *market) begins(p *offer.Provider, s *offer.Saving) []record.Date {
	days := []record.Date{max(m.cal.from, s.In.From)}
	var starts []record.Date
	alone := false
	for i := range p.Courses {
		if !s.AppliesTo(p.Courses[i].Ref) {
			continue
		}
		alone = alone || p.Courses[i].Alone != nil
		for k := range p.Courses[i].Classes {
			if c := &p.Courses[i].Classes[k]; m.canAttend(c) && s.In.Holds(c.First()) {
				starts = append(starts, c.First())
			}
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	for _, d := range starts {
		if d > days[0] {
			days = append(days, d)
		}
	}
	if m.forItems(s) {
		return days
	}
	var kept []record.Date
	reached := record.Date(0)
	for n, d := range days {
		i, _ := slices.BinarySearch(starts, d)
		k, _ := slices.BinarySearch(starts, d+record.Date(s.Valid))
		further := i < k && starts[k-1] > reached
		if further {
			reached = starts[k-1]
		}
		if further || n == 0 && alone { // a course taken alone begins on the first day
			kept = append(kept, d)
		}
	}
	return kept
}

// forItems tells whether a saving may be for more than classes: their days are free, so that every beginning may matter.
func (m *market) forItems(s *offer.Saving) bool {
	other := func(k record.Kind) bool { return k != record.Course }
	return slices.ContainsFunc(s.Kinds, other) || slices.ContainsFunc(s.On, func(r record.Ref) bool { return other(r.Kind) })
}

// openCourse lists the ways to take a course.
func (m *market) openCourse(p *offer.Provider, c *offer.Course) {
	if m.undated || slices.Contains(m.wishes.Avoid, c.Ref) {
		return
	}
	if _, known := m.courses[c.Ref]; !known {
		m.refs = append(m.refs, c.Ref)
		m.courses[c.Ref] = nil
	}
	if c.Alone != nil && m.wishes.Manner != InClass && m.usable(c.Alone.Amount, c.Alone.Currency) {
		m.openSession(&session{provider: p, course: c, hours: c.Alone.Hours, priced: c.Alone.Currency != "", list: c.Alone.Amount})
	}
	if m.wishes.Manner == Alone {
		return
	}
	for i := range c.Classes {
		k := &c.Classes[i]
		if m.canAttend(k) && k.First() >= m.late[c.Ref] {
			m.openSession(&session{
				provider: p, course: c, class: k, from: k.First(), until: k.Last(), priced: k.Currency != "", list: k.Amount,
			})
		}
	}
}

// usable tells whether a price can be paid: it is in the currency wished, or not known.
func (m *market) usable(amount int64, currency string) bool {
	return amount >= 0 && (currency == "" || currency == m.currency)
}

// canAttend tells whether a class has a seat, a place nearby, and days that are all free.
func (m *market) canAttend(k *offer.Class) bool {
	if k.Seats == 0 || len(k.Days) == 0 || !slices.IsSorted(k.Days) || !m.near(k.Place) || !m.usable(k.Amount, k.Currency) {
		return false
	}
	return !slices.ContainsFunc(k.Days, func(d record.Date) bool { return !m.cal.isFree(d) })
}

func (m *market) openSession(s *session) {
	on := programme.Span{From: m.cal.from, Until: m.cal.until}
	place := ""
	if s.class != nil {
		on, place = programme.Span{From: s.from, Until: s.from}, s.class.Place
	}
	m.bargains(s.provider, s.course.Ref, place, on, func(deals []*deal, at programme.Span) {
		if s.class == nil && at.From > on.From {
			return // taken alone it begins when the plan does
		}
		paid := s.list
		for _, d := range deals {
			paid -= d.saving.Takes(s.list, 0)
		}
		if len(deals) == 0 || s.priced {
			s.sales = append(s.sales, &sale{session: s, paid: max(paid, 0), deals: deals})
		}
	})
	s.thin()
	m.courses[s.course.Ref] = append(m.courses[s.course.Ref], s)
}

// thin drops what a session can be had for where it can be had for less by savings that are no decision of their own.
func (s *session) thin() {
	all := slices.Clone(s.sales)
	s.sales = slices.DeleteFunc(s.sales, func(x *sale) bool {
		return !helps(x.deals) && slices.ContainsFunc(all, func(y *sale) bool { return !counted(y.deals) && y.paid < x.paid })
	})
}

// counted tells whether one of the savings is a decision of its own.
func counted(deals []*deal) bool {
	return slices.ContainsFunc(deals, func(d *deal) bool { return d.counted })
}

// helps tells whether using the savings helps to reach the least number of things that one of them asks for.
func helps(deals []*deal) bool {
	return slices.ContainsFunc(deals, func(d *deal) bool { return d.saving.Needs > 0 })
}

// bargains visits every set of savings of the provider that may be used together for a thing that is on some day of a
// span, with the days left; the empty set first.
func (m *market) bargains(p *offer.Provider, ref record.Ref, place string, on programme.Span, visit func([]*deal, programme.Span)) {
	var fit []*deal
	for _, d := range m.savings {
		s := d.saving
		if d.provider == p && s.AppliesTo(ref) && (s.Needs > 0 || s.Takes(oneHundred, m.wishes.Retakes) > 0) && (len(s.Places) == 0 || place == "" || slices.Contains(s.Places, place)) {
			fit = append(fit, d)
		}
	}
	visit(nil, on)
	const most = 12
	fit = fit[:min(len(fit), most)]
	for set := 1; set < 1<<len(fit); set++ {
		if bits.OnesCount(uint(set)) > 3 {
			continue
		}
		var deals []*deal
		at := on
		for i, d := range fit {
			if set&(1<<i) != 0 {
				deals = append(deals, d)
				at = overlap(at, d.in)
				at.From = max(at.From, m.w.day+record.Date(d.saving.Booked))
			}
		}
		if at.From <= at.Until && together(deals) {
			visit(deals, at)
		}
	}
}

// oneHundred stands for any price: a saving that takes nothing off it, nor helps another, is of no use.
const oneHundred = 1 << 40

func together(deals []*deal) bool {
	for i, a := range deals {
		for _, b := range deals[:i] {
			if a.saving == b.saving || !offer.Alongside(a.saving, b.saving) {
				return false
			}
		}
	}
	return true
}

// overlap is the days two spans share; the first has both ends.
func overlap(a, b programme.Span) programme.Span {
	a.From = max(a.From, b.From)
	if b.Until != 0 {
		a.Until = min(a.Until, b.Until)
	}
	return a
}
