package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strconv"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"waymark/internal/fault"
)

// sqliteDB is an SQLite file. One connection writes, for acts and for the queue of work in turn; a few read: readers see the last
// commit and never wait.
type sqliteDB struct {
	db      *sql.DB
	writes  *sql.DB
	writer  writer
	readers chan *connection
	jobs    *river.Client[*sql.Tx]
	turn    *turn
}

// connection keeps its statements prepared.
type connection struct {
	*sql.Conn
	statements map[string]*sql.Stmt
}

// Pages are 8 KiB, which suits rows that lie clustered by candidate; synchronous=FULL keeps every acknowledged act through
// a power cut; a log that one long act made large is cut to 64 MiB again; a part of the file may be mapped rather than copied.
const sqliteSettings = "?_pragma=page_size(8192)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)" +
	"&_pragma=temp_store(FILE)&_pragma=foreign_keys(OFF)&_pragma=wal_autocheckpoint(4000)&_pragma=journal_size_limit(67108864)&_pragma=mmap_size(268435456)"

// What the connection that writes has more; it begins each transaction by taking the file's lock.
const writerSettings = "&_txlock=immediate&_pragma=cache_size(-131072)"

// readers is how many connections read at once.
const readers = 6

// private lets nobody but its owner read a file: the installation's are full of people. What lies beside the database (its log, its
// index) gets the rights of the database.
const private = 0o600

func openSQLite(ctx context.Context, file string) (database, error) {
	if err := reserve(file); err != nil {
		return nil, err
	}
	name := "file:" + (&url.URL{Path: file}).EscapedPath() + sqliteSettings
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	connector, err := sqlite.NewConnector(name + writerSettings)
	if err != nil {
		return nil, firstError(err, db.Close())
	}
	turn, err := openTurn(file + "-turn")
	if err != nil {
		return nil, firstError(err, db.Close())
	}
	writes := sql.OpenDB(&turnConnector{connector, turn})
	writes.SetMaxOpenConns(1)
	d := &sqliteDB{db: db, writes: writes, writer: writer{statements: map[string]*sql.Stmt{}}, readers: make(chan *connection, readers), turn: turn}
	if err := d.connect(ctx); err != nil {
		return nil, fmt.Errorf("open %s: %w", file, firstError(err, db.Close(), writes.Close(), turn.close()))
	}
	return d, nil
}

// reserve makes an empty file that is its owner's alone, where there is none: SQLite would let others read it.
func reserve(file string) error {
	f, err := os.OpenFile(file, os.O_RDONLY|os.O_CREATE, private)
	if err != nil {
		return err
	}
	return f.Close()
}

func (d *sqliteDB) connect(ctx context.Context) (err error) {
	if d.jobs, err = river.NewClient(riversqlite.New(d.writes), &river.Config{}); err != nil {
		return err
	}
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

// read runs f on a free connection. The statements run without the context, since the driver would start a goroutine for
// each to watch it; it is asked before each instead.
func (d *sqliteDB) read(ctx context.Context, f func(tx) error) error {
	var c *connection
	select {
	case c = <-d.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { d.readers <- c }()
	if err := c.run("BEGIN"); err != nil {
		return translate(err)
	}
	defer func() { _ = c.run("ROLLBACK") }() // nothing was written
	return translate(f(sqliteTx{c}))
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

// places writes the operands of a query as SQLite does. Those that stand in their order need no number; the driver looks numbers
// up one by one.
func places(query string) string {
	next := 0
	inOrder := true
	for _, m := range dollar.FindAllStringSubmatch(query, -1) {
		next++
		inOrder = inOrder && m[1] == strconv.Itoa(next)
	}
	if inOrder {
		return dollar.ReplaceAllString(query, "?")
	}
	return dollar.ReplaceAllString(query, "?$1")
}

func (c *connection) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s, ok := c.statements[query]; ok {
		return s, nil
	}
	s, err := c.PrepareContext(context.Background(), places(query))
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, query)
	}
	c.statements[query] = s
	return s, nil
}

func (c *connection) leave(context.Context, []river.InsertManyParams) error { return errReading }

// preparing has a query's statement, prepared once.
type preparing interface {
	prepare(ctx context.Context, query string) (*sql.Stmt, error)
	leave(ctx context.Context, work []river.InsertManyParams) error
}

type sqliteTx struct{ preparing }

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
	if err := reserve(file); err != nil { // SQLite writes into an empty file as into none
		return err
	}
	_, err := d.db.ExecContext(ctx, `VACUUM INTO ?`, file)
	if err != nil {
		return firstError(translate(err), os.Remove(file))
	}
	return nil
}

// close waits for what is under way, then closes.
func (d *sqliteDB) close() error {
	var errs []error
	end := func(statements map[string]*sql.Stmt) {
		for _, s := range statements { // a connection with statements is not closed by SQLite
			errs = append(errs, s.Close())
		}
	}
	for range cap(d.readers) {
		c := <-d.readers
		end(c.statements)
		errs = append(errs, c.Close())
	}
	end(d.writer.statements)
	// The connection that writes is the last: it takes what stands in the log beside the file into the file.
	return firstError(append(errs, d.db.Close(), d.writes.Close(), d.turn.close())...)
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
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
		return fault.Because(err, fault.Unavailable, "fault.unavailable"), true
	}
	return err, false
}
