package check

import (
	"fmt"
	"slices"

	"waymark/programme"
	"waymark/record"
)

// limit lets at most n of a group of items count.
type limit struct {
	n  int
	of []record.Ref
}

// capacity is the most options of a list that can count at once, given the limits on it. Options that are items are
// counted once for each ref; any other option counts as one. It is exact where a person writes the list: beyond
// maxSignatures different memberships it is an upper bound.
func capacity(options []programme.Requirement, limits []limit) int {
	free := 0
	groups := map[string]*group{}
	var order []string
	seen := map[record.Ref]bool{}
	for _, option := range options {
		item, ok := option.(*programme.Item)
		if !ok {
			free++
			continue
		}
		if seen[item.Ref] {
			continue
		}
		seen[item.Ref] = true
		member := membership(item.Ref, limits)
		if len(member) == 0 {
			free++
			continue
		}
		key := fmt.Sprint(member)
		if groups[key] == nil {
			groups[key] = &group{in: member}
			order = append(order, key)
		}
		groups[key].size++
	}
	room := make([]int, len(limits))
	for i, l := range limits {
		room[i] = l.n
	}
	list := make([]*group, len(order))
	for i, key := range order {
		list[i] = groups[key]
	}
	return free + most(list, room)
}

// group is items that stand in the same limits.
type group struct {
	in   []int
	size int
}

const maxSignatures = 10

// most is the most items that fit into the room of their limits.
func most(groups []*group, room []int) int {
	if len(groups) > maxSignatures {
		bound := 0
		for _, g := range groups {
			bound += fits(g, room)
		}
		return bound
	}
	if len(groups) == 0 {
		return 0
	}
	best := 0
	for take := fits(groups[0], room); take >= 0; take-- {
		left := slices.Clone(room)
		for _, i := range groups[0].in {
			left[i] -= take
		}
		best = max(best, take+most(groups[1:], left))
	}
	return best
}

func fits(g *group, room []int) int {
	n := g.size
	for _, i := range g.in {
		n = min(n, room[i])
	}
	return max(n, 0)
}

func membership(ref record.Ref, limits []limit) []int {
	var in []int
	for i, l := range limits {
		if slices.Contains(l.of, ref) {
			in = append(in, i)
		}
	}
	return in
}
