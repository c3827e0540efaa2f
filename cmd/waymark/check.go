package main

import (
	"io"
	"slices"
	"strings"

	"waymark/diag"
	"waymark/programme/check"
)

type checkCommand struct {
	File   []string `arg:"" optional:"" help:"Files, or folders of them; - is standard input. Beside --import: programmes and facts that it may rely on."`
	Import string   `placeholder:"PAGE" help:"Read the text of a requirements page instead: a draft programme, headed by what is doubtful on the page."`
	Draft  string   `placeholder:"FILE" help:"Write the draft of --import to a file of its own."`
	Format string   `enum:"text,json,sarif" default:"text" help:"text, json or sarif."`
	Least  string   `enum:"note,warning,error" default:"note" placeholder:"SEVERITY" help:"Leave out what is less than note, warning or error."`
	Output string   `short:"o" placeholder:"FILE" help:"Write the answer to a file."`
}

// Help gives the examples of waymark check --help.
func (checkCommand) Help() string {
	return examples(
		"waymark check mcse.yaml",
		"waymark check packs/ --least warning",
		"waymark check packs/ --format sarif -o findings.sarif",
		"waymark check --import page.txt",
		"waymark check --import page.txt --draft engineer.yaml --format json",
	)
}

// Run prints every finding in the files, and ends with 1 where one is an error.
func (k checkCommand) Run(c *Command) error {
	switch {
	case k.Import != "":
		return k.importPage(c)
	case len(k.File) == 0:
		return usage("command.nothing-to-check", "command.hint.check")
	case k.Draft != "":
		return usage("command.draft-of-nothing", "command.hint.check")
	}
	own, found, err := c.readAll(k.File)
	if err != nil {
		return err
	}
	set, compiled := own.set()
	found.Add(own.of(compiled)...)
	found.Add(check.Files(own.files, set)...)
	found.Sort()
	return k.answer(c, found, func(w io.Writer, found diag.List) error {
		if err := c.findings(w, found, own.text); err != nil {
			return err
		}
		_, err := io.WriteString(w, found.Summary(c.words)+"\n")
		return err
	})
}

var severities = map[string]diag.Severity{"note": diag.Note, "warning": diag.Warning, "error": diag.Error}

// answer writes the findings that are grave enough, in the format asked for, and ends with 1 where one is an error.
func (k checkCommand) answer(c *Command, found diag.List, text func(io.Writer, diag.List) error) error {
	found = slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Severity < severities[k.Least] })
	err := c.whole(k.Output, func(w io.Writer) error {
		switch k.Format {
		case "json":
			return diag.JSON(w, found, c.words)
		case "sarif":
			return diag.SARIF(w, found, diag.Tool{Name: "waymark", Version: versionName(), About: about}, c.words)
		default:
			return text(w, found)
		}
	})
	if err == nil && found.HasErrors() {
		return errFindings
	}
	return err
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
