package compile_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// pair is one key and its value: a string, a []any or a []pair.
type pair struct {
	key   string
	value any
}

// scrawl writes values as an untidy author might: keys in any order, any style, any indent, remarks everywhere.
type scrawl struct {
	t *rapid.T
	b strings.Builder
}

func (s *scrawl) chance(percent int) bool {
	return rapid.IntRange(1, 100).Draw(s.t, "chance") <= percent
}

func (s *scrawl) remarks(indent int) {
	for s.chance(12) {
		if s.chance(50) {
			s.b.WriteByte('\n')
		} else {
			fmt.Fprintf(&s.b, "%s# remark %d\n", strings.Repeat(" ", indent), s.b.Len())
		}
	}
}

// end ends a line, at times with a remark.
func (s *scrawl) end() {
	if s.chance(10) {
		fmt.Fprintf(&s.b, "  # beside %d", s.b.Len())
	}
	s.b.WriteByte('\n')
}

func (s *scrawl) shuffled(all []pair) []pair {
	if s.chance(50) {
		return all
	}
	return rapid.Permutation(all).Draw(s.t, "order")
}

// block writes a value below or beside what has been written; a list below may be indented by least or more.
func (s *scrawl) block(value any, indent, least int) {
	switch v := value.(type) {
	case []pair:
		if len(v) > 0 && !s.chance(30) {
			s.end()
			s.mapping(v, indent+rapid.IntRange(1, 4).Draw(s.t, "indent"))
			return
		}
	case []any:
		if len(v) > 0 && !s.chance(30) {
			s.end()
			s.list(v, indent+rapid.IntRange(least, 3).Draw(s.t, "indent"))
			return
		}
	case string:
		if strings.Contains(v, " ") && s.chance(20) {
			s.b.WriteString(" >-")
			s.end()
			for w := range strings.SplitSeq(v, " ") {
				fmt.Fprintf(&s.b, "%s%s\n", strings.Repeat(" ", indent+3), w)
			}
			return
		}
	}
	s.b.WriteByte(' ')
	s.flow(value, indent+1)
	s.end()
}

func (s *scrawl) mapping(all []pair, indent int) {
	for _, p := range s.shuffled(all) {
		s.remarks(indent)
		fmt.Fprintf(&s.b, "%s%s:", strings.Repeat(" ", indent), p.key)
		s.block(p.value, indent, 0)
	}
}

func (s *scrawl) list(all []any, indent int) {
	for _, v := range all {
		s.remarks(indent)
		s.b.WriteString(strings.Repeat(" ", indent) + "-")
		entries, isMapping := v.([]pair)
		if isMapping && len(entries) > 0 && s.chance(60) {
			entries = s.shuffled(entries)
			fmt.Fprintf(&s.b, " %s:", entries[0].key)
			s.block(entries[0].value, indent+2, 0)
			s.mapping(entries[1:], indent+2)
			continue
		}
		s.block(v, indent, 1)
	}
}

// gap may break a line between brackets.
func (s *scrawl) gap(indent int) {
	if s.chance(8) {
		s.end()
		s.b.WriteString(strings.Repeat(" ", indent+1))
	}
}

func (s *scrawl) flow(value any, indent int) {
	switch v := value.(type) {
	case []pair:
		s.b.WriteByte('{')
		for i, p := range s.shuffled(v) {
			if i > 0 {
				s.b.WriteString(", ")
			}
			s.gap(indent)
			s.b.WriteString(p.key + ": ")
			s.flow(p.value, indent)
		}
		s.gap(indent)
		s.b.WriteByte('}')
	case []any:
		s.b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				s.b.WriteString(", ")
			}
			s.gap(indent)
			s.flow(e, indent)
		}
		s.gap(indent)
		s.b.WriteByte(']')
	case string:
		s.text(v)
	}
}

func (s *scrawl) text(v string) {
	plain := !strings.ContainsAny(v, ":#'\",[]{}&*!|>%@`\\")
	switch {
	case plain && s.chance(60):
		s.b.WriteString(v)
	case s.chance(50):
		s.b.WriteString("'" + strings.ReplaceAll(v, "'", "''") + "'")
	default:
		s.b.WriteString(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v) + `"`)
	}
}
