package main

import (
	"context"

	"waymark/internal/store"
	"waymark/message"
)

type migrateCommand struct {
	installationFlags
	To string `required:"" placeholder:"ADDRESS" help:"Where to: a database that is empty, such as postgres://user@host/name."`
}

// Help gives the examples of waymark migrate --help.
func (migrateCommand) Help() string {
	return "Everything is written in one transaction, then both are read again and every row is compared. The\n" +
		"installation is left as it is; end the processes that serve it first, or what they do meanwhile stays behind.\n\n" +
		examples(
			"waymark migrate --db waymark.db --to postgres://waymark@db/waymark",
			"waymark migrate --db postgres://waymark@db/waymark --to waymark.db",
		)
}

// Run moves an installation to another database.
func (m migrateCommand) Run(c *Command) error {
	return m.with(c, func(ctx context.Context, from *installation) error {
		to, err := store.Open(ctx, m.To, c.changing(m.To))
		if err != nil {
			return err
		}
		bar := &progress{to: c.Stderr}
		var rows int64
		shown := bar.rows()
		err = from.store.CopyTo(ctx, to, func(at string, n, of int64) {
			rows = of / 2 // each row is counted twice: written, and compared
			shown(at, n, of)
		})
		bar.finish()
		if err := firstError(err, to.Close()); err != nil {
			return err
		}
		c.told("command.migrated", message.Op("rows", int(rows)), message.Op("from", m.DB), message.Op("to", m.To))
		return nil
	})
}
