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
	busy      func() bool
}

// How many candidates one act settles: while it is under way no other act is, so they are not many, and few while people wait. Then
// the settler also rests so many times as long as it worked.
const (
	atOnce     = 100
	whileBusy  = 8
	restsTimes = 4
)

// Work settles for a while; what is left then is settled by the same work, begun again.
func (w *settler) Work(ctx context.Context, _ *river.Job[store.Settling]) error {
	for until := w.now().Add(piece); w.now().Before(until); {
		began, busy, limit := w.now(), w.busy(), atOnce
		if busy {
			limit = whileBusy
		}
		n, err := w.registrar.Settle(ctx, registrar.Worker, limit)
		if err != nil || n == 0 {
			return err
		}
		if busy {
			select {
			case <-time.After(min(restsTimes*w.now().Sub(began), time.Second)):
			case <-ctx.Done():
				return river.JobSnooze(0)
			}
		}
	}
	return river.JobSnooze(0)
}
