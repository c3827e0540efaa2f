package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"waymark/internal/fault"
	"waymark/message"
)

//go:embed migrations
var migrations embed.FS

// Processes that start at one moment bring the tables up to date one after the other: the first does it, and the others find it done.

func (d *sqliteDB) migrate(ctx context.Context, changing func(from, to int64)) error {
	if err := d.turn.hold(); err != nil {
		return err
	}
	err := migrate(ctx, goose.DialectSQLite3, d.dialect(), d.db, changing)
	if err == nil {
		err = migrateQueue(ctx, riversqlite.New(d.writes))
	}
	return firstError(err, d.turn.release())
}

// migrationLock is the number of the lock that a process holds on a PostgreSQL while it looks after the tables.
const migrationLock = 0x7761796d61726b

func (d *postgresDB) migrate(ctx context.Context, changing func(from, to int64)) error {
	holder, err := pgx.ConnectConfig(ctx, d.pool.Config().ConnConfig) // beside the pool, which may have one connection alone
	if err != nil {
		return err
	}
	defer holder.Close(context.WithoutCancel(ctx)) //nolint:errcheck // its end frees the lock
	if _, err := holder.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(migrationLock)); err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(d.pool)
	err = firstError(migrate(ctx, goose.DialectPostgres, d.dialect(), db, changing), db.Close())
	if err == nil {
		err = migrateQueue(ctx, riverpgxv5.New(d.pool))
	}
	return err
}

func migrate(ctx context.Context, dialect goose.Dialect, folder string, db *sql.DB, changing func(from, to int64)) error {
	files, err := fs.Sub(migrations, "migrations/"+folder)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	from, to, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if from > to {
		return fault.New(fault.Unavailable, "fault.database-newer", message.Op("found", int(from)), message.Op("known", int(to)))
	}
	if changing != nil && 0 < from && from < to {
		changing(from, to)
	}
	_, err = provider.Up(ctx)
	return err
}
