package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
	"waymark/source"
)

type feedCommand struct {
	Take    feedTakeCommand    `cmd:"" help:"Take a file of results in, or go on where it was left."`
	List    feedListCommand    `cmd:"" help:"List the files that came in, and what became of their rows."`
	Waiting feedWaitingCommand `cmd:"" help:"List the rows of a feed in quarantine, each with the reason."`
	Release feedReleaseCommand `cmd:"" help:"Take a row out of quarantine, as it came or as you write it."`
	Dismiss feedDismissCommand `cmd:"" help:"Say that a row will not be taken in."`
	Confirm feedConfirmCommand `cmd:"" help:"Write the confirmation that goes back to the source."`
}

type feedTakeCommand struct {
	staffFlags
	File    string `arg:"" help:"The file of results, CSV or JSON lines."`
	Profile string `required:"" placeholder:"FILE" help:"How it is read; docs/feeds.md describes profiles."`
	Confirm string `placeholder:"FILE" help:"Write the confirmation here when it is in."`
	Leave   bool   `help:"Leave the audits of whom it concerns to the processes that serve and work."`
}

// Help gives the examples of waymark feed take --help.
func (feedTakeCommand) Help() string {
	return "The same file twice is the same as once; one that was killed half-way goes on where it was.\n\n" + examples(
		"waymark feed take testhall.csv --profile testhall.yaml --as mia@example.org",
		"waymark feed take examiner.jsonl --profile examiner.yaml --as mia@example.org --confirm back.csv --leave",
	)
}

// Run takes a file in and audits whom it concerns.
func (f feedTakeCommand) Run(c *Command) error {
	profile, err := c.read(f.Profile)
	if err != nil {
		return err
	}
	_, found := source.ReadProfile(shown(f.Profile), profile)
	if err := c.stop(found, map[string][]byte{shown(f.Profile): profile}); err != nil {
		return err
	}
	file, err := os.Open(f.File)
	if err != nil {
		return unreadable(f.File, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	return f.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		total, err := f.take(ctx, c, i, by, registrar.Feed{Name: filepath.Base(f.File), Profile: profile, File: file})
		if err != nil {
			return err
		}
		if !f.Leave {
			if err := i.settle(ctx, c); err != nil {
				return err
			}
		}
		if err := f.confirm(ctx, c, i, by, total.Feed); err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			_, err := fmt.Fprintln(w, c.words.Sentence("command.feed.taken", feedOperands(total)...))
			return err
		})
	})
}

func (f feedTakeCommand) take(ctx context.Context, c *Command, i *installation, by registrar.Actor, feed registrar.Feed) (store.Batch, error) {
	bar := &progress{to: c.Stderr}
	if info, err := os.Stat(f.File); err == nil && info.Mode().IsRegular() {
		n, err := lines(feed.File)
		if err != nil {
			return store.Batch{}, unreadable(f.File, err)
		}
		bar.beginOf(n, "rows")
	}
	feed.Progress = bar.at
	total, err := i.registrar.ImportFeed(ctx, by, feed)
	bar.finish()
	return total, err
}

// lines counts the lines of a file, for a bar, and goes back to its start.
func lines(file io.ReadSeeker) (int, error) {
	buffer, n := make([]byte, 1<<16), 0
	for {
		read, err := file.Read(buffer)
		for _, b := range buffer[:read] {
			if b == '\n' {
				n++
			}
		}
		if errors.Is(err, io.EOF) {
			_, err = file.Seek(0, io.SeekStart)
			return n, err
		}
		if err != nil {
			return 0, err
		}
	}
}

func (f feedTakeCommand) confirm(ctx context.Context, c *Command, i *installation, by registrar.Actor, feed int64) error {
	if f.Confirm == "" {
		return nil
	}
	return c.whole(f.Confirm, func(w io.Writer) error { return i.registrar.Confirm(ctx, by, feed, w) })
}

// settle audits everyone who is due.
func (i *installation) settle(ctx context.Context, c *Command) error {
	const atOnce = 100 // while one act is under way others wait
	bar := &progress{to: c.Stderr}
	bar.beginOf(-1, "audits")
	defer bar.finish()
	for audited := int64(0); ; {
		n, err := i.registrar.Settle(ctx, registrar.Worker, atOnce)
		if err != nil || n == 0 {
			return err
		}
		audited += int64(n)
		bar.at(audited)
	}
}

func feedOperands(t store.Batch) []message.Operand {
	return []message.Operand{
		message.Op("feed", int(t.Feed)), message.Op("rows", int(t.Rows)), message.Op("recorded", int(t.Recorded)), message.Op("same", int(t.Same)),
		message.Op("corrected", int(t.Corrected)), message.Op("left", int(t.LeftOut)), message.Op("quarantined", int(t.Quarantined)),
	}
}

type feedListCommand struct {
	staffFlags
	After  int64  `placeholder:"N" help:"Only feeds with a higher number."`
	Limit  int    `default:"50" help:"How many to show at most."`
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark feed list --help.
func (feedListCommand) Help() string {
	return examples("waymark feed list --as mia@example.org", "waymark feed list --as mia@example.org --format json")
}

// listedFeed is the JSON form of a feed in the list.
type listedFeed struct {
	Feed        int64  `json:"feed"`
	Source      string `json:"source"`
	File        string `json:"file"`
	SHA256      string `json:"sha256"`
	Rows        int64  `json:"rows"`
	Recorded    int64  `json:"recorded"`
	Same        int64  `json:"same"`
	Corrected   int64  `json:"corrected"`
	LeftOut     int64  `json:"left_out"`
	Quarantined int64  `json:"quarantined"`
}

// Run lists feeds.
func (f feedListCommand) Run(c *Command) error {
	if f.Limit < 1 {
		return usage("command.limit", "", message.Op("limit", f.Limit))
	}
	return f.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		feeds, err := i.registrar.Feeds(ctx, by, f.After, f.Limit)
		if err != nil {
			return err
		}
		rows, out := [][]string{}, []listedFeed{}
		for _, one := range feeds {
			t, err := i.registrar.FeedTotal(ctx, by, one.ID)
			if err != nil {
				return err
			}
			t.Feed = one.ID
			out = append(out, listedFeed{
				one.ID, one.Source, one.Name, hex.EncodeToString(one.Digest), t.Rows, t.Recorded, t.Same, t.Corrected, t.LeftOut, t.Quarantined,
			})
			rows = append(rows, []string{strconv.FormatInt(one.ID, 10), message.Printable(one.Source), message.Printable(one.Name), c.words.Sentence("command.feed.counts", feedOperands(t)...)})
		}
		return c.whole("", func(w io.Writer) error {
			if f.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, rows)
		})
	})
}

type feedConfirmCommand struct {
	staffFlags
	Feed   int64  `arg:"" help:"The feed's number."`
	Output string `short:"o" placeholder:"FILE" help:"Write the confirmation to a file."`
}

// Help gives the examples of waymark feed confirm --help.
func (feedConfirmCommand) Help() string {
	return examples("waymark feed confirm 3 --as mia@example.org -o back.csv")
}

// Run writes a feed's confirmation.
func (f feedConfirmCommand) Run(c *Command) error {
	return f.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return c.whole(f.Output, func(w io.Writer) error { return i.registrar.Confirm(ctx, by, f.Feed, w) })
	})
}
