package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"waymark/internal/registrar"
	"waymark/internal/store"
)

// settler audits again whom something concerns, until nobody is due.
type settler struct {
	river.WorkerDefaults[store.Settling]
	registrar *registrar.Registrar
	now       func() time.Time
}

// atOnce is how many candidates one act settles: while it is under way no other act is, so it is not long.
const atOnce = 100

// Work settles for a while; what is left then is settled by the same work, begun again.
func (w *settler) Work(ctx context.Context, _ *river.Job[store.Settling]) error {
	for until := w.now().Add(piece); w.now().Before(until); {
		n, err := w.registrar.Settle(ctx, registrar.Worker, atOnce)
		if err != nil || n == 0 {
			return err
		}
	}
	return river.JobSnooze(0)
}
