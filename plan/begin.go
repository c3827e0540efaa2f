package plan

import "waymark/solve/binary"

// begin gives a solution known already as values of this model, or nil where it is none. One of another last day has other
// variables: then what it does is said in those of this model, and the rest follows.
func (m *model) begin(l *laid) []bool {
	if l == nil {
		return nil
	}
	if l.last == m.last && len(l.values) == m.p.Vars() {
		return l.values
	}
	p := m.p.Clone()
	ways := map[*way]bool{}
	for _, j := range l.jobs {
		if j.way != nil {
			ways[j.way] = true
		}
	}
	fixed := 0
	for _, h := range m.items {
		for i := range h.ways {
			yes := ways[h.ways[i].way]
			p.Fix(h.ways[i].at, yes)
			if yes {
				fixed++
			}
		}
	}
	if fixed < len(ways) {
		return nil
	}
	for s, k := range m.sessions {
		p.Fix(k.at, l.sessions[s])
		for _, x := range s.sales {
			p.Fix(m.sales[x], l.sales[x])
		}
	}
	const few = 1000
	return binary.Solve(p, binary.Options{Any: true, Steps: few}).Values
}
