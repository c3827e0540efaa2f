package rdf

import (
	"strconv"
	"strings"

	"waymark/credential/flaw"
	"waymark/credential/jcs"
	"waymark/credential/jsontree"
)

// property writes the values of one property of subject.
func (n *node) property(subject Term, name string, t *term, v *jsontree.Value) error {
	if strings.HasPrefix(t.iri, "_:") {
		return flaw.New("jsonld.blank-predicate", flaw.Op("term", t.iri))
	}
	if t.coerce == coerceJSON {
		if n.silent {
			return nil
		}
		n.say(subject, t, jsonLiteral(v))
		return nil
	}
	values := propertyValues{node: n, subject: subject, term: t, c: n.c, coercing: t}
	if t.scoped != nil {
		var err error
		if values.c, err = n.p.scope(n.c, t.scoped, false, &n.work); err != nil {
			return err
		}
		if values.coercing = values.c.terms[name]; values.coercing == nil {
			values.coercing = &term{}
		}
	}
	switch {
	case t.container&containerLanguage != 0 && v.Kind == jsontree.Map:
		return values.languages(v)
	case t.container&containerIndex != 0 && v.Kind == jsontree.Map:
		return values.indexed(v)
	case t.container&containerList != 0:
		head, err := values.list(v.Each(), v)
		if err == nil && v.Kind != jsontree.Null {
			n.say(subject, t, head)
		}
		return err
	}
	return values.all(v, false)
}

// say writes one statement, turned round for a reverse property.
func (n *node) say(subject Term, t *term, object Term) {
	if t.reverse {
		n.emit(object, t.text, subject, n.at.graph)
		return
	}
	n.emit(subject, t.text, object, n.at.graph)
}

// propertyValues writes the values of one property.
type propertyValues struct {
	*node
	subject Term
	term    *term
	// c is the context for plain values, the property's own applied; coercing is what the property is there.
	c        *contextState
	coercing *term
}

// all writes one value or each of an array.
func (p *propertyValues) all(v *jsontree.Value, fromMap bool) error {
	switch v.Kind {
	case jsontree.Null:
		return nil
	case jsontree.List:
		for i := range v.Items {
			if err := p.all(&v.Items[i], fromMap); err != nil {
				return flaw.In(strconv.Itoa(i), err)
			}
		}
		return nil
	case jsontree.Map:
		inner, kind := p.wrapped(v)
		if kind != notKeyword && p.compacted {
			return flaw.New("jsonld.uncompacted", flaw.Op("term", v.Members[0].Name))
		}
		switch kind {
		case kwSet:
			return p.all(inner, false)
		case kwList:
			head, err := p.list(inner.Each(), inner)
			if err == nil {
				p.say(p.subject, p.term, head)
			}
			return err
		default:
		}
	default:
	}
	object, err := p.one(v, fromMap)
	if err != nil || object == (Term{}) {
		return err
	}
	if p.term.reverse && object.Blank == 0 && object.Text[0] == '"' {
		return flaw.New("jsonld.reverse-value")
	}
	p.say(p.subject, p.term, object)
	return nil
}

// wrapped finds the content of a set or list object.
func (p *propertyValues) wrapped(v *jsontree.Value) (*jsontree.Value, keyword) {
	for i := range v.Members {
		m := &v.Members[i]
		k := p.c.keywordOf(m.Name)
		if (k == kwSet || k == kwList) && len(v.Members) == 1 {
			return &m.Value, k
		}
	}
	return nil, notKeyword
}

// one gives the term of a single value.
func (p *propertyValues) one(v *jsontree.Value, fromMap bool) (Term, error) {
	if v.Kind != jsontree.Map {
		return p.plain(v)
	}
	at := place{graph: p.at.graph, property: p.term, fromMap: fromMap}
	if p.term.container&containerGraph == 0 {
		return p.object(p.node.c, v, at)
	}
	at.graph = p.blank("")
	_, err := p.object(p.node.c, v, at)
	return at.graph, err
}

