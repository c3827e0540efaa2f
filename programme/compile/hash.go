package compile

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"waymark/programme"
	"waymark/record"
)

// hash is the SHA-256 of [Rules].
func hash(p *programme.Programme) [32]byte { return sha256.Sum256(Rules(p)) }

// Rules is the canonical text of a programme's rules: all that can change an audit and nothing that cannot (no titles,
// prose, sources or places). Programmes with the same text audit alike. Its form is fixed: one fact a line, indented by
// depth; a line is added only for what a programme has.
func Rules(p *programme.Programme) []byte {
	w := &rules{}
	w.line(0, "programme", p.ID)
	w.line(0, "awards", p.Awards.Credential)
	if p.Awards.TermMonths > 0 {
		w.line(0, "term", strconv.Itoa(p.Awards.TermMonths))
	}
	for i := range p.Versions {
		w.version(&p.Versions[i])
	}
	return []byte(w.text.String())
}

type rules struct{ text strings.Builder }

// line writes words, of which none holds a space or new line unquoted.
func (w *rules) line(depth int, words ...string) {
	w.text.WriteString(strings.Repeat(" ", depth))
	for i, s := range words {
		if i > 0 {
			w.text.WriteByte(' ')
		}
		if s == "" || strings.ContainsAny(s, " \n\"") {
			s = strconv.Quote(s)
		}
		w.text.WriteString(s)
	}
	w.text.WriteByte('\n')
}

func (w *rules) version(v *programme.Version) {
	w.line(0, "version", v.Name)
	w.span(1, "in-force", v.InForce)
	for _, r := range v.Requires.Of {
		w.requirement(1, r)
	}
	for i := range v.Covers {
		c := &v.Covers[i]
		w.line(1, "cover")
		w.ref(2, "by", c.By, c.Ever)
		w.use(2, c.Given, c.Open, c.Listed)
		for _, id := range c.Fills {
			w.line(2, "fills", id)
		}
	}
	for _, b := range v.NotBoth {
		w.line(1, "not-both")
		w.refs(2, b.Of)
	}
	for _, s := range v.Shares {
		w.line(1, append([]string{"share"}, s.Between...)...)
		w.refs(2, s.Items)
	}
}

func (w *rules) requirement(depth int, r programme.Requirement) {
	h := r.Heading()
	switch r := r.(type) {
	case *programme.Item:
		w.ref(depth, "item", r.Ref, r.Ever)
		w.heading(depth+1, h)
	case *programme.All:
		w.line(depth, "all")
		w.heading(depth+1, h)
		w.requirements(depth+1, r.Of)
	case *programme.Any:
		w.line(depth, "any")
		w.heading(depth+1, h)
		w.requirements(depth+1, r.Of)
	case *programme.Choose:
		w.line(depth, "choose", strconv.Itoa(r.N))
		w.heading(depth+1, h)
		for _, limit := range r.AtMost {
			w.line(depth+1, "at-most", strconv.Itoa(limit.N))
			w.refs(depth+2, limit.Of)
		}
		w.requirements(depth+1, r.From)
	default:
		panic(fmt.Sprintf("compile: no canonical text for %T", r))
	}
}

func (w *rules) requirements(depth int, all []programme.Requirement) {
	for _, r := range all {
		w.requirement(depth, r)
	}
}

func (w *rules) heading(depth int, h *programme.Head) {
	if h.ID != "" {
		w.line(depth, "id", h.ID)
	}
	w.use(depth, h.Given, h.Open, h.Listed)
}

func (w *rules) use(depth int, given []programme.Condition, open *programme.Question, listed programme.Span) {
	for _, g := range given {
		w.ref(depth, "given", g.Ref, g.Ever)
	}
	if open != nil {
		w.line(depth, "open", open.ID)
	}
	w.span(depth, "listed", listed)
}

func (w *rules) span(depth int, word string, s programme.Span) {
	if !s.Always() {
		w.line(depth, word, s.From.String(), s.Until.String())
	}
}

func (w *rules) ref(depth int, word string, r record.Ref, ever bool) {
	if ever {
		word += "-ever"
	}
	w.line(depth, word, r.Kind.String(), r.ID)
}

func (w *rules) refs(depth int, all []record.Ref) {
	for _, r := range all {
		w.ref(depth, "of", r, false)
	}
}
