package plan

import (
	"slices"

	"waymark/record"
	"waymark/solve/binary"
)

// had is the variables of one item.
type had struct {
	stall *stall
	// any says whether it is had at all; ways in which way, only those that the last day leaves.
	any  int
	ways []wayVars
}

// wayVars are the variables of one way: had in it at all, and by each day that something asks about.
type wayVars struct {
	way  *way
	at   int
	last record.Date // the last free day of the way's window
	by   map[record.Date]int
}

// taken is the variables of one session: attended at all and, for a course taken alone, done by each day asked about.
type taken struct {
	at int
	by map[record.Date]int
}

func (m *model) mustHave(ref record.Ref) {
	if m.w.holds(ref, false, "", m.w.day) {
		return
	}
	if p := m.w.set.Awarding(ref.ID); ref.Kind == record.Credential && p != nil && m.w.progs[p.ID] != nil {
		m.mustBe(m.met(p, m.last))
		return
	}
	if ref.Kind == record.Course {
		m.mustBe(m.counted(ref, m.last))
		return
	}
	m.mustBe(m.hadBy(ref, m.last))
}

// item gives the variables of an item, or nil where it cannot be had.
func (m *model) item(ref record.Ref) *had {
	if h, known := m.items[ref]; known {
		return h
	}
	s := m.m.items[ref]
	if s == nil {
		return nil
	}
	h := &had{stall: s}
	m.items[ref] = h
	for _, w := range s.ways {
		last := m.cal.lastFree(min(w.until, m.last))
		if m.m.undated {
			last = m.w.day
		}
		if last >= w.from && last != 0 {
			h.ways = append(h.ways, wayVars{way: w, last: last, by: map[record.Date]int{}})
		}
	}
	if len(h.ways) == 0 {
		return h
	}
	h.any = m.p.Var(0)
	m.itemVars[h.any] = h.any
	for i := range h.ways {
		h.ways[i].at = h.any
		if len(h.ways) > 1 {
			h.ways[i].at = m.p.Var(0)
			m.itemVars[h.ways[i].at] = h.any
		}
	}
	if len(h.ways) > 1 {
		m.equal(h)
	}
	var all []chosen
	for i := range h.ways {
		all = append(all, chosen{&h.ways[i], h.ways[i].at, h.ways[i].last})
	}
	m.permit(h, all)
	return h
}

// chosen is a variable that says an item is had in a way by a last day.
type chosen struct {
	*wayVars
	v    int
	last record.Date
}

// equal adds: it is had exactly if it is had in one of its ways.
func (m *model) equal(h *had) {
	terms := []binary.Term{term(h.any, -1)}
	for _, w := range h.ways {
		terms = append(terms, term(w.at, 1))
	}
	m.p.AtLeast(0, terms...)
	m.p.AtMost(0, terms...)
}

// permit adds what ways of one item need before their days, which are on or before last: their courses, and what the gate asks
// for. Since only one of the ways is taken, those that need the same are added up.
func (m *model) permit(h *had, all []chosen) {
	if m.m.undated {
		return
	}
	type need struct {
		course record.Ref
		last   record.Date
	}
	var needs []need
	vars := map[need][]int{}
	gated := map[record.Date][]int{}
	for _, c := range all {
		if p := c.way.prepare; p != nil {
			for _, ref := range p.Courses {
				n := need{ref, c.last}
				if m.w.holds(ref, false, "", m.w.day) {
					continue
				}
				if vars[n] == nil {
					needs = append(needs, n)
				}
				vars[n] = append(vars[n], c.v)
			}
		}
		gated[c.last] = append(gated[c.last], c.v)
	}
	for _, n := range needs {
		m.implies(m.attended(n.course, n.last-1), vars[n]...)
	}
	if len(h.stall.given) == 0 {
		return
	}
	for _, last := range sorted(gated) {
		m.gate(h, last, gated[last])
	}
}

// gate adds what must hold on the day before an item may be sat. The conditions hold on an earlier day, so that what is being
// built may support them; the item itself cannot.
func (m *model) gate(h *had, last record.Date, vars []int) {
	around := m.building
	m.building = []record.Ref{h.stall.ref}
	m.gates++
	for _, g := range h.stall.given {
		var l lit
		if m.gates <= deepest {
			l = m.condition(g.Ref, g.Ever, nil, last-1)
		}
		m.implies(l, vars...)
	}
	m.gates--
	m.building = around
}

// deepest is how many gates may stand one behind the other.
const deepest = 8

// hadBy says whether an item is had by a step on or before a day.
func (m *model) hadBy(ref record.Ref, day record.Date) lit {
	if slices.Contains(m.building, ref) {
		return lit{}
	}
	if ref.Kind == record.Course && m.m.items[ref] == nil {
		return m.counted(ref, day)
	}
	h := m.item(ref)
	if h == nil {
		return lit{}
	}
	if m.m.undated {
		day = m.w.day
	}
	var out lit
	var fresh []chosen
	whole := true
	for i := range h.ways {
		w := &h.ways[i]
		if w.last <= day {
			out.vars = append(out.vars, w.at)
			continue
		}
		whole = false
		last := m.cal.lastFree(min(day, w.last))
		if last == 0 || last < w.way.from {
			continue
		}
		v, known := w.by[last]
		if !known {
			v = m.p.Var(0)
			w.by[last] = v
			m.itemVars[v] = h.any
			fresh = append(fresh, chosen{w, v, last})
		}
		out.vars = append(out.vars, v)
	}
	m.permit(h, fresh)
	if whole && len(h.ways) > 0 {
		return one(h.any)
	}
	return out
}

// attended says whether a course is taken and over on or before a day.
func (m *model) attended(ref record.Ref, day record.Date) lit {
	var out lit
	for _, s := range m.m.courses[ref] {
		if s.class != nil && s.until > min(day, m.last) {
			continue
		}
		k := m.session(s)
		if s.class != nil || day >= m.last {
			out.vars = append(out.vars, k.at)
			continue
		}
		v, known := k.by[day]
		if !known {
			v = m.p.Var(0)
			k.by[day] = v
		}
		out.vars = append(out.vars, v)
	}
	return out
}

// counted says whether a class of a course is over on or before a day, within the life of the course: that is what rules
// that ask for the course count.
func (m *model) counted(ref record.Ref, day record.Date) lit {
	var out lit
	life, alive := m.m.life(ref)
	for _, s := range m.m.courses[ref] {
		if alive && s.class != nil && life.Holds(s.until) && s.until <= min(day, m.last) {
			out.vars = append(out.vars, m.session(s).at)
		}
	}
	return out
}

// session gives the variables of a session.
func (m *model) session(s *session) *taken {
	k := m.sessions[s]
	if k == nil {
		k = &taken{at: m.p.Var(0), by: map[record.Date]int{}}
		m.sessions[s] = k
	}
	return k
}
