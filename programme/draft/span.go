package draft

import (
	"sort"
	"strings"
	"unicode/utf8"

	"waymark/diag"
)

// span is a piece of the page's text, perhaps of several lines, that knows the place of each of its bytes.
type span struct {
	file  string
	text  string
	marks []mark
	// at is asked mostly in order: the last answer is where the next count begins.
	lastOffset, lastColumn int
}

// mark says where a part of a span stands on the page.
type mark struct{ offset, line, column int }

// newSpan is one line, or a part of one that begins at the column.
func newSpan(file, text string, line, column int) *span {
	return &span{file: file, text: text, marks: []mark{{line: line, column: column}}}
}

// join puts the parts together with a blank between each two: a folded paragraph.
func join(parts []*span) *span {
	if len(parts) == 1 {
		return parts[0]
	}
	whole := &span{file: parts[0].file}
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteByte(' ')
		}
		for _, m := range p.marks {
			m.offset += b.Len()
			whole.marks = append(whole.marks, m)
		}
		b.WriteString(p.text)
	}
	whole.text = b.String()
	return whole
}

// at is the place of the byte at the offset.
func (s *span) at(offset int) diag.Pos {
	offset = min(max(offset, 0), len(s.text))
	i := sort.Search(len(s.marks), func(i int) bool { return s.marks[i].offset > offset }) - 1
	m := s.marks[i]
	from, column := m.offset, m.column
	if s.lastOffset >= m.offset && s.lastOffset <= offset && s.lastColumn > 0 {
		from, column = s.lastOffset, s.lastColumn
	}
	column += utf8.RuneCountInString(s.text[from:offset])
	s.lastOffset, s.lastColumn = offset, column
	return diag.Pos{File: s.file, Line: m.line, Column: column}
}

// line is the line on which the span begins.
func (s *span) line() int { return s.marks[0].line }

// slice is a part of the span.
func (s *span) slice(from, to int) *span {
	part := &span{file: s.file, text: s.text[from:to]}
	for i, m := range s.marks {
		if m.offset >= to && m.offset > from {
			break
		}
		if i+1 < len(s.marks) && s.marks[i+1].offset <= from {
			continue
		}
		if m.offset < from {
			place := s.at(from)
			m = mark{offset: from, line: place.Line, column: place.Column}
		}
		m.offset -= from
		part.marks = append(part.marks, m)
	}
	return part
}

// trim is the span without the blanks around it.
func (s *span) trim() *span {
	left := len(s.text) - len(strings.TrimLeft(s.text, " \t"))
	return s.slice(left, max(left, len(strings.TrimRight(s.text, " \t"))))
}
