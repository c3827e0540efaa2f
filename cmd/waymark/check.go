package main

import (
	"io"
	"slices"
	"strings"

	"waymark/diag"
	"waymark/programme/check"
)

type checkCommand struct {
	File   []string `arg:"" help:"Files, or folders of them; - is standard input."`
	Format string   `enum:"text,json,sarif" default:"text" help:"text, json or sarif."`
	Least  string   `enum:"note,warning,error" default:"note" placeholder:"SEVERITY" help:"Leave out what is less than note, warning or error."`
	Output string   `short:"o" placeholder:"FILE" help:"Write the findings to a file."`
}

// Help gives the examples of waymark check --help.
func (checkCommand) Help() string {
	return examples("waymark check mcse.yaml", "waymark check packs/ --least warning", "waymark check packs/ --format sarif -o findings.sarif")
}

// Run prints every finding in the files, and ends with 1 where one is an error.
func (k checkCommand) Run(c *Command) error {
	own, found, err := c.readAll(k.File)
	if err != nil {
		return err
	}
	set, compiled := own.set()
	found.Add(own.of(compiled)...)
	found.Add(check.Files(own.files, set)...)
	found = slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Severity < severities[k.Least] })
	found.Sort()
	if err := k.print(c, found, own.text); err != nil {
		return err
	}
	if found.HasErrors() {
		return errFindings
	}
	return nil
}

var severities = map[string]diag.Severity{"note": diag.Note, "warning": diag.Warning, "error": diag.Error}

func (k checkCommand) print(c *Command, found diag.List, text map[string][]byte) error {
	return c.whole(k.Output, func(w io.Writer) error {
		switch k.Format {
		case "json":
			return diag.JSON(w, found, c.words)
		case "sarif":
			return diag.SARIF(w, found, diag.Tool{Name: "waymark", Version: versionName(), About: about}, c.words)
		default:
			if err := c.findings(w, found, text); err != nil {
				return err
			}
			_, err := io.WriteString(w, found.Summary(c.words)+"\n")
			return err
		}
	})
}

// about gives what SARIF says of a rule.
func about(rule string) (summary, help string) {
	help, _ = check.Explain(rule)
	for _, r := range check.Rules() {
		if r.Name == rule {
			return r.Why, help
		}
	}
	summary, _, _ = strings.Cut(help, "\n")
	return summary, help
}
