package jobs_test

import (
	"testing"

	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// BenchmarkAct measures an act of one candidate: alone, with the workers beside it, and leaving work for them.
func BenchmarkAct(b *testing.B) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		for _, how := range []string{"alone", "beside-workers", "leaving-work"} {
			b.Run(name+"/"+how, func(b *testing.B) {
				s := storetest.Open(b, address(b))
				if how != "alone" {
					o := newOffice(b, s)
					defer stop(b, o.work(b, nil))
				}
				for b.Loop() {
					storetest.Act(b, s, func(a *store.Act) error {
						id, err := a.AddCandidates("Ana")
						if err != nil || how != "leaving-work" {
							return err
						}
						return a.MarkDue(id)
					})
				}
			})
		}
	}
}
