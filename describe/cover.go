package describe

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// maxCases bounds how many cases one rule is taken apart into.
const maxCases = 16

// readCovered reads the rules; dropped pieces are not placed. Where a piece of a cover has other places too, the rules are
// taken apart: into the case in which no cover is used, and those in which some are.
func readCovered(v *programme.Version, day record.Date, dropped map[record.Ref]bool) (*need, []doubt) {
	covers, open := inUse(v, day)
	r := newReader(v, day, dropped)
	for _, c := range covers {
		r.uses[c.By]++
		for _, id := range c.Fills {
			r.covers[id] = append(r.covers[id], c)
		}
	}
	direct, doubts := r.read()
	if open {
		doubts = with(doubts, doubtOpen)
	}
	if len(covers) == 0 || 1<<len(covers) > maxCases || !slices.Contains(doubts, doubtOnce) {
		return direct, doubts
	}
	cases, known := []*need(nil), []doubt(nil)
	for set := range 1 << len(covers) {
		c := newReader(v, day, dropped)
		var asked []*need
		fits := true
		for i, cover := range covers {
			if set&(1<<i) == 0 {
				continue
			}
			fits = fits && !c.dropped[cover.By] // one piece fills one cover
			c.spend(cover.By)
			asked = append(asked, conditions(cover.Given, holds(piece{cover.By, cover.Ever})))
			for _, id := range cover.Fills {
				c.filled[id] = true
			}
		}
		if !fits {
			continue
		}
		needs, more := c.read()
		for _, d := range more {
			known = with(known, d)
		}
		cases = append(cases, all(append(asked, needs)...))
	}
	if slices.Contains(known, doubtOnce) {
		return direct, doubts
	}
	if open {
		known = with(known, doubtOpen)
	}
	return either(cases...), known
}

// spend takes a piece as placed on a cover: it has no other place, nor has what does not count together with it.
func (r *reader) spend(ref record.Ref) {
	r.dropped[ref] = true
	for _, n := range r.version.NotBoth {
		if slices.Contains(n.Of, ref) {
			for _, other := range n.Of {
				r.dropped[other] = true
			}
		}
	}
}

// inUse are the covers that may be used on the day; open tells of one that an open question keeps out.
func inUse(v *programme.Version, day record.Date) (covers []*programme.Cover, open bool) {
	for i := range v.Covers {
		c := &v.Covers[i]
		switch {
		case c.Open != nil:
			open = true
		case c.Listed.Holds(day):
			covers = append(covers, c)
		}
	}
	return covers, open
}
