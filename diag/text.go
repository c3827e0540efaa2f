package diag

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"waymark/message"
)

// Layout says how findings are printed for people.
type Layout struct {
	// Words are the sentences; nil is English.
	Words *message.Catalogue
	// Source gives the text of a file, so that its lines can be shown; nil, or no text, shows none.
	Source func(file string) []byte
	// Paint paints a piece of a line by what it is; nil paints nothing.
	Paint func(Part, string) string
}

// Part is what a painted piece of a line is.
type Part uint8

// The parts that are painted. A severity's mark is painted as the severity.
const (
	Place Part = iota
	NoteMark
	WarningMark
	ErrorMark
	Margin
)

func (l Layout) words() *message.Catalogue {
	if l.Words == nil {
		return message.English()
	}
	return l.Words
}

func (l Layout) paint(p Part, text string) string {
	if l.Paint == nil {
		return text
	}
	return l.Paint(p, text)
}

// Text prints findings in the order of the list: place, severity, sentence and rule on one line, then the line of the
// file with the place underlined, what would be right, and related places.
func Text(w io.Writer, list List, layout Layout) error {
	t := &textPrinter{w: bufio.NewWriter(w), layout: layout, pictures: pictures{source: layout.Source}}
	for i := range list {
		t.finding(&list[i])
	}
	return t.w.Flush()
}

// Summary counts the findings in words: 2 errors, 1 warning.
func (l List) Summary(words *message.Catalogue) string {
	var parts []string
	for _, s := range []Severity{Error, Warning, Note} {
		if n := l.Count(s); n > 0 {
			parts = append(parts, words.Sentence("diag.count."+s.String(), message.Op("n", n)))
		}
	}
	if len(parts) == 0 {
		return words.Sentence("diag.count.none")
	}
	return strings.Join(parts, ", ")
}

type textPrinter struct {
	w        *bufio.Writer
	layout   Layout
	pictures pictures
}

func (t *textPrinter) finding(f *Finding) {
	mark := [...]Part{NoteMark, WarningMark, ErrorMark}[f.Severity]
	words := t.layout.words()
	if place := f.Pos.String(); place != "" {
		t.w.WriteString(t.layout.paint(Place, message.Printable(place)) + ": ")
	}
	fmt.Fprintf(t.w, "%s %s [%s]\n", t.layout.paint(mark, f.Severity.String()+":"),
		message.Printable(f.Sentence(words)), f.Rule)
	t.picture(f, mark)
	if hint := f.HintSentence(words); hint != "" {
		for line := range strings.SplitSeq(hint, "\n") {
			fmt.Fprintf(t.w, "  %s %s\n", t.layout.paint(Margin, "="), message.Printable(line))
		}
	}
	for _, r := range f.Related {
		place := ""
		if r.Pos != (Pos{}) {
			place = r.Pos.String() + ": "
		}
		fmt.Fprintf(t.w, "  %s %s\n", t.layout.paint(Margin, "-"),
			message.Printable(place+words.Sentence(r.Code, r.Operands...)))
	}
}

func (t *textPrinter) picture(f *Finding, mark Part) {
	line, underline, ok := t.pictures.draw(f.Pos, f.Length)
	if !ok {
		return
	}
	number := strconv.Itoa(f.Pos.Line)
	fmt.Fprintf(t.w, "  %s %s\n", t.layout.paint(Margin, number+" |"), line)
	if underline != "" {
		blank := strings.Repeat(" ", len(underline)-len(strings.TrimLeft(underline, " ")))
		fmt.Fprintf(t.w, "  %s %s%s\n", t.layout.paint(Margin, strings.Repeat(" ", len(number))+" |"), blank,
			t.layout.paint(mark, strings.TrimLeft(underline, " ")))
	}
}
