package main

import (
	"fmt"
	"io"
	"strings"

	"waymark/message"
	"waymark/programme/check"
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
	section, ok := check.Explain(e.Rule)
	if !ok {
		var names []string
		for _, r := range rules {
			names = append(names, r.Name)
		}
		return usage("command.no-rule", "command.hint.rules",
			message.Op("rule", e.Rule), message.Op("rules", strings.Join(names, ", ")))
	}
	_, err := fmt.Fprintf(c.Stdout, "# %s\n\n%s\n", e.Rule, section)
	return err
}
