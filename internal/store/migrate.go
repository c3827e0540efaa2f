package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"waymark/internal/fault"
	"waymark/message"
)

//go:embed migrations
var migrations embed.FS

func (d *sqliteDB) migrate(ctx context.Context, changing func(from, to int64)) error {
	return firstError(migrate(ctx, goose.DialectSQLite3, d.dialect(), d.db, changing), migrateQueue(ctx, riversqlite.New(d.writes)))
}

func (d *postgresDB) migrate(ctx context.Context, changing func(from, to int64)) error {
	db := stdlib.OpenDBFromPool(d.pool)
	return firstError(migrate(ctx, goose.DialectPostgres, d.dialect(), db, changing), db.Close(), migrateQueue(ctx, riverpgxv5.New(d.pool)))
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
