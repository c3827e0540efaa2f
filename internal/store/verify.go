package store

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
)

// Tampering is one place where the journal and the tables do not agree.
type Tampering struct {
	// Entry is the number of the entry; Table names the table whose rows do not belong to it, or is empty.
	Entry int64
	Table string
	// Code is the sentence's code in the message catalogue.
	Code string
}

// VerifyJournal reads the whole journal and every fact again and reports each place that was tampered with, at most limit of them.
// Progress may be nil.
func (v *View) VerifyJournal(limit int, progress Progress) ([]Tampering, error) {
	count, err := counting(v, append([]*table{journalTable}, factTables...), 1, progress)
	if err != nil {
		return nil, err
	}
	j := &inspection{limit: limit, count: count}
	if err := j.entries(v); err != nil {
		return nil, err
	}
	for _, t := range factTables {
		if err := j.table(v, t); err != nil {
			return nil, err
		}
	}
	for i, want := range j.want {
		if !bytes.Equal(want, j.sums[int64(i)+1]) {
			j.report(Tampering{Entry: int64(i) + 1, Code: "journal.facts"})
		}
	}
	return j.found, nil
}

type inspection struct {
	limit int
	count *count
	found []Tampering
	want  [][]byte         // the facts' hash that each entry names
	sums  map[int64][]byte // the facts' hash that the tables give, by entry
}

func (j *inspection) report(t Tampering) {
	if len(j.found) < j.limit {
		j.found = append(j.found, t)
	}
}

// entries walks the chain: numbers without a gap, each hash right, the last one the head's.
func (j *inspection) entries(v *View) error {
	j.sums, j.count.at = map[int64][]byte{}, journalTable.name
	last, seq := []byte{}, int64(0)
	err := v.tx.query(v.ctx, `SELECT seq, at, actor, act, subject, reason, before, after, facts, hash FROM journal ORDER BY seq`, nil,
		func(r scanner) error {
			e, err := scanEntry(r)
			if err != nil {
				return err
			}
			for seq++; seq < e.Seq && len(j.found) < j.limit; seq++ {
				j.report(Tampering{Entry: seq, Code: "journal.missing"})
				j.want = append(j.want, nil)
			}
			if !bytes.Equal(e.Hash, e.hashAfter(last)) {
				j.report(Tampering{Entry: e.Seq, Code: "journal.changed"})
			}
			last = e.Hash
			j.want = append(j.want, nonEmpty(e.Facts))
			j.count.row()
			return nil
		})
	if err != nil {
		return err
	}
	head, hash, err := v.Head()
	if err == nil && (head != seq || !bytes.Equal(hash, last)) {
		j.report(Tampering{Entry: head, Code: "journal.head"})
	}
	return err
}

// table hashes a table's rows entry by entry, and finds those that name an entry that is not there.
func (j *inspection) table(v *View, t *table) error {
	j.count.at = t.name
	var entry int64
	var sum hash.Hash
	var data []byte
	finish := func() {
		if sum != nil {
			j.sums[entry] = chainFacts(j.sums[entry], t, [32]byte(sum.Sum(nil)))
		}
	}
	query := fmt.Sprintf(`SELECT %s FROM %s ORDER BY entry, %s`, t.names(), t.name, t.keyNames())
	err := v.tx.query(v.ctx, query, nil, func(r scanner) error {
		row, err := t.scan(r)
		if err != nil {
			return err
		}
		j.count.row()
		if of := row[len(row)-1].(int64); sum == nil || of != entry {
			finish()
			if of < 1 || of > int64(len(j.want)) {
				j.report(Tampering{Entry: of, Table: t.name, Code: "journal.stray"})
			}
			entry, sum = of, sha256.New()
		}
		data = appendRow(data[:0], row)
		_, err = sum.Write(data)
		return err
	})
	finish()
	return err
}

func nonEmpty(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b
}
