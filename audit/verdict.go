package audit

import (
	"slices"

	"waymark/programme"
	"waymark/solve"
)

// court judges every requirement by the placements shown, as one world sees them: the same placements may meet a
// requirement in the world they are of and not with a question refused.
type court struct {
	s    *session
	sh   *shown
	view *view
	// slots and lines are the view's.
	slots []slot
	lines []line
	have  []solve.Level
	used  []int32 // covers of the goal, in this world's numbers, that are used by what is had
	met   []bool  // by slot
	// count is how many of the parts that the way takes are met, by slot.
	count []int32
	// aside asks about requirements by themselves.
	aside solve.Input
}

// standsAs is how a requirement stands in the placements shown.
type standsAs uint8

const (
	taken  standsAs = iota // part of the way shown, or a part of an "all" that the way must leave out
	aside                  // an option left aside, or inside one: judged by itself, with what is placed nowhere
	buried                 // inside one that is waived, covered or left out: nothing is said of it, judged like aside
)

// judge judges the placements in the session's world.
func (s *session) judge(sh *shown) *court {
	c := s.courts.next()
	c.s, c.sh, c.view, c.used = s, sh, sh.view, c.used[:0]
	from := sh.have
	if v := s.view(sh.day, s.worldOn(sh.day)); v != sh.view && sh.view != nothing {
		c.view = v
		s.fillHave(s.have, 0, sh.day, s.lapsed(0, sh.day))
		from = s.have
	}
	c.slots, c.lines = c.view.slots[0], c.view.lines
	c.have = append(c.have[:0], from...)
	c.met, c.count = sized(c.met, len(sh.piece)), sized(c.count, len(sh.piece))
	for g, i := range c.view.covers[0] {
		if slices.Contains(sh.covers, i) && c.inUse(sh.cover(i)) {
			c.used = append(c.used, int32(g))
		}
	}
	c.aside = solve.Input{Root: c.view.goalOf[0], Have: c.have, Held: s.held, Only: true, Spent: sh.spent, Used: c.used}
	c.one(0, taken)
	return c
}

// inUse tells whether a cover's piece is had and its conditions hold.
func (c *court) inUse(cv *programme.Cover) bool {
	return c.has(c.s.c.item[cv.By], cv.Ever) && c.holds(cv.Given)
}

func (c *court) has(item int32, ever bool) bool {
	return c.have[item] == solve.Full || ever && c.have[item] == solve.Once
}

// holds tells whether the conditions of a cover hold.
func (c *court) holds(conditions []programme.Condition) bool {
	for _, g := range conditions {
		if !c.has(c.s.c.item[g.Ref], g.Ever) {
			return false
		}
	}
	return true
}

// hold tells whether the conditions of a requirement hold.
func (c *court) hold(conditions []given) bool {
	for _, g := range conditions {
		if !c.has(g.piece, g.ever) {
			return false
		}
	}
	return true
}

// one judges the requirement in slot i and all inside it.
func (c *court) one(i int32, as standsAs) bool {
	l := &c.lines[i]
	judge := c.alone
	if as == taken {
		judge = c.outright
	}
	met := judge(i)
	at := i + 1
	for range l.parts {
		if c.one(at, c.standing(i, at, as)) && c.sh.chosen[at] && c.sh.own[i] {
			c.count[i]++
		}
		at += c.slots[at].size
	}
	if as == taken && !met && c.sh.own[i] && c.usable(i) {
		if l.piece >= 0 {
			met = c.sh.piece[i] >= 0 && c.has(c.sh.piece[i], l.ever)
		} else {
			met = int(c.count[i]) >= l.Needed
		}
	}
	c.met[i] = met
	return met
}

// standing tells how the part in slot k stands, given how the requirement around it does.
func (c *court) standing(around, k int32, as standsAs) standsAs {
	switch {
	case as == aside:
		return aside
	case as == buried || !c.sh.own[around]:
		return buried
	case c.sh.chosen[k] || c.slots[around].all:
		return taken
	default:
		return aside
	}
}

// usable tells whether a requirement exists and its conditions hold.
func (c *court) usable(i int32) bool {
	return c.slots[i].stands() && c.hold(c.lines[i].given)
}

// outright tells whether a requirement is met whatever is placed inside it: it is waived, or a used cover fills it.
func (c *court) outright(i int32) bool {
	if c.slots[i].state == waived {
		return true
	}
	return c.sh.chosen[i] && len(c.used) > 0 && c.usable(i) && c.coveredBy(i) != nil
}

// coveredBy is the used cover that fills a requirement, or nil.
func (c *court) coveredBy(i int32) *programme.Cover {
	for _, g := range c.used {
		if k := c.view.covers[0][g]; slices.Contains(c.lines[i].covers, k) {
			return c.sh.cover(k)
		}
	}
	return nil
}

// alone tells whether a requirement is met by itself by the pieces placed nowhere.
func (c *court) alone(i int32) bool {
	sl, l := &c.slots[i], &c.lines[i]
	switch sl.state {
	case waived:
		return true
	case unlisted, unasked:
		return false
	case inLeaf:
		return c.free(l)
	case inGroup:
	}
	if !c.perhaps(i) {
		return false
	}
	c.aside.Top = int(sl.group)
	return c.s.solverOf(c.view).Least(c.view.problem, &c.aside, 1, 0, c.s.budget).Cost == 0
}

// free tells whether an item's own piece is had and placed nowhere.
func (c *court) free(l *line) bool {
	return c.has(l.piece, l.ever) && !slices.Contains(c.sh.spent, l.piece)
}

// perhaps tells whether a requirement could be met by itself if each piece that is free could be placed everywhere.
func (c *court) perhaps(i int32) bool {
	sl, l := &c.slots[i], &c.lines[i]
	if sl.state == waived {
		return true
	}
	if !c.usable(i) {
		return false
	}
	for _, k := range c.view.covers[0] {
		if slices.Contains(l.covers, k) {
			return true
		}
	}
	if l.piece >= 0 {
		return sl.state == inGroup && len(c.s.c.rules) > 0 || c.free(l)
	}
	at, met := i+1, 0
	for range l.parts {
		if c.perhaps(at) {
			met++
		}
		at += c.slots[at].size
	}
	return met >= l.Needed
}
