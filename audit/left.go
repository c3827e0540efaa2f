package audit

import (
	"slices"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// noteLeft says what the placements shown with no question granted leave open, a requirement at a time, and, where nothing
// can complete the programme, what closed.
func (s *session) noteLeft(r *Report, st *standing, plain *court) {
	s.enterIfNot(0)
	l := &leaver{court: plain, needs: map[int]int{}}
	l.within(plain.sh.view.version[0].Requires, 0, gapName{})
	r.Left = l.gaps
	if st.least < 0 {
		r.Closed = l.closed
	}
}

// leaver collects gaps.
type leaver struct {
	*court
	gaps   []Gap
	closed []Closed
	needs  map[int]int // by programme: what it would need alone
	// counted are the items that count in the list whose gap is being noted.
	counted map[record.Ref]bool
}

type gapName struct{ path, title string }

// within notes what a requirement of the way shown, and those inside it, lack.
func (l *leaver) within(r programme.Requirement, i int32, name gapName) {
	if !l.sh.chosen[i] || l.met[i] || l.view.slots[0][i].state == waived {
		return
	}
	l.conditions(r.Heading().Given, name)
	if !l.sh.own[i] {
		l.cover(r, name)
		return
	}
	if l.sh.short[i] > 0 {
		l.gap(r, i, int(l.sh.short[i]), name)
	}
	at := i + 1
	for k, part := range parts(r) {
		if l.view.slots[0][at].state != inLeaf {
			l.within(part, at, inner(part, k+1, name))
		}
		at += l.view.slots[0][at].size
	}
}

// conditions notes what is asked for and not had.
func (l *leaver) conditions(given []programme.Condition, name gapName) {
	for _, g := range given {
		piece := l.s.c.item[g.Ref]
		if l.has(piece, g.Ever) {
			continue
		}
		gap := Gap{Path: name.path, Title: name.title, More: 1, Condition: true}
		if o, ok := l.option(piece); ok {
			gap.Of = append(gap.Of, o)
		}
		l.gaps = append(l.gaps, gap)
	}
}

// cover notes what the cover that is to fill a requirement still lacks.
func (l *leaver) cover(r programme.Requirement, name gapName) {
	for _, i := range l.sh.covers {
		cv := l.sh.cover(i)
		if !slices.Contains(cv.Fills, r.Heading().ID) {
			continue
		}
		l.conditions(cv.Given, name)
		if piece := l.s.c.item[cv.By]; !l.has(piece, cv.Ever) {
			gap := Gap{Path: name.path, Title: name.title, More: 1}
			if o, ok := l.option(piece); ok {
				gap.Of = append(gap.Of, o)
			}
			l.gaps = append(l.gaps, gap)
		}
		return
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
func (l *leaver) gap(r programme.Requirement, i int32, more int, name gapName) {
	g := Gap{Path: name.path, Title: name.title, More: more}
	l.counted = map[record.Ref]bool{}
	for at, n := i+1, 0; n < len(parts(r)); n++ {
		if item, ok := parts(r)[n].(*programme.Item); ok && l.sh.piece[at] >= 0 {
			l.counted[item.Ref] = true
		}
		at += l.view.slots[0][at].size
	}
	add := func(item *programme.Item) {
		piece := l.s.c.item[item.Ref]
		if l.has(piece, item.Ever) || l.barred(r, item.Ref) ||
			slices.ContainsFunc(g.Of, func(o Option) bool { return o.Ref == item.Ref }) {
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
		sl := &l.view.slots[0][at]
		if item, ok := part.(*programme.Item); ok && sl.stands() && l.sh.piece[at] < 0 && l.hold(item.Given) &&
			(sl.state == inLeaf || !l.sh.chosen[at]) {
			add(item)
		}
		at += sl.size
	}
	if more == 1 {
		l.covers(r, &g)
	}
	l.gaps = append(l.gaps, g)
}

// covers adds to the gap of a requirement what would cover it whole, unless that takes longer than filling the gap.
func (l *leaver) covers(r programme.Requirement, g *Gap) {
	for _, i := range l.view.covers[0] {
		cv := l.sh.cover(i)
		piece := l.s.c.item[cv.By]
		if r.Heading().ID == "" || !slices.Contains(cv.Fills, r.Heading().ID) || l.has(piece, cv.Ever) ||
			!l.hold(cv.Given) || l.barred(r, cv.By) {
			continue
		}
		if o, ok := l.option(piece); ok && o.Left <= g.More && !slices.ContainsFunc(g.Of, func(old Option) bool { return old.Ref == o.Ref }) {
			g.Of = append(g.Of, o)
		}
	}
}

// barred tells whether an item would not count in a list: a limit is used up, or it may not stand beside one that counts.
func (l *leaver) barred(list programme.Requirement, ref record.Ref) bool {
	counts := func(other record.Ref) bool { return other != ref && slices.Contains(l.sh.spent, l.s.c.item[other]) }
	for _, n := range l.sh.view.version[0].NotBoth {
		if slices.Contains(n.Of, ref) && slices.ContainsFunc(n.Of, counts) {
			return true
		}
	}
	choose, ok := list.(*programme.Choose)
	if !ok {
		return false
	}
	for _, limit := range choose.AtMost {
		n := 0
		for _, other := range limit.Of {
			if l.counted[other] {
				n++
			}
		}
		if n >= limit.N && slices.Contains(limit.Of, ref) {
			return true
		}
	}
	return false
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
	switch l.s.c.shop(l.sh.view, l.s.day).price[piece] {
	case solve.Open:
		return o, true
	case solve.Supplied:
		by := int(l.s.c.awardedBy[piece])
		o.ByProgramme, o.Left = l.s.c.progs[by].ID, l.needsOf(by)
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

// needsOf is how many further items a programme would need by itself, or -1.
func (l *leaver) needsOf(prog int) int {
	if n, known := l.needs[prog]; known {
		return n
	}
	in := l.s.question(l.sh.view)
	in.Root = l.sh.view.goalOf[prog]
	n := -1
	if sol := l.s.solverOf(l.sh.view).Least(l.sh.view.problem, in, solve.Infinite, 0, l.s.budget); sol.Cost < solve.Infinite {
		n = int(sol.Cost)
	}
	l.needs[prog] = n
	return n
}
