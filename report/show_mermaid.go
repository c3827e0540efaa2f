package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"waymark/programme"
)

// ShowMermaid writes the rules of a programme as a Mermaid flowchart. Exams and credentials that stand side by side in
// one list share a box; dotted arrows lead to options that the published rule leaves open.
func ShowMermaid(w io.Writer, set *programme.Set, p *programme.Programme, o Options) error {
	m := &chart{w: bufio.NewWriter(w), names: names{set: set, words: o.words(), issuer: p.Issuer()}}
	m.line("flowchart LR")
	root := m.box(p.Title)
	for i := range p.Versions {
		v := &p.Versions[i]
		head := m.say("show.version", op("version", v.Name))
		if !v.InForce.Always() {
			head += ", " + m.span("show.in-force", v.InForce)
		}
		box := m.box(head)
		m.line("  %s --> %s", root, box)
		m.below(box, v.Requires.Of)
		if besides := m.besides(v); len(besides) > 0 {
			m.line("  %s --- %s", box, m.box(besides...))
		}
	}
	return m.w.Flush()
}

// chart writes boxes and arrows; boxes are numbered, so that no id of a programme can break the syntax.
type chart struct {
	w *bufio.Writer
	names
	boxes int
}

func (m *chart) line(format string, operands ...any) {
	fmt.Fprintf(m.w, format, operands...)
	m.w.WriteByte('\n')
}

// box writes a box with lines of text and gives its id.
func (m *chart) box(lines ...string) string {
	id := fmt.Sprintf("n%d", m.boxes)
	m.boxes++
	m.line("  %s[\"%s\"]", id, strings.Join(each(lines, func(s *string) string { return mermaidText(*s) }), "<br>"))
	return id
}

// below draws what stands under a box. Items next to each other that carry nothing of their own share one box.
func (m *chart) below(above string, of []programme.Requirement) {
	var together []string
	flush := func() {
		if len(together) == 0 {
			return
		}
		if extra := len(together) - foldedList; extra > 1 {
			together = append(together[:foldedList], m.say("show.more", op("n", extra)))
		}
		if len(together) > 1 { // each on lines of its own, told apart where a chart breaks them
			together = each(together, func(s *string) string { return unicodeSigns.bullet + *s })
		}
		m.line("  %s --> %s", above, m.box(together...))
		together = nil
	}
	for _, r := range of {
		h := r.Heading()
		if _, isItem := r.(*programme.Item); isItem && h.Open == nil && len(h.Given) == 0 && h.Listed.Always() {
			together = append(together, m.headline(r))
			continue
		}
		flush()
		box := m.box(append([]string{m.headline(r)}, m.terms(r)...)...)
		arrow := "-->"
		if h.Open != nil {
			arrow = "-.->"
		}
		m.line("  %s %s %s", above, arrow, box)
		m.below(box, programme.Parts(r))
	}
	flush()
}

// mermaidText writes the characters that mean something in a quoted text as the entities of Mermaid.
func mermaidText(s string) string { return mermaidEntities.Replace(printable(s)) }

var mermaidEntities = strings.NewReplacer(
	`"`, "#quot;", "#", "#35;", "&", "#amp;", "<", "#lt;", ">", "#gt;", "`", "#96;", "*", "#42;", "_", "#95;", `\`, "#92;",
)
