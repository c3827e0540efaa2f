package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escape writes free text so that Markdown shows it, and the page import reads it, as it is: docs/show-markdown.md says
// how.
func escape(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	var b strings.Builder
	before := ' '
	for i, r := range text {
		after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		switch {
		case r == '\n':
			b.WriteString("<br>")
		case r == ' ' && (before == ' ' || before == '\n' || after == '\n' || i+1 == len(text)), r != ' ' && unicode.IsControl(r):
			fmt.Fprintf(&b, "&#%d;", r)
		case needsBackslash(before, r, after, i+1 == len(text)):
			b.WriteRune('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

func needsBackslash(before, r, after rune, last bool) bool {
	switch r {
	case '\\', '`', '*', '[', ']', '<', '~':
		return true
	case '_':
		return !wordRune(before) || last || !wordRune(after)
	case '&':
		return !last && (unicode.IsLetter(after) || after == '#')
	case '#':
		return before == ' '
	default:
		return false
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
