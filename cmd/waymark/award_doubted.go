package main

import (
	"context"
	"fmt"
	"io"

	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
)

type awardDoubtedCommand struct {
	staffFlags
	Limit  int    `default:"1000" help:"How many to list at most (${default})."`
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark award doubted --help.
func (awardDoubtedCommand) Help() string {
	return examples("waymark award doubted --as dan@example.org", "waymark award doubted --as dan@example.org --format json")
}

// doubtedAward is the JSON form of an award in doubt.
type doubtedAward struct {
	Candidate int64       `json:"candidate"`
	Name      string      `json:"name"`
	Award     int64       `json:"award"`
	Programme string      `json:"programme"`
	Since     record.Date `json:"since"`
	Why       string      `json:"why,omitempty"`
	Entry     int64       `json:"entry"`
}

// Run lists awards in doubt.
func (a awardDoubtedCommand) Run(c *Command) error {
	if a.Limit < 1 {
		return usage("command.limit", "", message.Op("limit", a.Limit))
	}
	return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		found, err := i.registrar.InDoubt(ctx, by, 0, 0, a.Limit)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			rows, out := [][]string{}, []doubtedAward{}
			for n := range found {
				d := &found[n]
				out = append(out, doubtedAward{d.Candidate, d.Name, d.Number, d.Programme, d.Event.Date, d.Event.Reason, d.Event.Entry})
				rows = append(rows, []string{
					fmt.Sprintf("candidate %d", d.Candidate), fmt.Sprintf("award %d", d.Number), d.Programme, d.Event.Date.String(), message.Printable(d.Event.Reason),
				})
			}
			if a.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, rows)
		})
	})
}
