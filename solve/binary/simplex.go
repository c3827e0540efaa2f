package binary

import (
	"math"
	"math/bits"
)

// simplex is the linear relaxation: the dual simplex method over a table of the rows that are not settled from the start.
// Every variable has both bounds and no cost is below 0, so a start is always at hand: all slacks basic, and after any change
// of bounds each variable is put at the bound that its reduced cost asks for.
type simplex struct {
	s    *search
	rows []int32 // of the programme, those in the table
	m, n int
	// The table says: basic variable i is the sum of t[i][j] times nonbasic variable j, plus q[i]; the cost is the sum of d[j]
	// times nonbasic variable j. Variables below len(s.cost) are the programme's, the others slacks of rows, in their order.
	t        [][]float64
	q, d     []float64
	weight   []float64 // by row of the table: how far a step repairs it, by reference to where the weights began (Devex)
	basic    []int32   // by row of the table
	free     []int32   // by column: the nonbasic variable
	where    []int32   // by variable: its column, or -1 minus its row
	x        []float64
	at       []float64 // by column: the bound the variable is at
	cols     []int32   // columns of the row to leave that are not 0
	pivotal  []cell    // of the row exchanged, what is not 0
	hit      []int32   // rows in which the column to enter is not 0
	pivots   int
	failed   int // the row that could not be repaired
	sign     float64
	rowIndex []int32   // by row of the search: its slack, or -1
	unit     []float64 // by slack: what its row is multiplied by in the table
	top      []float64 // by slack: its upper bound, 0 where the row must come to what it asks for exactly
	cells    []float64 // of the rows that the table was begun with
}

// cell is a column and what stands there.
type cell struct {
	at    int32
	value float64
}

const (
	tiny  = 1e-9
	slim  = 1e-7
	fresh = 500 // pivots after which the table is computed anew
)

func newSimplex(s *search) *simplex {
	l := &simplex{s: s, rowIndex: make([]int32, len(s.rows))}
	for i := range s.rows {
		l.rowIndex[i] = -1
		if !s.loose(i) {
			l.include(i)
		}
	}
	l.begin(func(v int) bool { return s.lo[v] != s.hi[v] })
	return l
}

// include gives a row of the search its place in the table.
func (l *simplex) include(i int) {
	l.rowIndex[i] = int32(len(l.s.cost) + len(l.rows))
	l.rows = append(l.rows, int32(i))
	large := int64(1)
	for _, t := range l.s.rows[i].terms {
		large = max(large, abs(t.Coef))
	}
	l.unit = append(l.unit, 1/float64(int64(1)<<bits.Len64(uint64(large-1))))
	top := math.Inf(1)
	if l.s.exact(i) {
		top = 0
	}
	l.top = append(l.top, top)
}

// begin fills the table: all slacks basic, over the variables that are open. The others are part of the constant.
func (l *simplex) begin(open func(v int) bool) {
	s := l.s
	l.m = len(l.rows)
	l.where = make([]int32, len(s.cost)+l.m)
	l.free = l.free[:0]
	for v := range s.cost {
		l.where[v] = math.MinInt32
		if open(v) {
			l.where[v] = int32(len(l.free))
			l.free = append(l.free, int32(v))
		}
	}
	l.n = len(l.free)
	l.t, l.q, l.basic = make([][]float64, l.m), make([]float64, l.m), make([]int32, l.m)
	l.d, l.at, l.x = make([]float64, l.n), make([]float64, l.n), make([]float64, l.m)
	l.weight = make([]float64, l.m)
	for i := range l.weight {
		l.weight[i] = 1
	}
	if n := l.m * l.n; n <= cap(l.cells) {
		l.cells = l.cells[:n]
		clear(l.cells)
	} else {
		l.cells = make([]float64, n)
	}
	l.fill(l.cells)
}

func (l *simplex) fill(cells []float64) {
	s := l.s
	for j, v := range l.free {
		l.d[j] = float64(s.cost[v]) + 1e-7*float64(1+(int(v)*7919)%1009)
	}
	for k, i := range l.rows {
		l.t[k] = cells[k*l.n : (k+1)*l.n]
		l.basic[k] = int32(len(s.cost) + k)
		l.where[l.basic[k]] = int32(-1 - k)
		unit := l.unit[k]
		l.q[k] = -float64(s.rows[i].b) * unit
		for _, t := range s.rows[i].terms {
			if j := l.where[t.Var]; j >= 0 {
				l.t[k][j] = float64(t.Coef) * unit
			} else if s.lo[t.Var] == 1 {
				l.q[k] += float64(t.Coef) * unit
			}
		}
	}
}

