package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// writer keeps the statements of the one connection that writes.
type writer struct {
	sync.Mutex
	statements map[string]*sql.Stmt
}

// learned gives the statement of a query that a transaction before has used.
func (w *writer) learned(query string) (*sql.Stmt, bool) {
	w.Lock()
	defer w.Unlock()
	s, known := w.statements[query]
	return s, known
}

// learn prepares for later what a transaction had to prepare for itself. A query that cannot be prepared now can be then.
func (w *writer) learn(db *sql.DB, queries []string) {
	for _, query := range queries {
		if _, known := w.learned(query); known {
			continue
		}
		if s, err := db.PrepareContext(context.Background(), places(query)); err == nil {
			w.Lock()
			w.statements[query] = s
			w.Unlock()
		}
	}
}

// sqliteWrite is one transaction that writes. It is database/sql's own, so that the queue of work can join it.
type sqliteWrite struct {
	*sql.Tx
	db         *sqliteDB
	statements map[string]*sql.Stmt
	fresh      []string
}

// write runs f in a transaction on the connection that writes; who asks first is served first.
func (d *sqliteDB) write(ctx context.Context, f func(tx) error) error {
	c, err := d.writes.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	w := &sqliteWrite{db: d, statements: map[string]*sql.Stmt{}}
	err = firstError(w.run(c, f), c.Close())
	d.writer.learn(d.writes, w.fresh)
	return translate(err)
}

// run runs f between begin and commit. Statements run without the context, since the driver would start a goroutine for each to
// watch it; it is asked before each instead.
func (w *sqliteWrite) run(c *sql.Conn, f func(tx) error) (err error) {
	if w.Tx, err = c.BeginTx(context.Background(), nil); err != nil {
		return err
	}
	defer func() {
		if e := w.Rollback(); err == nil && !errors.Is(e, sql.ErrTxDone) {
			err = e
		}
	}()
	if err := f(sqliteTx{w}); err != nil {
		return err
	}
	return w.Commit()
}

func (w *sqliteWrite) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s, ok := w.statements[query]; ok {
		return s, nil
	}
	s, known := w.db.writer.learned(query)
	if known {
		s = w.StmtContext(context.Background(), s)
	} else {
		var err error
		if s, err = w.PrepareContext(context.Background(), places(query)); err != nil {
			return nil, fmt.Errorf("%w in %s", err, query)
		}
		w.fresh = append(w.fresh, query)
	}
	w.statements[query] = s
	return s, nil
}

func (w *sqliteWrite) leave(ctx context.Context, work []river.InsertManyParams) error {
	_, err := w.db.jobs.InsertManyTx(ctx, w.Tx, work)
	return err
}

func (d *sqliteDB) queue(config *river.Config) (Queue, error) {
	return river.NewClient(riversqlite.New(d.writes), config)
}
