package audit

import (
	"cmp"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// shown is the placements a report shows: those of one world on one day. Requirements go by their slots, which are the
// same in every world.
type shown struct {
	view *view
	day  record.Date
	have []solve.Level // by item, in that world
	// chosen tells that a requirement is part of the way taken, with all above it, own that it is so by its own parts.
	chosen, own []bool
	piece       []int32 // the item of which a piece that is had is placed there, or -1
	covers      []int   // of the version, those used
	spent       []int32 // items whose pieces are placed, bought ones too, or meant for a used cover
	// short tells, by slot, how many further options or parts the way lacks there.
	short []int32
}

// show finds the placements of the least cost in the session's world; nil where no version is in force. For a programme
// that is met they are those that meet it. The least left, where it is known, is that of the world; else it is below 0.
func (s *session) show(least int) *shown {
	var st standing
	met := s.isMet(&st)
	day := s.day
	if met && !s.metOn(0, day, s.lapsed(0, day)) {
		day = s.awards[0][len(s.awards[0])-1].date
	}
	v := s.view(day, s.worldOn(day))
	if v.goalOf[0] < 0 {
		return nil
	}
	var in *solve.Input
	cost := int64(0)
	switch {
	case met:
		s.fillHave(s.have, 0, day, s.lapsed(0, day))
		in = &s.shownBy
		*in = solve.Input{Root: v.goalOf[0], Have: s.have, Held: s.held, Top: -1, Only: true}
	case least >= 0:
		in, cost = s.question(v), int64(least)
	default:
		in = s.question(v)
		cost = s.leastOf(v, in)
	}
	if len(s.c.rules) > 0 {
		in.Older = func(a, b int32) int {
			return cmp.Or(cmp.Compare(s.dateOf(a, day), s.dateOf(b, day)), cmp.Compare(a, b))
		}
	}
	return s.keepShown(v, day, in.Have, s.solverOf(v).Canonical(v.problem, in, cost, s.budget))
}

// leastOf is the least cost, allowing what is closed or impossible where there is no other way.
func (s *session) leastOf(v *view, in *solve.Input) int64 {
	sol := s.solverOf(v).Least(v.problem, in, solve.Infinite, 0, s.budget)
	if sol.Cost >= solve.Infinite {
		in.Relaxed = true
		sol = s.solverOf(v).Least(v.problem, in, solve.Infinite, 0, s.budget)
	}
	return sol.Cost
}

func (s *session) keepShown(v *view, day record.Date, have []solve.Level, sol *solve.Solution) *shown {
	slots := v.slots[0]
	sh := s.showns.next()
	sh.view, sh.day, sh.have = v, day, append(sh.have[:0], have...)
	sh.chosen, sh.own = sized(sh.chosen, len(slots)), sized(sh.own, len(slots))
	sh.piece, sh.short = sized(sh.piece, len(slots)), sized(sh.short, len(slots))
	sh.covers, sh.spent = sh.covers[:0], sh.spent[:0]
	for i := range sh.piece {
		sh.piece[i] = -1
	}
	for _, p := range sol.Placed {
		sh.piece[v.slotOf(p)] = p.Item
		sh.spent = append(sh.spent, p.Item)
	}
	sh.spent = append(sh.spent, sol.Bought...)
	for _, c := range sol.Covers {
		sh.covers = append(sh.covers, v.covers[0][c])
		sh.spent = append(sh.spent, s.c.item[sh.cover(v.covers[0][c]).By])
	}
	for i := range slots {
		sh.take(int32(i), sol)
	}
	return sh
}

// take notes how a requirement stands in a solution; those around it are noted before.
func (sh *shown) take(i int32, sol *solve.Solution) {
	sl := &sh.view.slots[0][i]
	inside := sl.parent < 0 || sh.own[sl.parent]
	switch sl.state {
	case inLeaf:
		sh.chosen[i] = inside && (sh.piece[i] >= 0 || sh.view.slots[0][sl.parent].all)
		sh.own[i] = sh.chosen[i]
	case inGroup:
		sh.chosen[i] = inside && sol.Chosen[sl.group]
		sh.own[i] = sh.chosen[i] && !sol.Filled[sl.group]
	case waived:
		sh.chosen[i] = inside && sol.Chosen[sl.group]
	case unlisted, unasked:
	}
	if sh.own[i] && sl.state == inGroup {
		sh.short[i] = int32(sh.view.problem.Need(int(sl.group)))
	}
	if sh.piece[i] >= 0 && sl.state == inGroup {
		sh.short[i] = 0
	}
	if sl.parent >= 0 && (sh.piece[i] >= 0 || sl.state != inLeaf && sh.chosen[i]) {
		sh.short[sl.parent]--
	}
}

// cover is the i-th cover of the version.
func (sh *shown) cover(i int) *programme.Cover { return &sh.view.version[0].Covers[i] }