// bounds are those of a variable.
func (l *simplex) bounds(v int32) (lo, hi float64) {
	if int(v) < len(l.s.cost) {
		return float64(l.s.lo[v]), float64(l.s.hi[v])
	}
	return 0, l.top[int(v)-len(l.s.cost)]
}

// place puts every nonbasic variable at the bound its reduced cost asks for and computes the basic ones.
func (l *simplex) place() {
	copy(l.x, l.q)
	for j, v := range l.free {
		lo, hi := l.bounds(v)
		l.at[j] = lo
		if l.d[j] < -tiny && !math.IsInf(hi, 1) {
			l.at[j] = hi
		}
		if l.at[j] != 0 {
			for i := range l.m {
				l.x[i] += l.t[i][j]
			}
		}
	}
}

// solve repairs the table until every basic variable keeps its bounds; false where a row cannot be repaired.
func (l *simplex) solve() bool {
	if l.pivots > fresh {
		l.renew()
	}
	for range 2 {
		if done, repaired := l.repair(); done {
			return repaired
		}
		l.renew() // errors have piled up, or it goes round in a circle
	}
	l.place()
	l.failed = -1
	return true // not repaired: the multipliers give a bound all the same
}

// repair exchanges until all is well, or nothing can be; done is false where that takes too long.
func (l *simplex) repair() (done, repaired bool) {
	l.place()
	for range 2*(l.m+l.n) + 50 {
		i, gap, sign := l.worst()
		if i < 0 {
			return true, true
		}
		j := l.enter(i, gap, sign)
		if j < 0 {
			l.failed, l.sign = i, sign
			return true, false
		}
		target, hi := l.bounds(l.basic[i])
		if sign < 0 {
			target = hi
		}
		l.pivot(i, j, target)
		l.s.steps++
	}
	return false, false
}

// worst finds the basic variable furthest outside its bounds for its weight; sign is 1 where it is too small, -1 where it is too
// large.
func (l *simplex) worst() (row int, gap, sign float64) {
	row = -1
	best := 0.0
	for i, v := range l.basic {
		lo, hi := l.bounds(v)
		g, to := lo-l.x[i], 1.0
		if over := l.x[i] - hi; over > g {
			g, to = over, -1
		}
		if g > slim && g*g > best*l.weight[i] {
			row, gap, sign, best = i, g, to, g*g/l.weight[i]
		}
	}
	return row, gap, sign
}

// enter finds the column to exchange with row i: the one whose reduced cost runs out first as the row is repaired. Columns
// that can go to their other bound without repairing it all are sent there on the way.
func (l *simplex) enter(i int, gap, sign float64) int {
	row := l.t[i]
	l.cols = l.cols[:0]
	for j, t := range row {
		if t > tiny || t < -tiny {
			l.cols = append(l.cols, int32(j))
		}
	}
	for {
		best, ratio, size := -1, math.Inf(1), 0.0
		for _, c := range l.cols {
			j := int(c)
			lo, hi := l.bounds(l.free[j])
			t := row[j] * sign
			if lo == hi || t > 0 && l.at[j] != lo || t < 0 && (l.at[j] == lo) || math.Abs(t) < slim {
				continue
			}
			r := math.Abs(l.d[j] / t)
			if r < ratio-tiny || r < ratio+tiny && math.Abs(t) > size {
				best, ratio, size = j, r, math.Abs(t)
			}
		}
		if best < 0 {
			return -1
		}
		lo, hi := l.bounds(l.free[best])
		if math.IsInf(hi, 1) || size*(hi-lo) >= gap-slim {
			return best
		}
		l.flip(best, lo, hi)
		gap -= size * (hi - lo)
	}
}

// flip sends a nonbasic variable to its other bound.
func (l *simplex) flip(j int, lo, hi float64) {
	step := hi - lo
	if l.at[j] == hi {
		step = -step
	}
	l.at[j] += step
	for i := range l.m {
		l.x[i] += l.t[i][j] * step
	}
}

