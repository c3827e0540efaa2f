package report

import (
	"bufio"
	"strings"
	"unicode/utf8"

	"waymark/message"
)

// run is text of one tone within a line.
type run struct {
	text string
	tone tone
}

// lines writes text broken to a width. No line is ever wider: a word that does not fit is cut.
type lines struct {
	w     *bufio.Writer
	width int
	style Style
}

// hold is a blank at which no line is broken.
const hold = "\u00A0"

// narrowest is how many columns text keeps beside what stands before it, however deep a tree grows.
const narrowest = 16

func (l *lines) empty() { l.w.WriteByte('\n') }

// put writes runs after a prefix; the lines that follow the first begin with rest. Prefixes are painted quietly.
func (l *lines) put(first, rest string, runs ...run) {
	first, rest = l.shorten(first), l.shorten(rest)
	l.prefix(first)
	column, start := message.Width(first), message.Width(first)
	pending := run{} // what the line ends with so far in one tone, not yet painted
	flush := func() {
		l.w.WriteString(l.style.paint(pending.tone, pending.text))
		pending = run{}
	}
	turn := func() {
		flush()
		l.w.WriteByte('\n')
		l.prefix(rest)
		column, start = message.Width(rest), message.Width(rest)
	}
	for _, r := range runs {
		for word := range strings.SplitSeq(message.Printable(r.text), " ") {
			if word == "" {
				continue
			}
			word = strings.ReplaceAll(word, hold, " ")
			wide := message.Width(word)
			blank := ""
			if column > start {
				blank = " "
			}
			if column+len(blank)+wide > l.width && column > start {
				turn()
				blank = ""
			}
			for column+len(blank)+wide > l.width {
				head := cut(word, l.width-column)
				l.w.WriteString(l.style.paint(r.tone, head))
				word, wide = word[len(head):], wide-message.Width(head)
				turn()
			}
			if pending.tone != r.tone && pending.text != "" {
				flush()
			}
			pending = run{pending.text + blank + word, r.tone}
			column += len(blank) + wide
		}
	}
	flush()
	l.w.WriteByte('\n')
}

func (l *lines) prefix(p string) {
	if strings.TrimSpace(p) != "" {
		p = l.style.paint(quiet, p)
	}
	l.w.WriteString(p)
}

// shorten keeps a prefix from eating the line: of a deep tree only the innermost columns are drawn.
func (l *lines) shorten(prefix string) string {
	for message.Width(prefix) > l.width-narrowest {
		_, size := utf8.DecodeRuneInString(prefix)
		prefix = prefix[size:]
	}
	return prefix
}

// cut gives the longest beginning of the word that takes no more columns than there are, and at least one character.
func cut(word string, columns int) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && message.Width(word[:next]) > columns {
			break
		}
		end = next
	}
	return word[:end]
}
