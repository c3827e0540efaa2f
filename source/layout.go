package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// width is how long a line may grow before text is folded and lists of words are broken.
const width = 120

// layout writes a form.
type layout struct {
	form *form
	out  strings.Builder
}

// write gives the file's canonical text.
func (f *form) write() []byte {
	l := &layout{form: f}
	l.lines(f.head, 0, true)
	l.mapping(f.root, 0, false)
	l.lines(f.tail, 0, false)
	return []byte(l.out.String())
}

// lines writes comments on lines of their own. Nothing blank stands first in a block.
func (l *layout) lines(all []string, indent int, first bool) {
	for _, s := range all {
		switch {
		case s != "":
			l.pad(indent)
			l.out.WriteString(s)
		case first:
			continue
		}
		l.out.WriteByte('\n')
		first = false
	}
}

func (l *layout) pad(indent int) { l.out.WriteString(strings.Repeat(" ", indent)) }

// remark gives what stands around the entry that begins with the node.
func (l *layout) remark(n *yaml.Node) remark {
	if m := l.form.remarks[n]; m != nil {
		return *m
	}
	return remark{}
}

// mapping writes a mapping in block style. Inline tells that the first key goes on the line that has been begun.
func (l *layout) mapping(n *yaml.Node, indent int, inline bool) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		m := l.remark(key)
		if !inline || i > 0 {
			l.lines(l.above(m), indent, i == 0)
			l.pad(indent)
		}
		name := quote(key, true)
		l.out.WriteString(name + ":")
		column := indent + utf8.RuneCountInString(name) + 1
		if l.isBlock(value) {
			l.beside(m)
			l.out.WriteByte('\n')
			l.block(value, indent+2, false)
			continue
		}
		l.value(value, indent, column, m)
	}
}

// sequence writes a list in block style.
func (l *layout) sequence(n *yaml.Node, indent int, inline bool) {
	for i, value := range n.Content {
		if !inline || i > 0 {
			l.lines(l.heads(value), indent, i == 0)
			l.pad(indent)
		}
		l.out.WriteByte('-')
		if l.isBlock(value) {
			l.out.WriteByte(' ')
			l.block(value, indent+2, true)
			continue
		}
		l.value(value, indent, indent+1, l.remark(value))
	}
}

func (l *layout) block(n *yaml.Node, indent int, inline bool) {
	if n.Kind == yaml.MappingNode {
		l.mapping(n, indent, inline)
	} else {
		l.sequence(n, indent, inline)
	}
}

// above gives the comments above an entry; of several beside it only the first can stay there.
func (l *layout) above(m remark) []string {
	if len(m.beside) < 2 {
		return m.above
	}
	return slices.Concat(m.above, m.beside[1:])
}

// heads gives the comments above an entry of a list, and those of the entry that begins on the same line.
func (l *layout) heads(n *yaml.Node) []string {
	m := l.remark(n)
	all := l.above(m)
	if !l.isBlock(n) {
		return all
	}
	all = slices.Concat(all, m.beside[:min(1, len(m.beside))])
	if n.Kind == yaml.MappingNode {
		return joinLines(all, l.above(l.remark(n.Content[0])))
	}
	return joinLines(all, l.heads(n.Content[0]))
}

// joinLines puts lines together so that no two blank ones meet.
func joinLines(a, b []string) []string {
	all := slices.Concat(a, b)
	return slices.CompactFunc(all, func(x, y string) bool { return x == "" && y == "" })
}

func (l *layout) beside(m remark) {
	if len(m.beside) > 0 {
		l.out.WriteString(" " + m.beside[0])
	}
}

// isBlock tells whether a value is written on lines of its own: it was, or a comment stands inside it.
func (l *layout) isBlock(n *yaml.Node) bool {
	return len(n.Content) > 0 && (n.Style&yaml.FlowStyle == 0 || l.commented(n))
}

// commented tells whether a comment stands at an entry inside.
func (l *layout) commented(n *yaml.Node) bool {
	return slices.ContainsFunc(n.Content, func(c *yaml.Node) bool {
		return l.form.remarks[c].commented() || l.commented(c)
	})
}

// value writes a scalar or a collection in brackets, and ends the line.
func (l *layout) value(n *yaml.Node, indent, column int, m remark) {
	if n.Kind != yaml.ScalarNode {
		l.flow(n, indent, column)
		l.beside(m)
		l.out.WriteByte('\n')
		return
	}
	sign, lines := blockText(n, column+1, indent+2)
	if sign == "" {
		l.out.WriteString(" " + quote(n, false))
		l.beside(m)
		l.out.WriteByte('\n')
		return
	}
	l.out.WriteString(" " + sign)
	l.beside(m)
	l.out.WriteByte('\n')
	for _, s := range lines {
		if s != "" {
			l.pad(indent + 2)
		}
		l.out.WriteString(s + "\n")
	}
}

// flow writes a collection in brackets on one line; a list of words that is too long goes over several.
func (l *layout) flow(n *yaml.Node, indent, column int) {
	text := bracketed(n)
	scalars := n.Kind == yaml.SequenceNode && !slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return c.Kind != yaml.ScalarNode })
	if column+1+utf8.RuneCountInString(text) <= width || !scalars {
		l.out.WriteString(" " + text)
		return
	}
	l.out.WriteString(" [")
	column += 2
	for i, c := range n.Content {
		word := quote(c, true) + ","
		if i == len(n.Content)-1 {
			word = quote(c, true) + "]"
		}
		long := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+long > width:
			l.out.WriteByte('\n')
			l.pad(indent + 2)
			column = indent + 2
		default:
			l.out.WriteByte(' ')
			column++
		}
		l.out.WriteString(word)
		column += long
	}
}

// bracketed is a collection on one line.
func bracketed(n *yaml.Node) string {
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, quote(n.Content[i], true)+": "+bracketed(n.Content[i+1]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		for _, c := range n.Content {
			parts = append(parts, bracketed(c))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	default:
		return quote(n, true)
	}
}
