package binary

import (
	"math"
	"slices"
)

// renew computes the table anew for the same basis, to be rid of the errors of many pivots; where they hide the basis it begins
// again with that of the slacks.
func (l *simplex) renew() {
	wanted, keep := l.basis()
	open := make([]bool, len(l.s.cost))
	for _, list := range [][]int32{l.free, l.basic} {
		for _, v := range list {
			if int(v) < len(open) {
				open[v] = true
			}
		}
	}
	isOpen := func(v int) bool { return open[v] }
	l.begin(isOpen)
	if !l.enterAll(wanted, keep) || !l.sound() {
		l.begin(isOpen)
	}
	l.pivots = 0
}

// basis is the variables of the programme that are basic, ascending, and by row of the table whether its slack is.
func (l *simplex) basis() (wanted []int32, keep []bool) {
	keep = make([]bool, l.m)
	for _, v := range l.basic {
		if k := int(v) - len(l.s.cost); k >= 0 {
			keep[k] = true
		} else {
			wanted = append(wanted, v)
		}
	}
	slices.Sort(wanted)
	return wanted, keep
}

// enterAll makes variables basic in rows whose slack is not kept; false where one finds none.
func (l *simplex) enterAll(wanted []int32, keep []bool) bool {
	for _, v := range wanted {
		j := l.where[v]
		best, size := -1, 1e-6
		for i, b := range l.basic {
			if k := int(b) - len(l.s.cost); k >= 0 && !keep[k] {
				if t := math.Abs(l.t[i][j]); t > size {
					best, size = i, t
				}
			}
		}
		if best < 0 {
			return false
		}
		l.touch(int(j))
		l.exchange(best, int(j))
	}
	return true
}

// sound tells whether no slack can be made larger and the cost less by it: else the multipliers prove little.
func (l *simplex) sound() bool {
	for j, v := range l.free {
		if k := int(v) - len(l.s.cost); k >= 0 && l.top[k] != 0 && l.d[j] < -slim {
			return false
		}
	}
	return true
}

// purge drops the cuts (the rows of the search from the n-th on) that do not bind, every other row that does not bind and now
// holds whatever is decided, and the variables that are decided. It is for the root, where decisions stay.
func (l *simplex) purge(n int) {
	l.dropRows(func(row int) bool { return row >= n || l.s.loose(row) })
	l.dropColumns()
	l.place()
}

// dropRows drops rows of the search whose slack is basic: nothing else in the table is made of them.
func (l *simplex) dropRows(drop func(row int) bool) {
	s := l.s
	vars := len(s.cost)
	gone := make([]bool, len(l.rows))
	i := 0
	for r, v := range l.basic {
		if k := int(v) - vars; k >= 0 && drop(int(l.rows[k])) {
			gone[k] = true
			continue
		}
		l.t[i], l.q[i], l.x[i], l.weight[i], l.basic[i] = l.t[r], l.q[r], l.x[r], l.weight[r], v
		i++
	}
	l.m = i
	l.t, l.q, l.x, l.weight, l.basic = l.t[:i], l.q[:i], l.x[:i], l.weight[:i], l.basic[:i]
	number := make([]int32, len(gone))
	k := 0
	for old, is := range gone {
		if is {
			l.rowIndex[l.rows[old]] = -1
			continue
		}
		number[old] = int32(vars + k)
		l.rowIndex[l.rows[old]] = number[old]
		l.rows[k], l.unit[k], l.top[k] = l.rows[old], l.unit[old], l.top[old]
		k++
	}
	l.rows, l.unit, l.top, l.where = l.rows[:k], l.unit[:k], l.top[:k], l.where[:vars+k]
	for _, list := range [][]int32{l.basic, l.free} {
		for at, v := range list {
			if int(v) >= vars {
				list[at] = number[int(v)-vars]
			}
		}
	}
	l.index()
}

// dropColumns makes nonbasic variables that are decided part of the constant.
func (l *simplex) dropColumns() {
	s := l.s
	var stay []int
	for j, v := range l.free {
		if int(v) >= len(s.cost) || s.lo[v] != s.hi[v] {
			stay = append(stay, j)
			continue
		}
		l.where[v] = math.MinInt32
		if s.lo[v] == 1 {
			for i := range l.t {
				l.q[i] += l.t[i][j]
			}
		}
	}
	if len(stay) == l.n {
		return
	}
	for i, row := range l.t {
		for to, j := range stay {
			row[to] = row[j]
		}
		l.t[i] = row[:len(stay)]
	}
	for to, j := range stay {
		l.free[to], l.d[to], l.at[to] = l.free[j], l.d[j], l.at[j]
	}
	l.n = len(stay)
	l.free, l.d, l.at = l.free[:l.n], l.d[:l.n], l.at[:l.n]
	l.index()
}

// index notes where each variable is.
func (l *simplex) index() {
	for i, v := range l.basic {
		l.where[v] = int32(-1 - i)
	}
	for j, v := range l.free {
		l.where[v] = int32(j)
	}
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
