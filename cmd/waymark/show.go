package main

import (
	"io"

	"waymark/message"
	"waymark/report"
)

type showCommand struct {
	Programme string `arg:"" help:"A programme by its id in the catalogue, or as a file or folder; - for standard input."`
	Format    string `enum:"text,markdown,mermaid,json" default:"text" help:"text, markdown, mermaid or json."`
	Markdown  bool   `xor:"short" help:"Short for --format markdown: a page that check --import reads back."`
	Mermaid   bool   `xor:"short" help:"Short for --format mermaid: a flowchart."`
	Output    string `short:"o" placeholder:"FILE" help:"Write the answer to a file."`
}

// Help gives the examples of waymark show --help.
func (showCommand) Help() string {
	return examples(
		"waymark show microsoft/mcse-2003",
		"waymark show ours/engineer.yaml --markdown -o engineer.md",
		"waymark show microsoft/mcsa-2003 --mermaid",
	)
}

// Run prints the rules of one programme.
func (s showCommand) Run(c *Command) error {
	set, ids, err := c.programmes([]string{s.Programme})
	if err != nil {
		return err
	}
	if len(ids) > 1 {
		return usage("command.several-programmes", "command.hint.one-programme", message.Op("file", s.Programme), message.Op("ids", ids))
	}
	p, o := set.Programme(ids[0]), c.look(s.Output)
	switch {
	case s.Markdown:
		s.Format = "markdown"
	case s.Mermaid:
		s.Format = "mermaid"
	}
	return c.whole(s.Output, func(w io.Writer) error {
		switch s.Format {
		case "markdown":
			return report.ShowMarkdown(w, set, p)
		case "mermaid":
			return report.ShowMermaid(w, set, p, o)
		case "json":
			return report.ShowJSON(w, set, p, o)
		default:
			return report.ShowText(w, set, p, o)
		}
	})
}
