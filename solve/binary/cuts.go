package binary

import (
	"cmp"
	"math"
	"slices"
)

// Cuts are rows that every solution keeps and that the relaxation does not: the table proposes how to add up rows, and the
// sum is rounded in whole numbers, so that a cut follows whatever the table says.
const (
	grain      = 1 << 12 // multipliers are whole parts of it
	mostRounds = 20      // of cuts at the root
	mostCuts   = 60      // a round
	largestCut = 1 << 12 // coefficient of a cut, about
)

// cut is a row, and how far beyond it the relaxation is, in lengths of the row.
type cut struct {
	row
	score float64
}

// tighten adds cuts until they bring little, and decides what costs too much; where asked for it takes the solutions it comes
// across. It is false where nothing is left to search.
func (s *search) tighten(take bool) bool {
	low, since := int64(-1), 0
	for round := 0; round < mostRounds && since < 3; {
		if s.spent() {
			s.open = min(s.open, s.bound())
			return false
		}
		if s.closed() {
			return false
		}
		b := s.bound()
		if b >= s.bestAt {
			return false
		}
		if take {
			if s.try(); s.halted || b >= s.bestAt {
				return false
			}
		}
		if s.fixByCost() {
			if !s.settle() {
				return false
			}
			continue
		}
		since++
		if b > low {
			low, since = b, 0
		}
		cuts := s.cuts()
		if len(cuts) == 0 {
			break
		}
		s.lp.purge(len(s.p.rows))
		for _, c := range cuts {
			s.lp.add(s.addRow(c.row))
		}
		round++
	}
	return true
}

// addRow adds a row that solutions keep to the search; it decides nothing before enact.
func (s *search) addRow(r row) int {
	s.rows = append(s.rows, r)
	size := abs(r.b) + 1
	for _, t := range r.terms {
		size += abs(t.Coef)
	}
	s.size = append(s.size, size)
	s.reach = append(s.reach, 0)
	s.inQ = append(s.inQ, false)
	s.lp.rowIndex = append(s.lp.rowIndex, -1)
	return len(s.rows) - 1
}

// enact lets the cuts of the table decide variables as all rows do; false where nothing is left.
func (s *search) enact() bool {
	s.lp.purge(len(s.p.rows))
	for _, i := range s.lp.rows {
		if int(i) < s.enacted {
			continue
		}
		for _, t := range s.rows[i].terms {
			s.byVar[t.Var] = append(s.byVar[t.Var], place{i, t.Coef})
			if t.Coef > 0 && s.hi[t.Var] == 1 || t.Coef < 0 && s.lo[t.Var] == 1 {
				s.reach[i] += t.Coef
			}
		}
		s.push(i)
	}
	s.enacted = len(s.rows)
	return s.settle()
}

// cuts gives the best rows that the relaxation breaks, those that say nearly the same left out.
func (s *search) cuts() []cut {
	var all []cut
	for i, v := range s.lp.basic {
		x := s.lp.x[i]
		if int(v) >= len(s.cost) || s.lo[v] == s.hi[v] || math.Abs(x-math.Round(x)) < 0.01 {
			continue
		}
		if c, ok := s.rounding(i); ok {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b cut) int { return cmp.Compare(b.score, a.score) })
	var kept []cut
	for _, c := range all {
		if len(kept) == mostCuts {
			break
		}
		if !slices.ContainsFunc(kept, func(k cut) bool { return s.alike(&k, &c) }) {
			kept = append(kept, c)
		}
	}
	return kept
}

// alike tells whether two cuts point in nearly the same direction.
func (s *search) alike(a, b *cut) bool {
	dense := s.dense
	clear(dense)
	na, nb, ab := 0.0, 0.0, 0.0
	for _, t := range a.terms {
		dense[t.Var] = float64(t.Coef)
		na += float64(t.Coef) * float64(t.Coef)
	}
	for _, t := range b.terms {
		nb += float64(t.Coef) * float64(t.Coef)
		ab += float64(t.Coef) * dense[t.Var]
	}
	return ab > 0.9*math.Sqrt(na*nb)
}

// sum is rows added up with whole multipliers: over the variables, less the slacks, it is exactly b.
type sum struct {
	coef []int64
	of   []int32 // rows, and how often each is in it
	n    []int64
	b    int64
}

