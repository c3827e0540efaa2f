package rdf

import "strconv"

// Term is a node of a quad: an IRI or literal as N-Quads write it, or a blank node.
type Term struct {
	// Text is the IRI between its brackets or the literal with its type; it is empty for a blank node.
	Text string
	// Blank is the number of a blank node, from 1; the zero Term is the default graph.
	Blank int
}

// Quad is one statement. Its predicate is an IRI in brackets.
type Quad struct {
	Subject   Term
	Predicate string
	Object    Term
	Graph     Term
}

// Dataset is a set of quads. The blank nodes have the labels that they came with.
type Dataset struct {
	Quads []Quad
	// Labels are the names of the blank nodes, number 1 first, without "_:". They may be empty.
	Labels []string
}

func (d *Dataset) blank(label string) Term {
	d.Labels = append(d.Labels, label)
	return Term{Blank: len(d.Labels)}
}

// Text gives the quads as N-Quads in their order, blank nodes by number.
func (d *Dataset) Text() []byte {
	var out []byte
	for i := range d.Quads {
		out = d.Quads[i].appendTo(out, func(dst []byte, blank int) []byte {
			return strconv.AppendInt(append(dst, "_:b"...), int64(blank), 10)
		})
	}
	return out
}

// appendTo writes the quad as one line of canonical N-Quads.
func (q *Quad) appendTo(dst []byte, name func(dst []byte, blank int) []byte) []byte {
	term := func(t Term) {
		if t.Blank > 0 {
			dst = name(dst, t.Blank)
		} else {
			dst = append(dst, t.Text...)
		}
		dst = append(dst, ' ')
	}
	term(q.Subject)
	dst = append(dst, q.Predicate...)
	dst = append(dst, ' ')
	term(q.Object)
	if q.Graph != (Term{}) {
		term(q.Graph)
	}
	return append(dst, ".\n"...)
}

const (
	rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xsdNS = "http://www.w3.org/2001/XMLSchema#"

	rdfType  = "<" + rdfNS + "type>"
	rdfFirst = "<" + rdfNS + "first>"
	rdfRest  = "<" + rdfNS + "rest>"
	rdfNil   = "<" + rdfNS + "nil>"

	xsdString  = xsdNS + "string"
	xsdDouble  = xsdNS + "double"
	xsdInteger = xsdNS + "integer"
	xsdBoolean = xsdNS + "boolean"
	rdfJSON    = rdfNS + "JSON"
)

// datatypeText is what N-Quads write after a literal of that type; a plain string has no mark.
func datatypeText(datatype string) string {
	if datatype == xsdString {
		return ""
	}
	return "^^<" + datatype + ">"
}

// literal writes a literal as canonical N-Quads: value between quotes, then its type or language.
func literal(value, suffix string) string {
	out := make([]byte, 0, len(value)+len(suffix)+8)
	out = append(out, '"')
	done := 0
	for i := range len(value) {
		c := value[i]
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7F {
			continue
		}
		out = append(out, value[done:i]...)
		done = i + 1
		switch c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\b':
			out = append(out, `\b`...)
		case '\t':
			out = append(out, `\t`...)
		case '\n':
			out = append(out, `\n`...)
		case '\f':
			out = append(out, `\f`...)
		case '\r':
			out = append(out, `\r`...)
		default:
			const digits = "0123456789ABCDEF"
			out = append(out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	out = append(out, value[done:]...)
	out = append(out, '"')
	return string(append(out, suffix...))
}
