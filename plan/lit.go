package plan

import (
	"slices"

	"waymark/solve/binary"
)

// lit is something that is so or not: always, never (the zero value), as one of the variables says, of which at most one does,
// or as other lits say: one of any, or all of all. Those have no variable of their own until one is needed.
type lit struct {
	yes      bool
	vars     []int
	any, all []lit
}

var always = lit{yes: true}

func (l lit) never() bool { return !l.yes && len(l.vars)+len(l.any)+len(l.all) == 0 }

func one(v int) lit { return lit{vars: []int{v}} }

// terms are the variables: of any, those of each.
func (l lit) terms() []binary.Term {
	var out []binary.Term
	for _, v := range l.vars {
		out = append(out, term(v, 1))
	}
	for _, k := range l.any {
		out = append(out, k.terms()...)
	}
	return out
}

func term(v int, coef int64) binary.Term { return binary.Term{Var: v, Coef: coef} }

// implies adds: where one of the variables is so, of which at most one is, l is. It gives what is known of l, or nil.
func (m *model) implies(l lit, vars ...int) *needs {
	switch {
	case l.yes:
		return nil
	case len(l.all) > 0:
		for _, k := range l.all {
			m.implies(k, vars...)
		}
		return nil
	}
	terms := l.terms()
	for _, v := range vars {
		terms = append(terms, term(v, -1))
	}
	m.p.AtLeast(0, terms...)
	if len(l.any) > 0 {
		return m.oneOf(l.any)
	}
	return m.below(l)
}

// mustBe adds that something is so.
func (m *model) mustBe(l lit) {
	switch {
	case l.yes:
	case len(l.all) > 0:
		for _, k := range l.all {
			m.mustBe(k)
		}
	default:
		m.p.AtLeast(1, l.terms()...)
		if len(l.any) > 0 {
			m.oneOf(l.any)
		}
	}
}

// anyOf says whether at least one of them is so.
func (m *model) anyOf(lits ...lit) lit {
	var open []lit
	for _, l := range lits {
		switch {
		case l.yes:
			return always
		case len(l.any) > 0:
			open = append(open, l.any...)
		case !l.never():
			open = append(open, m.solid(l))
		}
	}
	switch len(open) {
	case 0:
		return lit{}
	case 1:
		return open[0]
	}
	return lit{any: open}
}

// allOf says whether all of them are so.
func (m *model) allOf(lits ...lit) lit {
	var open []lit
	for _, l := range lits {
		switch {
		case l.never():
			return lit{}
		case len(l.all) > 0:
			open = append(open, l.all...)
		case !l.yes:
			open = append(open, l)
		}
	}
	switch len(open) {
	case 0:
		return always
	case 1:
		return open[0]
	}
	return lit{all: open}
}

// atLeast says whether at least n of them are so.
func (m *model) atLeast(n int, lits []lit) lit {
	var open []lit
	for _, l := range lits {
		if l.yes {
			n--
		} else if !l.never() {
			open = append(open, l)
		}
	}
	switch {
	case n <= 0:
		return always
	case n > len(open):
		return lit{}
	case n == 1:
		return m.anyOf(open...)
	case n == len(open):
		return m.allOf(open...)
	}
	var terms []binary.Term
	for i, l := range open {
		open[i] = m.solid(l) // each counts once
		terms = append(terms, open[i].terms()...)
	}
	v := m.p.Var(0)
	m.p.AtLeast(0, append(terms, term(v, int64(-n)))...)
	m.needs[v] = &needs{own: true, items: m.neededBy(len(open)-n+1, open)}
	return one(v)
}

// solid is the same with a variable of its own, where it is made of others.
func (m *model) solid(l lit) lit {
	if len(l.any)+len(l.all) == 0 {
		return l
	}
	return one(m.whole(l))
}

// whole makes a variable that says it is so.
func (m *model) whole(l lit) int {
	v := m.p.Var(0)
	n := &needs{own: true, items: m.itemsOf(l), paths: map[int][]int{}}
	asks := l.all
	if len(asks) == 0 {
		asks = []lit{l}
	}
	for _, k := range asks {
		if below := m.implies(k, v); below != nil {
			n.follow(below)
		}
	}
	m.needs[v] = n
	return v
}

// shared notes that more than one requirement may ask for it.
func (m *model) shared(l lit) lit {
	l = m.solid(l)
	if n := m.below(l); n != nil {
		n.own = false
	}
	return l
}

// itemsOf lists the items without which a lit is not so, by their variables, ascending.
func (m *model) itemsOf(l lit) []int {
	switch {
	case len(l.all) > 0:
		return m.neededBy(1, l.all)
	case len(l.any) > 0:
		return m.neededBy(len(l.any), l.any)
	}
	var out []int
	for i, v := range l.vars {
		var of []int
		if item, is := m.itemVars[v]; is {
			of = []int{item}
		} else if n := m.needs[v]; n != nil {
			of = n.items
		}
		if i == 0 {
			out = slices.Clone(of)
			continue
		}
		out = slices.DeleteFunc(out, func(item int) bool { return !slices.Contains(of, item) })
	}
	return out
}

// neededBy lists the items that at least so many of them need.
func (m *model) neededBy(least int, lits []lit) []int {
	count := map[int]int{}
	for _, l := range lits {
		for _, item := range m.itemsOf(l) {
			count[item]++
		}
	}
	var out []int
	for item, n := range count {
		if n >= least {
			out = append(out, item)
		}
	}
	slices.Sort(out)
	return out
}
