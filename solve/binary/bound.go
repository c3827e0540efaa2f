package binary

import "math"

// bound is proved: nothing within the bounds set so far costs less. It takes the multipliers that the relaxation proposes,
// rounds them to whole numbers at least 0, and weighs the rows with them: whatever the multipliers, the sum is a bound.
func (s *search) bound() int64 {
	total := s.weigh()
	return s.up(total, s.scale)
}

// up rounds a scaled bound up to what a cost can be.
func (s *search) up(total, scale int64) int64 {
	if total <= 0 {
		return 0
	}
	unit := max(s.step, 1) * scale
	return (total + unit - 1) / unit * max(s.step, 1)
}

// weigh gives the bound that the multipliers of the relaxation prove, scaled, and leaves each variable's reduced cost in s.left.
func (s *search) weigh() int64 {
	s.propose(s.lp.multiplier, s.dearest)
	for v := range s.left {
		s.left[v] = s.cost[v] * s.scale
	}
	return s.collect()
}

// finest is how many parts of one are told apart at most.
const finest = 1 << 40

// propose takes a multiplier for each row of the table and finds the scale in which they become whole numbers: as fine as sums
// of them all, and of costs that come to so much, stay exact. A rough one proves less, and a row of large coefficients nothing.
func (s *search) propose(multiplier func(row int) float64, costs float64) {
	s.ys = s.ys[:0]
	large := costs + 1
	for _, i := range s.lp.rows {
		y := multiplier(int(i))
		if math.Abs(y) < 1e-12 || y < 0 && !s.exact(int(i)) || math.IsInf(y, 0) || math.IsNaN(y) {
			y = 0
		}
		large += math.Abs(y) * float64(s.size[i])
		s.ys = append(s.ys, y)
	}
	s.scale = finest
	for s.scale > 1 && large*float64(s.scale) > 1<<59 {
		s.scale /= 2
	}
	if large*float64(s.scale) > 1<<59 {
		clear(s.ys)
	}
}

func (s *search) collect() int64 {
	total := int64(0)
	for k, i := range s.lp.rows {
		y := int64(math.Round(s.ys[k] * float64(s.scale)))
		if y == 0 {
			continue
		}
		r := &s.rows[i]
		total += y * r.b
		for _, t := range r.terms {
			s.left[t.Var] -= y * t.Coef
		}
	}
	for v, d := range s.left {
		if d < 0 && s.hi[v] == 1 {
			total += d
		} else if d > 0 && s.lo[v] == 1 {
			total += d
		}
	}
	return total
}

// closed solves the relaxation and tells whether it is proved that nothing keeps the rows. Where the table says so and whole
// numbers do not bear it out, errors have piled up in it, and it is computed anew.
func (s *search) closed() bool {
	if s.lp.solve() {
		return false
	}
	if s.refuted() {
		return true
	}
	if s.lp.pivots == 0 {
		return false
	}
	s.lp.renew()
	return !s.lp.solve() && s.refuted()
}

// refuted tells whether the row that the relaxation found impossible to repair proves that nothing keeps the rows: weighed
// with costs of nothing, the rows ask for more than there is.
func (s *search) refuted() bool {
	s.propose(s.lp.ray, 0)
	clear(s.left)
	return s.collect() > 0
}

// fixByCost decides the variables whose other value would cost too much, by the multipliers of the last bound.
func (s *search) fixByCost() bool {
	if s.bestAt >= Infinite {
		return false
	}
	total := s.weigh()
	fixed := false
	for v, d := range s.left {
		if s.lo[v] == s.hi[v] || d == 0 || s.up(total+abs(d), s.scale) < s.bestAt {
			continue
		}
		s.decide(v, d < 0)
		fixed = true
	}
	return fixed
}
