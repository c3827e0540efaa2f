package draft

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"waymark/record"
)

// ruleLine is a line of the form that `show --markdown` writes, with the bullets below it.
type ruleLine struct {
	// text is the line without its sign; a heading keeps its level apart.
	text  *span
	level int // of a heading; 0 for a bullet or paragraph
	depth int // of a bullet, from 0; -1 for a heading or paragraph
	below []*ruleLine
}

// hasForm tells whether the lines have the form that `show --markdown` writes: a title, then the programme's id.
func hasForm(lines []string) bool {
	titled := false
	for _, line := range lines {
		line = strings.TrimRight(line, " \t")
		switch {
		case line == "":
		case !titled && strings.HasPrefix(line, "# "):
			titled = true
		case titled && strings.HasPrefix(line, "- Programme: `"):
			return true
		case !titled || strings.HasPrefix(line, "#"):
			return false
		}
	}
	return false
}

// ruleLines reads the lines of such a page: a flat list of headings and paragraphs, each with the bullets that belong to
// it.
func ruleLines(file string, lines []string) []*ruleLine {
	var flat []*ruleLine
	var path []*ruleLine // the bullets that a deeper one may belong to
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			continue
		}
		whole := newSpan(file, line, i+1, 1)
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if level := headingLevel(line); level > 0 {
			flat = append(flat, &ruleLine{text: whole.slice(level, len(line)).trim(), level: level, depth: -1})
			path = path[:0]
			continue
		}
		if !strings.HasPrefix(trimmed, "- ") {
			flat = append(flat, &ruleLine{text: whole.trim(), depth: -1})
			path = path[:0]
			continue
		}
		one := &ruleLine{text: whole.slice(indent+1, len(line)).trim(), depth: min(indent/2, len(path))}
		path = path[:one.depth]
		switch {
		case one.depth > 0:
			above := path[one.depth-1]
			above.below = append(above.below, one)
		case len(flat) > 0:
			flat[len(flat)-1].below = append(flat[len(flat)-1].below, one)
		default:
			flat = append(flat, one)
		}
		path = append(path, one)
	}
	return flat
}

func headingLevel(line string) int {
	level := len(line) - len(strings.TrimLeft(line, "#"))
	if level > 0 && level < len(line) && line[level] == ' ' {
		return level
	}
	return 0
}

// unescape reads free text as docs/show-markdown.md writes it.
func unescape(text string) string {
	if !strings.ContainsAny(text, `\<&`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if n, c := escapeAt(text[i:]); n > 0 {
			b.WriteString(c)
			i += n
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// escapeAt reads the escape that a text begins with: how long it is, 0 for none, and what it stands for.
func escapeAt(text string) (int, string) {
	switch {
	case text[0] == '\\' && len(text) > 1 && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rune(text[1])):
		return 2, text[1:2]
	case strings.HasPrefix(text, "<br>"):
		return 4, "\n"
	case strings.HasPrefix(text, "&#"):
		end := strings.IndexByte(text, ';')
		if end < 3 || end > 10 {
			return 0, ""
		}
		n, err := strconv.ParseUint(text[2:end], 10, 32)
		if err != nil || n > utf8.MaxRune || n >= 0xd800 && n < 0xe000 {
			return 0, ""
		}
		return end + 1, string(rune(n))
	}
	return 0, ""
}

// scanner takes a line of the form apart, from the left.
type scanner struct {
	line *span
	rest string
}

func scan(line *span) *scanner { return &scanner{line: line, rest: line.text} }

// offset is how far the scanner has come.
func (s *scanner) offset() int { return len(s.line.text) - len(s.rest) }

// take takes the words if they come next.
func (s *scanner) take(words string) bool {
	rest, ok := strings.CutPrefix(s.rest, words)
	if ok {
		s.rest = rest
	}
	return ok
}

// code takes a code between backticks.
func (s *scanner) code() (string, bool) {
	if !strings.HasPrefix(s.rest, "`") {
		return "", false
	}
	end := strings.IndexByte(s.rest[1:], '`')
	if end < 1 {
		return "", false
	}
	code := s.rest[1 : 1+end]
	s.rest = s.rest[end+2:]
	return code, true
}

// codes takes a list of codes to the end of the line or to what is no code.
func (s *scanner) codes() ([]string, bool) {
	var all []string
	for {
		c, ok := s.code()
		if !ok {
			return nil, false
		}
		all = append(all, c)
		if !s.take(", ") {
			return all, true
		}
	}
}

// number takes a number.
func (s *scanner) number() (int, bool) {
	end := 0
	for end < len(s.rest) && s.rest[end] >= '0' && s.rest[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(s.rest[:end])
	if err != nil {
		return 0, false
	}
	s.rest = s.rest[end:]
	return n, true
}

// bold takes free text between two stars on either side.
func (s *scanner) bold() (string, bool) {
	if !strings.HasPrefix(s.rest, "**") {
		return "", false
	}
	for i := 2; i+1 < len(s.rest); i++ {
		switch {
		case s.rest[i] == '\\':
			i++
		case s.rest[i] == '*' && s.rest[i+1] == '*':
			text := unescape(s.rest[2:i])
			s.rest = s.rest[i+2:]
			return text, true
		}
	}
	return "", false
}

// kind takes the word of a kind of evidence, with or without a capital.
func (s *scanner) kind() (record.Kind, bool) {
	for _, k := range record.Kinds {
		word := k.String()
		if s.take(word+" ") || s.take(strings.ToUpper(word[:1])+word[1:]+" ") {
			return k, true
		}
	}
	return 0, false
}

// ref takes a kind and a code.
func (s *scanner) ref() (record.Ref, bool) {
	k, ok := s.kind()
	if !ok {
		return record.Ref{}, false
	}
	id, ok := s.code()
	return record.Ref{Kind: k, ID: id}, ok
}

// refs takes a list of them.
func (s *scanner) refs() ([]record.Ref, bool) {
	var all []record.Ref
	for {
		ref, ok := s.ref()
		if !ok {
			return nil, false
		}
		all = append(all, ref)
		if !s.take(", ") {
			return all, true
		}
	}
}

// done tells whether nothing is left.
func (s *scanner) done() bool { return s.rest == "" }
