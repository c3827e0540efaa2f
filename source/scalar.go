package source

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"waymark/message"
	"waymark/record"
)

// text reads a scalar exactly as written.
func (r *reader) text(n *yaml.Node) Text {
	if !r.isScalar(n) {
		return Text{}
	}
	if strings.ContainsFunc(n.Value, func(c rune) bool { return c < ' ' && c != '\n' && c != '\t' }) {
		r.add("control-character.escaped", r.pos(n), length(n), "")
		return Text{}
	}
	return Text{Value: n.Value, Pos: r.pos(n), Length: length(n)}
}

// texts reads a list of scalars, or one without brackets.
func (r *reader) texts(n *yaml.Node) []Text {
	var all []Text
	for _, c := range r.list(n, true) {
		if t := r.text(c); t.Given() {
			all = append(all, t)
		}
	}
	return all
}

// word reads one of a few words.
func (r *reader) word(n *yaml.Node, words ...string) Text {
	t := r.text(n)
	if !t.Given() || slices.Contains(words, t.Value) {
		return t
	}
	r.badWord("bad-word", t, words)
	return Text{}
}

// badWord says that a text is none of the words, and which one may have been meant.
func (r *reader) badWord(rule string, t Text, words []string) {
	hint, meant := "hint.one-of", Nearest(t.Value, words)
	if meant != "" {
		hint = "hint.one-of-meant"
	}
	r.add(rule, t.Pos, t.Length, hint, message.Op("found", shorten(t.Value)), message.Op("meant", meant), message.Op("known", words))
}

// bad says that a text is not what it should be; the rule's hint shows what would be right.
func (r *reader) bad(rule string, t Text) {
	base, _, _ := strings.Cut(rule, ".")
	r.add(rule, t.Pos, t.Length, "hint."+base, message.Op("found", shorten(t.Value)))
}

// day reads a calendar day.
func (r *reader) day(n *yaml.Node) Day {
	t := r.text(n)
	if !t.Given() {
		return Day{}
	}
	date, err := record.ParseDate(t.Value)
	if err != nil {
		r.bad("bad-day", t)
		return Day{}
	}
	return Day{date, t.Pos, t.Length}
}

// number reads a whole number from 0 to a million, in digits.
func (r *reader) number(n *yaml.Node) Number {
	t := r.text(n)
	if !t.Given() {
		return Number{}
	}
	const most = 1_000_000
	value, err := strconv.Atoi(t.Value)
	if err != nil || value < 0 || value > most || strconv.Itoa(value) != t.Value {
		r.bad("bad-number", t)
		return Number{}
	}
	return Number{value, t.Pos, t.Length}
}

// flag reads true or false.
func (r *reader) flag(n *yaml.Node) Flag {
	t := r.word(n, "true", "false")
	return Flag{Value: t.Value == "true", Pos: t.Pos}
}

// code reads an id or a bare code: no spaces, at most one slash.
func (r *reader) code(n *yaml.Node) Text {
	t := r.text(n)
	if t.Given() && !IsCode(t.Value) {
		r.bad("bad-id", t)
		return Text{}
	}
	return t
}

// name reads the id of a requirement, question or source: a code without a slash.
func (r *reader) name(n *yaml.Node) Text {
	t := r.code(n)
	if strings.Contains(t.Value, "/") {
		r.bad("bad-id.slash", t)
		return Text{}
	}
	return t
}

// names reads a list of names, or one without brackets.
func (r *reader) names(n *yaml.Node) []Text { return r.each(n, true, r.name) }

// codes reads a list of codes.
func (r *reader) codes(n *yaml.Node) []Text { return r.each(n, false, r.code) }

func (r *reader) each(n *yaml.Node, one bool, read func(*yaml.Node) Text) []Text {
	var all []Text
	for _, c := range r.list(n, one) {
		if t := read(c); t.Given() {
			all = append(all, t)
		}
	}
	return all
}

// full reads an id that must name its issuer.
func (r *reader) full(n *yaml.Node) Text {
	t := r.code(n)
	if t.Given() && !strings.Contains(t.Value, "/") {
		r.add("bad-id.issuer", t.Pos, t.Length, "hint.bad-id.issuer", message.Op("found", shorten(t.Value)))
		return Text{}
	}
	return t
}

// IsCode tells whether a text can be an id: printable, no spaces, none of the signs that YAML and lists use, at most
// one slash with something on both sides.
func IsCode(s string) bool {
	const most = 200
	if s == "" || len(s) > most || strings.ContainsFunc(s, func(c rune) bool {
		return c <= ' ' || c == 0x85 || c == 0xa0 || strings.ContainsRune("\"'`,;:[]{}<>|\\", c)
	}) {
		return false
	}
	before, after, slash := strings.Cut(s, "/")
	return !slash || before != "" && after != "" && !strings.Contains(after, "/")
}

// language reads a BCP 47 tag, as far as its letters go.
func (r *reader) language(n *yaml.Node) Text {
	t := r.text(n)
	if !t.Given() {
		return t
	}
	for i, part := range strings.Split(t.Value, "-") {
		odd := strings.ContainsFunc(part, func(c rune) bool { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') })
		if odd || part == "" || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3) {
			r.bad("bad-language", t)
			return Text{}
		}
	}
	return t
}

// span reads `{from: day, until: day}`.
func (r *reader) span(n *yaml.Node) Span {
	s := Span{Pos: r.pos(n)}
	for e := range r.entries(n, spanShape) {
		switch e.key {
		case "from":
			s.From = r.day(e.value)
		case "until":
			s.Until = r.day(e.value)
		}
	}
	r.ordered(s.From, s.Until)
	return s
}

// ordered complains of a period that ends before it begins.
func (r *reader) ordered(from, until Day) {
	if from.Given() && until.Given() && until.Date < from.Date {
		r.add("ends-before-it-begins", until.Pos, until.Length, "", message.Op("from", from.Date), message.Op("until", until.Date))
	}
}

// freeTexts reads a mapping of the author's own keys to texts.
func (r *reader) freeTexts(n *yaml.Node) []Entry {
	var all []Entry
	for e := range r.free(n) {
		if t := r.text(e.value); t.Given() {
			all = append(all, Entry{Text{e.key, r.pos(e.at), length(e.at)}, t})
		}
	}
	return all
}

// freeMap is freeTexts for values that keep no places.
func (r *reader) freeMap(n *yaml.Node) map[string]string {
	all := map[string]string{}
	for _, e := range r.freeTexts(n) {
		all[e.Key.Value] = e.Value.Value
	}
	return all
}

// backing reads a key that says who says so.
func (r *reader) backing(b *Backing, e entry) {
	switch e.key {
	case "sources":
		b.Sources = r.names(e.value)
	case "confidence":
		b.Confidence = r.confidence(e.value)
	case "note":
		b.Note = r.text(e.value)
	}
}

func (r *reader) confidence(n *yaml.Node) Text {
	return r.word(n, "confirmed", "unconfirmed", "disputed", "sample")
}
