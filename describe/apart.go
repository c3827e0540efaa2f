package describe

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// apart are the sets of pieces that do not count together and that no limit of one list says.
func (r *reader) apart() [][]record.Ref {
	var out [][]record.Ref
	for _, n := range r.version.NotBoth {
		if !r.together(r.version.Requires, n.Of) {
			out = append(out, n.Of)
		}
	}
	return out
}

// choices are the least sets of pieces to leave out so that of each set at most one stays; nil if they are too many.
func choices(apart [][]record.Ref) [][]record.Ref {
	sets := [][]record.Ref{nil}
	for _, of := range apart {
		var next [][]record.Ref
		for _, set := range sets {
			for keep := range of {
				grown := slices.Clone(set)
				for i, ref := range of {
					if i != keep && !slices.Contains(grown, ref) {
						grown = append(grown, ref)
					}
				}
				next = append(next, grown)
			}
		}
		sets = least(next)
		if len(sets) > maxCases {
			return nil
		}
	}
	return sets
}

// least drops the sets that hold another.
func least(sets [][]record.Ref) [][]record.Ref {
	slices.SortStableFunc(sets, func(a, b []record.Ref) int { return len(a) - len(b) })
	var out [][]record.Ref
	for _, set := range sets {
		if !slices.ContainsFunc(out, func(small []record.Ref) bool {
			return !slices.ContainsFunc(small, func(ref record.Ref) bool { return !slices.Contains(set, ref) })
		}) {
			out = append(out, set)
		}
	}
	return out
}

// together tells whether those that exclude each other stand in one list and nowhere else, so that a limit says it; or
// whether at most one of them stands anywhere.
func (r *reader) together(q programme.Requirement, of []record.Ref) bool {
	places := 0
	for _, ref := range of {
		if r.uses[ref] > 1 {
			return false
		}
		places += r.uses[ref]
	}
	return places <= 1 || r.oneList(q, of)
}

func (r *reader) oneList(q programme.Requirement, of []record.Ref) bool {
	switch q.(type) {
	case *programme.Any, *programme.Choose:
		if r.listed(programme.Parts(q), of) {
			return true
		}
	case *programme.All, *programme.Item:
	}
	return slices.ContainsFunc(programme.Parts(q), func(part programme.Requirement) bool { return r.oneList(part, of) })
}
