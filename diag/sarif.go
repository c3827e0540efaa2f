package diag

import (
	"cmp"
	"io"
	"net/url"
	"slices"
	"strings"

	"waymark/message"
)

// Tool is what SARIF says of the program that made the findings.
type Tool struct {
	Name, Version string
	// About gives a rule's summary and help text, the help in Markdown; nil, or an empty summary, says nothing more than
	// the rule's name.
	About func(rule string) (summary, help string)
}

// SARIF prints findings as a log of the Static Analysis Results Interchange Format, version 2.1.0, which code-review
// sites show beside the lines. Every rule that found something is described once, rules sorted by name.
func SARIF(w io.Writer, list List, tool Tool, words *message.Catalogue) error {
	var names []string
	for _, f := range list {
		names = append(names, f.Rule)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	driver := sarifDriver{Name: tool.Name, Version: tool.Version, Rules: []sarifRule{}}
	index := map[string]int{}
	for i, name := range names {
		index[name] = i
		driver.Rules = append(driver.Rules, tool.rule(name))
	}
	results := []sarifResult{}
	for _, f := range list {
		results = append(results, sarifOf(f, index[f.Rule], words))
	}
	return encode(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{{Tool: sarifTool{driver}, ColumnKind: "unicodeCodePoints", Results: results}},
	})
}

func (t Tool) rule(name string) sarifRule {
	var summary, help string
	if t.About != nil {
		summary, help = t.About(name)
	}
	r := sarifRule{ID: name, Short: sarifText{Text: cmp.Or(summary, name)}}
	if help != "" {
		r.Help = &sarifText{Text: help, Markdown: help}
	}
	return r
}

func sarifOf(f Finding, rule int, words *message.Catalogue) sarifResult {
	text := f.Sentence(words)
	if hint := f.HintSentence(words); hint != "" {
		text += "\n" + hint
	}
	r := sarifResult{Rule: f.Rule, Index: rule, Level: f.Severity.String(), Message: sarifText{Text: text}}
	if f.Pos.File != "" {
		r.Locations = []sarifLocation{{Physical: sarifPlace(f.Pos, f.Length)}}
	}
	for _, related := range f.Related {
		if related.Pos.File != "" {
			r.Related = append(r.Related, sarifLocation{
				Physical: sarifPlace(related.Pos, 0),
				Message:  &sarifText{Text: words.Sentence(related.Code, related.Operands...)},
			})
		}
	}
	return r
}

func sarifPlace(at Pos, length int) sarifPhysical {
	p := sarifPhysical{Artifact: sarifArtifact{URI: fileURI(at.File)}}
	if at.Known() {
		p.Region = &sarifRegion{Line: at.Line, Column: at.Column}
		if at.Column > 0 && length > 0 {
			p.Region.End = at.Column + length
		}
	}
	return p
}

// fileURI writes a path as a URI reference: relative paths stay relative, so that a log means the same everywhere.
func fileURI(path string) string {
	path = strings.ReplaceAll(path, `\`, "/")
	if len(path) > 1 && path[1] == ':' { // a drive
		path = "/" + path
	}
	u := url.URL{Path: path}
	if strings.HasPrefix(path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}
