package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"

	"waymark/internal/fault"
	"waymark/message"
)

// CopyTo writes everything into an empty installation, row by row, then reads both again and compares every row.
// Progress, where it is given, hears how many rows of the table are written.
func (s *Store) CopyTo(ctx context.Context, to *Store, progress func(table string, rows int64)) error {
	if progress == nil {
		progress = func(string, int64) {}
	}
	tables := append(append([]*table{journalTable}, factTables...), otherTables...)
	return s.View(ctx, func(from *View) error {
		err := to.Change(ctx, func(into *Change) error {
			if seq, _, err := into.Head(); err != nil || seq != 0 {
				return firstError(err, fault.New(fault.Conflict, "fault.not-empty"))
			}
			for _, t := range tables {
				if err := copyTable(from, into, t, progress); err != nil {
					return fmt.Errorf("copy %s: %w", t.name, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return to.View(ctx, func(copied *View) error { return sameRows(from, copied, tables) })
	})
}

// copied is how many rows are written at once.
const copied = 2000

func copyTable(from *View, into *Change, t *table, progress func(string, int64)) error {
	if t.name == "journal_head" || t.name == "counter" { // an empty installation has these rows already
		if _, err := into.tx.exec(into.ctx, `DELETE FROM `+t.name); err != nil {
			return err
		}
	}
	var rows [][]any
	total := int64(0)
	flush := func() error {
		total += int64(len(rows))
		err := into.tx.batch(into.ctx, t.insert(), rows, nil)
		rows = rows[:0]
		progress(t.name, total)
		return err
	}
	err := from.tx.query(from.ctx, t.everything(), nil, func(r scanner) error {
		row, err := t.scan(r)
		if err != nil {
			return err
		}
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
func sameRows(a, b *View, tables []*table) error {
	for _, t := range tables {
		one, rows, err := a.tableHash(t)
		if err != nil {
			return err
		}
		other, copied, err := b.tableHash(t)
		if err != nil {
			return err
		}
		if rows != copied || !bytes.Equal(one, other) {
			return fault.New(fault.Conflict, "fault.copy-differs", message.Op("table", t.name), message.Op("rows", int(rows)), message.Op("copied", int(copied)))
		}
	}
	return nil
}

func (v *View) tableHash(t *table) ([]byte, int64, error) {
	sum, rows := sha256.New(), int64(0)
	var data []byte
	err := v.tx.query(v.ctx, t.everything(), nil, func(r scanner) error {
		row, err := t.scan(r)
		if err != nil {
			return err
		}
		rows++
		data = appendRow(data[:0], row)
		_, err = sum.Write(data)
		return err
	})
	return sum.Sum(nil), rows, err
}
