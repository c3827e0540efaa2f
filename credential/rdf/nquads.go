package rdf

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"waymark/credential/flaw"
)

// ParseNQuads reads N-Quads: one statement a line. Literals and IRIs come back in their canonical writing.
func ParseNQuads(data []byte) (*Dataset, error) {
	if !utf8.Valid(data) {
		return nil, flaw.New("json.utf8")
	}
	d := &Dataset{}
	labels := map[string]Term{}
	for number, line := range strings.Split(string(data), "\n") {
		p := quadParser{text: strings.TrimRight(line, "\r"), data: d, labels: labels}
		p.space()
		if p.text[p.at:] == "" || p.text[p.at] == '#' {
			continue
		}
		q, ok := p.quad()
		if !ok {
			return nil, flaw.New("rdf.nquads", flaw.Op("line", number+1), flaw.Op("column", p.at+1))
		}
		d.Quads = append(d.Quads, q)
	}
	d.dedupe()
	return d, nil
}

type quadParser struct {
	text   string
	at     int
	data   *Dataset
	labels map[string]Term
}

func (p *quadParser) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
}

func (p *quadParser) quad() (q Quad, ok bool) {
	var predicate Term
	if q.Subject, ok = p.term(false); !ok {
		return q, false
	}
	if predicate, ok = p.term(false); !ok || predicate.Blank > 0 {
		return q, false
	}
	q.Predicate = predicate.Text
	if q.Object, ok = p.term(true); !ok {
		return q, false
	}
	if !strings.HasPrefix(p.text[p.at:], ".") {
		if q.Graph, ok = p.term(false); !ok {
			return q, false
		}
	}
	if !strings.HasPrefix(p.text[p.at:], ".") {
		return q, false
	}
	p.at++
	p.space()
	return q, p.at == len(p.text) || p.text[p.at] == '#'
}

func (p *quadParser) term(literals bool) (t Term, ok bool) {
	rest := p.text[p.at:]
	switch {
	case strings.HasPrefix(rest, "<"):
		t.Text, ok = p.iri()
	case strings.HasPrefix(rest, "_:"):
		t, ok = p.blank()
	case literals && strings.HasPrefix(rest, `"`):
		t.Text, ok = p.literal()
	}
	p.space()
	return t, ok
}

func (p *quadParser) iri() (string, bool) {
	end := strings.IndexByte(p.text[p.at:], '>')
	if end < 0 {
		return "", false
	}
	inner, ok := unescape(p.text[p.at+1:p.at+end], false)
	p.at += end + 1
	return "<" + inner + ">", ok && absolute(inner) && !strings.HasPrefix(inner, "_:")
}

func (p *quadParser) blank() (Term, bool) {
	start := p.at + 2
	end := start
	for end < len(p.text) && !strings.ContainsRune(" \t<\"", rune(p.text[end])) {
		end++
	}
	for end > start && p.text[end-1] == '.' {
		end--
	}
	label := p.text[start:end]
	p.at = end
	if label == "" {
		return Term{}, false
	}
	if known, ok := p.labels[label]; ok {
		return known, true
	}
	p.labels[label] = p.data.blank(label)
	return p.labels[label], true
}

func (p *quadParser) literal() (string, bool) {
	start := p.at + 1
	end := start
	for ; end < len(p.text) && p.text[end] != '"'; end++ {
		if p.text[end] == '\\' {
			end++
		}
	}
	if end >= len(p.text) {
		return "", false
	}
	value, ok := unescape(p.text[start:end], true)
	p.at = end + 1
	suffix := ""
	switch {
	case strings.HasPrefix(p.text[p.at:], "^^<"):
		p.at += 2
		datatype, good := p.iri()
		ok = ok && good
		if datatype != "<"+xsdString+">" {
			suffix = "^^" + datatype
		}
	case strings.HasPrefix(p.text[p.at:], "@"):
		from := p.at
		for p.at++; p.at < len(p.text) && p.text[p.at] != ' ' && p.text[p.at] != '\t' && p.text[p.at] != '.'; p.at++ {
		}
		suffix = p.text[from:p.at]
		ok = ok && wellFormedTag(suffix[1:])
	}
	return literal(value, suffix), ok
}

// unescape resolves the escapes of N-Quads; an IRI has only those by number.
func unescape(text string, literals bool) (string, bool) {
	if !strings.Contains(text, `\`) {
		return text, true
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			b.WriteByte(text[i])
			continue
		}
		if i++; i >= len(text) {
			return "", false
		}
		width := map[byte]int{'u': 4, 'U': 8}[text[i]]
		if width > 0 {
			if i+width >= len(text) {
				return "", false
			}
			n, err := strconv.ParseUint(text[i+1:i+1+width], 16, 32)
			if err != nil || !utf8.ValidRune(rune(n)) {
				return "", false
			}
			b.WriteRune(rune(n))
			i += width
			continue
		}
		at := strings.IndexByte(`tbnrf"'\`, text[i])
		if at < 0 || !literals {
			return "", false
		}
		b.WriteByte("\t\b\n\r\f\"'\\"[at])
	}
	return b.String(), true
}
