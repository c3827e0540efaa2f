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
	s.enter(0)
	l := &s.leaver
	l.court, l.gaps, l.options = plain, blank(&s.sheet.gaps, 0), blank(&s.sheet.options, 0)
	l.alone, l.closed, l.listed = l.alone[:0], nil, sized(l.listed, len(s.c.items))
	l.within(0)
	r.Left = keep(&s.sheet.gaps, l.gaps)
	keep(&s.sheet.options, l.options)
	l.gaps, l.options = nil, nil
	if st.least < 0 {
		r.Closed = l.closed
	}
}

// leaver collects gaps.
type leaver struct {
	*court
	gaps []Gap
	// options are those of all gaps, one gap after another.
	options []Option
	closed  []Closed
	alone   []lonely
	// counted are the items that count in the list whose gap is being noted.
	counted []int32
	// listed tells, by item, the last gap that lists it as an option.
	listed []int32
	// full are the limits of that list that let nothing more count.
	full []*programme.Cap
}

// within notes what the requirement in slot i, one of the way shown, and those inside it lack.
func (l *leaver) within(i int32) {
	if !l.sh.chosen[i] || l.met[i] || l.slots[i].state == waived {
		return
	}
	ln := &l.lines[i]
	for _, g := range ln.given {
		l.condition(g, ln)
	}
	if !l.sh.own[i] {
		l.cover(ln)
		return
	}
	if l.sh.short[i] > 0 {
		l.gap(i, int(l.sh.short[i]))
	}
	at := i + 1
	for range ln.parts {
		if l.slots[at].state != inLeaf {
			l.within(at)
		}
		at += l.slots[at].size
	}
}

// condition notes what is asked for and not had.
func (l *leaver) condition(g given, ln *line) {
	if l.has(g.piece, g.ever) {
		return
	}
	l.needs(ln, g.piece, true)
}

// needs notes a piece without which there is no way on.
func (l *leaver) needs(ln *line, piece int32, condition bool) {
	from := len(l.options)
	if o, ok := l.option(piece); ok {
		l.options = append(l.options, o)
	}
	l.open(Gap{Path: ln.Path, Title: ln.title, More: 1, Condition: condition}, from)
}

// cover notes what the cover that is to fill a requirement still lacks.
func (l *leaver) cover(ln *line) {
	for _, i := range l.sh.covers {
		if !slices.Contains(ln.covers, i) {
			continue
		}
		cv := l.sh.cover(i)
		for _, g := range cv.Given {
			l.condition(given{piece: l.s.c.item[g.Ref], ever: g.Ever}, ln)
		}
		if piece := l.s.c.item[cv.By]; !l.has(piece, cv.Ever) {
			l.needs(ln, piece, false)
		}
		return
	}
}

// gap notes the options that would fill the open places of the requirement in slot i.
func (l *leaver) gap(i int32, more int) {
	ln := &l.lines[i]
	from := len(l.options)
	l.counted = l.counted[:0]
	at := i + 1
	for range ln.parts {
		if part := &l.lines[at]; part.piece >= 0 && l.sh.piece[at] >= 0 {
			l.counted = append(l.counted, part.piece)
		}
		at += l.slots[at].size
	}
	l.fill(ln)
	if ln.piece >= 0 {
		l.add(ln.piece, ln.ever)
	}
	at = i + 1
	for range ln.parts {
		sl, part := &l.slots[at], &l.lines[at]
		if part.piece >= 0 && sl.stands() && l.sh.piece[at] < 0 && l.hold(part.given) && (sl.state == inLeaf || !l.sh.chosen[at]) {
			l.add(part.piece, part.ever)
		}
		at += sl.size
	}
	if more == 1 {
		l.covers(ln, more)
	}
	l.open(Gap{Path: ln.Path, Title: ln.title, More: more}, from)
}

// open adds a gap, whose options are those noted from one on.
func (l *leaver) open(g Gap, from int) {
	if n := len(l.options); n > from {
		g.Of = l.options[from:n:n]
	}
	l.gaps = append(l.gaps, g)
}

// add adds an option to the gap of a list, unless it is had, would not count there or stands there already.
func (l *leaver) add(piece int32, ever bool) {
	if l.has(piece, ever) || l.lists(piece) || l.barred(piece) {
		return
	}
	if o, ok := l.option(piece); ok {
		l.list(piece, o)
	}
}

// covers adds to the gap of a requirement what would cover it whole, unless that takes longer than filling the gap.
func (l *leaver) covers(ln *line, more int) {
	for _, i := range l.view.covers[0] {
		cv := l.sh.cover(i)
		piece := l.s.c.item[cv.By]
		if !slices.Contains(ln.covers, i) || l.has(piece, cv.Ever) || !l.holds(cv.Given) || l.barred(piece) {
			continue
		}
		if l.lists(piece) {
			continue
		}
		if o, ok := l.option(piece); ok && o.Left <= more {
			l.list(piece, o)
		}
	}
}

// lists tells whether the gap being noted has the item among its options already.
func (l *leaver) lists(piece int32) bool { return int(l.listed[piece]) == len(l.gaps)+1 }

func (l *leaver) list(piece int32, o Option) {
	l.options = append(l.options, o)
	l.listed[piece] = int32(len(l.gaps) + 1)
}

// barred tells whether an item would not count in a list: a limit is used up, or it may not stand beside one that counts.
func (l *leaver) barred(piece int32) bool {
	ref := l.s.c.items[piece]
	counts := func(other record.Ref) bool { return other != ref && slices.Contains(l.sh.spent, l.s.c.item[other]) }
	for _, n := range l.sh.view.version[0].NotBoth {
		if slices.Contains(n.Of, ref) && slices.ContainsFunc(n.Of, counts) {
			return true
		}
	}
	return slices.ContainsFunc(l.full, func(limit *programme.Cap) bool { return slices.Contains(limit.Of, ref) })
}

// fill finds the limits of a list that are used up.
func (l *leaver) fill(list *line) {
	l.full = l.full[:0]
	choose, ok := list.Requirement.(*programme.Choose)
	if !ok {
		return
	}
	for i := range choose.AtMost {
		limit, n := &choose.AtMost[i], 0
		for _, piece := range l.counted {
			if slices.Contains(limit.Of, l.s.c.items[piece]) {
				n++
			}
		}
		if n >= limit.N {
			l.full = append(l.full, limit)
		}
	}
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

// lonely is what a programme would need alone, or -1.
type lonely struct{ prog, needs int }

// needsOf is how many further items a programme would need by itself, or -1.
func (l *leaver) needsOf(prog int) int {
	for _, a := range l.alone {
		if a.prog == prog {
			return a.needs
		}
	}
	in := l.s.question(l.sh.view)
	in.Root = l.sh.view.goalOf[prog]
	n := -1
	if sol := l.s.solverOf(l.sh.view).Least(l.sh.view.problem, in, solve.Infinite, 0, l.s.budget); sol.Cost < solve.Infinite {
		n = int(sol.Cost)
	}
	l.alone = append(l.alone, lonely{prog, n})
	return n
}
