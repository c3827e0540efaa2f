package audit

import (
	"slices"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// shown is the placements a report shows, in one world and on one day.
type shown struct {
	view   *view
	day    record.Date
	chosen []bool
	filled []bool
	covers []int32
	placed []solve.Placement
	// at gives by item where its pieces are placed, coveredBy by group the item that fills it.
	free []solve.Level
	have []solve.Level
	// open tells that nothing was bought or left out: the placements meet the programme.
	met bool
}

// show finds the placements of the least cost in the session's world on a day; met says that they meet the programme.
func (s *session) show(day record.Date, met bool) *shown {
	v := s.c.view(day, s.worldOn(day))
	if v.goalOf[0] < 0 {
		return nil
	}
	var in *solve.Input
	cost := int64(0)
	if met {
		s.fillHave(s.have, 0, day, s.lapsedBefore(day))
		in = &solve.Input{Root: v.goalOf[0], Have: s.have, Held: s.held, Top: -1, Only: true}
	} else {
		in = s.question(v)
		cost = s.leastOf(v, in)
	}
	sol := s.solver.Canonical(v.problem, in, cost, s.budget)
	return s.keepShown(v, day, sol, met)
}

// leastOf is the least cost, allowing what is closed or impossible where there is no other way.
func (s *session) leastOf(v *view, in *solve.Input) int64 {
	sol := s.solver.Least(v.problem, in, solve.Infinite, 0, s.budget)
	if sol.Cost >= solve.Infinite {
		in.Relaxed = true
		sol = s.solver.Least(v.problem, in, solve.Infinite, 0, s.budget)
	}
	return sol.Cost
}

// lapsedBefore is the end of the last award that lapsed before a day.
func (s *session) lapsedBefore(day record.Date) record.Date {
	end := record.Date(0)
	for _, a := range s.awards[0] {
		if a.until != 0 && a.until < day {
			end = a.until
		}
	}
	return end
}

func (s *session) keepShown(v *view, day record.Date, sol *solve.Solution, met bool) *shown {
	sh := &shown{
		view: v, day: day, met: met,
		chosen: slices.Clone(sol.Chosen), filled: slices.Clone(sol.Filled),
		covers: slices.Clone(sol.Covers), placed: slices.Clone(sol.Placed),
		have: slices.Clone(s.have),
	}
	sh.free = slices.Clone(s.have)
	for _, p := range sh.placed {
		sh.free[p.Item] = solve.None
	}
	for _, c := range sh.covers {
		sh.free[sh.coverItem(s.c, c)] = solve.None
	}
	return sh
}

// cover is the cover of the version behind a cover of the root goal.
func (sh *shown) cover(c int32) *programme.Cover {
	return &sh.view.version[0].Covers[sh.view.covers[0][c]]
}

func (sh *shown) coverItem(c *closure, cover int32) int32 { return c.item[sh.cover(cover).By] }

// at gives the item placed in a leaf, or -1.
func (sh *shown) at(group, leaf int32) int32 {
	for _, p := range sh.placed {
		if p.Group == group && p.Leaf == leaf {
			return p.Item
		}
	}
	return -1
}

// alone tells whether the tree under a group is met by the free pieces by itself.
func (s *session) alone(sh *shown, group int32) bool {
	in := &solve.Input{Root: sh.view.goalOf[0], Have: sh.free, Held: s.held, Top: int(group), Only: true}
	return s.solver.Least(sh.view.problem, in, 1, 0, s.budget).Cost == 0
}
