package jsontree

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"waymark/credential/flaw"
)

// MaxDepth is how deep arrays and objects may be nested.
const MaxDepth = 100

// Parse reads one JSON document. An error is a [*flaw.Flaw] with line and column.
func Parse(data []byte) (Value, error) {
	if !utf8.Valid(data) {
		return Value{}, flaw.New("json.utf8")
	}
	p := parser{text: string(data)}
	p.space()
	var v Value
	if err := p.value(&v, 0); err != nil {
		return Value{}, err
	}
	p.space()
	if p.at < len(p.text) {
		return Value{}, p.fail("json.trailing")
	}
	return v, nil
}

type parser struct {
	text string
	at   int
}

func (p *parser) fail(code string, more ...string) error {
	before := p.text[:min(p.at, len(p.text))]
	line := 1 + strings.Count(before, "\n")
	column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	f := flaw.New(code, flaw.Op("line", line), flaw.Op("column", column))
	if len(more) > 0 {
		f.Operands = append(f.Operands, flaw.Op("found", more[0]))
	}
	return f
}

func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

func (p *parser) value(v *Value, depth int) error {
	if depth > MaxDepth {
		return p.fail("json.depth")
	}
	if p.at >= len(p.text) {
		return p.fail("json.end")
	}
	switch c := p.text[p.at]; c {
	case '{':
		return p.object(v, depth)
	case '[':
		return p.array(v, depth)
	case '"':
		v.Kind = Text
		return p.str(&v.Text)
	case 't':
		v.Kind = True
		return p.word("true")
	case 'f':
		v.Kind = False
		return p.word("false")
	case 'n':
		v.Kind = Null
		return p.word("null")
	default:
		if c == '-' || '0' <= c && c <= '9' {
			return p.number(v)
		}
		return p.fail("json.unexpected")
	}
}

func (p *parser) word(word string) error {
	if !strings.HasPrefix(p.text[p.at:], word) {
		return p.fail("json.unexpected")
	}
	p.at += len(word)
	return nil
}

func (p *parser) object(v *Value, depth int) error {
	v.Kind = Map
	p.at++
	p.space()
	if p.next('}') {
		return nil
	}
	v.Members = make([]Member, 0, 8)
	var seen map[string]bool
	for {
		if p.at >= len(p.text) || p.text[p.at] != '"' {
			return p.fail("json.name")
		}
		v.Members = append(v.Members, Member{})
		m := &v.Members[len(v.Members)-1]
		if err := p.str(&m.Name); err != nil {
			return err
		}
		if twice(v.Members, &seen) {
			return p.fail("json.duplicate", m.Name)
		}
		p.space()
		if !p.next(':') {
			return p.fail("json.colon")
		}
		p.space()
		if err := p.value(&m.Value, depth+1); err != nil {
			return err
		}
		p.space()
		switch {
		case p.next('}'):
			return nil
		case !p.next(','):
			return p.fail("json.comma")
		}
		p.space()
	}
}

// twice tells whether the last name stands before already; a long object is looked up in a set.
func twice(members []Member, seen *map[string]bool) bool {
	last := members[len(members)-1].Name
	before := members[:len(members)-1]
	if len(before) < 24 {
		for i := range before {
			if before[i].Name == last {
				return true
			}
		}
		return false
	}
	if *seen == nil {
		*seen = make(map[string]bool, 2*len(members))
		for i := range before {
			(*seen)[before[i].Name] = true
		}
	}
	if (*seen)[last] {
		return true
	}
	(*seen)[last] = true
	return false
}

func (p *parser) array(v *Value, depth int) error {
	v.Kind = List
	p.at++
	p.space()
	if p.next(']') {
		return nil
	}
	for {
		v.Items = append(v.Items, Value{})
		if err := p.value(&v.Items[len(v.Items)-1], depth+1); err != nil {
			return err
		}
		p.space()
		switch {
		case p.next(']'):
			return nil
		case !p.next(','):
			return p.fail("json.comma")
		}
		p.space()
	}
}

func (p *parser) next(c byte) bool {
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) digits() bool {
	start := p.at
	for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > start
}

func (p *parser) number(v *Value) error {
	start := p.at
	p.next('-')
	if !p.next('0') && !p.digits() {
		return p.fail("json.number")
	}
	if p.next('.') && !p.digits() {
		return p.fail("json.number")
	}
	if p.next('e') || p.next('E') {
		if !p.next('+') {
			p.next('-')
		}
		if !p.digits() {
			return p.fail("json.number")
		}
	}
	v.Kind, v.Text = Number, p.text[start:p.at]
	if _, err := strconv.ParseFloat(v.Text, 64); err != nil {
		return p.fail("json.number-size", v.Text)
	}
	return nil
}

func (p *parser) str(to *string) error {
	p.at++
	start := p.at
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			*to = p.text[start:p.at]
			p.at++
			return nil
		case c == '\\':
			return p.escaped(to, start)
		case c < ' ':
			return p.fail("json.control")
		}
	}
	return p.fail("json.end")
}

func (p *parser) escaped(to *string, start int) error {
	out := append(make([]byte, 0, p.at-start+32), p.text[start:p.at]...)
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '"':
			*to = string(out)
			p.at++
			return nil
		case c < ' ':
			return p.fail("json.control")
		case c != '\\':
			out = append(out, c)
			p.at++
			continue
		}
		r, ok := p.escape()
		if !ok {
			return p.fail("json.escape")
		}
		out = utf8.AppendRune(out, r)
	}
	return p.fail("json.end")
}

// escape reads one escape; a surrogate must come with its other half.
func (p *parser) escape() (rune, bool) {
	if p.at+1 >= len(p.text) {
		return 0, false
	}
	c := p.text[p.at+1]
	if c != 'u' {
		i := strings.IndexByte(`"\/bfnrt`, c)
		if i < 0 {
			return 0, false
		}
		p.at += 2
		return rune("\"\\/\b\f\n\r\t"[i]), true
	}
	r, ok := p.hex(p.at + 2)
	if !ok {
		return 0, false
	}
	p.at += 6
	if !utf16.IsSurrogate(r) {
		return r, true
	}
	if !strings.HasPrefix(p.text[p.at:], `\u`) {
		return 0, false
	}
	low, ok := p.hex(p.at + 2)
	r = utf16.DecodeRune(r, low)
	p.at += 6
	return r, ok && r != utf8.RuneError
}

func (p *parser) hex(at int) (rune, bool) {
	if at+4 > len(p.text) {
		return 0, false
	}
	n, err := strconv.ParseUint(p.text[at:at+4], 16, 16)
	return rune(n), err == nil
}
