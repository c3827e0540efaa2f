package store

import (
	"strings"
	"unicode/utf8"

	"waymark/internal/fault"
	"waymark/message"
)

// storable tells whether both databases can keep the text: PostgreSQL takes no NUL and nothing but UTF-8.
func storable(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }

// unstorable refuses a text that one of the databases cannot keep, on both.
func unstorable(column string) error {
	return fault.New(fault.Invalid, "fault.unstorable", message.Op("column", column))
}

// longestKey is how many bytes of text a column of a key may have: PostgreSQL indexes no row of more than 2,700, and a key has up to two.
const longestKey = 1000