// rounding makes a cut of row i of the table: the rows it is made of, added up with whole multipliers and rounded (a mixed
// integer rounding in which everything is whole).
func (s *search) rounding(i int) (cut, bool) {
	u, ok := s.addUp(i)
	if !ok {
		return cut{}, false
	}
	// Every variable counts from the bound it is nearer to.
	flipped := s.flipped
	for v, a := range u.coef {
		flipped[v] = false
		if a == 0 {
			continue
		}
		if s.lo[v] == s.hi[v] {
			u.b -= a * int64(s.lo[v])
			u.coef[v] = 0
		} else if s.lp.value(v) > 0.5 {
			flipped[v] = true
			u.b -= a
		}
	}
	f0 := mod(u.b)
	if f0 < grain/50 || f0 > grain-grain/50 {
		return cut{}, false
	}
	lift := func(a int64) int64 {
		if f := mod(a); f > f0 {
			return (grain - f) * f0
		}
		return mod(a) * (grain - f0)
	}
	b := f0 * (grain - f0)
	out := u.coef
	for v, a := range out {
		switch {
		case a == 0:
		case flipped[v]:
			g := lift(-a)
			out[v] = -g
			b -= g
		default:
			out[v] = lift(a)
		}
	}
	for k, r := range u.of {
		g := lift(-u.n[k])
		if g == 0 || s.exact(int(r)) { // its slack is 0
			continue
		}
		b += g * s.rows[r].b
		for _, t := range s.rows[r].terms {
			if s.lo[t.Var] == s.hi[t.Var] {
				b -= g * t.Coef * int64(s.lo[t.Var])
			} else {
				out[t.Var] += g * t.Coef
			}
		}
	}
	return s.shorten(out, b)
}

// mod is the part of a beyond a whole number of grains.
func mod(a int64) int64 {
	if a %= grain; a < 0 {
		return a + grain
	}
	return a
}

// addUp adds up the rows that row i of the table is made of.
func (s *search) addUp(i int) (sum, bool) {
	u := sum{coef: s.coefs}
	clear(u.coef)
	l := s.lp
	for j, v := range l.free {
		k := int(v) - len(s.cost)
		if k < 0 {
			continue
		}
		y := l.t[i][j] * l.unit[k] * grain
		n := int64(math.Round(y))
		if n == 0 {
			continue
		}
		r := l.rows[k]
		if math.Abs(y) > 1<<24 || s.size[r] > 1<<24 {
			return u, false
		}
		u.of, u.n = append(u.of, r), append(u.n, n)
		u.b += n * s.rows[r].b
		for _, t := range s.rows[r].terms {
			u.coef[t.Var] += n * t.Coef
		}
	}
	return u, len(u.of) > 0
}

// shorten makes a row of coefficients that are not too large, each rounded the way that keeps all solutions, and says how far
// beyond it the relaxation is.
func (s *search) shorten(coef []int64, b int64) (cut, bool) {
	large := int64(0)
	for _, a := range coef {
		large = max(large, abs(a))
	}
	if large == 0 {
		return cut{}, false
	}
	unit := max(1, large/largestCut)
	c := cut{}
	norm, x := 0.0, 0.0
	for v, a := range coef {
		if a == 0 {
			continue
		}
		value := s.lp.value(v)
		q := floorDiv(a, unit)
		if rest := a - q*unit; rest > 0 {
			if value > 0.5 {
				b -= rest // no variable is more than 1
			} else {
				q++ // and none is below 0
			}
		}
		if q != 0 {
			c.terms = append(c.terms, Term{v, q})
			norm += float64(q) * float64(q)
			x += float64(q) * value
		}
	}
	c.b = -floorDiv(-b, unit)
	if len(c.terms) == 0 {
		return cut{}, false
	}
	g := int64(0)
	for _, t := range c.terms {
		g = gcd(g, abs(t.Coef))
	}
	if g > 1 {
		for i := range c.terms {
			c.terms[i].Coef /= g
		}
		c.b = -floorDiv(-c.b, g)
		norm, x = norm/float64(g*g), x/float64(g)
	}
	c.score = (float64(c.b) - x) / math.Sqrt(norm)
	return c, c.score > 0.01
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
