package draft

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"waymark/diag"
	"waymark/message"
)

// The limits that keep the work on any text bounded. A requirements page is some thirty kilobytes long.
const (
	// MaxBytes is how long a page may be; a longer one is not read at all.
	MaxBytes = 16 << 20
	// MaxLine is how many bytes of one line are read; what follows is left out, with a finding.
	MaxLine = 64 << 10
	// MaxLines is how many lines are read; what follows is left out, with a finding.
	MaxLines = 500_000
	// maxCodes is how many codes are read.
	maxCodes = 20_000
	// maxClaims is how many counts in the prose are held against the rules.
	maxClaims = 500
	// maxDoubts is how many doubts are listed.
	maxDoubts = 1000
)

// readLines turns the bytes of a page into lines of text. Every line keeps its columns: a byte that is no character of
// the page's encoding, and a NUL, is one character there.
func readLines(file string, data []byte, doubts *diag.List) ([]string, bool) {
	if len(data) > MaxBytes {
		doubts.Add(fault("import-too-long", diag.Pos{File: file}, message.Op("bytes", len(data)), message.Op("limit", MaxBytes)))
		return nil, false
	}
	text, encoding := decode(data)
	if encoding != "UTF-8" {
		doubts.Add(note("import-encoding", diag.Pos{File: file, Line: 1, Column: 1}, message.Op("encoding", encoding)))
	}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	if len(lines) > MaxLines {
		doubts.Add(warning("import-lines-left-out", diag.Pos{File: file, Line: MaxLines + 1, Column: 1}, message.Op("limit", MaxLines)))
		lines = lines[:MaxLines]
	}
	for i, line := range lines {
		lines[i] = cleanLine(line, diag.Pos{File: file, Line: i + 1}, doubts)
	}
	return lines, true
}

func cleanLine(line string, at diag.Pos, doubts *diag.List) string {
	if len(line) > MaxLine {
		end := MaxLine
		for !utf8.RuneStart(line[end]) {
			end--
		}
		line = line[:end]
		at.Column = utf8.RuneCountInString(line) + 1
		doubts.Add(warning("import-line-cut", at, message.Op("limit", MaxLine)))
	}
	if i := strings.IndexByte(line, 0); i >= 0 {
		at.Column = utf8.RuneCountInString(line[:i]) + 1
		doubts.Add(warning("import-nul", at))
		line = strings.ReplaceAll(line, "\x00", " ")
	}
	return line
}

// blanks makes every character that looks like a blank one; each stays one character, so that columns hold.
var blanks = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u200b", " ", "\ufeff", " ", "\u2028", " ", "\f", " ", "\v", " ")

// decode reads UTF-8, UTF-16 with a byte order mark, and everything else as Windows-1252, in which every byte is some
// character; it also gives the encoding's name.
func decode(data []byte) (text, encoding string) {
	switch {
	case bytes.HasPrefix(data, []byte{0xef, 0xbb, 0xbf}):
		data = data[3:]
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return decode16(data[2:], binary.LittleEndian), "UTF-16, low byte first"
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return decode16(data[2:], binary.BigEndian), "UTF-16, high byte first"
	}
	if utf8.Valid(data) {
		return string(data), "UTF-8"
	}
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		if c >= 0x80 && c < 0xa0 {
			b.WriteRune(windows1252[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String(), "Windows-1252"
}

func decode16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// windows1252 holds the characters of the bytes 80 to 9F, where the encoding differs from ISO 8859-1.
var windows1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}
