package plan

import (
	"cmp"
	"slices"

	"waymark/solve/binary"
)

// weight is what an objective adds up over the variables: a cost a variable.
type weight map[int]int64

// weights gives what an objective counts; for the cost first the things without a price, then the amount.
func (m *model) weights(o part) weight {
	out := weight{}
	for _, ref := range m.sortedItems() {
		h := m.items[ref]
		for i := range h.ways {
			w := &h.ways[i]
			switch o {
			case countPart:
				out[h.any] = 1
			case unpricedPart:
				if !w.way.priced {
					out[w.at]++
				}
			case costPart:
				out[w.at] += w.way.paid
			case studyPart:
				out[w.at] += int64(w.way.hours)
			case timePart:
				out[w.at] += daysAWeek * int64(w.way.hours)
			}
		}
	}
	for _, s := range m.sortedSessions() {
		m.weighSession(out, s, o)
	}
	if o == costPart {
		for d, v := range m.deals {
			out[v] += d.saving.Cost
		}
	}
	return out
}

func (m *model) weighSession(out weight, s *session, o part) {
	v := m.sessions[s].at
	switch o {
	case countPart:
		if m.w.ruled(s.course.Ref) && s.class != nil {
			out[v]++
		}
	case unpricedPart:
		if !s.priced {
			out[v]++
		}
	case costPart:
		for _, x := range s.sales {
			out[m.sales[x]] += x.paid
		}
	case studyPart:
		out[v] += int64(s.studyHours())
	case timePart:
		if s.class != nil {
			out[v] += int64(m.cal.hours) * int64(len(s.class.Days))
		} else {
			out[v] += daysAWeek * int64(s.hours)
		}
	}
}

// studyHours is how much study a session counts for.
func (s *session) studyHours() int {
	if s.class != nil {
		return ClassHours * len(s.class.Days)
	}
	return s.hours
}

// atMost adds that an objective is at most so much.
func (m *model) atMost(o part, most int64) {
	w := m.weights(o)
	var terms []binary.Term
	for v, c := range w {
		terms = append(terms, term(v, c))
	}
	slices.SortFunc(terms, func(a, b binary.Term) int { return cmp.Compare(a.Var, b.Var) })
	m.p.AtMost(most, terms...)
}
