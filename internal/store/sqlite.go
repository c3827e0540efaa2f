package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"regexp"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"waymark/internal/fault"
)

// sqliteDB is an SQLite file. One connection writes, a few read: readers see the last commit and never wait.
type sqliteDB struct {
	db      *sql.DB
	writer  chan *connection
	readers chan *connection
}

// connection keeps its statements prepared.
type connection struct {
	*sql.Conn
	statements map[string]*sql.Stmt
}

// Pages are 8 KiB, which suits rows that lie clustered by candidate; synchronous=FULL keeps every acknowledged act through
// a power cut; a part of the file may be mapped rather than copied.
const sqliteSettings = "?_pragma=page_size(8192)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)" +
	"&_pragma=temp_store(FILE)&_pragma=foreign_keys(OFF)&_pragma=wal_autocheckpoint(4000)&_pragma=mmap_size(536870912)"

// readers is how many connections read at once.
const readers = 6

func openSQLite(ctx context.Context, file string) (database, error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath()+sqliteSettings)
	if err != nil {
		return nil, err
	}
	d := &sqliteDB{db, make(chan *connection, 1), make(chan *connection, readers)}
	if err := d.connect(ctx); err != nil {
		return nil, fmt.Errorf("open %s: %w", file, firstError(err, db.Close()))
	}
	return d, nil
}

func (d *sqliteDB) connect(ctx context.Context) error {
	writer, err := d.db.Conn(ctx)
	if err != nil {
		return err
	}
	if _, err := writer.ExecContext(ctx, `PRAGMA cache_size = -131072`); err != nil {
		return err
	}
	d.writer <- &connection{writer, map[string]*sql.Stmt{}}
	for range readers {
		reader, err := d.db.Conn(ctx)
		if err != nil {
			return err
		}
		if _, err := reader.ExecContext(ctx, `PRAGMA query_only = 1; PRAGMA cache_size = -16384`); err != nil {
			return err
		}
		d.readers <- &connection{reader, map[string]*sql.Stmt{}}
	}
	return nil
}

func (d *sqliteDB) dialect() string { return "sqlite" }

func (d *sqliteDB) read(ctx context.Context, f func(tx) error) error {
	return inTx(ctx, d.readers, "BEGIN", f)
}

func (d *sqliteDB) write(ctx context.Context, f func(tx) error) error {
	return inTx(ctx, d.writer, "BEGIN IMMEDIATE", f)
}

// inTx runs f on a free connection. The statements run without the context, since the driver would start a goroutine for
// each to watch it; it is asked before each instead.
func inTx(ctx context.Context, free chan *connection, begin string, f func(tx) error) error {
	var c *connection
	select {
	case c = <-free:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { free <- c }()
	if err := c.run(begin); err != nil {
		return translate(err)
	}
	whole := false
	defer func() {
		if !whole { // f panicked
			_ = c.run("ROLLBACK")
		}
	}()
	err := f(sqliteTx{c})
	if err == nil {
		err = c.run("COMMIT")
	}
	if err != nil {
		_ = c.run("ROLLBACK") // fails where the commit's failure has rolled back already
	}
	whole = true
	return translate(err)
}

func (c *connection) run(query string) error {
	s, err := c.prepare(context.Background(), query)
	if err != nil {
		return err
	}
	_, err = s.Exec()
	return err
}

var dollar = regexp.MustCompile(`\$(\d+)`)

func (c *connection) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s, ok := c.statements[query]; ok {
		return s, nil
	}
	s, err := c.PrepareContext(context.Background(), dollar.ReplaceAllString(query, "?$1"))
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, query)
	}
	c.statements[query] = s
	return s, nil
}

type sqliteTx struct{ *connection }

func (t sqliteTx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	s, err := t.prepare(ctx, query)
	if err != nil {
		return 0, err
	}
	r, err := s.Exec(args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (t sqliteTx) query(ctx context.Context, query string, args []any, row func(scanner) error) error {
	s, err := t.prepare(ctx, query)
	if err != nil {
		return err
	}
	return eachRow(s, args, row)
}

func eachRow(s *sql.Stmt, args []any, row func(scanner) error) error {
	rows, err := s.Query(args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // what closing could tell, Err tells
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (t sqliteTx) batch(ctx context.Context, query string, args [][]any, row func(int, scanner) error) error {
	s, err := t.prepare(ctx, query)
	if err != nil {
		return err
	}
	for i, one := range args {
		if row == nil {
			if _, err := s.Exec(one...); err != nil {
				return err
			}
			continue
		}
		if err := eachRow(s, one, func(r scanner) error { return row(i, r) }); err != nil {
			return err
		}
	}
	return nil
}

func (d *sqliteDB) backup(ctx context.Context, file string) error {
	_, err := d.db.ExecContext(ctx, `VACUUM INTO ?`, file)
	return translate(err)
}

// close waits for what is under way, then closes.
func (d *sqliteDB) close() error {
	var errs []error
	for range cap(d.readers) {
		errs = append(errs, (<-d.readers).Close())
	}
	errs = append(errs, (<-d.writer).Close(), d.db.Close())
	return firstError(errs...)
}

// translateSQLite tells a broken uniqueness and a busy database from other errors.
func translateSQLite(err error) (error, bool) {
	s, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err, false
	}
	switch s.Code() & 0xff {
	case sqlite3.SQLITE_CONSTRAINT:
		if s.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || s.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
			return fault.Because(err, fault.Conflict, "fault.there-already"), true
		}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN:
		return fault.Because(err, fault.Unavailable, "fault.unavailable"), true
	}
	return err, false
}
