package store_test

import (
	"sync"
	"testing"

	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// Processes that start at one moment on an empty database all come up: one makes the tables, and the others find them.
func TestManyStartAtOnce(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			at := address(t)
			var starting sync.WaitGroup
			opened := make(chan *store.Store, 6)
			for range cap(opened) {
				starting.Go(func() {
					s, err := store.Open(t.Context(), at, nil)
					if err != nil {
						t.Error(err)
						return
					}
					opened <- s
				})
			}
			starting.Wait()
			close(opened)
			for s := range opened {
				storetest.Act(t, s, func(a *store.Act) error { _, err := a.AddCandidates("Cy"); return err })
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
