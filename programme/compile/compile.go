// Package compile makes programmes and facts of the trees that package source reads.
//
// Call [Set] with every file of a catalogue, or [Programme] and [Facts] with one tree. What comes out is immutable and
// keeps nothing of the file. A bare code becomes the issuer's own, `exams: […]` becomes as many options as it has codes,
// a programme without `versions:` has one.
//
// A finding here says that a file contradicts itself: it names a requirement or source that it does not have, or one
// thing twice. Whether the rules make sense is for package programme/check, whether a candidate meets them for audit.
// Trees with errors from source give findings or parts, never a panic, and should not be used.
//
// The text that [programme.Programme.Hash] is of never changes its form for rules that exist today.
package compile

import (
	"strings"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/source"
)

// compiler is the state of one file.
type compiler struct {
	issuer  string
	sources map[string]bool
	// texts keeps one copy of every string that the file repeats.
	texts map[string]string
	found diag.List
}

func newCompiler(issuer string, sources []source.Source) *compiler {
	c := &compiler{issuer: issuer, sources: map[string]bool{}, texts: map[string]string{}}
	for _, s := range sources {
		if !s.ID.Given() {
			continue
		}
		if c.sources[s.ID.Value] {
			c.add("source-twice", s.ID, "")
		}
		c.sources[s.ID.Value] = true
	}
	return c
}

// add keeps an error about the text, whose sentence may name it as {id}.
func (c *compiler) add(rule string, t source.Text, hint string, operands ...message.Operand) {
	c.found.Add(diag.Finding{
		Severity: diag.Error, Rule: rule, Pos: t.Pos, Length: t.Length, Hint: hint,
		Operands: append([]message.Operand{message.Op("id", t.Value)}, operands...),
	})
}

// own gives the id with the issuer where it is a bare code.
func (c *compiler) own(id string) string {
	if id == "" {
		return ""
	}
	if !strings.Contains(id, "/") {
		id = c.issuer + "/" + id
	}
	return c.text(id)
}

func (c *compiler) text(s string) string {
	if kept, ok := c.texts[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	c.texts[s] = s
	return s
}

// backing gives the ids of sources, each of which the file must have, and the confidence.
func (c *compiler) backing(b source.Backing) ([]string, programme.Confidence) {
	var ids []string
	for _, s := range b.Sources {
		if !c.sources[s.Value] {
			c.add("source-unknown", s, "hint.source-unknown")
		}
		ids = append(ids, c.text(s.Value))
	}
	return ids, confidence(b.Confidence)
}

func confidence(t source.Text) programme.Confidence {
	for _, c := range []programme.Confidence{programme.Unconfirmed, programme.Disputed, programme.Sample} {
		if c.String() == t.Value {
			return c
		}
	}
	return programme.Confirmed
}

func sources(all []source.Source) []programme.Source {
	var out []programme.Source
	for _, s := range all {
		out = append(out, programme.Source{
			ID: s.ID.Value, Page: s.Page.Value, Read: s.Read.Date, Confidence: confidence(s.Confidence), Says: s.Says.Value,
		})
	}
	return out
}

func span(s source.Span) programme.Span {
	return programme.Span{From: s.From.Date, Until: s.Until.Date}
}
