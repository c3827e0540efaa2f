package main

import (
	"context"
	"io"
	"strconv"

	"waymark/internal/registrar"
	"waymark/message"
)

type feedWaitingCommand struct {
	staffFlags
	Feed   int64  `arg:"" help:"The feed's number."`
	All    bool   `help:"Show the rows that were released or dismissed too."`
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark feed waiting --help.
func (feedWaitingCommand) Help() string {
	return examples("waymark feed waiting 3 --as mia@example.org", "waymark feed waiting 3 --as mia@example.org --all --format json")
}

// waitingRow is the JSON form of a row in quarantine.
type waitingRow struct {
	Row     int64  `json:"row"`
	Outcome string `json:"outcome,omitempty"`
	Code    string `json:"code"`
	Says    string `json:"says"`
	Text    string `json:"text"`
}

// Run lists the rows of a feed in quarantine.
func (f feedWaitingCommand) Run(c *Command) error {
	return f.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		if _, err := i.registrar.FeedTotal(ctx, by, f.Feed); err != nil {
			return err
		}
		lines, out := [][]string{}, []waitingRow{}
		const atOnce = 1000
		for after := int64(0); ; {
			rows, err := i.registrar.Quarantined(ctx, by, f.Feed, after, atOnce)
			if err != nil {
				return err
			}
			for _, w := range rows {
				after = w.Row
				if w.Outcome != "" && !f.All {
					continue
				}
				out = append(out, waitingRow{w.Row, w.Outcome, w.Code, w.Sentence, string(w.Body)})
				line := []string{strconv.FormatInt(w.Row, 10), message.Printable(w.Sentence) + "\n" + message.Printable(string(w.Body))}
				if f.All {
					line = append([]string{line[0], w.Outcome}, line[1:]...)
				}
				lines = append(lines, line)
			}
			if len(rows) < atOnce {
				break
			}
		}
		return c.whole("", func(w io.Writer) error {
			if f.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, lines)
		})
	})
}

// rowOf names a row in quarantine and says why something is done with it.
type rowOf struct {
	staffFlags
	Feed   int64  `arg:"" help:"The feed's number."`
	Row    int64  `arg:"" help:"The row's number."`
	Reason string `required:"" help:"Why."`
}

type feedReleaseCommand struct {
	rowOf
	Text string `placeholder:"ROW" help:"The row as it should have come; as it came where nothing is given."`
}

// Help gives the examples of waymark feed release --help.
func (feedReleaseCommand) Help() string {
	return "A row that you release may correct what was known: somebody has looked at it.\n\n" + examples(
		`waymark feed release 3 118 --reason "the person is known now" --as mia@example.org`,
		`waymark feed release 3 118 --text "R4,C1,Ana,Roy,70-291,3/2/2004,Pass" --reason "day and month were exchanged" --as mia@example.org`,
	)
}

// Run releases a row and audits whom it concerns.
func (f feedReleaseCommand) Run(c *Command) error {
	return f.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		if err := i.registrar.Release(ctx, by, f.Feed, f.Row, []byte(f.Text), f.Reason); err != nil {
			return err
		}
		if err := i.settle(ctx, c); err != nil {
			return err
		}
		c.told("command.feed.released", message.Op("feed", int(f.Feed)), message.Op("row", int(f.Row)))
		return nil
	})
}

type feedDismissCommand struct{ rowOf }

// Help gives the examples of waymark feed dismiss --help.
func (feedDismissCommand) Help() string {
	return examples(`waymark feed dismiss 3 119 --reason "the vendor withdrew it" --as mia@example.org`)
}

// Run dismisses a row.
func (f feedDismissCommand) Run(c *Command) error {
	return f.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		if err := i.registrar.Dismiss(ctx, by, f.Feed, f.Row, f.Reason); err != nil {
			return err
		}
		c.told("command.feed.dismissed", message.Op("feed", int(f.Feed)), message.Op("row", int(f.Row)))
		return nil
	})
}
