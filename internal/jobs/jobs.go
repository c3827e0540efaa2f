// Package jobs does what acts left to be done later: it audits again whom something concerns, begins each business day, sends
// letters, and forgets what has ended.
//
// Call [Start] in every process that is to work, and [Workers.Stop] before it ends. Any number of processes may work on one
// PostgreSQL; on SQLite the one that serves works too.
//
// The queue is River's (package store has its tables): an act leaves work in its own transaction, so that there is work if and
// when the act is. No work is trusted to be there or to be done once: what is due is what is marked in the database, and each
// worker may be killed at any moment and its work begun again by another.
package jobs

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"waymark/internal/fault"
	"waymark/internal/mail"
	"waymark/internal/registrar"
	"waymark/internal/store"
)

// Options are what a process decides.
type Options struct {
	Now func() time.Time
	Log *slog.Logger
	// Mail is the server that takes letters; without one this process leaves them where they are.
	Mail *mail.Server
	// Busy tells that people are waiting for this process; then audits that can wait make room for them. Nil never does.
	Busy func() bool
	// Look is how often to see whether a day has begun or work was left by a process that ended; 30 seconds where it is 0.
	Look time.Duration
	// Issuing is how credentials are issued; without it this process issues none.
	Issuing *registrar.Issuing
}

// Workers work until they are stopped.
type Workers struct {
	queue    store.Queue
	stopping *atomic.Bool
}

// How long work may take before another process takes it that its worker is gone, and what one piece of it does at most.
const (
	limit  = time.Minute
	rescue = 2 * time.Minute
	piece  = 20 * time.Second
	soft   = 10 * time.Second
)

// queueLook is the queue of what is done now and then.
const queueLook = "look"

// Start begins to work what was left, first of all what processes before this one left undone.
func Start(ctx context.Context, s *store.Store, r *registrar.Registrar, o Options) (*Workers, error) {
	if o.Look == 0 {
		o.Look = 30 * time.Second
	}
	if o.Busy == nil {
		o.Busy = func() bool { return false }
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &settler{registrar: r, now: o.Now, busy: o.Busy})
	river.AddWorker(workers, &caretaker{store: s, registrar: r, now: o.Now, log: o.Log})
	queues := map[string]river.QueueConfig{store.QueueSettle: {MaxWorkers: 1}, queueLook: {MaxWorkers: 1}}
	river.AddWorker(workers, &sender{store: s, server: o.Mail, now: o.Now})
	if o.Mail != nil {
		queues[store.QueueSend] = river.QueueConfig{MaxWorkers: 4}
	}
	periodic := []*river.PeriodicJob{every(o.Look, looking{})}
	if o.Issuing != nil {
		river.AddWorker(workers, &signer{registrar: r, issuing: o.Issuing, now: o.Now})
		queues[queueIssue] = river.QueueConfig{MaxWorkers: 1}
		periodic = append(periodic, every(o.Look, issuing{}))
	}
	stopping := &atomic.Bool{}
	queue, err := s.Queue(&river.Config{
		Logger: slog.New(warnings{o.Log.Handler(), stopping}), Workers: workers, Queues: queues, ErrorHandler: &recorder{o.Log},
		JobTimeout: limit, RescueStuckJobsAfter: rescue, SoftStopTimeout: soft,
		FetchPollInterval: time.Second, CompletedJobRetentionPeriod: time.Hour,
		PeriodicJobs: periodic,
	})
	if err != nil {
		return nil, err
	}
	if err := resume(ctx, s, o); err != nil {
		return nil, err
	}
	// The queue is stopped by Stop alone, which lets it finish: the context that starts it never ends.
	return &Workers{queue, stopping}, queue.Start(context.WithoutCancel(ctx))
}

// every has work come round by itself, first at once.
func every(interval time.Duration, work river.JobArgs) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(interval), func() (river.JobArgs, *river.InsertOpts) { return work, nil },
		&river.PeriodicJobOpts{RunOnStart: true})
}

// resume leaves again the work that a process that was killed had begun.
func resume(ctx context.Context, s *store.Store, o Options) error {
	const letters, oldest = 1000, 3 * 24 * time.Hour
	return s.Change(ctx, func(c *store.Change) error {
		work := []river.JobArgs{looking{}, store.Settling{}}
		if o.Mail != nil {
			unsent, err := c.Unsent(letters)
			if err != nil {
				return err
			}
			for _, m := range unsent {
				if m.At > o.Now().Add(-oldest).UnixMicro() {
					work = append(work, store.Sending{Letter: m.ID})
				}
			}
		}
		return c.Leave(work...)
	})
}

// Stop takes on no more work and waits for what is under way, which it cuts short before long.
func (w *Workers) Stop(ctx context.Context) error {
	w.stopping.Store(true)
	err := w.queue.Stop(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		err = w.queue.StopAndCancel(context.WithoutCancel(ctx))
	}
	return err
}

// recorder logs work that failed; the queue tries it again later.
type recorder struct{ log *slog.Logger }

// HandleError logs an error.
func (r *recorder) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	if fault.Is(err, fault.Unavailable) || errors.Is(err, context.Canceled) {
		r.log.WarnContext(ctx, "work put off", "work", job.Kind, "job", job.ID, "attempt", job.Attempt, "error", err)
		return nil
	}
	r.log.ErrorContext(ctx, "work failed", "work", job.Kind, "job", job.ID, "attempt", job.Attempt, "error", err)
	return nil
}

// HandlePanic logs a panic.
func (r *recorder) HandlePanic(ctx context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	r.log.ErrorContext(ctx, "work panicked", "work", job.Kind, "job", job.ID, "attempt", job.Attempt, "panic", value, "trace", trace)
	return nil
}
