package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"

	"waymark/internal/fault"
	"waymark/message"
)

// Progress hears how many rows of all a long work has behind it, and what it is at.
type Progress func(at string, rows, of int64)

// CopyTo writes everything into an empty installation, row by row, then reads both again and compares every row. Progress may be
// nil; it counts each row twice, once written and once compared.
func (s *Store) CopyTo(ctx context.Context, to *Store, progress Progress) error {
	tables := append(append([]*table{journalTable}, factTables...), otherTables...)
	return s.View(ctx, func(from *View) error {
		count, err := counting(from, tables, 2, progress)
		if err != nil {
			return err
		}
		err = to.Change(ctx, func(into *Change) error {
			if seq, _, err := into.Head(); err != nil || seq != 0 {
				return firstError(err, fault.New(fault.Conflict, "fault.not-empty"))
			}
			for _, t := range tables {
				count.at = t.name
				if err := copyTable(from, into, t, count); err != nil {
					return fmt.Errorf("copy %s: %w", t.name, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return to.View(ctx, func(copied *View) error { return sameRows(from, copied, tables, count) })
	})
}

// count counts rows and tells of each thousandth.
type count struct {
	at       string
	rows, of int64
	progress Progress
}

// counting counts what is to be gone through so many times; where nobody listens it does not look.
func counting(v *View, tables []*table, times int64, progress Progress) (*count, error) {
	c := &count{progress: progress}
	if progress == nil {
		return c, nil
	}
	for _, t := range tables {
		n, _, err := first(v, scanInt, `SELECT COUNT(*) FROM `+t.name)
		if err != nil {
			return nil, err
		}
		c.of += times * n
	}
	return c, nil
}

func (c *count) row() {
	if c.rows++; c.progress != nil && (c.rows%1000 == 0 || c.rows == c.of) {
		c.progress(c.at, c.rows, c.of)
	}
}

// copied is how many rows are written at once.
const copied = 2000

func copyTable(from *View, into *Change, t *table, count *count) error {
	if t.name == "journal_head" || t.name == "counter" { // an empty installation has these rows already
		if _, err := into.tx.exec(into.ctx, `DELETE FROM `+t.name); err != nil {
			return err
		}
	}
	var rows [][]any
	flush := func() error {
		err := into.tx.batch(into.ctx, t.insert(), rows, nil)
		rows = rows[:0]
		return err
	}
	err := from.tx.query(from.ctx, t.everything(), nil, func(r scanner) error {
		row, err := t.scan(r)
		if err != nil {
			return err
		}
		count.row()
		if rows = append(rows, row); len(rows) == copied {
			return flush()
		}
		return nil
	})
	return firstError(err, flush())
}

func (t *table) everything() string {
	return `SELECT ` + t.names() + ` FROM ` + t.name + ` ORDER BY ` + t.keyNames()
}

// sameRows holds that both installations have the same rows, every one.
func sameRows(a, b *View, tables []*table, count *count) error {
	for _, t := range tables {
		count.at = t.name
		one, rows, err := a.tableHash(t, count.row)
		if err != nil {
			return err
		}
		other, copied, err := b.tableHash(t, func() {})
		if err != nil {
			return err
		}
		if rows != copied || !bytes.Equal(one, other) {
			return fault.New(fault.Conflict, "fault.copy-differs", message.Op("table", t.name), message.Op("rows", int(rows)), message.Op("copied", int(copied)))
		}
	}
	return nil
}

func (v *View) tableHash(t *table, each func()) ([]byte, int64, error) {
	sum, rows := sha256.New(), int64(0)
	var data []byte
	err := v.tx.query(v.ctx, t.everything(), nil, func(r scanner) error {
		row, err := t.scan(r)
		if err != nil {
			return err
		}
		rows++
		each()
		data = appendRow(data[:0], row)
		_, err = sum.Write(data)
		return err
	})
	return sum.Sum(nil), rows, err
}
