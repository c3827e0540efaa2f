package registrar_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// Several processes on one database: each takes its own feed in and all settle what is due at once. Nothing is lost and nothing
// is done twice.
func TestSeveralAtWorkOnOneDatabase(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			at := address(t)
			b := newBody(t, storetest.Open(t, at))
			const processes, people = 3, 40
			var all sync.WaitGroup
			for n := range processes {
				s := storetest.Open(t, at)
				r := registrar.New(s, registrar.Options{Now: time.Now, Today: func() record.Date { return b.today }})
				all.Go(func() {
					var text strings.Builder
					text.WriteString(header)
					for i := range people { // every process has a result of the same people
						fmt.Fprintf(&text, "R%d-%d,C%d,Ana,Roy,,%s,%d/1/2004,Pass,800\n", n, i, i, mcsa[n], n+1)
					}
					if _, err := r.ImportFeed(context.Background(), b.manager, registrar.Feed{Profile: []byte(testhall), File: strings.NewReader(text.String())}); err != nil {
						t.Error(err)
					}
					for {
						if due, err := r.Settle(context.Background(), registrar.Worker, 7); err != nil || due == 0 {
							if err != nil {
								t.Error(err)
							}
							return
						}
					}
				})
			}
			all.Wait()
			if last := storetest.View(t, b.store, func(v *store.View) (int64, error) { return v.LastCandidate() }); last != people {
				t.Errorf("%d candidates", last)
			}
			for id := int64(1); id <= people; id++ {
				w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
				if len(w.Facts) != processes || len(w.Awards) != 1 {
					t.Errorf("candidate %d has %d facts and %d awards", id, len(w.Facts), len(w.Awards))
				}
			}
			b.whole(t)
		})
	}
}
