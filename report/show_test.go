package report_test

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"waymark/programme"
	"waymark/report"
)

func TestShow(t *testing.T) {
	set, p := exampleSet()
	o := report.Options{Unicode: true}
	golden(t, "show.txt", render(t, func(w io.Writer) error { return report.ShowText(w, set, p, o) }))
	golden(t, "show.mmd", render(t, func(w io.Writer) error { return report.ShowMermaid(w, set, p, o) }))
	golden(t, "show.json", render(t, func(w io.Writer) error { return report.ShowJSON(w, set, p, o) }))
}

// Whatever stands in a title, a chart has only lines that Mermaid knows.
func TestMermaidKeepsItsSyntax(t *testing.T) {
	known := regexp.MustCompile(`^(flowchart LR|  n\d+\["[^"` + "`" + `]*"\]|  n\d+ (-->|---|-\.->) n\d+)$`)
	hostile := "end\"]; click n0 \"x\" `md` **b** #quot; <script> & \\ \nflowchart TD"
	p := &programme.Programme{ID: "a/end", Title: hostile, Versions: []programme.Version{{Name: hostile, Requires: &programme.All{Of: []programme.Requirement{
		&programme.All{Head: programme.Head{Title: hostile, Open: &programme.Question{ID: "q", Because: hostile}}, Of: []programme.Requirement{item(exam(`7"`))}},
	}}}}}
	text := render(t, func(w io.Writer) error { return report.ShowMermaid(w, nil, p, report.Options{}) })
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if !known.MatchString(line) {
			t.Errorf("not a line of a chart: %s", line)
		}
		if strings.Contains(line, "<script>") || strings.Contains(line, "**") {
			t.Errorf("not escaped: %s", line)
		}
	}
}
