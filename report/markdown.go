package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"waymark/audit"
	"waymark/programme"
)

// Markdown writes an audit as a page of Markdown (CommonMark with tables).
func Markdown(w io.Writer, set *programme.Set, r *audit.Report, o Options) error {
	m := newMarkdownPage(w, o)
	m.audit(newViewer(set, r, o).view(o))
	return m.w.Flush()
}

// OverviewMarkdown writes how near a candidate is to several programmes, nearest first, as a page of Markdown.
func OverviewMarkdown(w io.Writer, set *programme.Set, reports []*audit.Report, o Options) error {
	m := newMarkdownPage(w, o)
	v := newOverview(set, reports, o)
	m.line("# %s\n", escape(v.Title))
	m.facts("candidate", v.Candidate, "as-of", v.AsOf, "evidence", strictness(v.VerifiedOnly, m.say))
	m.line("%s\n", escape(v.Count))
	if len(v.Rows) > 0 {
		m.head("programme", "verdict", "left")
	}
	for _, row := range v.Rows {
		title := cell(row.Title)
		if row.Short != row.Title {
			title = "**" + cell(row.Short) + "** " + title
		}
		how := row.How
		if row.Missing != "" {
			how += " (" + row.Missing + ")"
		}
		m.line("| %s %s | %s | %s |", title, code(row.ID), m.verdict(row.Verdict), cell(how))
	}
	if v.Absent != "" {
		m.line("\n%s", escape(v.Absent))
	}
	return m.w.Flush()
}

// markdownPage writes views as Markdown.
type markdownPage struct {
	w   *bufio.Writer
	say sayer
}

func newMarkdownPage(w io.Writer, o Options) *markdownPage {
	return &markdownPage{w: bufio.NewWriter(w), say: names{words: o.words()}.say}
}

func (m *markdownPage) line(format string, operands ...any) {
	fmt.Fprintf(m.w, format, operands...)
	m.w.WriteByte('\n')
}

func (m *markdownPage) verdict(v audit.Verdict) string {
	return unicodeSigns.marks[v] + " " + m.say("verdict."+v.String())
}

// facts writes labels and what they say as a list, leaving out what there is not.
func (m *markdownPage) facts(labelled ...string) {
	for pair := range slices.Chunk(labelled, 2) {
		if label, text := pair[0], pair[1]; text != "" {
			m.line("- %s: %s", m.say("label."+label), escape(text))
		}
	}
	m.line("")
}

// head writes the head of a table.
func (m *markdownPage) head(columns ...string) {
	m.line("| %s |", strings.Join(each(columns, func(c *string) string { return m.say("column." + *c) }), " | "))
	m.line("|%s", strings.Repeat(" --- |", len(columns)))
}

func cell(text string) string { return strings.ReplaceAll(escape(text), "|", `\|`) }

func (m *markdownPage) audit(v *view) {
	m.line("# %s\n", escape(v.FullTitle()))
	m.facts("candidate", v.Candidate, "as-of", v.AsOf, "rules", v.Rules, "evidence", strictness(v.VerifiedOnly, m.say))
	m.line("**%s %s**", unicodeSigns.marks[v.Verdict], escape(v.Headline))
	for _, remark := range v.Remarks {
		m.line("\n%s", escape(remark))
	}
	m.section("requirements", len(v.Requirements))
	for _, n := range v.Requirements {
		m.node(n, 0)
	}
	m.gaps(v)
	m.list("closed", v.Closed)
	m.list("awards", v.Awards)
	m.section("evidence", len(v.Evidence))
	if len(v.Evidence) > 0 {
		m.head("evidence", "date", "use")
	}
	for _, p := range v.Evidence {
		m.line("| %s | %s | %s |", cell(strings.TrimSpace(p.Code+" "+p.Title)), p.Date, cell(p.sentence()))
	}
	m.list("questions", v.Questions)
	m.list("rulings", v.Rulings)
	m.list("findings", v.Findings)
}

// FullTitle is the title with its abbreviation.
func (v *view) FullTitle() string {
	if v.Short == "" {
		return v.Title
	}
	return v.Title + " (" + v.Short + ")"
}

// sentence says how far the piece is trusted and what became of it.
func (p piece) sentence() string {
	if p.State == "" {
		return p.Use
	}
	return p.Use + " (" + p.State + ")"
}

func (m *markdownPage) section(name string, entries int) {
	if entries > 0 {
		m.line("\n## %s\n", m.say("section."+name))
	}
}

func (m *markdownPage) list(name string, entries []string) {
	m.section(name, len(entries))
	for _, e := range entries {
		m.line("- %s", escape(e))
	}
}

func (m *markdownPage) node(n *node, depth int) {
	indent := strings.Repeat("  ", depth)
	title := escape(n.Title)
	if n.Code != "" {
		title = strings.TrimSpace(escape(n.Code) + " " + title)
	} else {
		title = "**" + title + "**"
	}
	var facts []string
	if n.Count != "" {
		facts = append(facts, n.Count)
	}
	var titleSb151 strings.Builder
	for _, f := range append(append(facts, n.Notes...), n.Why...) {
		titleSb151.WriteString(" · " + escape(f))
	}
	title += titleSb151.String()
	m.line("%s- %s %s", indent, unicodeSigns.marks[n.Verdict], title)
	for _, part := range n.Of {
		m.node(part, depth+1)
	}
	for _, rest := range n.Rest {
		m.line("%s  - *%s*", indent, escape(rest))
	}
}

func (m *markdownPage) gaps(v *view) {
	m.section("left", len(v.Gaps))
	for _, g := range v.Gaps {
		m.line("- %s", escape(g.Title))
		for _, o := range g.Options {
			m.line("  - %s · %s", escape(o.Name), escape(o.Until))
		}
	}
	if v.WaysIntro == "" {
		return
	}
	m.section("ways", 1)
	m.line("%s\n", escape(v.WaysIntro))
	for _, way := range v.Ways {
		m.line("- %s", escape(way))
	}
	if v.WaysRest != "" {
		m.line("- %s", escape(v.WaysRest))
	}
}
