package registrar

import (
	"cmp"
	"slices"

	"waymark/programme"
	"waymark/record"
)

// buildingUp lists the programmes so that each comes after those it builds on: it reaches more than they do.
func buildingUp(set *programme.Set) []*programme.Programme {
	reached := map[*programme.Programme]int{}
	all := slices.Clone(set.Programmes())
	for _, p := range all {
		_, programmes := reach(set, p)
		reached[p] = len(programmes)
	}
	slices.SortStableFunc(all, func(a, b *programme.Programme) int { return cmp.Compare(reached[a], reached[b]) })
	return all
}

// reach gives what a programme's audit can turn on: the refs that its rules and those of programmes that it builds on speak of,
// and these programmes, itself first.
func reach(set *programme.Set, p *programme.Programme) ([]record.Ref, []*programme.Programme) {
	programmes := []*programme.Programme{p}
	known := map[record.Ref]bool{}
	var refs []record.Ref
	for i := 0; i < len(programmes); i++ {
		visit := func(ref record.Ref) {
			if known[ref] {
				return
			}
			known[ref] = true
			refs = append(refs, ref)
			if by := set.Awarding(ref.ID); ref.Kind == record.Credential && by != nil && !slices.Contains(programmes, by) {
				programmes = append(programmes, by)
			}
		}
		visit(record.Ref{Kind: record.Credential, ID: programmes[i].Awards.Credential})
		for j := range programmes[i].Versions {
			mentioned(&programmes[i].Versions[j], visit)
		}
	}
	return refs, programmes
}

// mentioned visits what a version speaks of.
func mentioned(v *programme.Version, visit func(record.Ref)) {
	given := func(conditions []programme.Condition) {
		for _, c := range conditions {
			visit(c.Ref)
		}
	}
	var walk func(programme.Requirement)
	walk = func(q programme.Requirement) {
		given(q.Heading().Given)
		var of []programme.Requirement
		switch q := q.(type) {
		case *programme.Item:
			visit(q.Ref)
		case *programme.All:
			of = q.Of
		case *programme.Any:
			of = q.Of
		case *programme.Choose:
			of = q.From
		}
		for _, part := range of {
			walk(part)
		}
	}
	walk(v.Requires)
	for _, c := range v.Covers {
		visit(c.By)
		given(c.Given)
	}
}
