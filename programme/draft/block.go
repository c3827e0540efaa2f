package draft

import (
	"strings"
	"unicode"
)

// blockKind is what a part of a page is.
type blockKind uint8

const (
	prose   blockKind = iota // a paragraph
	heading                  // a line that names what follows
	item                     // an entry of a list
	row                      // a row of a table
)

// block is a part of a page: a heading, an entry of a list, a row of a table or a paragraph.
type block struct {
	kind blockKind
	// level is the depth of a heading (1 is the page's title), how far an entry is indented, or the number of a row's table.
	level int
	// label is the number of a numbered entry ("2.1", "b"), or empty.
	label string
	text  *span
	// cells are a row's.
	cells []*span
}

// readBlocks cuts lines into blocks.
func readBlocks(file string, lines []string) []block {
	r := &blockReader{file: file, lines: lines}
	for r.next < len(lines) {
		r.read()
	}
	r.flush()
	return r.blocks
}

type blockReader struct {
	file   string
	lines  []string
	next   int
	blocks []block
	// open is the paragraph or entry that the next line may continue.
	open   []*span
	openAs block
	// tables counts the gaps between tables.
	tables int
}

func (r *blockReader) read() {
	number := r.next
	line := blanks.Replace(r.lines[number])
	r.next++
	trimmed := strings.TrimSpace(line)
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	whole := newSpan(r.file, line, number+1, 1).trim()
	switch {
	case trimmed == "" || rule(trimmed):
		r.underline(trimmed)
		if trimmed == "" {
			r.tables++
		}
		r.flush()
	case strings.HasPrefix(trimmed, "#"):
		r.flush()
		r.markdownHeading(whole)
	case tableRow(trimmed):
		r.flush()
		r.row(whole)
	default:
		if label, width := bullet(trimmed); width > 0 {
			r.flush()
			r.openAs = block{kind: item, level: indent, label: label}
			r.open = []*span{whole.slice(width, len(whole.text)).trim()}
			return
		}
		r.plain(whole, indent, number)
	}
}

// plain takes a line without any sign of its own: it continues what is open, is a heading, or begins a paragraph.
func (r *blockReader) plain(whole *span, indent, number int) {
	if len(r.open) > 0 && (r.openAs.kind == prose || indent > r.openAs.level) && len(r.open) < 1000 {
		r.open = append(r.open, whole)
		return
	}
	r.flush()
	if headingLine(whole.text) && r.alone(number) {
		r.blocks = append(r.blocks, block{kind: heading, level: 2, text: whole})
		return
	}
	r.openAs = block{kind: prose, level: indent}
	r.open = []*span{whole}
}

// alone tells whether the line is followed by an empty line, the end, or a list.
func (r *blockReader) alone(number int) bool {
	if number+1 >= len(r.lines) {
		return number == 0
	}
	next := strings.TrimSpace(blanks.Replace(r.lines[number+1]))
	_, width := bullet(next)
	return next == "" || width > 0 || rule(next)
}

// underline makes the open line a heading where the line below it is ==== or ----.
func (r *blockReader) underline(line string) {
	if len(line) < 3 || len(r.open) != 1 || r.openAs.kind != prose {
		return
	}
	level := 2
	if line[0] == '=' {
		level = 1
	}
	r.blocks = append(r.blocks, block{kind: heading, level: level, text: r.open[0]})
	r.open = nil
}

func (r *blockReader) markdownHeading(whole *span) {
	level := len(whole.text) - len(strings.TrimLeft(whole.text, "#"))
	text := whole.slice(level, len(whole.text)).trim()
	if strings.Trim(text.text, "# ") == "" {
		return
	}
	text = text.slice(0, len(strings.TrimRight(text.text, "# ")))
	r.blocks = append(r.blocks, block{kind: heading, level: level, text: text})
}

func (r *blockReader) row(whole *span) {
	cells := cut(whole)
	if len(cells) > 0 {
		r.blocks = append(r.blocks, block{kind: row, level: r.tables, text: whole, cells: cells})
	}
}

func (r *blockReader) flush() {
	if len(r.open) == 0 {
		return
	}
	b := r.openAs
	b.text = join(r.open)
	if b.text.text != "" {
		r.blocks = append(r.blocks, b)
	}
	r.open = nil
}

// rule tells whether the line is only a ruler: ----, ====, |---|---|.
func rule(line string) bool {
	return len(line) >= 3 && strings.Trim(line, "-=_*|:+ ") == ""
}

// tableRow tells whether the line is a row of a table: cells between bars, or set apart by tabs.
func tableRow(line string) bool {
	return strings.Count(line, "|") >= 2 || strings.Count(line, " | ") >= 1 || strings.Count(line, "\t") >= 1
}

// cut gives the cells of a row; an empty cell stays, so that columns hold.
func cut(whole *span) []*span {
	text, separator := whole.text, byte('\t')
	if strings.Contains(text, "|") {
		separator = '|'
	}
	from, to := 0, len(text)
	if separator == '|' {
		if text[0] == '|' {
			from = 1
		}
		if to > from && text[to-1] == '|' {
			to--
		}
	}
	var cells []*span
	start := from
	for i := from; i <= to; i++ {
		if i == to || text[i] == separator {
			cells = append(cells, whole.slice(start, i).trim())
			start = i + 1
		}
	}
	return cells
}

// bullet gives the label of an entry and how many bytes its mark takes; 0 is none.
func bullet(line string) (label string, width int) {
	for _, sign := range []string{"•", "·", "◦", "▪", "‣", "●", "○", "■", "➢", "✓", "-", "*", "+", "–", "—", "o"} {
		if rest, ok := strings.CutPrefix(line, sign); ok && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\t") || sign == "•" && rest != "") {
			return "", len(sign)
		}
	}
	text := strings.TrimPrefix(line, "(")
	end := strings.IndexFunc(text, func(c rune) bool { return c != '.' && !unicode.IsDigit(c) && !letter(c) })
	if end < 1 || end > 8 {
		return "", 0
	}
	label = text[:end]
	closed := text[end:]
	switch {
	case strings.HasPrefix(closed, ") ") && numbering(label):
		return label, len(line) - len(text) + end + 1
	case closed[0] == ' ' && len(line) == len(text) && numbering(label) && strings.Contains(label, "."):
		return strings.TrimSuffix(label, "."), end
	default:
		return "", 0
	}
}

func letter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// numbering tells whether the label numbers an entry: 1, 2.1, a, iv.
func numbering(label string) bool {
	for part := range strings.SplitSeq(strings.TrimSuffix(label, "."), ".") {
		digits := part != "" && strings.Trim(part, "0123456789") == "" && len(part) <= 3
		letters := len(part) == 1 && letter(rune(part[0])) || part != "" && strings.Trim(part, "ivx") == "" && len(part) <= 4
		if !digits && !letters {
			return false
		}
	}
	return true
}

// headingLine tells whether a line that stands alone reads like a heading: short, and no sentence.
func headingLine(line string) bool {
	if len(line) > 90 || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ",") || strings.HasSuffix(line, ";") {
		return false
	}
	if colon := strings.HasSuffix(line, ":"); colon && len(strings.Fields(line)) > 3 {
		return false
	}
	for _, w := range splitWords(line) {
		switch w.lower {
		case "pass", "must", "will", "should", "choose", "select", "may", "can":
			return false
		}
	}
	return true
}
