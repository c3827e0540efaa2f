// Package docs holds the pages that the command shows: the page of checks, a section for each rule of the linter, and the
// doubts of the page import.
//
// Call [Section] or [Doubt]. It reads nothing at run time; the pages are embedded, so that what the command explains and what the
// page says are one text.
package docs

import (
	_ "embed"
	"strings"
)

//go:embed checks.md
var checks string

// Section gives the text under the heading of a rule in checks.md, without the heading; ok is false where there is none.
func Section(rule string) (markdown string, ok bool) {
	_, after, ok := strings.Cut(checks, "\n## "+rule+"\n")
	if !ok || rule == "" {
		return "", false
	}
	section, _, _ := strings.Cut(after, "\n## ")
	return strings.TrimSpace(section), true
}

// Sections lists the headings of checks.md in order.
func Sections() []string {
	var all []string
	for line := range strings.Lines(checks) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "## "); ok {
			all = append(all, name)
		}
	}
	return all
}

//go:embed page-import.md
var pageImport string

// Doubt gives the severity of a doubt of the page import and what it says, from the table in page-import.md; ok is false
// where there is none of the name.
func Doubt(rule string) (severity, says string, ok bool) {
	for line := range strings.Lines(pageImport) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) == 3 && strings.TrimSpace(cells[0]) == "`"+rule+"`" {
			return strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2]), true
		}
	}
	return "", "", false
}
