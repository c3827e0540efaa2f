package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"waymark/internal/registrar"
	"waymark/internal/store"
)

// looking is the work that nobody leaves: it comes round by itself.
type looking struct{}

// Kind is the work's name in the queue.
func (looking) Kind() string { return "look" }

// InsertOpts keeps one from waiting while another does.
func (looking) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: queueLook} }

// caretaker sees whether a day has begun and whether anybody is due whom nobody settles, and forgets what has ended.
type caretaker struct {
	river.WorkerDefaults[looking]
	store     *store.Store
	registrar *registrar.Registrar
	now       func() time.Time
	log       *slog.Logger
}

// remembered is how long a session, link or kept answer that has ended stays.
const remembered = 24 * time.Hour

// noteHead logs the last entry of the journal, once a day. A log goes elsewhere: who could write the database and rewrote all of the
// journal would be betrayed by it.
func (w *caretaker) noteHead(ctx context.Context) error {
	return w.store.View(ctx, func(v *store.View) error {
		seq, hash, err := v.Head()
		if err == nil {
			w.log.InfoContext(ctx, "business day began", "day", w.registrar.Today(), "head", fmt.Sprintf("%d:%x", seq, hash))
		}
		return err
	})
}

// Work looks once. Publications take effect and awards lapse by their days alone; the day that begins marks everyone whom that
// may concern.
func (w *caretaker) Work(ctx context.Context, _ *river.Job[looking]) error {
	began, err := w.registrar.BeginDay(ctx)
	if err == nil && began {
		err = w.noteHead(ctx)
	}
	if err != nil {
		return err
	}
	return w.store.Change(ctx, func(c *store.Change) error {
		if err := c.Forget(w.now().Add(-remembered).UnixMicro()); err != nil {
			return err
		}
		due, err := c.Due(1)
		if err != nil || len(due) == 0 {
			return err
		}
		return c.Leave(store.Settling{})
	})
}
