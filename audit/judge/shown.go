package judge

import (
	"cmp"
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
	placed    bits  // what is placed anywhere
}

// show fills in the placements and the verdict of every requirement.
func (c *court) show(a *Answer, plain, world *history) {
	ways := world.shown()
	if len(ways) == 0 {
		return
	}
	first := ways[0]
	a.ShownVersion = first.book.version
	a.Covers = map[int]Piece{}
	for i := range first.used {
		if first.inUse(i) {
			a.Covers[i] = first.piece(first.book.covers[i].ref, first.book.covers[i].ever)
		}
	}
	a.Requirements = agreed(ways)
	if a.Verdict == Undecided {
		var strict []*shown
		for _, w := range ways {
			s := *w
			s.history = plain
			s.view.held, s.view.ever = plain.pieces(c.asked, s.day, plain.awards, nil)
			strict = append(strict, &s)
		}
		revise(a.Requirements, agreed(strict), Met, func(strict Verdict) bool { return strict != Met })
	}
	if len(c.questions) == 0 {
		return
	}
	if granted := c.history(c.questions).shown(); len(granted) > 0 && granted[0].book == first.book {
		revise(a.Requirements, agreed(granted), NotMet, func(granted Verdict) bool { return granted == Met })
	}
}

// agreed judges by each of the ways that the page holds equal; where they differ about a requirement, it is unsaid.
func agreed(ways []*shown) map[programme.Requirement]Judged {
	all := map[programme.Requirement]Judged{}
	ways[0].judge(ways[0].book.root, all, sits)
	for _, w := range ways[1:] {
		other := map[programme.Requirement]Judged{}
		w.judge(w.book.root, other, sits)
		for r, j := range all {
			if o := other[r]; o.Verdict != j.Verdict || o.Aside != j.Aside || o.Unsaid {
				j.Unsaid = true
				all[r] = j
			}
		}
	}
	return all
}

// revise makes undecided those that have one verdict in the first judgement and another in the second.
func revise(first, second map[programme.Requirement]Judged, from Verdict, other func(Verdict) bool) {
	for r, j := range first {
		switch o := second[r]; {
		case j.Verdict != from:
		case o.Unsaid:
			j.Unsaid = true
		case other(o.Verdict):
			j.Verdict = Undecided
		}
		first[r] = j
	}
}

// shown finds the ways whose placements the page defines in one world, or none where no version is in force.
func (h *history) shown() []*shown {
	c := h.court
	if h.isMet(nil) {
		return h.best(h.searchOn(h.metDay()), nil)
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

// metDay is the day whose placements meet the programme: that of the audit, or that of the award in force on it.
func (h *history) metDay() record.Date {
	c := h.court
	if h.meets(c.asked, c.day, h.awards, nil) {
		return c.day
	}
	day := c.day
	for _, a := range h.awards {
		if a.programme == c.asked && a.inForce(c.day) {
			day = a.from
		}
	}
	return day
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
// order of the page: several where it holds them equal.
func (h *history) best(s *search, views []view) []*shown {
	var best []*shown
	s.meet(s.book.root, func() bool {
		bought := view{s.buys, s.buysEver}
		if s.left > 0 || views != nil && !slices.ContainsFunc(views, func(v view) bool { return v.allows(bought) }) {
			return false
		}
		order := -1
		if best != nil {
			order = s.compare(best[0])
		}
		switch {
		case order < 0:
			best = []*shown{s.shown()}
		case order == 0:
			best = append(best, s.shown())
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
		fill: s.filled(),
	}
	for _, p := range s.placed {
		w.placed.add(p.ref)
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

// compare orders the way that the search has just completed against another: below 0 where it comes first.
func (s *search) compare(other *shown) int {
	h, p := s.history, s.book.programme
	for i, a := range s.filled() {
		b := other.fill[i]
		switch {
		case a == b:
			continue
		case b == 0:
			return -1
		case a == 0:
			return 1
		}
		ever, refs := s.book.slots[i].ever, h.court.refs
		return cmp.Or(
			cmp.Compare(h.date(p, a-1, s.day, ever), h.date(p, b-1, s.day, ever)),
			refs[a-1].Compare(refs[b-1]))
	}
	for i, a := range s.used {
		switch b := other.used[i]; {
		case a && !b:
			return 1
		case b && !a:
			return -1
		}
	}
	return 0
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
