package binary

import "slices"

// pair says whether a row and its neighbour ask for at least and at most the same: then one row of the table, which comes to
// exactly that, stands for both.
type pair uint8

const (
	alone pair = iota
	first
	second
)

// paired finds the pairs: the second row is the first with every sign turned.
func paired(rows []row) []pair {
	out := make([]pair, len(rows))
	for i := 1; i < len(rows); i++ {
		a, b := &rows[i-1], &rows[i]
		if out[i-1] == alone && a.b == -b.b && slices.EqualFunc(a.terms, b.terms, func(x, y Term) bool { return x.Var == y.Var && x.Coef == -y.Coef }) {
			out[i-1], out[i] = first, second
		}
	}
	return out
}

// exact tells whether a row of the table stands for a pair.
func (s *search) exact(i int) bool { return i < len(s.pairs) && s.pairs[i] == first }

// loose tells whether the table can do without a row: what is still to be decided cannot break it, or another stands for it.
func (s *search) loose(i int) bool {
	if i >= len(s.pairs) || s.pairs[i] == alone {
		return !s.matters(i)
	}
	return s.pairs[i] == second || !s.matters(i) && !s.matters(i+1)
}

// matters tells whether what is still to be decided can break a row.
func (s *search) matters(i int) bool {
	r := &s.rows[i]
	least := int64(0)
	open := 0
	for _, t := range r.terms {
		if s.lo[t.Var] != s.hi[t.Var] {
			open++
			least += min(t.Coef, 0)
		} else if s.lo[t.Var] == 1 {
			least += t.Coef
		}
	}
	return open > 0 && least < r.b
}
