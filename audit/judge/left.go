package judge

import (
	"slices"

	"waymark/record"
)

// goods are what a person may still get on the day, and what could only be had earlier, as far as any rules in force
// mention it.
type goods struct {
	items, closed []int
}

// goods leaves out what every programme sees as held: having it again changes nothing.
func (h *history) goods() goods {
	c := h.court
	var mentioned, missing bits
	for _, p := range c.reached {
		if v := p.VersionOn(c.day); v != nil {
			b := c.books[v]
			held, _ := h.pieces(p, c.day, h.before, nil)
			mentioned = mentioned.or(b.mentioned)
			missing = missing.or(b.mentioned.minus(held))
		}
	}
	var g goods
	for n, ref := range c.refs {
		if !missing.has(n) {
			continue
		}
		switch ref.Kind {
		case record.Exam, record.Course, record.Event:
		case record.Credential:
			if c.set.Awarding(ref.ID) != nil {
				continue
			}
		default:
			continue
		}
		f := c.set.Fact(ref)
		if f == nil || (f.Last == 0 || f.Last >= c.day) && (f.Void == 0 || f.Void > c.day) {
			g.items = append(g.items, n)
		} else {
			g.closed = append(g.closed, n)
		}
	}
	return g
}

// leastSets are all smallest sets of further items that meet the programme; none where no set does.
func (h *history) leastSets(g goods) []bits {
	if h.isMet(nil) {
		return []bits{{}}
	}
	if all := setOf(g.items); !h.isMet(&all) {
		return nil // more never harms on one day, so no smaller set can do
	}
	var sets []bits
	for size := 1; len(sets) == 0; size++ {
		subsets(len(g.items), size, func(chosen []int) bool {
			if s := pick(g.items, chosen); h.isMet(&s) {
				sets = append(sets, s)
			}
			return false
		})
	}
	return sets
}

// least fills in what is left.
func (c *court) least(a *Answer, h *history) {
	sets := h.leastSets(h.goods())
	if sets == nil {
		a.Unreachable, a.LeastLeft = true, -1
		return
	}
	for _, s := range sets {
		var refs []record.Ref
		for n, ref := range c.refs {
			if s.has(n) {
				refs = append(refs, ref)
			}
		}
		slices.SortFunc(refs, record.Ref.Compare)
		a.LeastLeft = len(refs)
		if len(refs) > 0 {
			a.Alternatives = append(a.Alternatives, refs)
		}
	}
	slices.SortFunc(a.Alternatives, compareSets)
}

// view is what the programme asked about sees as held, and as held at any time.
type view struct{ held, ever bits }

// after is the view once the further pieces are had and awards follow, but for those that rest on the award asked about.
func (h *history) after(further *bits) view {
	c := h.court
	awards := h.settle(c.day, h.before, further, c.asked)
	held, ever := h.pieces(c.asked, c.day, awards, further)
	return view{held, ever}
}

// allows tells whether what a way buys is had in the view.
func (v view) allows(buys view) bool { return buys.held.within(v.held) && buys.ever.within(v.ever) }

func setOf(refs []int) bits {
	var b bits
	for _, n := range refs {
		b.add(n)
	}
	return b
}

func pick(from []int, places []int) bits {
	var b bits
	for _, i := range places {
		b.add(from[i])
	}
	return b
}

// cheapest are the views of all sets of closed and further items that allow one of the ways, with the fewest closed
// items, then the fewest items.
func (h *history) cheapest(g goods, ways []view) []view {
	items := setOf(g.items)
	for closed := 0; closed <= len(g.closed); closed++ {
		var hopeful []bits
		subsets(len(g.closed), closed, func(chosen []int) bool {
			s := pick(g.closed, chosen)
			all := s.or(items)
			if allowsAny(h.after(&all), ways) {
				hopeful = append(hopeful, s)
			}
			return false
		})
		for size := 0; len(hopeful) > 0; size++ {
			var found []view
			for _, s := range hopeful {
				subsets(len(g.items), size, func(chosen []int) bool {
					all := s.or(pick(g.items, chosen))
					if v := h.after(&all); allowsAny(v, ways) {
						found = append(found, v)
					}
					return false
				})
			}
			if len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

func allowsAny(v view, ways []view) bool {
	return slices.ContainsFunc(ways, v.allows)
}
