package binary

import "math"

// scale turns multipliers into whole numbers. A cost is at most 2^31 of the smallest unit that is told apart here.
const scale = 1 << 20

// bound is proved: nothing within the bounds set so far costs less. It takes the multipliers that the relaxation proposes,
// rounds them to whole numbers at least 0, and weighs the rows with them: whatever the multipliers, the sum is a bound.
func (s *search) bound() int64 {
	total := s.weigh(s.lp.multiplier)
	return s.up(total)
}

// up rounds a scaled bound up to what a cost can be.
func (s *search) up(total int64) int64 {
	if total <= 0 {
		return 0
	}
	unit := max(s.step, 1) * scale
	return (total + unit - 1) / unit * max(s.step, 1)
}

// weigh gives the bound that multipliers prove, scaled, and leaves each variable's reduced cost in s.left.
func (s *search) weigh(multiplier func(row int) float64) int64 {
	for v := range s.left {
		s.left[v] = s.cost[v] * scale
	}
	return s.collect(multiplier)
}

func (s *search) collect(multiplier func(row int) float64) int64 {
	total := int64(0)
	for _, i := range s.lp.rows {
		r := &s.rows[i]
		y := whole(multiplier(int(i)), s.size[i])
		if y == 0 {
			continue
		}
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

// whole scales and rounds the multiplier of a row of a size; one too large for exact sums counts as none, which only weakens
// the bound.
func whole(y float64, size int64) int64 {
	const most = 1 << 50
	if !(y > 1e-9) || y*scale*float64(size) > most {
		return 0
	}
	return int64(math.Round(y * scale))
}

// refuted tells whether the row that the relaxation found impossible to repair proves that nothing keeps the rows: weighed
// with costs of nothing, the rows ask for more than there is.
func (s *search) refuted() bool {
	clear(s.left)
	return s.collect(s.lp.ray) > 0
}

// fixByCost decides the variables whose other value would cost too much, by the multipliers of the last bound.
func (s *search) fixByCost() bool {
	if s.bestAt >= Infinite {
		return false
	}
	total := s.weigh(s.lp.multiplier)
	fixed := false
	for v, d := range s.left {
		if s.lo[v] == s.hi[v] || d == 0 || s.up(total+abs(d)) < s.bestAt {
			continue
		}
		s.decide(v, d < 0)
		fixed = true
	}
	return fixed
}
