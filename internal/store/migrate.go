package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

func (d *sqliteDB) migrate(ctx context.Context) error {
	return migrate(ctx, goose.DialectSQLite3, d.dialect(), d.db)
}

func (d *postgresDB) migrate(ctx context.Context) error {
	db := stdlib.OpenDBFromPool(d.pool)
	return firstError(migrate(ctx, goose.DialectPostgres, d.dialect(), db), db.Close())
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
