package diag

import (
	"bytes"
	"strings"
	"unicode"

	"waymark/message"
)

// pictures draws lines of files with a place underlined. It keeps the lines of the file drawn last, because findings
// come sorted by file.
type pictures struct {
	source func(file string) []byte
	file   string
	known  bool
	lines  [][]byte
}

// Of a line longer than this many characters only a piece around the place is shown.
const longestLine, beforePlace = 120, 40

// draw gives the line at the place and the marks that underline length characters of it; one word where length is 0.
func (p *pictures) draw(at Pos, length int) (line, underline string, ok bool) {
	if !at.Known() || p.source == nil {
		return "", "", false
	}
	if !p.known || p.file != at.File {
		p.file, p.known = at.File, true
		p.lines = bytes.Split(p.source(at.File), []byte("\n"))
	}
	if at.Line > len(p.lines) {
		return "", "", false
	}
	text := []rune(message.Printable(strings.TrimSuffix(string(p.lines[at.Line-1]), "\r")))
	if strings.TrimSpace(string(text)) == "" {
		return "", "", false
	}
	line, place, text := window(text, at.Column-1)
	if at.Column < 1 || place > len(text) {
		return line, "", true
	}
	if length == 0 {
		length = word(text[place:])
	}
	length = max(1, min(length, len(text)-place))
	before := message.Width(string(text[:place]))
	under := message.Width(string(text[place:min(place+length, len(text))]))
	return line, strings.Repeat(" ", before) + "^" + strings.Repeat("~", max(under-1, 0)), true
}

// window cuts a long line down to a piece around the place, and moves the place along.
func window(text []rune, place int) (line string, moved int, shown []rune) {
	if len(text) <= longestLine {
		return string(text), place, text
	}
	from := min(max(place-beforePlace, 0), len(text)-1)
	until := min(from+longestLine, len(text))
	shown = []rune(string(text[from:until]))
	moved = place - from
	if from > 0 {
		shown = append([]rune("..."), shown...)
		moved += 3
	}
	line = string(shown)
	if until < len(text) {
		line += "..."
	}
	return line, moved, shown
}

// word counts the characters up to the end of the word that text begins with.
func word(text []rune) int {
	for i, r := range text {
		if unicode.IsSpace(r) || strings.ContainsRune(",]}", r) || r == ':' && (i+1 == len(text) || text[i+1] == ' ') {
			return i
		}
	}
	return len(text)
}
