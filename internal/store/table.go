package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"strings"
)

// table describes one table to what treats all alike: inserting, hashing, copying. Its columns are in the order of the
// migration; those of the key come first. Every value is a whole number, text or bytes.
type table struct {
	name    string
	columns []column
	key     int // how many columns the primary key has
	// insertTogether inserts many rows at once.
	insertTogether string
}

type column struct {
	name string
	kind kind
}

type kind byte

const (
	number kind = 'i'
	text   kind = 't'
	blob   kind = 'b'
)

// newTable reads "id:i! name:t entry:i": columns, their kinds, and ! at those of the key.
func newTable(name, columns string) *table {
	t := &table{name: name}
	for field := range strings.FieldsSeq(columns) {
		c, inKey := strings.CutSuffix(field, "!")
		if inKey {
			t.key++
		}
		called, k, _ := strings.Cut(c, ":")
		t.columns = append(t.columns, column{called, kind(k[0])})
	}
	t.insertTogether = t.insertRows(together)
	return t
}

func (t *table) names() string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

func (t *table) keyNames() string {
	names := strings.Split(t.names(), ", ")
	return strings.Join(names[:t.key], ", ")
}

func (t *table) insert() string { return t.insertRows(1) }

// insertRows inserts so many rows, whose operands follow one another.
func (t *table) insertRows(n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + t.name + " (" + t.names() + ") VALUES ")
	for i := range n * len(t.columns) {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%len(t.columns) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i+1)
	}
	return b.String() + ")"
}

// scan reads a row of all columns as values that insert takes again.
func (t *table) scan(r scanner) ([]any, error) {
	into := make([]any, len(t.columns))
	for i, c := range t.columns {
		switch c.kind {
		case number:
			into[i] = new(int64)
		case text:
			into[i] = new(string)
		case blob:
			into[i] = new([]byte)
		}
	}
	if err := r.Scan(into...); err != nil {
		return nil, err
	}
	for i := range into {
		switch v := into[i].(type) {
		case *int64:
			into[i] = *v
		case *string:
			into[i] = *v
		case *[]byte:
			into[i] = append([]byte{}, *v...) // SQLite's driver gives no bytes as nil, which would be NULL again
		}
	}
	return into, nil
}

// appendRow appends the one form of a row that hashes are of: each value with its kind and its length.
func appendRow(to []byte, values []any) []byte {
	for _, v := range values {
		switch v := v.(type) {
		case int64:
			to = binary.BigEndian.AppendUint64(append(to, byte(number)), uint64(v))
		case string:
			to = append(binary.AppendUvarint(append(to, byte(text)), uint64(len(v))), v...)
		case []byte:
			to = append(binary.AppendUvarint(append(to, byte(blob)), uint64(len(v))), v...)
		default:
			panic(fmt.Sprintf("store: a column cannot hold %T", v)) // a fault of this package
		}
	}
	return to
}

// compareKeys orders rows as both databases order them by their key.
func (t *table) compareKeys(a, b []any) int {
	for i := range t.key {
		var c int
		switch v := a[i].(type) {
		case int64:
			c = cmp.Compare(v, b[i].(int64))
		case string:
			c = strings.Compare(v, b[i].(string))
		case []byte:
			c = bytes.Compare(v, b[i].([]byte))
		}
		if c != 0 {
			return c
		}
	}
	return 0
}
