package main

import (
	"context"
	"fmt"
	"io"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
)

type awardHeldCommand struct {
	staffFlags
	Limit  int    `default:"1000" help:"How many to list at most (${default})."`
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark award held --help.
func (awardHeldCommand) Help() string {
	return "They keep nobody else waiting, and are tried again each business day; waymark award reissue tries one at once.\n\n" + examples(
		"waymark award held --as dan@example.org",
		"waymark award held --as dan@example.org --format json",
	)
}

// Run lists what is held.
func (a awardHeldCommand) Run(c *Command) error {
	if a.Limit < 1 {
		return usage("command.limit", "", message.Op("limit", a.Limit))
	}
	return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		held, err := i.registrar.Held(ctx, by, store.ToIssue{}, a.Limit)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			rows, out := [][]string{}, []heldWhy{}
			for _, h := range held {
				out = append(out, heldWhy{h.Candidate, h.Number, h.Why})
				rows = append(rows, []string{fmt.Sprintf("candidate %d", h.Candidate), fmt.Sprintf("award %d", h.Number), message.Printable(h.Why)})
			}
			if a.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, rows)
		})
	})
}
