package report

import (
	_ "embed" // for the page
	"html/template"
	"io"

	"waymark/audit"
	"waymark/programme"
)

//go:embed page.html.tmpl
var pageText string

//go:embed plan.html.tmpl
var planText string

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"say":  func(string, ...any) string { return "" }, // each page brings its own words
	"mark": func(v audit.Verdict) string { return unicodeSigns.marks[v] },
	"class": func(v audit.Verdict) string {
		return [...]string{audit.NotMet: "not-met", audit.Undecided: "undecided", audit.Met: "met"}[v]
	},
}).Parse(pageText + planText))

// HTML writes an audit as one page that needs nothing else: no script, no font, no picture. It can be read by ear, on a
// phone, on paper and in the dark.
func HTML(w io.Writer, set *programme.Set, r *audit.Report, o Options) error {
	return page(w, "audit", newViewer(set, r, o).view(o), o)
}

// OverviewHTML writes how near a candidate is to several programmes, nearest first, as one page like that of [HTML].
func OverviewHTML(w io.Writer, set *programme.Set, reports []*audit.Report, o Options) error {
	return page(w, "overview", newOverview(set, reports, o), o)
}

func page(w io.Writer, name string, data any, o Options) error {
	t := template.Must(pages.Clone()) // fails only once a template has run, and these never do
	say := names{words: o.words()}.say
	t.Funcs(template.FuncMap{"say": func(code string, operands ...any) string {
		var with []operand
		for i := 0; i+1 < len(operands); i += 2 {
			with = append(with, op(operands[i].(string), operands[i+1]))
		}
		return say(code, with...)
	}})
	return t.ExecuteTemplate(w, name, data)
}
