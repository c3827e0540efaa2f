package source

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"waymark/diag"
)

// Format gives the file in the one canonical layout: keys in the order of docs/language.md, two spaces a level, blank
// lines at most one at a time, long text folded. Comments stay with what they stand above or beside; what is written
// in brackets stays in brackets. JSON stays JSON and is only indented.
//
// Formatting twice is formatting once, and what is formatted reads as before. A file with errors is not formatted: the
// data is nil and the findings say why.
func Format(name string, data []byte) ([]byte, diag.List) {
	if _, found := Read(name, data); found.HasErrors() {
		return nil, found
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) && json.Valid(data) {
		var b bytes.Buffer
		if err := json.Indent(&b, bytes.TrimSpace(data), "", "  "); err != nil {
			panic(err) // it is valid
		}
		b.WriteByte('\n')
		return b.Bytes(), nil
	}
	data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	before := readForm(name, data)
	out := before.write()
	after := readForm(name, out)
	if after.root == nil || !sameNode(before.root, after.root) || !slices.Equal(before.comments(), after.comments()) {
		// The layout would not read as before. No file is known to come here; if one does, it is better left alone.
		return nil, diag.List{{Severity: diag.Error, Rule: "not-formatted", Pos: diag.Pos{File: name, Line: 1, Column: 1}, Length: 1}}
	}
	return out, nil
}

// form is a file's nodes and the remarks beside them.
type form struct {
	root *yaml.Node
	// remarks are kept by the node an entry begins with: a key, or the value of a list's entry.
	remarks map[*yaml.Node]*remark
	// head stands above the first entry of the file and tail below the last; an empty line is a blank one.
	head, tail []string
}

// readForm reads nodes and remarks; the root is nil where the data cannot be read.
func readForm(name string, data []byte) *form {
	r := &reader{file: name}
	f := &form{root: r.parse(data), remarks: map[*yaml.Node]*remark{}}
	if f.root != nil {
		collectRemarks(f, data)
		order(f.root, shapeOf(f.root))
	}
	return f
}

// order puts the keys of every mapping in their canonical order.
func order(n *yaml.Node, s *shape) {
	if n.Kind == yaml.SequenceNode {
		for _, c := range n.Content {
			order(c, s)
		}
		return
	}
	if n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		order(n.Content[i+1], s.of(n.Content[i].Value))
	}
	if s == nil || s.each != nil {
		return
	}
	entries := slices.Collect(slices.Chunk(n.Content, 2))
	slices.SortStableFunc(entries, func(a, b []*yaml.Node) int {
		return cmp.Compare(s.index(a[0].Value), s.index(b[0].Value))
	})
	n.Content = slices.Concat(entries...)
}

// sameNode tells whether two trees in canonical order say the same.
func sameNode(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Value == b.Value && empty(a) == empty(b) && slices.EqualFunc(a.Content, b.Content, sameNode)
}

// comments lists every comment, sorted.
func (f *form) comments() []string {
	all := slices.Concat(f.head, f.tail)
	for _, m := range f.remarks {
		all = slices.Concat(all, m.above, m.beside)
	}
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" })
	slices.SortFunc(all, strings.Compare)
	return all
}