// plain gives the term of a string, number or truth value.
func (p *propertyValues) plain(v *jsontree.Value) (Term, error) {
	t := p.coercing
	if v.Kind == jsontree.Text {
		switch t.coerce {
		case coerceID:
			return p.reference(p.c.expand(v.Text, false), v.Text)
		case coerceVocab:
			if known := p.c.terms[v.Text]; known != nil && known.text != "" && known.iri[0] != '_' {
				return Term{Text: known.text}, nil
			}
			return p.reference(p.c.expand(v.Text, true), v.Text)
		case coerceType:
			if p.silent {
				return someLiteral, nil
			}
			return Term{Text: literal(v.Text, t.datatypeText)}, nil
		default:
			language := p.c.language
			if t.hasLanguage {
				language = t.language
			}
			if t.coerce == coerceNothing {
				language = ""
			}
			if p.silent && language == "" {
				return someLiteral, nil
			}
			return tagged(v.Text, language)
		}
	}
	if p.silent {
		return someLiteral, nil
	}
	return native(v, t.datatype), nil
}

// tagged makes a string, in a language if one is given.
func tagged(text, language string) (Term, error) {
	if language == "" {
		return Term{Text: literal(text, "")}, nil
	}
	if !wellFormedTag(language) {
		return Term{}, flaw.New("jsonld.language", flaw.Op("found", language))
	}
	return Term{Text: literal(text, "@"+language)}, nil
}

func wellFormedTag(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if len(part) < 1 || len(part) > 8 {
			return false
		}
		for j := range len(part) {
			if c := part[j]; !letter(c) && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}

// native makes the literal of a number or truth value.
func native(v *jsontree.Value, datatype string) Term {
	var text string
	natural := xsdBoolean
	switch v.Kind {
	case jsontree.True:
		text = "true"
	case jsontree.False:
		text = "false"
	default:
		f, _ := strconv.ParseFloat(v.Text, 64)
		if f == float64(int64(f)) && f < 1e18 && f > -1e18 && datatype != xsdDouble {
			text, natural = strconv.FormatInt(int64(f), 10), xsdInteger
		} else if f < 1e21 && f > -1e21 && datatype != xsdDouble && (f >= 1e18 || f <= -1e18) {
			text, natural = strconv.FormatFloat(f, 'f', 0, 64), xsdInteger
		} else {
			text, natural = canonicalDouble(f), xsdDouble
		}
	}
	if datatype == "" {
		datatype = natural
	}
	return Term{Text: literal(text, datatypeText(datatype))}
}

// canonicalDouble is the canonical form of xsd:double with up to 15 digits after the point.
func canonicalDouble(f float64) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', 15, 64), "E")
	mantissa = strings.TrimRight(mantissa, "0")
	if strings.HasSuffix(mantissa, ".") {
		mantissa += "0"
	}
	n, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(n)
}

func jsonLiteral(v *jsontree.Value) Term {
	return Term{Text: literal(string(jcs.Append(nil, v)), datatypeText(rdfJSON))}
}

// list writes an ordered list and gives its head.
func (p *propertyValues) list(items []jsontree.Value, whole *jsontree.Value) (Term, error) {
	if whole.Kind == jsontree.Map {
		if inner, kind := p.wrapped(whole); kind == kwList {
			items = inner.Each()
		}
	}
	head, last := Term{Text: rdfNil}, Term{}
	for i := range items {
		item := &items[i]
		var object Term
		var err error
		switch item.Kind {
		case jsontree.Null:
			continue
		case jsontree.List:
			object, err = p.list(item.Items, item)
		case jsontree.Map:
			if inner, kind := p.wrapped(item); kind == kwList {
				object, err = p.list(inner.Each(), inner)
			} else {
				object, err = p.one(item, false)
			}
		default:
			object, err = p.one(item, false)
		}
		if err != nil {
			return Term{}, flaw.In(strconv.Itoa(i), err)
		}
		if object == (Term{}) {
			continue
		}
		cell := p.blank("")
		p.emit(cell, rdfFirst, object, p.at.graph)
		if last == (Term{}) {
			head = cell
		} else {
			p.emit(last, rdfRest, cell, p.at.graph)
		}
		last = cell
	}
	if last != (Term{}) {
		p.emit(last, rdfRest, Term{Text: rdfNil}, p.at.graph)
	}
	return head, nil
}

