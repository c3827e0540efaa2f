package plan

import (
	"slices"

	"waymark/record"
	"waymark/solve/binary"
)

// preference is the variables in the order that decides between routes that are equal in every objective: items in
// canonical order, then ways and sessions in the order of the offers.
func (m *model) preference() []int {
	var out []int
	refs := m.sortedItems()
	for _, ref := range refs {
		if h := m.items[ref]; len(h.ways) > 0 {
			out = append(out, h.any)
		}
	}
	for _, ref := range refs {
		for _, w := range m.items[ref].ways {
			out = append(out, w.at)
		}
	}
	for _, k := range m.sortedSessions() {
		out = append(out, m.sessions[k].at)
		for _, x := range k.sales {
			out = append(out, m.sales[x])
		}
	}
	for _, d := range m.m.savings {
		if v, used := m.deals[d]; used {
			out = append(out, v)
		}
	}
	return out
}

// ranks says what to decide first: which savings are taken at all, since much hangs on what they cost, then which items are had
// and which sessions attended. What is left, such as which of several like exams a voucher pays for, then mostly follows.
func (m *model) ranks() []uint8 {
	out := make([]uint8, m.p.Vars())
	for _, h := range m.items {
		if len(h.ways) > 0 {
			out[h.any] = 2
		}
	}
	for _, k := range m.sessions {
		out[k.at] = 2
	}
	for _, v := range m.deals {
		out[v] = binary.Apart
	}
	return out
}

// arrange picks, of all routes that are equal in every objective, the first in the documented order; ordered tells that the
// steps sufficed.
func (s *search) arrange(last record.Date, found *laid) (first *laid, ordered bool) {
	got := s.solve(last, countPart, binary.Options{Order: []int{}}, found)
	if got.laid == nil {
		return found, false
	}
	return got.laid, got.ordered
}

// alternatives lists other sets of items that are equally good.
func (s *search) alternatives(a *Answer, last record.Date, found *laid) {
	if s.o.Alternatives == 0 {
		return
	}
	// One set after another is ruled out until none is left.
	seen := [][]record.Ref{found.items}
	for len(seen) <= s.o.Alternatives {
		next, proved := s.another(last, seen)
		if next == nil {
			a.AlternativesComplete = proved
			break
		}
		seen = append(seen, next)
	}
	a.Alternatives = seen[1:]
	slices.SortFunc(a.Alternatives, func(x, y []record.Ref) int { return slices.CompareFunc(x, y, record.Ref.Compare) })
}

// another finds a set of items that is as good as the best and none of those seen.
func (s *search) another(last record.Date, seen [][]record.Ref) (items []record.Ref, proved bool) {
	for {
		m := s.model(last)
		s.hold(m, s.limits)
		if s.q.Budget > 0 {
			m.atMost(costPart, s.q.Budget)
		}
		for _, set := range seen {
			var terms []binary.Term
			b := int64(1)
			for _, ref := range m.sortedItems() {
				h := m.items[ref]
				switch {
				case len(h.ways) == 0:
				case slices.Contains(set, ref):
					terms = append(terms, term(h.any, -1))
					b--
				default:
					terms = append(terms, term(h.any, 1))
				}
			}
			m.p.AtLeast(b, terms...)
		}
		got := binary.Solve(m.p, binary.Options{Any: true, Steps: s.o.Steps, Stop: s.o.Stop, First: m.ranks()})
		s.steps += got.Steps
		if !got.Found {
			return nil, got.Proved
		}
		l := s.layOut(m, got.Values)
		if l.route != nil {
			return l.items, true
		}
		s.clash = append(s.clash, l.clash)
	}
}
