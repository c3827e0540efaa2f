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
	have []solve.Level
	used []int32 // covers of the goal, in this world's numbers, that are used by what is had
	met  []bool  // by slot
	// count is how many of the parts that the way takes are met, by slot.
	count []int32
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
	c := &court{s: s, sh: sh, view: sh.view, have: sh.have}
	if v := s.c.view(sh.day, s.worldOn(sh.day)); v != sh.view && sh.view != nothing {
		c.view = v
		s.fillHave(s.have, 0, sh.day, s.lapsed(0, sh.day))
		c.have = slices.Clone(s.have)
	}
	c.met, c.count = make([]bool, len(sh.piece)), make([]int32, len(sh.piece))
	for g, i := range c.view.covers[0] {
		if slices.Contains(sh.covers, i) && c.inUse(sh.cover(i)) {
			c.used = append(c.used, int32(g))
		}
	}
	c.one(sh.view.version[0].Requires, 0, taken)
	return c
}

// inUse tells whether a cover's piece is had and its conditions hold.
func (c *court) inUse(cv *programme.Cover) bool {
	return c.has(c.s.c.item[cv.By], cv.Ever) && c.hold(cv.Given)
}

func (c *court) has(item int32, ever bool) bool {
	return c.have[item] == solve.Full || ever && c.have[item] == solve.Once
}

func (c *court) hold(given []programme.Condition) bool {
	for _, g := range given {
		if !c.has(c.s.c.item[g.Ref], g.Ever) {
			return false
		}
	}
	return true
}

// one judges the requirement in slot i and all inside it.
func (c *court) one(r programme.Requirement, i int32, as standsAs) bool {
	judge := c.alone
	if as == taken {
		judge = c.outright
	}
	met := judge(r, i)
	at := i + 1
	for _, part := range parts(r) {
		if c.one(part, at, c.standing(i, at, as)) && c.sh.chosen[at] && c.sh.own[i] {
			c.count[i]++
		}
		at += c.view.slots[0][at].size
	}
	if as == taken && !met && c.sh.own[i] && c.usable(r, i) {
		if item, ok := r.(*programme.Item); ok {
			met = c.sh.piece[i] >= 0 && c.has(c.sh.piece[i], item.Ever)
		} else {
			met = int(c.count[i]) >= needed(r)
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
	case c.sh.chosen[k] || c.view.slots[0][around].all:
		return taken
	default:
		return aside
	}
}

// usable tells whether a requirement exists and its conditions hold.
func (c *court) usable(r programme.Requirement, i int32) bool {
	return c.view.slots[0][i].stands() && c.hold(r.Heading().Given)
}

// outright tells whether a requirement is met whatever is placed inside it: it is waived, or a used cover fills it.
func (c *court) outright(r programme.Requirement, i int32) bool {
	if c.view.slots[0][i].state == waived {
		return true
	}
	return c.sh.chosen[i] && c.usable(r, i) && c.coveredBy(r) != nil
}

// coveredBy is the used cover that fills a requirement, or nil.
func (c *court) coveredBy(r programme.Requirement) *programme.Cover {
	id := r.Heading().ID
	for _, g := range c.used {
		if cv := c.sh.cover(c.view.covers[0][g]); id != "" && slices.Contains(cv.Fills, id) {
			return cv
		}
	}
	return nil
}

// alone tells whether a requirement is met by itself by the pieces placed nowhere.
func (c *court) alone(r programme.Requirement, i int32) bool {
	sl := &c.view.slots[0][i]
	switch sl.state {
	case waived:
		return true
	case unlisted, unasked:
		return false
	case inLeaf:
		item := r.(*programme.Item)
		piece := c.s.c.item[item.Ref]
		return c.has(piece, item.Ever) && !slices.Contains(c.sh.spent, piece)
	case inGroup:
	}
	if !c.perhaps(r, i) {
		return false
	}
	in := &solve.Input{
		Root: c.view.goalOf[0], Have: c.have, Held: c.s.held, Top: int(sl.group), Only: true, Spent: c.sh.spent, Used: c.used,
	}
	return c.s.solverOf(c.view).Least(c.view.problem, in, 1, 0, c.s.budget).Cost == 0
}

// perhaps tells whether a requirement could be met by itself if each piece that is free could be placed everywhere.
func (c *court) perhaps(r programme.Requirement, i int32) bool {
	sl := &c.view.slots[0][i]
	if sl.state == waived {
		return true
	}
	if !c.usable(r, i) {
		return false
	}
	if id := r.Heading().ID; id != "" {
		for _, k := range c.view.covers[0] {
			if slices.Contains(c.sh.cover(k).Fills, id) {
				return true
			}
		}
	}
	if item, ok := r.(*programme.Item); ok {
		piece := c.s.c.item[item.Ref]
		return sl.state == inGroup && len(c.s.c.rules) > 0 || c.has(piece, item.Ever) && !slices.Contains(c.sh.spent, piece)
	}
	at, met := i+1, 0
	for _, part := range parts(r) {
		if c.perhaps(part, at) {
			met++
		}
		at += c.view.slots[0][at].size
	}
	return met >= needed(r)
}
