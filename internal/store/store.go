// Package store keeps what a certification body must not lose: candidates and their evidence, rulings, awards, the journal
// of every act. It holds the only SQL and the only database drivers, for SQLite (one file, nothing to install) and PostgreSQL.
//
// Call [Open]; read with [Store.View], act with [Store.Act], change what is no fact (sessions, marks) with [Store.Change].
// Each query is written once and runs on both databases; package storetest holds that they answer alike.
//
// A fact, once stored, is never changed and never deleted: what comes later is a further step. Every fact belongs to one
// entry of the journal, and the entry holds the hash of the facts it wrote. The store decides nothing: who may do what, and
// what follows from it, is for package registrar.
//
// Promise to old data: migrations only add; a column keeps its meaning.
package store

import (
	"context"
	"errors"
	"strings"

	"github.com/riverqueue/river"

	"waymark/internal/fault"
)

// Store is one installation's database. It is safe for use by many goroutines.
type Store struct {
	db       database
	failures func(point string) error
}

// database is one of the two kinds of database.
type database interface {
	// dialect names the folder of its migrations.
	dialect() string
	// read runs f in a transaction that sees one moment and may write nothing.
	read(ctx context.Context, f func(tx) error) error
	// write runs f in a transaction; an error of f undoes it.
	write(ctx context.Context, f func(tx) error) error
	migrate(ctx context.Context, changing func(from, to int64)) error
	// queue gives what works the queue of work that was left.
	queue(config *river.Config) (Queue, error)
	// backup writes a copy of one moment to a file while others go on reading and writing.
	backup(ctx context.Context, file string) error
	close() error
}

// tx is one transaction, on either kind of database. Queries write their operands as $1, $2.
type tx interface {
	exec(ctx context.Context, query string, args ...any) (int64, error)
	query(ctx context.Context, query string, args []any, row func(scanner) error) error
	// batch runs one query for each list of operands; row, where it is given, gets every row with the list's index.
	batch(ctx context.Context, query string, args [][]any, row func(int, scanner) error) error
	// leave puts work into the queue with the transaction.
	leave(ctx context.Context, work []river.InsertManyParams) error
}

// scanner is the current row.
type scanner interface{ Scan(into ...any) error }

// Shared tells whether several processes may serve the installation at the address.
func Shared(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Open opens the database at a postgres:// address or in an SQLite file, and brings its tables up to date. Before it changes those of an
// installation that has some, which takes minutes where there are millions of rows, changing hears from which form to which; it may be
// nil.
func Open(ctx context.Context, address string, changing func(from, to int64)) (*Store, error) {
	var db database
	var err error
	if Shared(address) {
		db, err = openPostgres(ctx, address)
	} else {
		db, err = openSQLite(ctx, strings.TrimPrefix(address, "sqlite:"))
	}
	if err != nil {
		return nil, fault.Because(err, fault.Unavailable, "fault.database-closed")
	}
	if err := db.migrate(ctx, changing); err != nil {
		err = firstError(err, db.close())
		if _, said := errors.AsType[*fault.Error](err); said {
			return nil, err
		}
		return nil, fault.Because(err, fault.Unavailable, "fault.database-old")
	}
	return &Store{db: db}, nil
}

// FailAt is for tests: failures is asked before and after every write of a fact, before and after the commit, and what it
// answers is the error of that moment. After the commit the act is done all the same.
func (s *Store) FailAt(failures func(point string) error) { s.failures = failures }

func (s *Store) point(name string) error {
	if s.failures == nil {
		return nil
	}
	return s.failures(name)
}

// Close ends every connection.
func (s *Store) Close() error { return s.db.close() }

// View reads as of one moment.
type View struct {
	ctx context.Context
	tx  tx
}

// View runs f on one moment of the database: whatever others do meanwhile, f sees none of it.
func (s *Store) View(ctx context.Context, f func(*View) error) error {
	return s.db.read(ctx, func(t tx) error { return f(&View{ctx, t}) })
}

// Change is a transaction on what is no fact: sessions, links, marks of work to do. It leaves no entry in the journal.
type Change struct{ View }

// Change runs f in one transaction; an error undoes all of it.
func (s *Store) Change(ctx context.Context, f func(*Change) error) error {
	return s.db.write(ctx, func(t tx) error { return f(&Change{View{ctx, t}}) })
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
