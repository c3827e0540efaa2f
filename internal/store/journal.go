package store

import (
	"crypto/sha256"
	"time"
)

// Entry is one act in the journal. Entries are numbered without a gap, and each one's hash covers the one before.
type Entry struct {
	Seq int64
	// At is when it was done, in microseconds since 1970 UTC.
	At int64
	// Actor says who or what did it, Act what was done, Subject to what, Reason why where the act needs one.
	Actor, Act, Subject, Reason string
	// Before and After say what changed, as JSON, or nothing.
	Before, After string
	// Facts is the hash of the facts it wrote, or empty.
	Facts []byte
	Hash  []byte
}

func (e *Entry) values() []any {
	facts := e.Facts
	if facts == nil {
		facts = []byte{}
	}
	return []any{e.Seq, e.At, e.Actor, e.Act, e.Subject, e.Reason, e.Before, e.After, facts, e.Hash}
}

// hashAfter is the entry's hash when the entry before it has the hash last.
func (e *Entry) hashAfter(last []byte) []byte {
	values := e.values()
	sum := sha256.Sum256(appendRow(appendRow(nil, []any{last}), values[:len(values)-1]))
	return sum[:]
}

func scanEntry(r scanner) (e Entry, err error) {
	err = r.Scan(&e.Seq, &e.At, &e.Actor, &e.Act, &e.Subject, &e.Reason, &e.Before, &e.After, &e.Facts, &e.Hash)
	return e, err
}

// Time is when the act was done.
func (e *Entry) Time() time.Time { return time.UnixMicro(e.At).UTC() }

// Journal gives up to limit entries from the number on.
func (v *View) Journal(from int64, limit int) ([]Entry, error) {
	return all(v, scanEntry, `SELECT seq, at, actor, act, subject, reason, before, after, facts, hash FROM journal
		WHERE seq >= $1 ORDER BY seq LIMIT $2`, from, int64(limit))
}

// Entry gives the entry of the number, or false.
func (v *View) Entry(seq int64) (Entry, bool, error) {
	return first(v, scanEntry, `SELECT seq, at, actor, act, subject, reason, before, after, facts, hash FROM journal WHERE seq = $1`, seq)
}

// JournalBefore gives up to limit entries before the number, newest first.
func (v *View) JournalBefore(before int64, limit int) ([]Entry, error) {
	return all(v, scanEntry, `SELECT seq, at, actor, act, subject, reason, before, after, facts, hash FROM journal
		WHERE seq < $1 ORDER BY seq DESC LIMIT $2`, before, int64(limit))
}

// Head gives the number and hash of the last entry. Kept elsewhere, it proves later that no entry was taken from the end.
func (v *View) Head() (seq int64, hash []byte, err error) {
	err = v.tx.query(v.ctx, `SELECT seq, hash FROM journal_head WHERE id = 1`, nil, func(r scanner) error { return r.Scan(&seq, &hash) })
	return seq, hash, err
}
