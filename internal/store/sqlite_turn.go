package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync/atomic"
)

// SQLite hands its lock to whichever writer happens to ask when it is free. A process that writes one part after the other takes it
// again before another, which asks every tenth of a second, has looked; that one may wait for seconds. So whoever writes takes a turn
// first, in a file beside the database, and gives it on when the lock is theirs: a process that has written waits until the one which
// holds the turn has got the lock. Nobody's turn costs more than a call of the system.

// turnConnector opens connections whose writes wait for their turn.
type turnConnector struct {
	driver.Connector
	turn *turn
}

// Connect opens a connection.
func (c *turnConnector) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	inner, is := opened.(wholeConn)
	if !is {
		return nil, firstError(errors.New("the driver's connections lack a method"), opened.Close())
	}
	return &turnConn{wholeConn: inner, turn: c.turn}, nil
}

// wholeConn is what the driver's connections can do.
type wholeConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// turnConn is a connection whose writes wait for their turn: its transactions, which take the lock when they begin, and statements
// outside one, which take it for themselves.
type turnConn struct {
	wholeConn
	turn   *turn
	inside atomic.Bool
}

// BeginTx begins a transaction when it is this process's turn.
func (c *turnConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if err := c.turn.take(); err != nil {
		return nil, err
	}
	tx, err := c.wholeConn.BeginTx(ctx, o)
	given := c.turn.give()
	if err != nil {
		return nil, err
	}
	if given != nil {
		return nil, firstError(given, tx.Rollback())
	}
	c.inside.Store(true)
	return &turnTx{tx, c}, nil
}

type turnTx struct {
	driver.Tx
	conn *turnConn
}

// Commit ends the transaction.
func (t *turnTx) Commit() error {
	t.conn.inside.Store(false)
	return t.Tx.Commit()
}

// Rollback ends the transaction.
func (t *turnTx) Rollback() error {
	t.conn.inside.Store(false)
	return t.Tx.Rollback()
}

// ExecContext runs a statement.
func (c *turnConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if c.inside.Load() {
		return c.wholeConn.ExecContext(ctx, query, args)
	}
	if err := c.turn.take(); err != nil {
		return nil, err
	}
	r, err := c.wholeConn.ExecContext(ctx, query, args)
	return r, firstError(err, c.turn.give())
}

// QueryContext runs a query; one that writes takes the lock with its first row.
func (c *turnConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if c.inside.Load() {
		return c.wholeConn.QueryContext(ctx, query, args)
	}
	if err := c.turn.take(); err != nil {
		return nil, err
	}
	rows, err := c.wholeConn.QueryContext(ctx, query, args)
	if given := c.turn.give(); err == nil && given != nil {
		return nil, firstError(given, rows.Close())
	}
	return rows, err
}
