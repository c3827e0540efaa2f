package rdf

import (
	"strings"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// definer makes the terms of one context object.
type definer struct {
	state *contextState
	// names are what the context object says of each name.
	names     map[string]*jsontree.Value
	protected bool
	override  bool
	// defined is false while a term is being defined and true afterwards.
	defined map[string]bool
}

// term is the create term definition algorithm of JSON-LD 1.1.
func (d *definer) term(name string) error {
	if done, begun := d.defined[name]; done {
		return nil
	} else if begun {
		return flaw.New("jsonld.cyclic-term", flaw.Op("term", name))
	}
	if name == "" || name != "@type" && looksLikeKeyword(name) {
		return flaw.New("jsonld.reserved-term", flaw.Op("term", name))
	}
	d.defined[name] = false
	t := &term{protected: d.protected}
	before := d.state.terms[name]
	delete(d.state.terms, name)
	if err := d.fill(t, name, d.names[name]); err != nil {
		return flaw.In(name, err)
	}
	if before != nil && before.protected && !d.override {
		if !t.same(before) {
			return flaw.New("jsonld.protected-term", flaw.Op("term", name))
		}
		t = before
	}
	t.finish()
	d.state.protects = d.state.protects || t.protected
	d.state.terms[name] = t
	d.defined[name] = true
	return nil
}

func (t *term) finish() {
	t.keyword = keywords[t.iri]
	if t.keyword == notKeyword && t.iri != "" {
		t.text = "<" + t.iri + ">"
	}
	if t.coerce == coerceType {
		t.datatypeText = datatypeText(t.datatype)
	}
}

func (d *definer) fill(t *term, name string, value *jsontree.Value) error {
	id, simple := value, value.Kind == jsontree.Text
	switch value.Kind {
	case jsontree.Null, jsontree.Text:
	case jsontree.Map:
		if err := d.known(value); err != nil {
			return err
		}
		id = value.Get("@id")
		if err := d.attributes(t, value); err != nil {
			return err
		}
	default:
		return invalidEntry("term", value)
	}
	if name == "@type" {
		t.iri = "@type"
		if t.container != containerSet && value.Get("@protected") == nil || id != nil && value.Kind != jsontree.Map {
			return flaw.New("jsonld.reserved-term", flaw.Op("term", name))
		}
		return nil
	}
	if reverse := value.Get("@reverse"); reverse != nil {
		return d.reversed(t, value, reverse)
	}
	if err := d.identity(t, name, id, simple); err != nil {
		return err
	}
	if prefix := value.Get("@prefix"); prefix != nil {
		if strings.ContainsAny(name, ":/") || prefix.Kind != jsontree.True && prefix.Kind != jsontree.False {
			return invalidEntry("@prefix", prefix)
		}
		t.prefix = prefix.Kind == jsontree.True
	}
	return nil
}

// known refuses members of a definition that we do not carry out.
func (d *definer) known(value *jsontree.Value) error {
	for i := range value.Members {
		switch name := value.Members[i].Name; name {
		case "@id", "@type", "@reverse", "@container", "@context", "@language", "@prefix", "@protected":
		case "@index", "@nest", "@direction":
			return flaw.New("jsonld.unsupported", flaw.Op("feature", name))
		default:
			return flaw.New("jsonld.invalid-definition", flaw.Op("name", name))
		}
	}
	return nil
}

// identity finds the term's IRI.
func (d *definer) identity(t *term, name string, id *jsontree.Value, simple bool) error {
	switch {
	case id != nil && id.Kind == jsontree.Null:
		return nil
	case id != nil && (id.Kind != jsontree.Text || id.Text != name):
		return d.given(t, name, id, simple)
	}
	if colon := strings.IndexByte(name[1:], ':'); colon >= 0 {
		prefix, suffix := name[:colon+1], name[colon+2:]
		if d.names[prefix] != nil {
			if err := d.term(prefix); err != nil {
				return err
			}
		}
		if p := d.state.terms[prefix]; p != nil {
			t.iri = p.iri + suffix
		} else {
			t.iri = name
		}
	} else if d.state.hasVocab {
		t.iri = d.state.vocab + name
	}
	if !absolute(t.iri) {
		return flaw.New("jsonld.relative-term", flaw.Op("term", name), flaw.Op("found", t.iri))
	}
	return nil
}

func (d *definer) given(t *term, name string, id *jsontree.Value, simple bool) error {
	if id.Kind != jsontree.Text {
		return invalidEntry("@id", id)
	}
	if keywords[id.Text] == notKeyword && looksLikeKeyword(id.Text) || id.Text == "@context" {
		return invalidEntry("@id", id)
	}
	full, err := d.expand(id.Text)
	if err != nil {
		return err
	}
	if keywords[full] == notKeyword && !absolute(full) {
		return flaw.New("jsonld.relative-term", flaw.Op("term", name), flaw.Op("found", id.Text))
	}
	t.iri = full
	inside := len(name) > 2 && strings.Contains(name[1:len(name)-1], ":")
	if inside || strings.Contains(name, "/") {
		d.defined[name] = true
		if again, err := d.expand(name); err != nil || again != full {
			return flaw.New("jsonld.invalid-definition", flaw.Op("name", name))
		}
		d.defined[name] = false
	} else if simple && (strings.ContainsAny(full[len(full)-1:], ":/?#[]@") || strings.HasPrefix(full, "_:")) {
		t.prefix = true
	}
	return nil
}

func (d *definer) reversed(t *term, value, reverse *jsontree.Value) error {
	if value.Get("@id") != nil || reverse.Kind != jsontree.Text || t.container&^(containerSet|containerIndex) != 0 {
		return invalidEntry("@reverse", reverse)
	}
	full, err := d.expand(reverse.Text)
	if err != nil {
		return err
	}
	if !absolute(full) {
		return invalidEntry("@reverse", reverse)
	}
	t.iri, t.reverse = full, true
	return nil
}

// attributes reads the type, container, language, scoped context and protection of a definition.
func (d *definer) attributes(t *term, value *jsontree.Value) error {
	if v := value.Get("@protected"); v != nil {
		t.protected = v.Kind == jsontree.True
	}
	if v := value.Get("@type"); v != nil {
		if err := d.coerced(t, v); err != nil {
			return err
		}
	}
	for _, v := range value.Get("@container").Each() {
		bit, ok := containers[v.Text]
		if !ok {
			return flaw.New("jsonld.unsupported", flaw.Op("feature", "@container "+v.Text))
		}
		t.container |= bit
	}
	if t.container&containerList != 0 && t.container != containerList || t.container&containerGraph != 0 && t.container&containerIndex != 0 {
		return invalidEntry("@container", value.Get("@container"))
	}
	if v := value.Get("@language"); v != nil && value.Get("@type") == nil {
		if v.Kind != jsontree.Text && v.Kind != jsontree.Null {
			return invalidEntry("@language", v)
		}
		t.language, t.hasLanguage = strings.ToLower(v.Text), true
	}
	t.scoped = value.Get("@context")
	return nil
}

var containers = map[string]container{
	"@list": containerList, "@set": containerSet, "@graph": containerGraph, "@index": containerIndex, "@language": containerLanguage,
}

func (d *definer) coerced(t *term, v *jsontree.Value) error {
	if v.Kind != jsontree.Text {
		return invalidEntry("@type", v)
	}
	full, err := d.expand(v.Text)
	if err != nil {
		return err
	}
	switch full {
	case "@id":
		t.coerce = coerceID
	case "@vocab":
		t.coerce = coerceVocab
	case "@json":
		t.coerce = coerceJSON
	case "@none":
		t.coerce = coerceNothing
	default:
		if !absolute(full) || strings.HasPrefix(full, "_:") {
			return invalidEntry("@type", v)
		}
		t.coerce, t.datatype = coerceType, full
	}
	return nil
}

// expand is IRI expansion while a context is being read: names it uses are defined first.
func (d *definer) expand(value string) (string, error) {
	if keywords[value] != notKeyword || looksLikeKeyword(value) {
		return value, nil
	}
	if d.names[value] != nil {
		if err := d.term(value); err != nil {
			return "", err
		}
	}
	if colon := strings.IndexByte(value, ':'); colon > 0 {
		prefix := value[:colon]
		if prefix != "_" && !strings.HasPrefix(value[colon+1:], "//") && d.names[prefix] != nil {
			if err := d.term(prefix); err != nil {
				return "", err
			}
		}
	}
	return d.state.expand(value, true), nil
}
