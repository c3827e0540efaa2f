package registrar

import (
	"sync"
	"sync/atomic"
)

// each calls f for 0…n-1, on as many processors as the installation gives it.
func (r *Registrar) each(n int, f func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, r.options.Processors) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	workers.Wait()
}
