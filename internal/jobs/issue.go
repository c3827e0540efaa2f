package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"waymark/internal/fault"
	"waymark/internal/registrar"
)

// issuing is the work that takes awards to their credentials. It comes round by itself: what is to be issued is marked.
type issuing struct{}

// Kind is the work's name in the queue.
func (issuing) Kind() string { return "issue" }

// InsertOpts keeps it from others' way.
func (issuing) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: queueIssue} }

// queueIssue is the queue of those processes that have the keys.
const queueIssue = "issue"

// signer issues the credentials of awards, and signs status lists again in time.
type signer struct {
	river.WorkerDefaults[issuing]
	registrar *registrar.Registrar
	issuing   *registrar.Issuing
	now       func() time.Time
}

// Work issues for a while; what is left then is issued when the work comes round again. Another process that took a step first is no
// failure.
func (w *signer) Work(ctx context.Context, _ *river.Job[issuing]) error {
	for until := w.now().Add(piece); w.now().Before(until); {
		done, err := w.registrar.IssueCredentials(ctx, registrar.Worker, w.issuing, atOnce)
		if fault.Is(err, fault.Conflict) {
			continue
		}
		if err != nil || !done.Any() {
			return err
		}
	}
	return river.JobSnooze(0)
}
