package report_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waymark/audit"
	"waymark/message"
	"waymark/programme"
	"waymark/report"
)

type auditForm = func(io.Writer, *programme.Set, *audit.Report, report.Options) error

type overviewForm = func(io.Writer, *programme.Set, []*audit.Report, report.Options) error

func render(t interface{ Fatal(...any) }, write func(io.Writer) error) string {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var auditForms = map[string]auditForm{".txt": report.Text, ".md": report.Markdown, ".html": report.HTML, ".json": report.JSON}

// drawn are the documents whose look is held to the letter; of all others tests hold what must be true of them.
var drawn = []string{
	"partway.txt", "partway.md", "partway.html", "partway.json", "undecided.txt", "rulings.txt", "unreachable.txt", "through-another.txt",
}

func TestAudits(t *testing.T) {
	set := auditSet()
	for _, s := range scenarios() {
		r, o := s.audit(t, set)
		o.Unicode = true
		for extension, form := range auditForms {
			got := render(t, func(w io.Writer) error { return form(w, set, r, o) })
			wordless(t, s.name+extension, got)
			if slices.Contains(drawn, s.name+extension) {
				golden(t, s.name+extension, got)
			}
		}
	}
}

func TestOverviews(t *testing.T) {
	set := auditSet()
	all, o := overview(t, set)
	o.Unicode = true
	for extension, form := range map[string]overviewForm{
		".txt": report.OverviewText, ".md": report.OverviewMarkdown, ".html": report.OverviewHTML, ".json": report.OverviewJSON,
	} {
		got := render(t, func(w io.Writer) error { return form(w, set, all, o) })
		wordless(t, "overview"+extension, got)
		if extension != ".json" {
			golden(t, "overview"+extension, got)
		}
		none := render(t, func(w io.Writer) error { return form(w, set, nil, o) })
		if none == "" {
			t.Errorf("%s: nothing is written of no programmes", extension)
		}
	}
}

// wordless finds codes that had no sentence and operands that were not given.
func wordless(t *testing.T, name, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		for _, sign := range []string{"report.", "reason.", "{list}", "{ref}", "{date}", "{n}", "{title}", "{text}", "{what}", "{id}"} {
			if strings.Contains(line, sign) {
				t.Errorf("%s: %q in %s", name, sign, line)
			}
		}
	}
}

// No line of a terminal document is wider than it may be, whatever the width, and without Unicode the document is ASCII
// but for names and titles.
func TestTextFits(t *testing.T) {
	set := auditSet()
	all, o := overview(t, set)
	rapid.Check(t, func(rt *rapid.T) {
		o := o
		o.Width = rapid.IntRange(40, 130).Draw(rt, "width")
		o.Unicode = rapid.Bool().Draw(rt, "unicode")
		s := rapid.SampledFrom(scenarios()).Draw(rt, "scenario")
		r, _ := s.audit(t, set)
		text := render(rt, func(w io.Writer) error { return report.Text(w, set, r, o) })
		text += render(rt, func(w io.Writer) error { return report.OverviewText(w, set, all, o) })
		text += render(rt, func(w io.Writer) error { return report.ShowText(w, set, r.Programme, o) })
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if n := message.Width(line); n > o.Width {
				rt.Errorf("a line of %d columns, not %d: %s", n, o.Width, line)
			}
			if strings.TrimRight(line, " ") != line || strings.ContainsAny(line, "\x1b\t\r") {
				rt.Errorf("blanks at the end or control characters: %q", line)
			}
			if !o.Unicode && strings.ContainsAny(line, "✓◐✗├└│•·–") {
				rt.Errorf("not ASCII: %s", line)
			}
		}
	})
}

func TestTextOfADeepTreeFits(t *testing.T) {
	var r programme.Requirement = item(exam("70-290"))
	for range 60 {
		r = &programme.All{Of: []programme.Requirement{r, item(exam(strings.Repeat("9", 90)))}}
	}
	p := &programme.Programme{ID: "a/b", Title: "Deep", Versions: []programme.Version{{Name: "1", Requires: &programme.All{Of: []programme.Requirement{r}}}}}
	text := render(t, func(w io.Writer) error {
		return report.ShowText(w, auditSet(), p, report.Options{Width: 40, Unicode: true})
	})
	for line := range strings.Lines(text) {
		if n := message.Width(strings.TrimSuffix(line, "\n")); n > 40 {
			t.Fatalf("%d columns: %s", n, line)
		}
	}
}

// Paint changes nothing but the colour.
func TestTextPaints(t *testing.T) {
	set := auditSet()
	strip := strings.NewReplacer("<", "", ">", "")
	between := func(s string) string { return "<" + s + ">" }
	for _, s := range scenarios() {
		if s.name == "partway" {
			continue // a title of it has such signs
		}
		r, o := s.audit(t, set)
		o.Unicode = true
		bare := render(t, func(w io.Writer) error { return report.Text(w, set, r, o) })
		o.Style = report.Style{Heading: between, Met: between, Undecided: between, NotMet: between, Quiet: between}
		painted := render(t, func(w io.Writer) error { return report.Text(w, set, r, o) })
		if painted == bare || strip.Replace(painted) != strip.Replace(bare) {
			t.Errorf("%s: painting changed\n%s\nto\n%s", s.name, bare, painted)
		}
	}
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// What cannot be written is an error, never a page that looks whole.
func TestWritersThatFail(t *testing.T) {
	set := auditSet()
	r, o := scenarios()[0].audit(t, set)
	for name, err := range map[string]error{
		"Text":             report.Text(brokenWriter{}, set, r, o),
		"Markdown":         report.Markdown(brokenWriter{}, set, r, o),
		"HTML":             report.HTML(brokenWriter{}, set, r, o),
		"JSON":             report.JSON(brokenWriter{}, set, r, o),
		"OverviewText":     report.OverviewText(brokenWriter{}, set, nil, o),
		"OverviewMarkdown": report.OverviewMarkdown(brokenWriter{}, set, nil, o),
		"OverviewHTML":     report.OverviewHTML(brokenWriter{}, set, nil, o),
		"OverviewJSON":     report.OverviewJSON(brokenWriter{}, set, nil, o),
		"ShowText":         report.ShowText(brokenWriter{}, set, r.Programme, o),
		"ShowMarkdown":     report.ShowMarkdown(brokenWriter{}, set, r.Programme),
		"ShowMermaid":      report.ShowMermaid(brokenWriter{}, set, r.Programme, o),
		"ShowJSON":         report.ShowJSON(brokenWriter{}, set, r.Programme, o),
	} {
		if !errors.Is(err, errBroken) {
			t.Errorf("%s gave %v", name, err)
		}
	}
}
