package binary

// Forced gives the variables that are the same in every solution that costs no more than a cost, as the relaxation and the
// rows show without branching: yes, no, and all others left out. It is for questions that go on from a cheapest solution.
func Forced(p *Program, cost int64) (yes, no []int) {
	s := newSearch(p, Options{Below: cost + 1})
	if !s.settle() {
		return nil, nil
	}
	s.lp = newSimplex(s)
	for range 20 {
		if !s.lp.solve() {
			break
		}
		if !s.fixByCost() || !s.settle() {
			break
		}
	}
	for v := range s.lo {
		if s.lo[v] != s.hi[v] {
			continue
		}
		if s.lo[v] == 1 {
			yes = append(yes, v)
		} else {
			no = append(no, v)
		}
	}
	return yes, no
}