// languages writes a map from language to text.
func (p *propertyValues) languages(v *jsontree.Value) error {
	for i := range v.Members {
		m := &v.Members[i]
		language := strings.ToLower(m.Name)
		if p.c.expand(m.Name, true) == "@none" {
			language = ""
		}
		for j, item := range m.Value.Each() {
			switch item.Kind {
			case jsontree.Null:
				continue
			case jsontree.Text:
			default:
				return flaw.In(m.Name, flaw.In(strconv.Itoa(j), invalidEntry("@language", &item)))
			}
			object, err := tagged(item.Text, language)
			if err != nil {
				return flaw.In(m.Name, err)
			}
			p.say(p.subject, p.term, object)
		}
	}
	return nil
}

// indexed writes the values of a map whose names RDF does not carry.
func (p *propertyValues) indexed(v *jsontree.Value) error {
	for i := range v.Members {
		if err := p.all(&v.Members[i].Value, true); err != nil {
			return flaw.In(v.Members[i].Name, err)
		}
	}
	return nil
}

// valueObject gives the term of an object with @value.
func (n *node) valueObject() (Term, error) {
	var value, typ, language, direction *jsontree.Value
	for i := range n.value.Members {
		m := &n.value.Members[i]
		if err := n.written(n.c, m.Name, true); err != nil {
			return Term{}, flaw.In(m.Name, err)
		}
		switch n.c.keywordOf(m.Name) {
		case kwValue:
			value = &m.Value
		case kwType:
			typ = &m.Value
		case kwLanguage:
			language = &m.Value
		case kwIndex, kwContext:
		case kwDirection:
			if m.Value.Kind == jsontree.Null {
				continue
			}
			if m.Value.Text != "ltr" && m.Value.Text != "rtl" {
				return Term{}, flaw.In(m.Name, flaw.New("jsonld.direction", flaw.Op("found", brief(&m.Value))))
			}
			direction = &m.Value
		default:
			return Term{}, flaw.In(m.Name, flaw.New("jsonld.invalid-object"))
		}
	}
	if n.at.property == nil {
		return Term{}, flaw.New("jsonld.free-floating", flaw.Op("found", brief(n.value)))
	}
	if typ != nil && typ.Kind == jsontree.List && len(typ.Items) == 1 {
		typ = &typ.Items[0]
	}
	datatype := ""
	if typ != nil && typ.Kind != jsontree.Null {
		if typ.Kind != jsontree.Text || language != nil || direction != nil {
			return Term{}, invalidEntry("@type", typ)
		}
		datatype = n.byType.expand(typ.Text, true)
		if datatype == "@json" {
			return jsonLiteral(value), nil
		}
		if !absolute(datatype) || strings.HasPrefix(datatype, "_:") {
			return Term{}, flaw.New("jsonld.relative-type", flaw.Op("found", typ.Text))
		}
	}
	switch value.Kind {
	case jsontree.Null:
		return Term{}, nil
	case jsontree.List, jsontree.Map:
		return Term{}, invalidEntry("@value", value)
	case jsontree.Text:
		switch {
		case datatype != "":
			return Term{Text: literal(value.Text, datatypeText(datatype))}, nil
		case language == nil && direction == nil:
			return Term{Text: literal(value.Text, "")}, nil
		case language != nil && language.Kind != jsontree.Text:
			return Term{}, invalidEntry("@language", language)
		case direction != nil:
			return directed(value.Text, language, direction.Text)
		default:
			return tagged(value.Text, strings.ToLower(language.Text))
		}
	default:
		if language != nil || direction != nil {
			return Term{}, invalidEntry("@value", value)
		}
		return native(value, datatype), nil
	}
}

// directed makes a literal with a base direction, as JSON-LD's i18n-datatype has it: the other suites of Data Integrity
// do the same.
func directed(value string, language *jsontree.Value, direction string) (Term, error) {
	tag := ""
	if language != nil {
		if _, err := tagged("", language.Text); err != nil {
			return Term{}, err
		}
		tag = strings.ToLower(language.Text)
	}
	return Term{Text: literal(value, datatypeText("https://www.w3.org/ns/i18n#"+tag+"_"+direction))}, nil
}
