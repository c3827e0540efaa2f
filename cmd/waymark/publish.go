package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
	"waymark/source"
)

// publishing is files of programmes and facts, and the day from which they are to hold.
type publishing struct {
	staffFlags
	On record.Date `placeholder:"DAY" help:"The day from which they hold; the business day where none is named."`
}

type impactCommand struct {
	publishing
	Files     []string `arg:"" optional:"" help:"Files or folders of programmes and facts, as they would be published."`
	Programme []string `placeholder:"ID" help:"Compare these programmes; all that the files hold where none is named."`
	List      bool     `help:"List the candidates, not their number alone."`
	Format    string   `enum:"text,json" default:"text" help:"text, or json with every candidate's number."`
}

// Help gives the examples of waymark impact --help.
func (impactCommand) Help() string {
	return "Nothing is published. Facts count too: a file in which an exam retires shows whom that takes farther.\n\n" + examples(
		"waymark impact microsoft/mcse-2003.yaml --on 2006-01-01 --as dan@example.org",
		"waymark impact microsoft/facts.yaml --programme microsoft/mcse-2003 --as dan@example.org --list",
		"waymark impact --programme microsoft/mcse-2003 --as dan@example.org",
	)
}

// Run audits everyone before and after.
func (p impactCommand) Run(c *Command) error {
	if len(p.Files) == 0 && len(p.Programme) == 0 {
		return usage("command.impact.nothing", "command.hint.impact")
	}
	read, err := c.load(p.Files)
	if err != nil {
		return err
	}
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		day := p.day(i)
		texts, err := i.publicationOf(ctx, read, day)
		if err != nil {
			return err
		}
		bar := &progress{to: c.Stderr}
		people, err := i.people(ctx)
		if err != nil {
			return err
		}
		bar.beginOf(int(people), "candidates")
		found, err := i.registrar.Impact(ctx, by, texts, p.Programme, day, bar.at)
		bar.finish()
		if err != nil {
			return c.refusedFiles(err, texts)
		}
		return c.whole("", func(w io.Writer) error { return p.write(c, w, found) })
	})
}

func (p *publishing) day(i *installation) record.Date {
	if p.On != 0 {
		return p.On
	}
	return i.today()
}

// impacted is the JSON form of an impact.
type impacted struct {
	Programme   string  `json:"programme"`
	Audited     int     `json:"audited"`
	Started     int     `json:"started"`
	Met         int     `json:"met"`
	MetAfter    int     `json:"met_after"`
	Gains       []int64 `json:"gains"`
	Loses       []int64 `json:"loses"`
	Certified   []int64 `json:"certified_without_doing_anything"`
	OneAway     []int64 `json:"one_away"`
	Further     []int64 `json:"further"`
	Unreachable []int64 `json:"unreachable"`
}

func (p impactCommand) write(c *Command, w io.Writer, found []registrar.Impact) error {
	if p.Format == "json" {
		out := []impacted{}
		for _, m := range found {
			out = append(out, impacted{
				m.Programme, m.Audited, m.Started, m.Met, m.MetAfter,
				listOf(m.Gains), listOf(m.Loses), listOf(m.Certified), listOf(m.OneAway), listOf(m.Further), listOf(m.Unreachable),
			})
		}
		return writeJSON(w, out)
	}
	for n, m := range found {
		if n > 0 {
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
		head := c.words.Sentence("command.impact.head", message.Op("programme", m.Programme), message.Op("audited", m.Audited),
			message.Op("started", m.Started), message.Op("met", m.Met), message.Op("after", m.MetAfter))
		if _, err := fmt.Fprintln(w, head); err != nil {
			return err
		}
		var rows [][]string
		for _, of := range []struct {
			word string
			who  []int64
		}{
			{"gains", m.Gains}, {"certified", m.Certified}, {"loses", m.Loses}, {"one-away", m.OneAway}, {"further", m.Further}, {"unreachable", m.Unreachable},
		} {
			rows = append(rows, []string{"  " + strconv.Itoa(len(of.who)), c.words.Sentence("command.impact."+of.word) + p.numbers(of.who)})
		}
		if err := columns(w, rows); err != nil {
			return err
		}
	}
	return nil
}

// numbers lists candidates where they are asked for.
func (p impactCommand) numbers(who []int64) string {
	if !p.List || len(who) == 0 {
		return ""
	}
	words := make([]string, len(who))
	for i, id := range who {
		words[i] = strconv.FormatInt(id, 10)
	}
	return ": " + strings.Join(words, " ")
}

func listOf(ids []int64) []int64 { return append([]int64{}, ids...) }

type publishCommand struct {
	publishing
	Files  []string `arg:"" help:"Files or folders of programmes and facts."`
	Reason string   `required:"" help:"Why."`
}

// Help gives the examples of waymark publish --help.
func (publishCommand) Help() string {
	return "A file takes the place of the one that holds the same programme, or of the same name of its issuer's facts, from\n" +
		"its day on. Run waymark impact first.\n\n" + examples(
		`waymark publish microsoft/mcse-2003.yaml --on 2006-01-01 --reason "core exams retire" --as dan@example.org`,
	)
}

// Run publishes.
func (p publishCommand) Run(c *Command) error {
	read, err := c.load(p.Files)
	if err != nil {
		return err
	}
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		day := p.day(i)
		texts, err := i.publicationOf(ctx, read, day)
		if err != nil {
			return err
		}
		if err := i.registrar.Publish(ctx, by, texts, day, p.Reason); err != nil {
			return c.refusedFiles(err, texts)
		}
		c.told("command.published", message.Op("n", len(texts)), message.Op("day", day))
		return nil
	})
}

// publicationOf gives each file the name under which it is published: that of the file whose place it takes.
func (i *installation) publicationOf(ctx context.Context, read *loaded, day record.Date) (map[string][]byte, error) {
	rules, err := i.registrar.Rules(ctx, day)
	if err != nil {
		return nil, err
	}
	texts := map[string][]byte{}
	for _, f := range read.files {
		var name string
		switch f.Kind {
		case source.ProgrammeFile:
			id := f.Programme.ID.Value
			issuer, _, _ := strings.Cut(id, "/")
			name = path.Join(issuer, filepath.Base(f.Name))
			if before := rules.Set.Programme(id); before != nil {
				name = before.File
			}
		case source.FactsFile:
			name = path.Join(f.Facts.Issuer.Value, filepath.Base(f.Name))
		default:
			return nil, usage("command.publish.kind", "command.hint.publish.kind", message.Op("file", f.Name))
		}
		if texts[name] != nil {
			return nil, usage("command.publish.twice", "", message.Op("file", f.Name), message.Op("name", name))
		}
		texts[name] = read.text[f.Name]
	}
	return texts, nil
}

// refusedFiles prints everything that was found in files that were refused.
func (c *Command) refusedFiles(err error, texts map[string][]byte) error {
	refused, is := errors.AsType[*registrar.FilesError](err)
	if !is || !fault.Is(err, fault.Invalid) {
		return err
	}
	return c.stop(refused.Found, texts)
}