// pivot exchanges row i with column j; the variable that was basic goes to the target.
func (l *simplex) pivot(i, j int, target float64) {
	l.pivots++
	row := l.t[i]
	p := row[j]
	move := (target - l.x[i]) / p
	l.touch(j)
	for _, r := range l.hit {
		t := l.t[r][j]
		l.x[r] += t * move
		l.weight[r] = max(l.weight[r], t/p*t/p*l.weight[i])
	}
	l.weight[i] = max(l.weight[i]/(p*p), 1)
	entering := l.at[j] + move
	l.exchange(i, j)
	l.x[i], l.at[j] = entering, target
}

// touch lists the rows in which a column is not 0.
func (l *simplex) touch(j int) {
	l.hit = l.hit[:0]
	for r, row := range l.t {
		if row[j] != 0 {
			l.hit = append(l.hit, int32(r))
		}
	}
}

// exchange rewrites the table so that column j's variable, whose rows are those touched, is basic in row i, and row i's is nonbasic.
func (l *simplex) exchange(i, j int) {
	row := l.t[i]
	p := row[j]
	cells := l.pivotal[:0]
	for k, t := range row {
		if k == j {
			continue
		}
		if t > 1e-11 || t < -1e-11 {
			row[k] = -t / p
			cells = append(cells, cell{int32(k), row[k]})
		} else {
			row[k] = 0
		}
	}
	l.pivotal = cells
	row[j] = 1 / p
	l.q[i] = -l.q[i] / p
	for _, r := range l.hit {
		if int(r) == i {
			continue
		}
		other := l.t[r]
		f := other[j]
		for _, c := range cells {
			other[c.at] += f * c.value
		}
		other[j] = f / p
		l.q[r] += f * l.q[i]
	}
	if f := l.d[j]; f != 0 {
		for _, c := range cells {
			l.d[c.at] += f * c.value
		}
		l.d[j] = f / p
	}
	out, in := l.basic[i], l.free[j]
	l.basic[i], l.free[j] = in, out
	l.where[in], l.where[out] = int32(-1-i), int32(j)
}

// value is what the relaxation says of a variable of the programme.
func (l *simplex) value(v int) float64 {
	switch w := l.where[v]; {
	case l.s.lo[v] == l.s.hi[v]:
		return float64(l.s.lo[v])
	case w >= 0:
		return l.at[w]
	case w == math.MinInt32:
		return float64(l.s.lo[v])
	default:
		return l.x[-1-w]
	}
}

// rounded is the nearest yes-or-no to what the relaxation says.
func (l *simplex) rounded() []bool {
	out := make([]bool, len(l.s.cost))
	for v := range out {
		out[v] = l.value(v) > 0.5
	}
	return out
}

// multiplier is what the relaxation proposes for a row of the programme.
func (l *simplex) multiplier(row int) float64 {
	v := l.rowIndex[row]
	if v < 0 || l.where[v] < 0 {
		return 0
	}
	return l.d[l.where[v]] * l.unit[int(v)-len(l.s.cost)]
}

// ray is the multiplier of a row in the sum that shows the failed row impossible.
func (l *simplex) ray(row int) float64 {
	v := l.rowIndex[row]
	if v < 0 || l.failed < 0 {
		return 0
	}
	if l.basic[l.failed] == v {
		return l.sign * l.unit[int(v)-len(l.s.cost)]
	}
	if l.where[v] < 0 {
		return 0
	}
	return -l.t[l.failed][l.where[v]] * l.sign * l.unit[int(v)-len(l.s.cost)]
}

// penalties are what the cost rises by at least, in the next exchange, if a basic variable at x goes down to 0 or up to 1.
func (l *simplex) penalties(v int, x float64) (down, up float64) {
	w := l.where[v]
	if w >= 0 || w == math.MinInt32 {
		return 0, 0
	}
	down, up = math.Inf(1), math.Inf(1)
	for j, t := range l.t[-1-w] {
		if t < slim && t > -slim {
			continue
		}
		lo, hi := l.bounds(l.free[j])
		if lo == hi {
			continue
		}
		r := math.Abs(l.d[j] / t)
		if rises := (t > 0) == (l.at[j] == lo); rises {
			up = min(up, r)
		} else {
			down = min(down, r)
		}
	}
	return down * x, up * (1 - x)
}
