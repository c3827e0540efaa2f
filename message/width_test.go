package message_test

import (
	"testing"

	"waymark/message"
)

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"":             0,
		"70-290":       6,
		"é":            1, // one character
		"e\u0301":      1, // e and a mark
		"試験":           4,
		"한글":           4,
		"✓ ◐ ✗":        5,
		"🎓":            2,
		"ﾊﾝ":           2, // half width
		"\u2764":       1,
		"\u2764\uFE0F": 2,
	} {
		if got := message.Width(text); got != want {
			t.Errorf("Width(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain":              "plain",
		"a\x1b[31mb":         "a [31mb",
		"two\nlines":         "two lines",
		"abc\u202Edef":       "abc def",
		"bad \xff byte":      "bad \uFFFD byte",
		"試験 é 🎓 ✓ \u0085end": "試験 é 🎓 ✓  end",
	} {
		if got := message.Printable(text); got != want {
			t.Errorf("Printable(%q) = %q, want %q", text, got, want)
		}
	}
}
