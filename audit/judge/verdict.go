package judge

import (
	"slices"

	"waymark/programme"
)

// standing is how a requirement stands in the placements shown.
type standing uint8

const (
	sits   standing = iota // chosen
	aside                  // an option left aside, or inside one
	buried                 // inside a requirement that is left out, waived or covered
)

// judge notes the verdict of the node and of everything inside it.
func (w *shown) judge(n *node, into map[programme.Requirement]Judged, as standing) bool {
	j := Judged{Aside: as == aside, Unsaid: as == buried}
	met := false
	switch as {
	case aside:
		met = w.alone(n)
	case sits:
		met = w.outright(n)
	case buried:
	}
	have := 0
	for _, kid := range n.kids {
		if w.judge(kid, into, w.standingOf(n, kid, as)) && w.chosen[kid.index] {
			have++
		}
	}
	if as == sits && !met && w.own[n.index] && w.usable(n) {
		if n.slot < 0 {
			met = have >= n.need
		} else if f := w.fill[n.slot]; f > 0 {
			met = w.view.had(f-1, n.ever)
		}
	}
	if n.slot >= 0 && as == sits && w.own[n.index] && w.fill[n.slot] > 0 {
		piece := w.piece(w.fill[n.slot]-1, n.ever)
		j.Piece = &piece
	}
	if met {
		j.Verdict = Met
	}
	into[n.requirement] = j
	return met
}

// standingOf tells how a kid stands, given how its parent does.
func (w *shown) standingOf(n, kid *node, as standing) standing {
	switch {
	case as == aside:
		return aside
	case as == buried || !w.own[n.index]:
		return buried
	case w.chosen[kid.index]:
		return sits
	case n.list:
		return aside
	default:
		return sits // a part left out: not met
	}
}

// outright tells whether a chosen node is met whatever is placed inside it: waived, or filled by a cover in use.
func (w *shown) outright(n *node) bool {
	s := newSearch(w.history, w.book, w.day, w.view.held, w.view.ever)
	if s.waived(n) {
		return true
	}
	if !w.usable(n) || !w.chosen[n.index] {
		return false
	}
	for i, k := range w.book.covers {
		if n.id != "" && slices.Contains(k.fills, n.id) && w.inUse(i) {
			return true
		}
	}
	return false
}

// inUse tells whether the cover is used by a piece that is held.
func (w *shown) inUse(i int) bool {
	s := newSearch(w.history, w.book, w.day, w.view.held, w.view.ever)
	k := w.book.covers[i]
	return w.used[i] && s.active(k.open, k.listed) && w.view.had(k.ref, k.ever) && s.hold(k.given, func() bool { return true })
}

// usable tells whether the node is active and its conditions hold.
func (w *shown) usable(n *node) bool {
	s := newSearch(w.history, w.book, w.day, w.view.held, w.view.ever)
	return s.active(n.open, n.listed) && s.hold(n.given, func() bool { return true })
}

// alone tells whether the node would be met by itself with the pieces that are placed nowhere.
func (w *shown) alone(n *node) bool {
	s := newSearch(w.history, w.book, w.day, w.view.held, w.view.ever)
	s.onlyFree, s.free = true, w.view.held.or(w.view.ever).minus(w.placed)
	for i := range w.book.covers {
		s.used[i] = w.inUse(i)
	}
	return s.meet(n, func() bool { return true })
}

func (w *shown) piece(ref int, ever bool) Piece {
	h := w.history
	return Piece{h.court.refs[ref], h.date(w.book.programme, ref, w.day, ever)}
}
