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

// groupOf gives the records that are read as the candidate's, the root first.
func groupOf(v *store.View, candidate int64) ([]int64, error) {
	g, err := groupsOf(v)
	if err != nil {
		return nil, err
	}
	return slices.Clip(g.members(candidate)), nil
}
