package plan

import (
	"slices"

	"waymark/record"
	"waymark/solve/binary"
)

// bargain adds what savings ask for. A thing is bought once at most, so that what it is bought for with one saving is added up.
func (m *model) bargain() {
	uses := map[*deal][][]int{}
	for _, ref := range m.sortedItems() {
		with := map[*deal][]int{}
		for _, w := range m.items[ref].ways {
			for _, d := range w.way.deals {
				with[d] = append(with[d], w.at)
			}
		}
		m.join(uses, with)
	}
	with := map[*deal][]int{}
	var course record.Ref
	for _, s := range m.sortedSessions() {
		if s.course.Ref != course {
			m.join(uses, with)
			with, course = map[*deal][]int{}, s.course.Ref
		}
		m.sell(s, with)
	}
	m.join(uses, with)
	bySaving := map[any][]binary.Term{}
	for _, d := range m.m.savings {
		if !d.counted || len(uses[d]) == 0 {
			continue
		}
		v := m.p.Var(0)
		m.deals[d] = v
		bySaving[d.saving] = append(bySaving[d.saving], term(v, 1))
		m.use(d, v, uses[d])
	}
	for _, d := range m.m.savings {
		if terms := bySaving[d.saving]; len(terms) > 1 {
			m.p.AtMost(1, terms...)
			delete(bySaving, d.saving)
		}
	}
}

// join adds the ways to buy one thing to those of all things.
func (m *model) join(uses map[*deal][][]int, with map[*deal][]int) {
	for d, vars := range with {
		uses[d] = append(uses[d], vars)
	}
}

// use adds: a saving is used for nothing unless it is taken, for so many things at least and so many at most.
func (m *model) use(d *deal, v int, uses [][]int) {
	var all []binary.Term
	for _, vars := range uses {
		m.implies(one(v), vars...)
		for _, u := range vars {
			all = append(all, term(u, 1))
		}
	}
	if n := d.saving.Needs; n > 0 {
		m.p.AtLeast(0, append(slices.Clone(all), term(v, -int64(n)))...)
	}
	if n := d.saving.Uses; n > 0 && n < len(uses) {
		m.p.AtMost(0, append(all, term(v, -int64(n)))...)
	}
}

// sell adds the variables of what a session can be had for.
func (m *model) sell(s *session, with map[*deal][]int) {
	v := m.sessions[s].at
	if len(s.sales) == 1 {
		m.sales[s.sales[0]] = v
	} else {
		terms := []binary.Term{term(v, -1)}
		for _, o := range s.sales {
			m.sales[o] = m.p.Var(0)
			terms = append(terms, term(m.sales[o], 1))
		}
		m.p.AtLeast(0, terms...)
		m.p.AtMost(0, terms...)
	}
	for _, o := range s.sales {
		for _, d := range o.deals {
			with[d] = append(with[d], m.sales[o])
		}
	}
}
