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
)

//go:embed migrations
var migrations embed.FS

func (d *sqliteDB) migrate(ctx context.Context) error {
	return firstError(migrate(ctx, goose.DialectSQLite3, d.dialect(), d.db), migrateQueue(ctx, riversqlite.New(d.writes)))
}

func (d *postgresDB) migrate(ctx context.Context) error {
	db := stdlib.OpenDBFromPool(d.pool)
	return firstError(migrate(ctx, goose.DialectPostgres, d.dialect(), db), db.Close(), migrateQueue(ctx, riverpgxv5.New(d.pool)))
}

func migrate(ctx context.Context, dialect goose.Dialect, folder string, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations/"+folder)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}
