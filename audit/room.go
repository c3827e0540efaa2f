package audit

// pool lends values whose memory the next audit uses again.
type pool[T any] struct {
	all  []*T
	lent int
}

func (p *pool[T]) next() *T {
	if p.lent == len(p.all) {
		p.all = append(p.all, new(T))
	}
	p.lent++
	return p.all[p.lent-1]
}

// sized gives a cleared slice of length n, reusing room.
func sized[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n)
	}
	x = x[:n]
	clear(x)
	return x
}
