package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// remark is what stands around an entry besides its value.
type remark struct {
	// above are comments on lines of their own; an empty one is a blank line.
	above []string
	// beside are comments at the end of its line.
	beside []string
}

// commented tells whether it has a comment and not only blank lines.
func (m *remark) commented() bool {
	return m != nil && (len(m.beside) > 0 || strings.Join(m.above, "") != "")
}

// mark is a place where an entry begins or a scalar stands.
type mark struct {
	node *yaml.Node
	// entry tells that an entry begins with the node; flow that it stands between brackets.
	entry, flow bool
}

// remarker walks the text beside the nodes and finds the comments and blank lines between them.
type remarker struct {
	form  *form
	data  []byte
	marks []mark
	// offset is where the walk is; line and column the same as a place.
	offset, line, column int
	// breaks is how many lines have ended since the last entry, value or comment.
	breaks int
	// waiting are the lines that the next entry will have above it.
	waiting []string
	// last is the entry that began last, lastBlock the last one outside brackets; depth counts open brackets.
	last, lastBlock *yaml.Node
	depth           int
}

// collectRemarks finds every comment in the data and gives it to an entry of the form. It must see the nodes as they
// were written.
func collectRemarks(f *form, data []byte) {
	w := &remarker{form: f, data: data, line: 1, column: 1, breaks: 1}
	w.collect(f.root, false)
	for i := 0; w.offset < len(w.data); {
		if i < len(w.marks) && !w.before(w.marks[i].node) {
			w.pass(w.marks[i])
			i++
			continue
		}
		w.step()
	}
	f.tail = w.waiting
}

// collect lists the marks in the order of the text.
func (w *remarker) collect(n *yaml.Node, flow bool) {
	inside := flow || n.Style&yaml.FlowStyle != 0
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			w.marks = append(w.marks, mark{n.Content[i], true, inside}, mark{n.Content[i], false, inside})
			w.collect(n.Content[i+1], inside)
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			w.marks = append(w.marks, mark{c, true, inside})
			w.collect(c, inside)
		}
	default: // a scalar: nothing else leaves parse
		w.marks = append(w.marks, mark{n, false, flow})
	}
}

// before tells whether the walk has yet to reach the node.
func (w *remarker) before(n *yaml.Node) bool {
	return w.line < n.Line || w.line == n.Line && w.column < n.Column
}

// pass goes by a mark: an entry takes what was waiting, a scalar is stepped over.
func (w *remarker) pass(m mark) {
	if !m.entry {
		w.scalar(m.node)
		w.breaks = 0
		return
	}
	w.blank()
	if w.last == nil {
		w.form.head, w.waiting = w.waiting, nil
	}
	w.form.remarks[m.node] = &remark{above: w.waiting}
	w.waiting, w.last = nil, m.node
	if !m.flow {
		w.lastBlock = m.node
	}
	w.breaks = 0
}

// blank keeps that lines were left blank before what comes now.
func (w *remarker) blank() {
	if w.breaks > 1 && (len(w.waiting) == 0 || w.waiting[len(w.waiting)-1] != "") {
		w.waiting = append(w.waiting, "")
	}
}

// step goes by one character that belongs to no scalar.
func (w *remarker) step() {
	switch c := w.data[w.offset]; {
	case c == '#' && (w.offset == 0 || strings.IndexByte(" \t\n", w.data[w.offset-1]) >= 0):
		w.comment()
		return
	case c == '[' || c == '{':
		w.depth++
	case c == ']' || c == '}':
		w.depth--
		w.breaks = 0
	}
	w.forward()
}

// forward moves on by one character.
func (w *remarker) forward() {
	c, size := utf8.DecodeRune(w.data[w.offset:])
	w.offset += size
	switch c {
	case '\n', '\u0085', '\u2028', '\u2029':
		w.line, w.column = w.line+1, 1
		w.breaks++
	default:
		w.column++
	}
}

// comment takes the comment that begins here.
func (w *remarker) comment() {
	end := len(w.data)
	if i := bytes.IndexByte(w.data[w.offset:], '\n'); i >= 0 {
		end = w.offset + i
	}
	text := strings.TrimRight(string(w.data[w.offset:end]), " \t")
	begin := bytes.LastIndexByte(w.data[:w.offset], '\n') + 1
	alone := strings.Trim(string(w.data[begin:w.offset]), " \t-") == ""
	beside := w.lastBlock
	if w.depth > 0 {
		beside = w.last
	}
	if alone || beside == nil {
		w.blank()
		w.waiting = append(w.waiting, text)
	} else {
		m := w.form.remarks[beside]
		m.beside = append(m.beside, text)
	}
	for w.offset < end {
		w.forward()
	}
	w.breaks = 0
}

// scalar steps over the text of a scalar, so that a # inside it is no comment.
func (w *remarker) scalar(n *yaml.Node) {
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		w.blockScalar(n)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		w.forward()
		for w.offset < len(w.data) && w.data[w.offset] != '"' {
			if w.data[w.offset] == '\\' {
				w.forward()
			}
			w.forward()
		}
		w.forward()
	case n.Style&yaml.SingleQuotedStyle != 0:
		w.forward()
		for w.offset < len(w.data) && (w.data[w.offset] != '\'' || w.offset+1 < len(w.data) && w.data[w.offset+1] == '\'') {
			if w.data[w.offset] == '\'' {
				w.forward()
			}
			w.forward()
		}
		w.forward()
	default:
		w.plainScalar(n.Value)
	}
}

// plainScalar steps over plain text: spaces and line ends stand in it where the value has spaces or line ends.
func (w *remarker) plainScalar(value string) {
	space := func(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }
	for i := 0; i < len(value) && w.offset < len(w.data); {
		if space(value[i]) {
			for i < len(value) && space(value[i]) {
				i++
			}
			for w.offset < len(w.data) && space(w.data[w.offset]) {
				w.forward()
			}
			continue
		}
		_, size := utf8.DecodeRuneInString(value[i:])
		i += size
		w.forward()
	}
}

// blockScalar steps over the lines of a literal or folded text; a comment may stand after its sign.
func (w *remarker) blockScalar(n *yaml.Node) {
	w.breaks = 0
	for w.offset < len(w.data) && w.data[w.offset] != '\n' {
		if w.data[w.offset] == '#' {
			w.comment()
			continue
		}
		w.forward()
	}
	if strings.Trim(n.Value, "\n") == "" {
		return
	}
	indent := -1
	for w.offset < len(w.data) {
		// The walk is at the end of a line. The next line that is not blank belongs to the text or ends it.
		next := w.offset
		for next < len(w.data) && (w.data[next] == '\n' || w.data[next] == ' ') {
			next++
		}
		begin := bytes.LastIndexByte(w.data[:next], '\n') + 1
		if indent < 0 {
			indent = next - begin
		}
		if next == len(w.data) || next-begin < indent {
			return
		}
		for w.offset < len(w.data) && (w.offset < next || w.data[w.offset] != '\n') {
			w.forward()
		}
		w.breaks = 0
	}
}
