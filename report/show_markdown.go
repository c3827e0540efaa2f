package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"waymark/programme"
	"waymark/record"
)

// ShowMarkdown writes the rules of a programme as the page that docs/show-markdown.md describes: complete, and regular
// enough to be read back to the same rules. Titles of exams and credentials come from the set's facts, which may be nil.
func ShowMarkdown(w io.Writer, set *programme.Set, p *programme.Programme) error {
	m := &markdownRules{w: bufio.NewWriter(w), set: set}
	m.programme(p)
	m.about(&p.About)
	for i := range p.Versions {
		m.version(&p.Versions[i])
	}
	m.sources(p.Sources)
	return m.w.Flush() // a bufio.Writer keeps the first error of its writer
}

// markdownRules writes one page of rules.
type markdownRules struct {
	w   *bufio.Writer
	set *programme.Set
	// plain leaves out what is said to those who keep the rules: sources, notes, doubts.
	plain bool
}

func (m *markdownRules) line(depth int, format string, operands ...any) {
	m.w.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(m.w, format, operands...)
	m.w.WriteByte('\n')
}

func (m *markdownRules) programme(p *programme.Programme) {
	m.line(0, "# %s\n", escape(p.Title))
	m.line(0, "- Programme: %s", code(p.ID))
	if p.Awards.Credential != "" {
		m.line(0, "- Awards: %s", code(p.Awards.Credential))
		if p.Awards.Abbreviation != "" {
			m.line(0, "- Abbreviation: %s", escape(p.Awards.Abbreviation))
		}
		if p.Awards.TermMonths == 0 {
			m.line(0, "- Term: for life")
		} else {
			m.line(0, "- Term: %d months", p.Awards.TermMonths)
		}
	}
	if p.Language != "" {
		m.line(0, "- Language: %s", code(p.Language))
	}
	if len(p.SpecialisedBy) > 0 {
		m.line(0, "- Specialised by: %s", codes(p.SpecialisedBy))
	}
}

func (m *markdownRules) about(a *programme.About) {
	if a.Summary.Value == "" && a.Audience.Value == "" &&
		len(a.Person)+len(a.Organisation)+len(a.Occupations)+len(a.Recommends) == 0 {
		return
	}
	m.line(0, "\n## About\n")
	if a.Summary.Value != "" {
		m.prose("Summary", a.Summary)
	}
	for _, t := range a.Person {
		m.prose("Value to the person", t)
	}
	for _, t := range a.Organisation {
		m.prose("Value to the organisation", t)
	}
	if a.Audience.Value != "" {
		m.prose("Audience", a.Audience)
	}
	for _, t := range a.Occupations {
		m.prose("Occupation", t)
	}
	for _, r := range a.Recommends {
		label := "Recommended"
		if r.Years > 0 {
			label = fmt.Sprintf("Recommended (%s)", plural(r.Years, "year"))
		}
		m.prose(label, r.Text)
	}
}

func (m *markdownRules) prose(label string, t programme.Text) {
	m.line(0, "- %s: %s", label, escape(t.Value))
	m.grounds(1, t.Sources, t.Confidence)
	if t.Language != "" {
		m.line(1, "- *Language:* %s", code(t.Language))
	}
}

func (m *markdownRules) sources(sources []programme.Source) {
	if len(sources) == 0 {
		return
	}
	m.line(0, "\n## Sources\n")
	for _, s := range sources {
		if s.ID != "" {
			m.line(0, "- %s: %s", code(s.ID), escape(s.Page))
		} else {
			m.line(0, "- %s", escape(s.Page))
		}
		if s.Read != 0 {
			m.line(1, "- *Read:* %s", s.Read)
		}
		m.grounds(1, nil, s.Confidence)
		if s.Says != "" {
			m.line(1, "- *Says:* %s", escape(s.Says))
		}
	}
}

func (m *markdownRules) note(depth int, note string) {
	if note != "" && !m.plain {
		m.line(depth, "- *Note:* %s", escape(note))
	}
}

func (m *markdownRules) grounds(depth int, sources []string, c programme.Confidence) {
	if m.plain {
		return
	}
	if len(sources) > 0 {
		m.line(depth, "- *Sources:* %s", codes(sources))
	}
	if c != programme.Confirmed {
		m.line(depth, "- *Confidence:* %s", c)
	}
}

// item is what a body and a cover say of one piece of evidence, with a title where facts know one.
func (m *markdownRules) item(ref record.Ref, ever bool) string {
	s := ref.Kind.String() + " " + code(ref.ID)
	if ever {
		s += ", held at any time"
	}
	return s + m.title(ref)
}

func (m *markdownRules) title(ref record.Ref) string {
	if t := factTitle(m.set, ref); t != "" {
		return ": " + escape(t)
	}
	return ""
}

func factTitle(set *programme.Set, ref record.Ref) string {
	if set == nil {
		return ""
	}
	if f := set.Fact(ref); f != nil && f.Title != "" {
		return f.Title
	}
	if ref.Kind == record.Credential {
		if p := set.Awarding(ref.ID); p != nil {
			return p.Title
		}
	}
	return ""
}

func code(id string) string { return "`" + id + "`" }

func codes(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "`" + strings.Join(ids, "`, `") + "`"
}

func refs(of []record.Ref) string {
	words := make([]string, len(of))
	for i, r := range of {
		words[i] = r.Kind.String() + " " + code(r.ID)
	}
	return strings.Join(words, ", ")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
