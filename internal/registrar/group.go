package registrar

import (
	"math"
	"slices"

	"waymark/internal/store"
)

// groups are the merged records: a record whose owner turned out to be another's is read as the keeper's.
type groups struct {
	keeper map[int64]int64   // of an absorbed record
	absorb map[int64][]int64 // by keeper
}

func groupsOf(v *store.View) (*groups, error) { return groupsAt(v, math.MaxInt64) }

// groupsAt are the merged records as they were when the entry of the journal was written.
func groupsAt(v *store.View, entry int64) (*groups, error) {
	merges, err := v.MergesAt(entry)
	if err != nil {
		return nil, err
	}
	g := &groups{map[int64]int64{}, map[int64][]int64{}}
	for _, m := range merges {
		g.keeper[m.Absorbed] = m.Keeper
		g.absorb[m.Keeper] = append(g.absorb[m.Keeper], m.Absorbed)
	}
	return g, nil
}

// root is the record under which a candidate is read.
func (g *groups) root(candidate int64) int64 {
	for {
		keeper, absorbed := g.keeper[candidate]
		if !absorbed {
			return candidate
		}
		candidate = keeper
	}
}

// members are the candidate's record and all that it absorbed, the root first.
func (g *groups) members(candidate int64) []int64 {
	all := []int64{g.root(candidate)}
	for i := 0; i < len(all); i++ {
		all = append(all, g.absorb[all[i]]...)
	}
	return all
}

// alone tells whether the candidate's record is merged with no other.
func (g *groups) alone(candidate int64) bool {
	_, absorbed := g.keeper[candidate]
	return !absorbed && len(g.absorb[candidate]) == 0
}

// groupOf gives the records that are read as the candidate's, the root first, without reading merges of others.
func groupOf(v *store.View, candidate int64) ([]int64, error) {
	root, merges, err := rootOf(v, candidate)
	if err != nil {
		return nil, err
	}
	members := []int64{root}
	for i := 0; i < len(members); i++ {
		if i > 0 {
			if merges, err = v.MergesOf(members[i]); err != nil {
				return nil, err
			}
		}
		for _, m := range merges {
			if m.Keeper == members[i] {
				members = append(members, m.Absorbed)
			}
		}
	}
	return members, nil
}

// rootOf gives the record under which a candidate is read, and its merges.
func rootOf(v *store.View, candidate int64) (int64, []store.Merge, error) {
	for {
		merges, err := v.MergesOf(candidate)
		if err != nil {
			return 0, nil, err
		}
		i := slices.IndexFunc(merges, func(m store.Merge) bool { return m.Absorbed == candidate })
		if i < 0 {
			return candidate, merges, nil
		}
		candidate = merges[i].Keeper
	}
}
