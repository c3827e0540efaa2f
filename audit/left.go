package audit

import (
	"slices"

	"waymark/programme"
	"waymark/solve"
)

// noteLeft says what is left, a requirement at a time, and, where nothing can complete the programme, what closed.
func (s *session) noteLeft(r *Report, st *standing) {
	s.enterIfNot(0)
	sh := s.show(s.day, false)
	if sh == nil {
		return
	}
	l := &leaver{s: s, sh: sh, slots: sh.view.slots[0], needs: map[int]int{}}
	root := sh.view.version[0].Requires
	l.group(root, 0, gapName{})
	r.Left = l.gaps
	if st.least < 0 {
		r.Closed = l.closed
	}
}

// leaver collects gaps.
type leaver struct {
	s      *session
	sh     *shown
	slots  []slot
	gaps   []Gap
	closed []Closed
	needs  map[int]int // by programme: what it would need alone
}

type gapName struct{ path, title string }

// group notes what a chosen group and those chosen inside it lack.
func (l *leaver) group(r programme.Requirement, i int, name gapName) {
	sl := l.slots[i]
	if sl.state != inGroup || !l.sh.chosen[sl.group] || l.sh.filled[sl.group] {
		return
	}
	more := int32(l.sh.view.problem.Need(int(sl.group)))
	for _, p := range l.sh.placed {
		if p.Group == sl.group {
			more--
		}
	}
	for _, k := range l.sh.view.problem.Kids(int(sl.group)) {
		if l.sh.chosen[k] {
			more--
		}
	}
	if more > 0 {
		l.gap(r, i, int(more), name)
	}
	at := i + 1
	for k, part := range parts(r) {
		l.group(part, at, inner(part, k+1, name))
		at += int(l.slots[at].size)
	}
}

// inner names a part of a requirement as the judged tree does.
func inner(r programme.Requirement, n int, around gapName) gapName {
	h := r.Heading()
	out := gapName{path: h.ID, title: h.Title}
	if out.path == "" {
		out.path = join(around.path, n)
	}
	if out.title == "" {
		out.title = around.title
	}
	return out
}

// gap notes the options that would fill a group's open places.
func (l *leaver) gap(r programme.Requirement, i, more int, name gapName) {
	g := Gap{Path: name.path, Title: name.title, More: more}
	add := func(item *programme.Item) {
		piece := l.s.c.item[item.Ref]
		if slices.ContainsFunc(g.Of, func(o Option) bool { return o.Ref == item.Ref }) {
			return
		}
		if o, ok := l.option(piece); ok {
			g.Of = append(g.Of, o)
		}
	}
	if item, ok := r.(*programme.Item); ok {
		add(item)
	}
	at := i + 1
	for _, part := range parts(r) {
		sl := l.slots[at]
		if item, ok := part.(*programme.Item); ok && sl.state == inLeaf && l.sh.at(sl.group, sl.leaf) < 0 {
			add(item)
		}
		at += int(l.slots[at].size)
	}
	l.gaps = append(l.gaps, g)
}

// option describes an item that could fill a place, and notes one that no longer can.
func (l *leaver) option(piece int32) (Option, bool) {
	o := Option{Ref: l.s.c.items[piece]}
	f := l.s.c.facts[piece]
	if f != nil {
		o.Last, o.NoLast = f.Last, f.NoLast
		if f.First > l.s.day {
			o.First = f.First
		}
	}
	switch l.sh.view.price[piece] {
	case solve.Open:
		return o, true
	case solve.Supplied:
		by := int(l.s.c.awardedBy[piece])
		o.ByProgramme, o.Left = l.s.c.progs[by].ID, l.alone(by)
		if o.Left < 0 {
			l.note(Closed{Ref: o.Ref, Programme: l.s.c.progs[0].ID})
		}
		return o, o.Left >= 0
	case solve.Shut:
		c := Closed{Ref: o.Ref, Programme: l.s.c.progs[0].ID}
		if f != nil {
			c.Last, c.Void = f.Last, f.Void
		}
		l.note(c)
	case solve.Never:
		l.note(Closed{Ref: o.Ref, Programme: l.s.c.progs[0].ID})
	}
	return o, false
}

func (l *leaver) note(c Closed) {
	if !slices.Contains(l.closed, c) {
		l.closed = append(l.closed, c)
	}
}

// alone is how many further items a programme would need by itself, or -1.
func (l *leaver) alone(prog int) int {
	if n, known := l.needs[prog]; known {
		return n
	}
	in := l.s.question(l.sh.view)
	in.Root = l.sh.view.goalOf[prog]
	n := -1
	if sol := l.s.solver.Least(l.sh.view.problem, in, solve.Infinite, 0, l.s.budget); sol.Cost < solve.Infinite {
		n = int(sol.Cost)
	}
	l.needs[prog] = n
	return n
}
