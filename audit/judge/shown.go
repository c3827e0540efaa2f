package judge

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// shown is the way whose placements a report shows.
type shown struct {
	history   *history
	book      *book
	day       record.Date
	view      view
	chosen    []bool
	own, used []bool
	fill      []int // by item: the number of the held piece placed there, plus one
	free      bits  // what is held and placed nowhere
}

// show fills in the placements and the verdict of every requirement.
func (c *court) show(a *Answer, plain, world *history) {
	s := world.shown()
	if s == nil {
		return
	}
	a.ShownVersion = s.book.version
	a.Requirements = map[programme.Requirement]Judged{}
	a.Covers = map[int]Piece{}
	s.judge(s.book.root, a.Requirements, sits)
	for i, used := range s.used {
		if used && s.view.had(s.book.covers[i].ref, s.book.covers[i].ever) {
			a.Covers[i] = s.piece(s.book.covers[i].ref, s.book.covers[i].ever)
		}
	}
	c.doubt(a, plain, s)
}

// doubt makes undecided what is met only with questions granted.
func (c *court) doubt(a *Answer, plain *history, s *shown) {
	if a.Verdict == Undecided {
		strict := *s
		strict.history = plain
		awards := plain.awards
		strict.view.held, strict.view.ever = plain.pieces(c.asked, s.day, awards, nil)
		verdicts := map[programme.Requirement]Judged{}
		strict.judge(s.book.root, verdicts, sits)
		for r, j := range a.Requirements {
			if j.Verdict == Met && verdicts[r].Verdict != Met {
				j.Verdict = Undecided
				a.Requirements[r] = j
			}
		}
	}
	if len(c.questions) == 0 {
		return
	}
	granted := c.history(c.questions).shown()
	if granted == nil || granted.book != s.book {
		return
	}
	verdicts := map[programme.Requirement]Judged{}
	granted.judge(granted.book.root, verdicts, sits)
	for r, j := range a.Requirements {
		if j.Verdict == NotMet && verdicts[r].Verdict == Met && !verdicts[r].Buried {
			j.Verdict = Undecided
			a.Requirements[r] = j
		}
	}
}

// shown finds the placements that the page defines in one world, or nil where no version is in force.
func (h *history) shown() *shown {
	c := h.court
	if h.isMet(nil) {
		day := c.day
		if !h.meets(c.asked, day, h.awards, nil) {
			for _, a := range h.awards {
				if a.programme == c.asked && a.inForce(c.day) {
					day = a.from
				}
			}
		}
		s := h.searchOn(day)
		return h.best(s, nil)
	}
	s := h.searchOn(c.day)
	if s == nil {
		return nil
	}
	g := h.goods()
	if sets := h.leastSets(g); sets != nil {
		var views []view
		for _, set := range sets {
			v := h.after(&set)
			views = append(views, v)
			s.can, s.canEver = s.can.or(v.held), s.canEver.or(v.ever)
		}
		s.items, s.purse = setOf(g.items), count(sets[0])
		return h.best(s, views)
	}
	all := setOf(g.items).or(setOf(g.closed))
	v := h.after(&all)
	s.can, s.canEver = v.held, v.ever
	for !s.meet(s.book.root, func() bool { return true }) {
		s.least++
		s.left = s.least
	}
	var ways []view
	s.meet(s.book.root, func() bool {
		if way := (view{s.buys, s.buysEver}); s.left == 0 && !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
		return false
	})
	return h.best(s, h.cheapest(g, ways))
}

// searchOn makes ready to search the version in force on the day with what is held then.
func (h *history) searchOn(day record.Date) *search {
	c := h.court
	version := c.asked.VersionOn(day)
	if version == nil {
		return nil
	}
	held, ever := h.pieces(c.asked, day, h.awards, nil)
	return newSearch(h, c.books[version], day, held, ever)
}

// best walks through all ways whose purchases one of the views allows (nil: that buy nothing) and keeps the first in the
// order of the page.
func (h *history) best(s *search, views []view) *shown {
	var best *shown
	s.meet(s.book.root, func() bool {
		bought := view{s.buys, s.buysEver}
		if s.left > 0 || views != nil && !slices.ContainsFunc(views, func(v view) bool { return v.allows(bought) }) {
			return false
		}
		if best == nil || s.before(best) {
			best = s.shown()
		}
		return false
	})
	return best
}

// shown copies the way that the search has just completed.
func (s *search) shown() *shown {
	w := &shown{
		history: s.history, book: s.book, day: s.day, view: view{s.held, s.ever},
		chosen: slices.Clone(s.chosen), own: slices.Clone(s.own), used: slices.Clone(s.used),
		fill: s.filled(), free: s.held.or(s.ever),
	}
	for _, p := range s.placed {
		w.free = w.free.minus(bits{}.with(p.ref))
	}
	return w
}

// filled is what each item is filled by, leaving out what is bought.
func (s *search) filled() []int {
	fill := slices.Clone(s.fill)
	for i, f := range fill {
		if f > 0 && !(view{s.held, s.ever}).had(f-1, s.book.slots[i].ever) {
			fill[i] = 0
		}
	}
	return fill
}

func (v view) had(ref int, ever bool) bool {
	if ever {
		return v.ever.has(ref)
	}
	return v.held.has(ref)
}

// before tells whether the way that the search has just completed comes before the other.
func (s *search) before(other *shown) bool {
	for i, a := range s.filled() {
		b := other.fill[i]
		switch {
		case a == b:
			continue
		case a == 0 || b == 0:
			return b == 0
		}
		h, p, ever := s.history, s.book.programme, s.book.slots[i].ever
		da, db := h.date(p, a-1, s.day, ever), h.date(p, b-1, s.day, ever)
		if da != db {
			return da < db
		}
		refs := h.court.refs
		return refs[a-1].Compare(refs[b-1]) < 0
	}
	for i, a := range s.used {
		if b := other.used[i]; a != b {
			return b
		}
	}
	for i, a := range s.chosen {
		if b := other.chosen[i]; a != b {
			return a
		}
	}
	return false
}

func count(b bits) int {
	n := 0
	for i := range len(b) * 64 {
		if b.has(i) {
			n++
		}
	}
	return n
}
