package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// installationFlags say which installation a command works on; every command that works on one has them.
type installationFlags struct {
	Config  string      `env:"WAYMARK_CONFIG" placeholder:"FILE" help:"A YAML file of settings: each flag with a variable of the environment, underscores for hyphens. The command line and the environment come before it."`
	DB      string      `name:"db" env:"WAYMARK_DB" default:"waymark.db" placeholder:"ADDRESS" help:"The installation's database: a file of SQLite, or postgres://user@host/name."`
	Today   record.Date `env:"WAYMARK_TODAY" placeholder:"DAY" help:"The business day, such as 2005-06-01; the clock's day in UTC where none is given."`
	Issuers []string    `env:"WAYMARK_ISSUERS" placeholder:"ISSUER" help:"Award the programmes of these issuers alone, such as microsoft; those of all where none is given."`
}

// installation is an opened database with what works on it.
type installation struct {
	store     *store.Store
	registrar *registrar.Registrar
	now       func() time.Time
	// today is the business day. The clock stays apart from it: sessions, links and the journal go by the clock.
	today func() record.Date
}

// open opens the installation; close it at the end.
func (f installationFlags) open(ctx context.Context, c *Command) (*installation, error) {
	return f.openTelling(ctx, c, c.changing(f.DB))
}

// openTelling opens the installation; changing hears that its tables are brought up to date first.
func (f installationFlags) openTelling(ctx context.Context, c *Command, changing func(from, to int64)) (*installation, error) {
	s, err := store.Open(ctx, f.DB, changing)
	if err != nil {
		return nil, undone(err)
	}
	i := &installation{store: s, now: c.Now, today: func() record.Date { return record.DateOf(c.Now().UTC()) }}
	if f.Today != 0 {
		i.today = func() record.Date { return f.Today }
	}
	i.registrar = registrar.New(s, registrar.Options{Now: i.now, Today: i.today, Issuers: f.Issuers})
	return i, nil
}

// changing says on standard error that a database is brought up to date: nothing else is said until it is.
func (c *Command) changing(db string) func(from, to int64) {
	return func(from, to int64) {
		_, _ = fmt.Fprintln(c.Stderr, c.words.Sentence("command.changing", message.Op("db", db), message.Op("from", int(from)), message.Op("to", int(to))))
	}
}

// logChanging is changing for what serves and works: a line of the log.
func logChanging(log *slog.Logger) func(from, to int64) {
	return func(from, to int64) {
		log.Warn("the database is being brought up to date, which takes minutes where there are millions of rows", "from", from, "to", to)
	}
}

func (i *installation) close() error { return i.store.Close() }

// undone ends a command by what the registrar or the store says of an act that was not done.
func undone(err error) error {
	f, is := errors.AsType[*fault.Error](err)
	if !is || errors.Is(err, context.Canceled) { // who stopped it knows
		return err
	}
	return cannot("command.undone", "", message.Op("what", f.Error()))
}
