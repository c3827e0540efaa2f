package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"waymark/internal/demo"
	"waymark/message"
	"waymark/record"
)

// demoCandidates is how many people a demonstration has where nobody says otherwise.
const demoCandidates = 200

type demoCommand struct {
	installationFlags
	Candidates int `default:"200" placeholder:"N" help:"How many candidates to make up."`
}

// Help gives the examples of waymark demo --help.
func (demoCommand) Help() string {
	return "What it made is served with serve --demo. A fill that was broken off goes on when it is called again.\n\n" + examples(
		"waymark demo --candidates 100000 --db big.db",
		"waymark demo --candidates 1000000 --db postgres://waymark@127.0.0.1/waymark",
	)
}

// Run fills an installation that is empty with people who could have been.
func (d demoCommand) Run(c *Command) error {
	if d.Candidates < 1 {
		return usage("command.candidates", "", message.Op("found", d.Candidates))
	}
	ctx, cancel := c.untilStopped()
	defer cancel()
	d.installationFlags = demonstration(d.installationFlags)
	i, err := d.open(ctx, c)
	if err != nil {
		return err
	}
	began := c.Now()
	if err := firstError(fillDemo(ctx, c, i, d.Candidates), i.close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.Stdout, "%s has %d candidates on the business day %s, after %s\n", d.DB, d.Candidates, d.Today, c.Now().Sub(began).Round(100*time.Millisecond))
	return err
}

// demonstration puts a demonstration's own database and day where none is named.
func demonstration(f installationFlags) installationFlags {
	if f.DB == "waymark.db" {
		f.DB = "waymark-demo.db" // nobody's real installation is touched
	}
	if f.Today == 0 {
		f.Today, _ = record.ParseDate(demo.Today) // it is a constant
	}
	return f
}

// demonstrate sets what a demonstration needs and nobody has set.
func (s *serveCommand) demonstrate() {
	s.installationFlags = demonstration(s.installationFlags)
	s.Development = true
	s.LogLevel = cmp.Or(s.LogLevel, "warn")
}

// fillDemo fills an installation, with a bar for each step on a terminal.
func fillDemo(ctx context.Context, c *Command, i *installation, candidates int) error {
	bar := &progress{to: c.Stderr}
	show := bar.count("candidates")
	err := demo.Fill(ctx, i.store, i.registrar, demo.Options{
		Candidates: candidates, Texts: shippedTexts(),
		Progress: func(step demo.Step, done, of int64) { show(c.words.Sentence("command.demo."+step.String()), done, of) },
	})
	bar.finish()
	return undone(err)
}

// welcomeDemo says where the demonstration is and how to sign in as whom.
func (s *serving) welcomeDemo(ctx context.Context, c *Command) error {
	const serves = 24 * time.Hour
	state, err := demo.StateOf(ctx, s.store)
	if err != nil {
		return undone(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "A demonstration of Waymark with %d candidates, on the business day %s:\n\n  %s/\n\n", state.Candidates, s.today(), s.address)
	b.WriteString("Sign in as one of these; each link serves once.\n\n")
	for _, a := range demo.Accounts {
		link, err := s.door.Issue(ctx, a.Email, serves)
		if err != nil {
			return undone(err)
		}
		fmt.Fprintf(&b, "  %-14s  %s\n", a.Role, link)
	}
	fmt.Fprintf(&b, "\nLetters are shown at %s/outbox instead of being sent. Ctrl-C stops; %s keeps what was done.\n", s.address, s.command.DB)
	_, err = fmt.Fprint(c.Stdout, b.String())
	return err
}
