package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"slices"

	"waymark/internal/fault"
	"waymark/message"
)

// ErrNothing says, returned from inside [Store.Act], that there is nothing to do: nothing is written, not even an entry.
var ErrNothing = errors.New("nothing to do")

// Act is one act: facts that are written together, and the entry of the journal that tells of them. Acts follow one
// another; while one is under way it is alone.
type Act struct {
	Change
	// Entry is the act's entry in the journal; Before and After may be set until the act ends.
	Entry Entry
	facts map[*table][][]any
	// documents are those that the act found kept or kept itself.
	documents map[[sha256.Size]byte]bool
	point     func(string) error
}

// Act writes an entry and the facts that f adds, all or nothing. When it returns without an error all of it is on disk.
// The entry needs its time, actor, act and subject; the rest is given here.
func (s *Store) Act(ctx context.Context, e Entry, f func(*Act) error) (Entry, error) {
	var done Entry
	err := s.db.write(ctx, func(t tx) error {
		a := &Act{Change: Change{View{ctx, t}}, Entry: e, facts: map[*table][][]any{}, documents: map[[sha256.Size]byte]bool{}, point: s.point}
		last, err := a.takeHead()
		if err != nil {
			return err
		}
		if err := f(a); err != nil {
			return err
		}
		a.Entry.Facts = a.factsHash()
		a.Entry.Hash = a.Entry.hashAfter(last)
		done = a.Entry
		return firstError(a.close(), s.point("before commit"))
	})
	if err == nil {
		err = s.point("after commit")
	}
	if errors.Is(err, ErrNothing) {
		return Entry{}, nil
	}
	return done, err
}

// takeHead waits for its turn: the head of the journal belongs to one act at a time.
func (a *Act) takeHead() ([]byte, error) {
	var last []byte
	err := a.tx.query(a.ctx, `UPDATE journal_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash`, nil,
		func(r scanner) error { return r.Scan(&a.Entry.Seq, &last) })
	return last, err
}

func (a *Act) close() error {
	e := a.Entry
	for i, v := range e.values() {
		if text, is := v.(string); is && !storable(text) {
			return unstorable(journalTable.columns[i].name)
		}
	}
	if _, err := a.tx.exec(a.ctx, journalTable.insert(), e.values()...); err != nil {
		return err
	}
	_, err := a.tx.exec(a.ctx, `UPDATE journal_head SET hash = $1 WHERE id = 1`, e.Hash)
	return err
}

// Tell sets what the journal says of before and after, as JSON; nil says nothing.
func (a *Act) Tell(before, after any) (err error) {
	if a.Entry.Before, err = told(before); err != nil {
		return err
	}
	a.Entry.After, err = told(after)
	return err
}

func told(value any) (string, error) {
	if value == nil {
		return "", nil
	}
	data, err := json.Marshal(value)
	return string(data), err
}

// add writes facts. Their last column is always the entry, which is given here.
func (a *Act) add(t *table, rows ...[]any) error {
	if len(rows) == 0 {
		return nil
	}
	for i := range rows {
		rows[i] = append(rows[i], a.Entry.Seq)
		for j, v := range rows[i] {
			text, is := v.(string)
			switch {
			case !is:
			case !storable(text):
				return unstorable(t.columns[j].name)
			case j < t.key && len(text) > longestKey:
				return fault.New(fault.Invalid, "fault.key-long", message.Op("column", t.columns[j].name), message.Op("found", len(text)), message.Op("most", longestKey))
			}
		}
	}
	a.facts[t] = append(a.facts[t], rows...)
	if err := a.point("before " + t.name); err != nil {
		return err
	}
	if err := a.insert(t, rows); err != nil {
		return err
	}
	return a.point("after " + t.name)
}

func (a *Act) insert(t *table, rows [][]any) error {
	if len(rows) == 1 {
		_, err := a.tx.exec(a.ctx, t.insert(), rows[0]...)
		return err
	}
	slices.SortFunc(rows, t.compareKeys)
	var many [][]any
	for ; len(rows) >= together; rows = rows[together:] {
		many = append(many, slices.Concat(rows[:together]...))
	}
	if err := a.tx.batch(a.ctx, t.insertTogether, many, nil); err != nil {
		return err
	}
	return a.tx.batch(a.ctx, t.insert(), rows, nil)
}

// together is how many rows one statement inserts where there are many.
const together = 50

// factsHash is the hash of the facts that the act wrote, or nothing where it wrote none: table after table, row after row
// in the order of their keys.
func (a *Act) factsHash() []byte {
	var sum []byte
	for _, t := range factTables {
		rows := a.facts[t]
		if len(rows) == 0 {
			continue
		}
		slices.SortFunc(rows, t.compareKeys)
		var data []byte
		for _, row := range rows {
			data = appendRow(data, row)
		}
		sum = chainFacts(sum, t, sha256.Sum256(data))
	}
	return sum
}

// chainFacts joins the hash of a table's rows to that of the tables before it.
func chainFacts(before []byte, t *table, rows [32]byte) []byte {
	sum := sha256.Sum256(bytes.Join([][]byte{before, []byte(t.name), rows[:]}, []byte{0}))
	return sum[:]
}
