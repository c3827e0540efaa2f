package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"waymark/internal/fault"
)

// postgresDB is a PostgreSQL database, which several processes may share.
type postgresDB struct {
	pool *pgxpool.Pool
	jobs *river.Client[pgx.Tx]
}

func openPostgres(ctx context.Context, address string) (database, error) {
	pool, err := pgxpool.New(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	jobs, err := river.NewClient(riverpgxv5.New(pool), &river.Config{})
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &postgresDB{pool, jobs}, nil
}

func (d *postgresDB) queue(config *river.Config) (Queue, error) {
	return river.NewClient(riverpgxv5.New(d.pool), config)
}

func (d *postgresDB) dialect() string { return "postgres" }

func (d *postgresDB) read(ctx context.Context, f func(tx) error) error {
	return d.inTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, f)
}

// Read committed is enough for writing: an act first takes the head of the journal, and then is alone.
func (d *postgresDB) write(ctx context.Context, f func(tx) error) error {
	return d.inTx(ctx, pgx.TxOptions{}, f)
}

func (d *postgresDB) inTx(ctx context.Context, options pgx.TxOptions, f func(tx) error) error {
	return translate(d.pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
		err := pgx.BeginTxFunc(ctx, c, options, func(t pgx.Tx) error { return f(postgresTx{t, d.jobs}) })
		return lost(ctx, c.Conn(), err)
	}))
}

// lost tells an error of a connection that broke, which the driver names in many ways, from others.
func lost(ctx context.Context, c *pgx.Conn, err error) error {
	if err == nil || !c.IsClosed() || ctx.Err() != nil || errors.Is(err, ErrNothing) || fault.KindOf(err) != fault.Unknown {
		return err
	}
	return fault.Because(err, fault.Unavailable, "fault.unavailable")
}

type postgresTx struct {
	pgx.Tx
	jobs *river.Client[pgx.Tx]
}

func (t postgresTx) leave(ctx context.Context, work []river.InsertManyParams) error {
	_, err := t.jobs.InsertManyTx(ctx, t.Tx, work)
	return err
}

func (t postgresTx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	tag, err := t.Exec(ctx, query, args...)
	return tag.RowsAffected(), err
}

func (t postgresTx) query(ctx context.Context, query string, args []any, row func(scanner) error) error {
	rows, err := t.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// pipeline is how many queries go to the server before their answers are read.
const pipeline = 2000

func (t postgresTx) batch(ctx context.Context, query string, args [][]any, row func(int, scanner) error) error {
	for start := 0; start < len(args); start += pipeline {
		var b pgx.Batch
		for i, one := range args[start:min(start+pipeline, len(args))] {
			q := b.Queue(query, one...)
			if row != nil {
				q.Query(func(rows pgx.Rows) error {
					for rows.Next() {
						if err := row(start+i, rows); err != nil {
							return err
						}
					}
					return rows.Err()
				})
			}
		}
		if err := t.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
	}
	return nil
}

// backup copies row by row into an SQLite file.
func (d *postgresDB) backup(ctx context.Context, file string) error {
	to, err := Open(ctx, file, nil)
	if err != nil {
		return err
	}
	return firstError((&Store{db: d}).CopyTo(ctx, to, nil), to.Close())
}

func (d *postgresDB) close() error {
	d.pool.Close()
	return nil
}

// away are the codes, or how they begin, of a server that cannot do now what it may do later: another transaction came between, it lacks
// memory or space, was told to stop, is the copy that only reads, somebody holds a lock, its disk fails, or the connection does.
var away = []string{"40", "53", "57", "25006", "55P03", "58", "08"}

// translatePostgres tells a broken uniqueness and a server that cannot answer from other errors.
func translatePostgres(err error) (error, bool) {
	if p, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch {
		case p.Code == "23505":
			return fault.Because(err, fault.Conflict, "fault.there-already"), true
		case slices.ContainsFunc(away, func(code string) bool { return strings.HasPrefix(p.Code, code) }):
			return fault.Because(err, fault.Unavailable, "fault.unavailable"), true
		case p.Code == "22021", p.Code == "54000": // bytes that are no text, or more of them than an index takes
			return fault.Because(err, fault.Invalid, "fault.untakable"), true
		}
		return err, false
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return fault.Because(err, fault.Unavailable, "fault.unavailable"), true
	}
	return err, false
}

// translate turns a driver's error into a fault, once, at the edge of the store.
func translate(err error) error {
	if err == nil || fault.KindOf(err) != fault.Unknown {
		return err
	}
	if translated, done := translateSQLite(err); done {
		return translated
	}
	translated, _ := translatePostgres(err)
	return translated
}
