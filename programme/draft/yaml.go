package draft

import (
	"fmt"
	"strconv"
	"strings"

	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

// writeYAML writes a tree as a programme file, with the remarks as comments.
func writeYAML(r *reading, opening []string) *yamlWriter {
	w := &yamlWriter{reading: r, issuer: r.tree.Issuer()}
	for _, line := range opening {
		w.line(0, "# %s", comment(line))
	}
	w.head(r.tree)
	w.about(&r.tree.About)
	if vs := r.tree.Versions; len(vs) == 1 {
		w.version(0, &vs[0])
	} else {
		w.line(0, "versions:")
		for i := range vs {
			w.line(1, "- version: %s", quote(vs[i].Name))
			w.version(2, &vs[i])
		}
	}
	return w
}

type yamlWriter struct {
	strings.Builder
	*reading
	issuer string
	lines  int
	// from says, for the first line of every requirement, where it comes from.
	from []origin
}

// origin ties a line of the draft to a place of the page.
type origin struct {
	line int
	at   diag.Pos
}

// page is the place that the line of the draft comes from; the page's begin where none is known.
func (w *yamlWriter) page(line int) diag.Pos {
	at := diag.Pos{File: w.file, Line: 1, Column: 1}
	for _, o := range w.from {
		if o.line > line {
			break
		}
		at = o.at
	}
	return at
}

func (w *yamlWriter) line(depth int, format string, operands ...any) {
	w.WriteString(strings.Repeat("  ", depth))
	_, _ = fmt.Fprintf(w, format, operands...) // into memory
	w.WriteByte('\n')
	w.lines++
}

func (w *yamlWriter) head(p *programme.Programme) {
	w.line(0, "programme: %s", quote(p.ID))
	w.line(0, "title: %s", quote(p.Title))
	w.pair(0, "language", p.Language)
	award := []string{"credential: " + quote(own(record.Ref{ID: p.Awards.Credential}, w.issuer).ID)}
	if p.Awards.Abbreviation != "" {
		award = append(award, "abbreviation: "+quote(p.Awards.Abbreviation))
	}
	term := "lifetime"
	if p.Awards.TermMonths > 0 {
		term = fmt.Sprintf("%d months", p.Awards.TermMonths)
	}
	w.line(0, "awards: {%s}", strings.Join(append(award, "term: "+term), ", "))
	w.sources(p.Sources)
	if len(p.SpecialisedBy) > 0 {
		w.line(0, "specialised_by: %s", w.ids(p.SpecialisedBy))
	}
}

func (w *yamlWriter) sources(all []programme.Source) {
	if len(all) > 0 {
		w.line(0, "sources:")
	}
	for _, s := range all {
		w.line(1, "- id: %s", quote(s.ID))
		w.line(2, "page: %s", quote(s.Page))
		if s.Read != 0 {
			w.line(2, "read: %s", s.Read)
		}
		w.grounds(2, nil, s.Confidence)
		w.pair(2, "says", s.Says)
	}
}

func (w *yamlWriter) about(a *programme.About) {
	w.texts(0, "summary", []programme.Text{a.Summary}, false)
	if len(a.Person)+len(a.Organisation) > 0 {
		w.line(0, "value:")
		w.texts(1, "person", a.Person, true)
		w.texts(1, "organisation", a.Organisation, true)
	}
	w.texts(0, "audience", []programme.Text{a.Audience}, false)
	w.texts(0, "occupations", a.Occupations, true)
	if len(a.Recommends) > 0 {
		w.line(0, "recommends:")
	}
	for _, r := range a.Recommends {
		w.line(1, "- text: %s", quote(r.Text.Value))
		if r.Years > 0 {
			w.line(2, "years: %d", r.Years)
		}
		w.textRest(2, r.Text)
	}
}

// texts writes a key with one piece of prose, or with a list of them.
func (w *yamlWriter) texts(depth int, key string, all []programme.Text, list bool) {
	if len(all) == 0 || !list && all[0].Value == "" {
		return
	}
	w.line(depth, "%s:", key)
	for _, t := range all {
		dash, below := "", depth+1
		if list {
			dash, below = "- ", depth+2
		}
		w.line(depth+1, "%stext: %s", dash, quote(t.Value))
		w.textRest(below, t)
	}
}

func (w *yamlWriter) textRest(depth int, t programme.Text) {
	w.grounds(depth, t.Sources, t.Confidence)
	w.pair(depth, "language", t.Language)
}

func (w *yamlWriter) grounds(depth int, sources []string, c programme.Confidence) {
	if len(sources) > 0 {
		w.line(depth, "sources: %s", quoteAll(sources))
	}
	if c != programme.Confirmed {
		w.line(depth, "confidence: %s", c)
	}
}

// pair writes a key with a text, where there is one.
func (w *yamlWriter) pair(depth int, key, value string) {
	if value != "" {
		w.line(depth, "%s: %s", key, quote(value))
	}
}

// ids writes a list of ids, bare where they are the issuer's own.
func (w *yamlWriter) ids(all []string) string {
	bare := make([]string, len(all))
	for i, id := range all {
		bare[i] = own(record.Ref{ID: id}, w.issuer).ID
	}
	return quoteAll(bare)
}

// ref writes an item as text: exam 70-290.
func (w *yamlWriter) ref(ref record.Ref) string { return own(ref, w.issuer).String() }

func (w *yamlWriter) refs(all []record.Ref) string {
	words := make([]string, len(all))
	for i, ref := range all {
		words[i] = w.ref(ref)
	}
	return quoteAll(words)
}

func quoteAll(all []string) string {
	quoted := make([]string, len(all))
	for i, s := range all {
		quoted[i] = quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// comment is a text that can stand in a comment of one line.
func comment(text string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c >= 0x7f && c < 0xa0 || c == '\u2028' || c == '\u2029' {
			return ' '
		}
		return c
	}, text)
}

// quote writes a scalar so that YAML reads back the same text: plain where that is safe.
func quote(text string) string {
	if plain(text) {
		return text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c >= 0x7f && c < 0xa0 || c == '\u2028' || c == '\u2029' || c == '\ufeff' || c >= 0xfff0 && c <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// plain tells whether a text means itself without quotes, in a list between brackets too.
func plain(text string) bool {
	if text == "" || strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		return false
	}
	if first := text[0]; !letter(rune(first)) && (first < '0' || first > '9') {
		return false
	}
	for _, c := range text {
		if !letter(c) && (c < '0' || c > '9') && !strings.ContainsRune(" -_./+()&'", c) {
			return false
		}
	}
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err != nil
}
