package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"waymark/internal/fault"
	"waymark/internal/mail"
	"waymark/internal/store"
)

// sender sends a letter.
type sender struct {
	river.WorkerDefaults[store.Sending]
	store  *store.Store
	server *mail.Server
	now    func() time.Time
}

// Work sends it. A letter that no server will take is given up; any other failure is tried again, later and later.
func (w *sender) Work(ctx context.Context, job *river.Job[store.Sending]) error {
	err := w.server.Send(ctx, w.store, job.Args.Letter, w.now)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.NotFound) {
		return river.JobCancel(err)
	}
	return err
}
