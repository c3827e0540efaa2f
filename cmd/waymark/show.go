package main

import (
	"io"
	"net/url"

	"waymark/describe"
	"waymark/message"
	"waymark/record"
	"waymark/report"
)

type showCommand struct {
	Programme string `arg:"" help:"A programme by its id in the catalogue, or as a file or folder; - for standard input."`
	Format    string `enum:"text,markdown,mermaid,json,ctdl,schema.org" default:"text" help:"text, markdown, mermaid, json, ctdl (for registries) or schema.org (for search engines)."`
	Markdown  bool   `xor:"short" help:"Short for --format markdown: a page that check --import reads back."`
	Mermaid   bool   `xor:"short" help:"Short for --format mermaid: a flowchart."`
	Base      string `placeholder:"URL" help:"With ctdl or schema.org: the address below which the described things have theirs."`
	Output    string `short:"o" placeholder:"FILE" help:"Write the answer to a file."`
}

// Help gives the examples of waymark show --help.
func (showCommand) Help() string {
	return examples(
		"waymark show microsoft/mcse-2003",
		"waymark show ours/engineer.yaml --markdown -o engineer.md",
		"waymark show microsoft/mcsa-2003 --mermaid",
		"waymark show microsoft/mcse-2003 --format ctdl --base https://board.example/ctdl",
	)
}

// Run prints the rules of one programme.
func (s showCommand) Run(c *Command) error {
	set, named, err := c.programmes([]string{s.Programme})
	if err != nil {
		return err
	}
	ids := named[0]
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
	if err := s.checkBase(); err != nil {
		return err
	}
	return c.whole(s.Output, func(w io.Writer) error {
		switch s.Format {
		case "markdown":
			return report.ShowMarkdown(w, set, p)
		case "mermaid":
			return report.ShowMermaid(w, set, p, o)
		case "json":
			return report.ShowJSON(w, set, p, o)
		case "ctdl":
			return describe.CTDL(w, set, p, s.describing(c))
		case "schema.org":
			return describe.SchemaOrg(w, set, p, s.describing(c))
		default:
			return report.ShowText(w, set, p, o)
		}
	})
}

// checkBase refuses a base that nothing would use, or that is no address.
func (s showCommand) checkBase() error {
	if s.Base == "" {
		return nil
	}
	if s.Format != "ctdl" && s.Format != "schema.org" {
		return usage("command.base-format", "command.hint.base", message.Op("format", s.Format))
	}
	if u, err := url.Parse(s.Base); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return usage("command.base", "command.hint.base", message.Op("base", s.Base))
	}
	return nil
}

// describing is what a description for other systems is made for: today's rules.
func (s showCommand) describing(c *Command) describe.Options {
	return describe.Options{Day: record.DateOf(c.Now()), Base: s.Base, Words: c.words}
}
