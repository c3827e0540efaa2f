package store

import (
	"context"
	"errors"
	"log/slog"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
)

// Settling is the work of auditing again whom something concerns. It names nobody: the marks do.
type Settling struct{}

// Kind is the work's name in the queue.
func (Settling) Kind() string { return "settle" }

// InsertOpts puts it into a queue of its own, which each process works one at a time: acts follow one another anyway.
func (Settling) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: QueueSettle} }

// Sending is the work of sending one letter.
type Sending struct {
	Letter int64 `json:"letter"`
}

// Kind is the work's name in the queue.
func (Sending) Kind() string { return "send" }

// InsertOpts keeps a letter from waiting twice.
func (Sending) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: QueueSend, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// The queues.
const (
	QueueSettle = "settle"
	QueueSend   = "send"
)

// Queue works what acts left to be done, in this process.
type Queue interface {
	Start(ctx context.Context) error
	// Stop waits for what is under way; StopAndCancel cuts it short.
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
}

// Queue gives what works the installation's queue; the configuration names the workers.
func (s *Store) Queue(config *river.Config) (Queue, error) { return s.db.queue(config) }

// Leave leaves work to be done later: it is there if and when the change is.
func (c *Change) Leave(work ...river.JobArgs) error {
	if len(work) == 0 {
		return nil
	}
	many := make([]river.InsertManyParams, len(work))
	for i, w := range work {
		many[i].Args = w
	}
	return c.tx.leave(c.ctx, many)
}

var errReading = errors.New("a view leaves no work")

// migrateQueue brings the tables of the queue up to date.
func migrateQueue[TTx any](ctx context.Context, driver riverdriver.Driver[TTx]) error {
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
