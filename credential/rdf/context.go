package rdf

import (
	"strings"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// options are how a context is applied to a state.
type options struct {
	override  bool
	propagate bool
	// depth counts contexts that name contexts.
	depth int
	work  *work
}

// work is what the contexts of one document may cost: terms that are copied, and ten times as much for each that is defined.
type work struct{ left int }

// maxWork is about half a second's work; a thousand credentials inside one take most of it.
const maxWork = 5_000_000

func (w *work) take(n int) error {
	if w.left -= n; w.left < 0 {
		return flaw.New("jsonld.context-work")
	}
	return nil
}

const maxContextDepth = 16

// local applies the @context that a document gives at its top or in a node. Lists of addresses are kept compiled.
func (p *Processor) local(c *contextState, given *jsontree.Value, w *work) (*contextState, error) {
	key, plain := addresses(given)
	if c == p.root && plain {
		if known, ok := p.contexts.Load(key); ok {
			return known.(*contextState), nil //nolint:forcetypeassert // the map holds nothing else
		}
	}
	next, err := p.process(c, given, options{propagate: true, work: w})
	if err != nil {
		return nil, err
	}
	if c == p.root && plain && len(key) <= maxKey && p.kept.take() {
		p.contexts.Store(key, next)
		return next, nil
	}
	if next != c {
		next.passing = true
	}
	return next, nil
}

// maxKey is how long the addresses of a list may be together that is kept: a long one is somebody's trick to fill the memory.
const maxKey = 2048

// addresses joins a list of context addresses to one key; plain is false if something else stands in it.
func addresses(given *jsontree.Value) (key string, plain bool) {
	if given.Kind == jsontree.Text {
		return given.Text, true
	}
	if given.Kind != jsontree.List {
		return "", false
	}
	n := 0
	for i := range given.Items {
		if given.Items[i].Kind != jsontree.Text {
			return "", false
		}
		n += len(given.Items[i].Text) + 1
	}
	var b strings.Builder
	b.Grow(n)
	for i := range given.Items {
		b.WriteString(given.Items[i].Text)
		b.WriteByte(' ')
	}
	return b.String(), true
}

// process is the context processing algorithm of JSON-LD 1.1.
func (p *Processor) process(c *contextState, given *jsontree.Value, o options) (*contextState, error) {
	if o.depth > maxContextDepth {
		return nil, flaw.New("jsonld.context-depth")
	}
	if v := given.Get("@propagate"); v != nil {
		if v.Kind != jsontree.True && v.Kind != jsontree.False {
			return nil, invalidEntry("@propagate", v)
		}
		o.propagate = v.Kind == jsontree.True
	}
	if err := o.work.take(len(c.terms) + 1); err != nil {
		return nil, err
	}
	result := c.clone()
	if !o.propagate && result.previous == nil {
		result.previous = c
	}
	items := []jsontree.Value{*given}
	if given.Kind == jsontree.List {
		items = given.Items
	}
	for i := range items {
		var err error
		if result, err = p.one(result, &items[i], o); err != nil {
			return nil, err
		}
	}
	return result, nil
}

func (p *Processor) one(result *contextState, item *jsontree.Value, o options) (*contextState, error) {
	switch item.Kind {
	case jsontree.Null:
		if !o.override && result.protects {
			return nil, flaw.New("jsonld.context-nullified")
		}
		empty := &contextState{passing: result.passing}
		if !o.propagate {
			empty.previous = result
		}
		return empty, nil
	case jsontree.Text:
		content, err := p.document(item.Text)
		if err != nil {
			return nil, err
		}
		return p.process(result, content, options{override: o.override, propagate: true, depth: o.depth + 1, work: o.work})
	case jsontree.Map:
		return result, p.define(result, unwrapped(item), o)
	default:
		return nil, flaw.New("jsonld.context-kind")
	}
}

// unwrapped takes a context object out of another that holds nothing but it, as whole documents do and as some copy them.
func unwrapped(v *jsontree.Value) *jsontree.Value {
	if inner := v.Get("@context"); len(v.Members) == 1 && inner != nil && inner.Kind == jsontree.Map {
		return inner
	}
	return v
}

// define applies one context object to result, which is still our own.
func (p *Processor) define(result *contextState, given *jsontree.Value, o options) error {
	if err := o.work.take(10 * len(given.Members)); err != nil {
		return err
	}
	d := &definer{state: result, names: make(map[string]*jsontree.Value, len(given.Members)), override: o.override, defined: make(map[string]bool, len(given.Members))}
	for i := range given.Members {
		d.names[given.Members[i].Name] = &given.Members[i].Value
	}
	if result.terms == nil {
		result.terms = make(map[string]*term, len(given.Members))
	}
	if v := given.Get("@protected"); v != nil {
		if v.Kind != jsontree.True && v.Kind != jsontree.False {
			return invalidEntry("@protected", v)
		}
		d.protected = v.Kind == jsontree.True
	}
	for i := range given.Members {
		if err := d.setting(given.Members[i].Name, &given.Members[i].Value, o.depth > 0); err != nil {
			return err
		}
	}
	for i := range given.Members {
		name := given.Members[i].Name
		if k := keywords[name]; k != notKeyword && name != "@type" {
			continue
		}
		if err := d.term(name); err != nil {
			return err
		}
	}
	return nil
}

// setting reads what holds for the whole context.
func (d *definer) setting(name string, v *jsontree.Value, remote bool) error {
	switch name {
	case "@version":
		if v.Kind != jsontree.Number || v.Text != "1.1" {
			return invalidEntry(name, v)
		}
	case "@base":
		if !remote && v.Kind != jsontree.Null {
			return flaw.New("jsonld.unsupported", flaw.Op("feature", name))
		}
	case "@vocab":
		return d.vocabulary(v)
	case "@language":
		if v.Kind != jsontree.Text && v.Kind != jsontree.Null {
			return invalidEntry(name, v)
		}
		d.state.language = strings.ToLower(v.Text)
	case "@direction", "@import":
		return flaw.New("jsonld.unsupported", flaw.Op("feature", name))
	case "@propagate", "@protected", "@type":
	default:
		if keywords[name] != notKeyword {
			return flaw.New("jsonld.reserved-term", flaw.Op("term", name))
		}
	}
	return nil
}

func (d *definer) vocabulary(v *jsontree.Value) error {
	switch v.Kind {
	case jsontree.Null:
		d.state.vocab, d.state.hasVocab = "", false
		return nil
	case jsontree.Text:
		full, err := d.expand(v.Text)
		if err != nil {
			return err
		}
		if !absolute(full) {
			return invalidEntry("@vocab", v)
		}
		d.state.vocab, d.state.hasVocab = full, true
		return nil
	default:
		return invalidEntry("@vocab", v)
	}
}

func invalidEntry(name string, v *jsontree.Value) error {
	return flaw.New("jsonld.invalid-entry", flaw.Op("name", name), flaw.Op("found", brief(v)))
}

// brief prints a value for a sentence, cut short.
func brief(v *jsontree.Value) string {
	text := string(jsontree.Append(nil, v))
	if len(text) > 60 {
		text = strings.ToValidUTF8(text[:60], "") + "…"
	}
	return text
}
