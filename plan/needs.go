package plan

import "slices"

// needs is what is known of a variable that stands for a requirement: without which items it cannot be so.
type needs struct {
	items []int // by the variable of each, ascending
	// own tells that nothing but the one requirement above asks for it, so that it can be left unsaid wherever another
	// variable will do.
	own bool
	// paths are, by item, variables below it that need the item and of which one at most has to be so.
	paths map[int][]int
}

// follow takes over the paths of something that it asks for, where they are more than those known.
func (n *needs) follow(below *needs) {
	for item, paths := range below.paths {
		if len(paths) > len(n.paths[item]) {
			n.paths[item] = paths
		}
	}
}

// below is what is known of a lit that only what is being built asks for, or nil.
func (m *model) below(l lit) *needs {
	if len(l.vars) != 1 {
		return nil
	}
	if n := m.needs[l.vars[0]]; n != nil && n.own {
		return n
	}
	return nil
}

// oneOf adds, for every item, that it is had if one of several ways that need it is taken: since one of them is enough, all of
// them together are no more than the item. The rows change no solution that matters, and bring the relaxation nearer to them.
func (m *model) oneOf(open []lit) *needs {
	n := &needs{own: true, paths: map[int][]int{}}
	from := map[int]int{}
	for _, l := range open {
		below := m.below(l)
		if below == nil {
			continue
		}
		for item, paths := range below.paths {
			if !slices.Contains(below.items, item) {
				n.paths[item] = append(n.paths[item], paths...)
				from[item]++
			}
		}
		for _, item := range below.items {
			n.paths[item] = append(n.paths[item], l.vars[0])
			from[item]++
		}
	}
	for _, item := range sorted(n.paths) {
		if from[item] > 1 {
			m.implies(one(item), n.paths[item]...)
		}
	}
	return n
}
