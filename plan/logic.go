package plan

import (
	"slices"

	"waymark/solve/binary"
)

// needs is what is known of a variable that stands for a requirement: without which items it cannot be so.
type needs struct {
	items []int // by the variable of each, ascending
	// own tells that nothing but the one requirement above asks for it, so that it can be left unsaid wherever another
	// variable will do.
	own bool
	// paths are, by item, variables below it that need the item and of which one at most has to be so.
	paths map[int][]int
}

// anyOf says whether at least one of them is so.
func (m *model) anyOf(lits ...lit) lit {
	var all lit
	var open []lit
	for _, l := range lits {
		if l.yes {
			return always
		}
		if !l.never() {
			open = append(open, l)
			all.vars = append(all.vars, l.vars...)
		}
	}
	if len(open) < 2 {
		return all
	}
	v := m.p.Var(0)
	m.implies(all, v)
	m.needs[v] = m.oneOf(open)
	m.needs[v].items = m.neededBy(len(open), open)
	return one(v)
}

// allOf says whether all of them are so.
func (m *model) allOf(lits ...lit) lit {
	var open []lit
	for _, l := range lits {
		if l.never() {
			return lit{}
		}
		if !l.yes {
			open = append(open, l)
		}
	}
	switch len(open) {
	case 0:
		return always
	case 1:
		return open[0]
	}
	return one(m.whole(open...))
}

// whole makes a variable that says all of them are so.
func (m *model) whole(open ...lit) int {
	v := m.p.Var(0)
	n := &needs{own: true, items: m.neededBy(1, open), paths: map[int][]int{}}
	for _, l := range open {
		m.implies(l, v)
		if below := m.below(l); below != nil {
			for item, paths := range below.paths {
				if len(paths) > len(n.paths[item]) {
					n.paths[item] = paths
				}
			}
		}
	}
	m.needs[v] = n
	return v
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
	v := m.p.Var(0)
	var terms []binary.Term
	for _, l := range open {
		terms = append(terms, l.terms()...)
	}
	m.p.AtLeast(0, append(terms, term(v, int64(-n)))...)
	m.needs[v] = &needs{own: true, items: m.neededBy(len(open)-n+1, open)}
	return one(v)
}

// below is what is known of a lit that only what is being built asks for, or nil.
func (m *model) below(l lit) *needs {
	if len(l.vars) != 1 {
		return nil
	}
	if n := m.needs[l.vars[0]]; n != nil && n.own {
		return n
	}
	return nil
}

// shared notes that more than one requirement may ask for it.
func (m *model) shared(l lit) lit {
	if n := m.below(l); n != nil {
		n.own = false
	}
	return l
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

// itemsOf lists the items without which a lit is not so, by their variables.
func (m *model) itemsOf(l lit) []int {
	var out []int
	for i, v := range l.vars {
		of := []int{}
		if item, is := m.itemVars[v]; is {
			of = append(of, item)
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

// oneOf adds, for every item, that it is had if one of several ways that need it is taken: since one of them is enough, all of
// them together are no more than the item. The rows change no solution that matters, and bring the relaxation nearer to them.
func (m *model) oneOf(open []lit) *needs {
	n := &needs{own: true, paths: map[int][]int{}}
	from := map[int]int{}
	for _, l := range open {
		below := m.below(l)
		if below == nil {
			continue
		}
		for item, paths := range below.paths {
			if !slices.Contains(below.items, item) {
				n.paths[item] = append(n.paths[item], paths...)
				from[item]++
			}
		}
		for _, item := range below.items {
			n.paths[item] = append(n.paths[item], l.vars[0])
			from[item]++
		}
	}
	for _, item := range sorted(n.paths) {
		if from[item] > 1 {
			m.implies(one(item), n.paths[item]...)
		}
	}
	return n
}
