package source

import (
	"bytes"
	"unicode/utf8"

	"waymark/diag"
	"waymark/message"
)

// The limits of one file. They are far above what people write and low enough that no file can exhaust the machine.
const (
	// MaxBytes is how long a file may be.
	MaxBytes = 16 << 20
	// MaxDepth is how deep its values may nest.
	MaxDepth = 100
	// MaxParts is how many separators (commas, colons, brackets, new lines) it may have: each may begin a value.
	MaxParts = 1_000_000
	// maxFindings is how many problems of one file are told.
	maxFindings = 500
)

// screen refuses what is not text that a person could have written: too long, not UTF-8, control characters.
func (r *reader) screen(data []byte) bool {
	switch {
	case len(data) > MaxBytes:
		r.add("file-too-large", r.at(1, 1), 1, "", message.Op("size", len(data)), message.Op("limit", MaxBytes))
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}), utf16WithoutMark(data):
		r.add("file-encoding", r.at(1, 1), 1, "hint.save-as-utf-8", message.Op("found", "UTF-16"))
	case parts(data) > MaxParts:
		r.add("file-too-many-parts", r.at(1, 1), 1, "", message.Op("limit", MaxParts))
	default:
		return r.screenText(data)
	}
	return false
}

// screenText looks for the first byte that is not UTF-8 and for the first control character.
func (r *reader) screenText(data []byte) bool {
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			r.add("file-encoding.byte", r.place(data, i), 1, "hint.save-as-utf-8", message.Op("found", int(data[i])))
			return false
		case c < ' ' && c != '\t' && c != '\n' && c != '\r', c >= 0x7f && c < 0xa0 && c != 0x85:
			r.add("control-character", r.place(data, i), 1, "", message.Op("found", int(c)))
			return false
		}
		i += size
	}
	return true
}

// place is the line and column of the byte at the offset.
func (r *reader) place(data []byte, offset int) diag.Pos {
	line := 1 + bytes.Count(data[:offset], []byte("\n"))
	begin := bytes.LastIndexByte(data[:offset], '\n') + 1
	return r.at(line, 1+utf8.RuneCount(data[begin:offset]))
}

// utf16WithoutMark tells whether every second of the first bytes is zero, as in UTF-16 without a byte order mark.
func utf16WithoutMark(data []byte) bool {
	return len(data) >= 4 && (data[0] == 0 && data[1] != 0 && data[2] == 0 || data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0)
}

// parts counts the characters that may begin a value. It counts those in prose too, which only makes it careful.
func parts(data []byte) int {
	n := 0
	for _, c := range data {
		switch c {
		case ',', ':', '[', '{', '\n':
			n++
		}
	}
	return n
}
