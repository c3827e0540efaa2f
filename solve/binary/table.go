package binary

import (
	"math"
	"slices"
)

// renew computes the table anew for the same basis, to be rid of the errors of many pivots.
func (l *simplex) renew() { l.rebuild(l.rows, func(int32) bool { return true }) }

// rebuild computes the table anew over some of its rows and of its variables, for the same basis as far as it can be.
func (l *simplex) rebuild(rows []int32, stays func(v int32) bool) {
	l.pivots = 0
	s := l.s
	var wanted []int32
	keep := map[int32]bool{} // rows of the search whose slack is basic
	open := make([]bool, len(s.cost))
	for _, v := range l.free {
		if int(v) < len(s.cost) {
			open[v] = stays(v)
		}
	}
	for _, v := range l.basic {
		switch {
		case int(v) >= len(s.cost):
			keep[l.rows[int(v)-len(s.cost)]] = true
		case stays(v):
			wanted = append(wanted, v)
			open[v] = true
		}
	}
	slices.Sort(wanted)
	for _, i := range l.rows {
		l.rowIndex[i] = -1
	}
	l.rows, l.unit = nil, l.unit[:0]
	for _, i := range rows {
		l.include(int(i))
	}
	l.begin(func(v int) bool { return open[v] })
	for _, v := range wanted {
		j := l.where[v]
		best, size := -1, 1e-6
		for i, b := range l.basic {
			if int(b) >= len(s.cost) && !keep[l.rows[int(b)-len(s.cost)]] {
				if t := math.Abs(l.t[i][j]); t > size {
					best, size = i, t
				}
			}
		}
		if best >= 0 {
			l.exchange(best, int(j))
		}
	}
}

// purge drops the rows from the n-th of the search on that do not bind, every row that now holds whatever is decided, and the
// variables that are decided. It is for the root, where decisions stay.
func (l *simplex) purge(n int) {
	s := l.s
	var rows []int32
	for k, i := range l.rows {
		if (int(i) < n || l.where[len(s.cost)+k] >= 0) && s.matters(int(i)) {
			rows = append(rows, i)
		}
	}
	l.rebuild(rows, func(v int32) bool { return s.lo[v] != s.hi[v] })
	l.place()
}

// add puts a row of the search into the table, its slack basic.
func (l *simplex) add(i int) {
	l.include(i)
	k := l.m
	unit := l.unit[k]
	row := make([]float64, l.n)
	q := -float64(l.s.rows[i].b) * unit
	for _, t := range l.s.rows[i].terms {
		a := float64(t.Coef) * unit
		switch w := l.where[t.Var]; {
		case w >= 0:
			row[w] += a
		case w == math.MinInt32:
			q += a * float64(l.s.lo[t.Var])
		default:
			q += a * l.q[-1-w]
			for j, x := range l.t[-1-w] {
				row[j] += a * x
			}
		}
	}
	l.t, l.q, l.x, l.weight = append(l.t, row), append(l.q, q), append(l.x, 0), append(l.weight, 1)
	l.basic = append(l.basic, int32(len(l.s.cost)+k))
	l.where = append(l.where, int32(-1-k))
	l.m++
}
