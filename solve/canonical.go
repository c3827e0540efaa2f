package solve

import (
	"cmp"
	"slices"
)

// Canonical gives, among the completions of the least cost, the one that fills earlier leaves first, with older pieces
// where they stand in for one another, and then uses later covers only. The question must be about a whole goal and its
// cost known. Where that takes very long, the rest is as in a completion of the least cost. The
// solution is valid until the next call.
func (s *Solver) Canonical(p *Problem, in *Input, cost int64, budget int) *Solution {
	s.query = *in
	q := &s.query
	q.Fixed = s.fixed[:0]
	q.Unused = s.unused[:0]
	sol := s.Least(p, q, cost+1, cost, budget)
	if sol.Cost != cost || cost >= Infinite { // too few steps
		sol.nothing()
		return sol
	}
	s.tieSteps = tieWork / max(p.leaves, 1)
	only := s.glance.isSole && len(s.glance.used) == 0 && (q.Only || s.glance.shed.all(s, cost+1))
	for _, f := range s.fillable(p, q) {
		if only && !slices.Contains(sol.Placed, f) && (!sol.Chosen[f.Group] || sol.Filled[f.Group]) {
			continue // no way of the cost takes that group
		}
		q.Fixed = append(q.Fixed, f)
		if !slices.Contains(sol.Placed, f) && !s.still(p, q, cost, budget) {
			q.Fixed = q.Fixed[:len(q.Fixed)-1]
		}
	}
	for c := range p.goals[in.Root].covers {
		used := slices.Contains(sol.Covers, int32(c))
		q.Unused = append(q.Unused, int32(c))
		if used && !s.still(p, q, cost, budget) {
			q.Unused = q.Unused[:len(q.Unused)-1]
		}
	}
	slices.SortFunc(sol.Placed, func(a, b Placement) int { return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Leaf, b.Leaf)) })
	sol.Cost = cost
	s.fixed, s.unused = q.Fixed, q.Unused
	return sol
}

// tieWork is how many leaves the steps that decide between completions of the same cost may look at.
const tieWork = 10_000_000

// still tells whether the question has a completion of the cost; if so it becomes the best, else the best stays.
func (s *Solver) still(p *Problem, q *Input, cost int64, budget int) bool {
	if s.tieSteps <= 0 {
		return false
	}
	found := s.Least(p, q, cost+1, cost, min(budget, s.tieSteps)).Cost == cost
	s.tieSteps -= s.steps
	return found
}

// fillable lists the leaves that an item had could fill, in file order.
func (s *Solver) fillable(p *Problem, in *Input) []Placement {
	lo, hi := p.goals[in.Root].root, p.goals[in.Root].end
	have := in.Have
	s.order = s.order[:0]
	for _, item := range in.Held {
		for _, e := range p.edges[item] {
			if e.group >= lo && e.group < hi && meets(have[item], e.ever) && !p.groups[e.group].lost {
				s.order = append(s.order, Placement{Group: e.group, Leaf: e.leaf, Item: item})
			}
		}
	}
	slices.SortFunc(s.order, func(a, b Placement) int {
		order := cmp.Compare(p.groups[a.Group].leaves[a.Leaf].seq, p.groups[b.Group].leaves[b.Leaf].seq)
		if order == 0 && in.Older != nil {
			order = in.Older(a.Item, b.Item)
		}
		return order
	})
	return s.order
}
