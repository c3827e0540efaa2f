package plan

import (
	"slices"

	"waymark/record"
	"waymark/solve/binary"
)

// order adds that what is had by a day is had by later ones, and in the same way.
func (m *model) order() {
	for _, ref := range m.sortedItems() {
		h := m.items[ref]
		for i := range h.ways {
			m.chain(h.ways[i].at, h.ways[i].by)
		}
	}
	for _, ref := range m.m.refs {
		var either lit
		for _, s := range m.m.courses[ref] {
			if k := m.sessions[s]; k != nil {
				either.vars = append(either.vars, k.at)
				m.chain(k.at, k.by)
			}
		}
		if len(either.vars) > 1 {
			m.p.AtMost(1, either.terms()...)
		}
	}
}

// chain adds that what is so by a day is so by every later one, and at all.
func (m *model) chain(at int, by map[record.Date]int) {
	next := at
	for _, d := range slices.Backward(sorted(by)) {
		m.p.AtLeast(0, term(next, 1), term(by[d], -1))
		next = by[d]
	}
}

// milestones are the days by which something may have to be had, ascending.
func (m *model) milestones() []record.Date {
	var out []record.Date
	for _, h := range m.items {
		for i := range h.ways {
			out = append(out, h.ways[i].last)
			out = append(out, sorted(h.ways[i].by)...)
		}
	}
	for s, k := range m.sessions {
		if s.class == nil {
			out = append(out, m.last+1)
			for d := range k.by {
				out = append(out, d+1)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// due is the variable that says whether a way must be had by a day, or -1.
func (w *wayVars) due(day record.Date) int {
	if w.last <= day {
		return w.at
	}
	return latest(w.by, day)
}

// latest is the variable of the last day up to a day, or -1.
func latest(by map[record.Date]int, day record.Date) int {
	best := -1
	var on record.Date
	for d, v := range by {
		if d <= day && d > on {
			best, on = v, d
		}
	}
	return best
}

// study adds, for every milestone, that there is time to study for what must be had by it.
func (m *model) study() {
	if m.cal.hours == 0 || m.m.undated {
		return
	}
	for _, day := range m.milestones() {
		room := int64(m.cal.hours) * int64(m.cal.freeBefore(day))
		var terms []binary.Term
		for _, ref := range m.sortedItems() {
			h := m.items[ref]
			for i := range h.ways {
				if v := h.ways[i].due(day); v >= 0 {
					terms = append(terms, term(v, daysAWeek*int64(h.ways[i].way.hours)))
				}
			}
		}
		for _, s := range m.sortedSessions() {
			if s.class != nil {
				terms = append(terms, term(m.sessions[s].at, int64(m.cal.hours)*int64(daysBefore(s.class.Days, day))))
			} else if v := m.sessions[s].due(day, m.last); v >= 0 {
				terms = append(terms, term(v, daysAWeek*int64(s.hours)))
			}
		}
		m.p.AtMost(room, terms...)
	}
}

// due is the variable that says whether a course taken alone must be done before a day, or -1.
func (k *taken) due(day, last record.Date) int {
	if day > last {
		return k.at
	}
	return latest(k.by, day-1)
}

func daysBefore(days []record.Date, day record.Date) int {
	i, _ := slices.BinarySearch(days, day)
	return i
}

// crowd adds that no two classes share a day, and that there are days enough for the exams.
func (m *model) crowd() {
	byDay := map[record.Date][]binary.Term{}
	var days []record.Date
	for _, s := range m.sortedSessions() {
		if s.class == nil {
			continue
		}
		for _, d := range s.class.Days {
			if len(byDay[d]) == 0 {
				days = append(days, d)
			}
			byDay[d] = append(byDay[d], term(m.sessions[s].at, 1))
		}
	}
	slices.Sort(days)
	for _, d := range days {
		if len(byDay[d]) > 1 {
			m.p.AtMost(1, byDay[d]...)
		}
	}
	if n := int64(m.m.wishes.AtOnce); n > 0 && !m.m.undated {
		m.atOnce(n)
	}
}

// atOnce adds, for every stretch of days from when a way can first be had to a milestone, that what falls in it has room.
func (m *model) atOnce(n int64) {
	var firsts []record.Date
	for _, h := range m.items {
		for _, w := range h.ways {
			firsts = append(firsts, w.way.from)
		}
	}
	slices.Sort(firsts)
	for _, from := range slices.Compact(firsts) {
		for _, day := range m.milestones() {
			var terms []binary.Term
			for _, ref := range m.sortedItems() {
				h := m.items[ref]
				if !sat(ref) {
					continue
				}
				for i := range h.ways {
					if v := h.ways[i].due(day); v >= 0 && h.ways[i].way.from >= from {
						terms = append(terms, term(v, 1))
					}
				}
			}
			room := n * int64(m.cal.freeIn(from, day))
			if int64(len(terms)) <= n || len(terms) == 0 {
				continue
			}
			for _, s := range m.sortedSessions() {
				if s.class != nil {
					taken := daysBefore(s.class.Days, day+1) - daysBefore(s.class.Days, from)
					terms = append(terms, term(m.sessions[s].at, n*int64(taken)))
				}
			}
			m.p.AtMost(room, terms...)
		}
	}
}

// sat tells whether an item is an exam for the limit of exams a day: an exam, or a credential of another body.
func sat(ref record.Ref) bool { return ref.Kind == record.Exam || ref.Kind == record.Credential }
