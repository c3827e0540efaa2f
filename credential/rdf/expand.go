package rdf

import (
	"slices"
	"strconv"
	"strings"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// Dataset gives the quads of a JSON-LD document: expansion and deserialization in one walk.
func (p *Processor) Dataset(document *jsontree.Value) (*Dataset, error) {
	if document.Kind != jsontree.Map {
		return nil, flaw.New("jsonld.not-object")
	}
	w := &walker{p: p, data: &Dataset{Quads: make([]Quad, 0, 96)}, work: work{maxWork}}
	if err := w.top(document); err != nil {
		return nil, err
	}
	w.data.dedupe()
	return w.data, nil
}

// Whole checks that all of the document has a meaning, as [Processor.Dataset] does, and writes no quads.
func (p *Processor) Whole(document *jsontree.Value) error {
	if document.Kind != jsontree.Map {
		return flaw.New("jsonld.not-object")
	}
	w := &walker{p: p, data: &Dataset{}, silent: true, work: work{maxWork}}
	return w.top(document)
}

// dedupe leaves out what is said twice: a dataset is a set.
func (d *Dataset) dedupe() {
	seen := make(map[Quad]struct{}, len(d.Quads))
	d.Quads = slices.DeleteFunc(d.Quads, func(q Quad) bool {
		_, twice := seen[q]
		seen[q] = struct{}{}
		return twice
	})
}

// walker writes the quads of one document.
type walker struct {
	p      *Processor
	data   *Dataset
	labels map[string]Term
	// silent: nothing is written, so terms need only be told apart.
	silent bool
	blanks int
	// compacted: only the names of published contexts will do.
	compacted bool
	// document is the document's own node, once it is known.
	document Term
	// work is what its contexts may still cost.
	work work
}

// place is where a value stands: in which graph, below which property.
type place struct {
	graph Term
	// property is nil at the top and inside @graph.
	property *term
	// fromMap tells a value of an index map, whose scoped context goes on.
	fromMap bool
}

func (w *walker) top(document *jsontree.Value) error {
	c, members := w.p.root, document.Members
	if given := document.Get("@context"); given != nil {
		var err error
		if c, err = w.p.local(c, given, &w.work); err != nil {
			return flaw.In("@context", err)
		}
	}
	if len(members) == 2 && document.Get("@context") != nil {
		for i := range members {
			if c.keywordOf(members[i].Name) == kwGraph {
				return w.graph(c, &members[i].Value, Term{})
			}
		}
	}
	_, err := w.object(w.p.root, document, place{})
	return err
}

// keywordOf gives the keyword that a name stands for.
func (c *contextState) keywordOf(name string) keyword {
	if t := c.terms[name]; t != nil {
		return t.keyword
	}
	return keywords[name]
}

// graph writes the nodes of a @graph.
func (w *walker) graph(c *contextState, v *jsontree.Value, graph Term) error {
	for i, item := range v.Each() {
		if item.Kind != jsontree.Map {
			return flaw.In(strconv.Itoa(i), flaw.New("jsonld.free-floating", flaw.Op("found", brief(&item))))
		}
		if _, err := w.object(c, &item, place{graph: graph}); err != nil {
			return flaw.In(strconv.Itoa(i), err)
		}
	}
	return nil
}

// object writes a node object, or a value, list or set object; it returns the term that stands for it. A zero term means
// that it says nothing (@value null).
func (w *walker) object(c *contextState, v *jsontree.Value, at place) (Term, error) {
	if c.previous != nil && !at.fromMap && w.leavesScope(c, v) {
		c = c.previous
	}
	var err error
	if at.property != nil && at.property.scoped != nil {
		if c, err = w.p.scope(c, at.property.scoped, false, &w.work); err != nil {
			return Term{}, err
		}
	}
	if given := v.Get("@context"); given != nil {
		before := c
		if c, err = w.p.local(c, given, &w.work); err != nil {
			return Term{}, flaw.In("@context", err)
		}
		if err := w.inline(before, c, given); err != nil {
			return Term{}, err
		}
	}
	n := node{walker: w, c: c, byType: c, value: v, at: at}
	if err := n.types(); err != nil {
		return Term{}, err
	}
	return n.write()
}

// leavesScope tells whether a type-scoped context ends at v: it goes on only into value objects and bare references.
func (w *walker) leavesScope(c *contextState, v *jsontree.Value) bool {
	for i := range v.Members {
		switch c.keywordOf(v.Members[i].Name) {
		case kwValue:
			return false
		case kwID:
			if len(v.Members) == 1 {
				return false
			}
		default:
		}
	}
	return true
}

// node is one object while it is being written.
type node struct {
	*walker
	c *contextState
	// byType is the context in which the values of @type are read.
	byType *contextState
	value  *jsontree.Value
	at     place
}

// types applies the contexts of the object's types, in the order of their names.
func (n *node) types() error {
	var few [8]string
	names := few[:0]
	for i := range n.value.Members {
		m := &n.value.Members[i]
		if n.byType.keywordOf(m.Name) != kwType {
			continue
		}
		switch m.Value.Kind {
		case jsontree.Text:
			names = append(names, m.Value.Text)
		case jsontree.List:
			for j := range m.Value.Items {
				if m.Value.Items[j].Kind == jsontree.Text {
					names = append(names, m.Value.Items[j].Text)
				}
			}
		default:
		}
	}
	if len(names) > 1 {
		slices.Sort(names)
	}
	for _, name := range names {
		if t := n.byType.terms[name]; t != nil && t.scoped != nil {
			var err error
			if n.c, err = n.p.scope(n.c, t.scoped, true, &n.work); err != nil {
				return flaw.In(name, err)
			}
		}
	}
	return nil
}

// shape finds what kind of object it is, and its identifier.
func (n *node) shape() (kind keyword, id *jsontree.Value, err error) {
	var seen [kwOther + 1]bool
	for i := range n.value.Members {
		m := &n.value.Members[i]
		k := n.c.keywordOf(m.Name)
		if k == notKeyword {
			if looksLikeKeyword(m.Name) {
				return 0, nil, flaw.In(m.Name, flaw.New("jsonld.reserved-term", flaw.Op("term", m.Name)))
			}
			continue
		}
		if seen[k] && k != kwType {
			return 0, nil, flaw.In(m.Name, flaw.New("jsonld.colliding-keywords", flaw.Op("term", m.Name)))
		}
		seen[k] = true
		switch k {
		case kwValue, kwList, kwSet:
			if kind != notKeyword {
				return 0, nil, flaw.New("jsonld.invalid-object")
			}
			kind = k
		case kwID:
			id = &m.Value
		case kwReverse, kwOther:
			return 0, nil, flaw.In(m.Name, flaw.New("jsonld.unsupported", flaw.Op("feature", m.Name)))
		default:
		}
	}
	return kind, id, nil
}

func (n *node) write() (Term, error) {
	kind, id, err := n.shape()
	if err != nil {
		return Term{}, err
	}
	switch kind {
	case kwValue:
		return n.valueObject()
	case kwList, kwSet:
		return Term{}, flaw.New("jsonld.free-floating", flaw.Op("found", brief(n.value)))
	default:
	}
	subject, err := n.subject(id)
	if err != nil {
		return Term{}, err
	}
	top := n.at.property == nil
	again := n.compacted && subject == n.document
	if n.document == (Term{}) {
		n.document = subject
	}
	for i := range n.value.Members {
		m := &n.value.Members[i]
		if err := n.written(n.c, m.Name, false); err != nil {
			return Term{}, flaw.In(m.Name, err)
		}
		if t := n.c.terms[m.Name]; again && t != nil && strings.HasPrefix(t.iri, credentialNS) {
			return Term{}, flaw.In(m.Name, flaw.New("jsonld.split", flaw.Op("term", m.Name)))
		}
		said, err := n.member(subject, m)
		if err != nil {
			return Term{}, flaw.In(m.Name, err)
		}
		top = top && !said
	}
	if top && n.at.property == nil {
		return Term{}, flaw.New("jsonld.says-nothing")
	}
	return subject, nil
}

// subject gives the node's own term.
func (n *node) subject(id *jsontree.Value) (Term, error) {
	if id == nil {
		return n.blank(""), nil
	}
	if id.Kind != jsontree.Text {
		return Term{}, flaw.In("id", invalidEntry("@id", id))
	}
	return n.reference(n.c.expand(id.Text, false), id.Text)
}

// reference makes the term of an expanded IRI; what is relative would be dropped, so it is refused.
func (w *walker) reference(full, written string) (Term, error) {
	if !absolute(full) {
		return Term{}, flaw.New("jsonld.relative-id", flaw.Op("found", written))
	}
	if label, ok := strings.CutPrefix(full, "_:"); ok {
		if known, ok := w.labels[label]; ok {
			return known, nil
		}
		if w.labels == nil {
			w.labels = map[string]Term{}
		}
		w.labels[label] = w.blank(label)
		return w.labels[label], nil
	}
	if w.silent {
		return Term{Text: full}, nil
	}
	return Term{Text: "<" + full + ">"}, nil
}

// blank makes a new unnamed node.
func (w *walker) blank(label string) Term {
	if w.silent {
		w.blanks++
		return Term{Blank: w.blanks}
	}
	return w.data.blank(label)
}

// someLiteral stands for every literal where nothing is written.
var someLiteral = Term{Text: `""`}

func (w *walker) emit(subject Term, predicate string, object, graph Term) {
	if w.silent {
		return
	}
	w.data.Quads = append(w.data.Quads, Quad{subject, predicate, object, graph})
}

// member writes what one member says of subject; said tells whether it is more than an identifier.
func (n *node) member(subject Term, m *jsontree.Member) (said bool, err error) {
	t := n.c.terms[m.Name]
	if t == nil {
		if k := keywords[m.Name]; k != notKeyword {
			t = &term{iri: m.Name, keyword: k}
		} else if t, err = n.undefined(m.Name); err != nil {
			return false, err
		}
	}
	switch t.keyword {
	case notKeyword:
	case kwType:
		return true, n.typed(subject, &m.Value)
	case kwGraph:
		return true, n.graph(n.c, &m.Value, subject)
	case kwContext, kwID:
		return false, nil
	case kwIndex:
		return false, nil
	default:
		return false, flaw.New("jsonld.invalid-object")
	}
	if t.iri == "" {
		return false, flaw.New("jsonld.undefined-term", flaw.Op("term", m.Name))
	}
	return true, n.property(subject, m.Name, t, &m.Value)
}

// undefined makes a term of a name that no context defines: it may still be a compact or full IRI.
func (n *node) undefined(name string) (*term, error) {
	full := n.c.expand(name, true)
	switch {
	case !absolute(full) || full == name && !strings.Contains(name, ":"):
		return nil, flaw.New("jsonld.undefined-term", flaw.Op("term", name))
	case strings.HasPrefix(full, "_:"):
		return nil, flaw.New("jsonld.blank-predicate", flaw.Op("term", name))
	}
	t := &term{iri: full}
	t.finish()
	return t, nil
}

func (n *node) typed(subject Term, v *jsontree.Value) error {
	for i, item := range v.Each() {
		if item.Kind != jsontree.Text {
			return flaw.In(strconv.Itoa(i), invalidEntry("@type", &item))
		}
		object := Term{}
		if t := n.byType.terms[item.Text]; t != nil && t.text != "" && !strings.HasPrefix(t.iri, "_:") {
			object.Text = t.text
		} else {
			full := n.byType.expand(item.Text, true)
			if !absolute(full) {
				return flaw.New("jsonld.relative-type", flaw.Op("found", item.Text))
			}
			var err error
			if object, err = n.reference(full, item.Text); err != nil {
				return err
			}
		}
		n.emit(subject, rdfType, object, n.at.graph)
	}
	return nil
}
