package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"waymark/docs"
	"waymark/message"
	"waymark/programme/check"
	"waymark/source"
)

type explainCommand struct {
	Rule string `arg:"" optional:"" help:"The rule's name as findings print it; without one, all rules are listed."`
}

// Help gives the examples of waymark explain --help.
func (explainCommand) Help() string {
	return examples("waymark explain", "waymark explain retired-slot")
}

// Run prints the section of docs/checks.md about the rule, or lists the rules.
func (e explainCommand) Run(c *Command) error {
	rules := check.Rules()
	if e.Rule == "" {
		var rows [][]string
		for _, r := range rules {
			rows = append(rows, []string{r.Name, r.Severity.String(), r.Why})
		}
		return c.whole("", func(w io.Writer) error { return columns(w, rows) })
	}
	text, ok := e.text(c.words)
	if !ok {
		names := make([]string, len(rules))
		for i, r := range rules {
			names[i] = r.Name
		}
		if near := source.Nearest(e.Rule, names); near != "" {
			return usage("command.no-rule", "command.hint.did-you-mean", message.Op("rule", e.Rule), message.Op("near", near))
		}
		return usage("command.no-rule", "command.hint.rules", message.Op("rule", e.Rule), message.Op("rules", names))
	}
	_, err := fmt.Fprintf(c.Stdout, "# %s\n\n%s\n", e.Rule, text)
	return err
}

// text is what the documentation says of the rule: a check, a doubt of the page import, or a fault that keeps a file from
// being read.
func (e explainCommand) text(words *message.Catalogue) (string, bool) {
	if section, ok := check.Explain(e.Rule); ok {
		return section, true
	}
	if severity, says, ok := docs.Doubt(e.Rule); ok {
		return words.Sentence("command.explain.doubt", message.Op("severity", severity), message.Op("says", says)), true
	}
	of := func(code string) bool { return strings.HasPrefix(code+".", "finding."+e.Rule+".") }
	if e.Rule != "" && slices.ContainsFunc(words.Codes(), of) {
		return words.Sentence("command.explain.fault"), true
	}
	return "", false
}
