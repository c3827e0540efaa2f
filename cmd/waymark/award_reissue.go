package main

import (
	"context"
	"fmt"
	"io"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
)

type awardReissueCommand struct {
	staffFlags
	Candidate int64    `arg:"" optional:"" help:"The candidate's number."`
	Award     int64    `arg:"" optional:"" help:"The award's number, as waymark people show gives it."`
	SignedBy  []string `placeholder:"KEY" help:"Instead of one award: every credential that this key signed, such as key-1. May be repeated."`
	Keys      string   `env:"WAYMARK_KEYS" placeholder:"FILE" help:"The file of keys in which the key stands; needs no passphrase."`
	List      bool     `help:"List only which credentials the key signed; nothing is made again."`
	Reason    string   `help:"Why."`
	Format    string   `enum:"text,json" default:"text" help:"text or json, of what --signed-by found."`
}

// Help gives the examples of waymark award reissue --help.
func (awardReissueCommand) Help() string {
	return "The credential that its holder has holds until the new one is given out (waymark issue, or the server), and then no more.\nA search with --signed-by that was stopped may be begun again: nothing is made again twice.\n\n" + examples(
		`waymark award reissue 17 2 --reason "new name" --as dan@example.org`,
		"waymark award reissue --signed-by key-1 --keys keys.json --list --as dan@example.org",
		`waymark award reissue --signed-by key-1 --keys keys.json --reason "the key was lost" --as dan@example.org`,
	)
}

// Run has credentials made again.
func (a awardReissueCommand) Run(c *Command) error {
	byKey := len(a.SignedBy) > 0
	switch {
	case byKey == (a.Candidate != 0), !byKey && (a.Award == 0 || a.List):
		return usage("command.reissue", "command.hint.reissue")
	case a.Reason == "" && !a.List:
		return usage("command.no-reason", "")
	case !byKey:
		return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
			return i.registrar.Reissue(ctx, by, a.Candidate, a.Award, a.Reason)
		})
	case a.Keys == "":
		return usage("command.no-keys", "command.hint.keys")
	}
	methods, err := a.methods(c)
	if err != nil {
		return undone(err)
	}
	return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return a.signed(ctx, c, i, by, methods)
	})
}

// methods are the identifiers of the keys. One that still signs would sign the new credentials too.
func (a *awardReissueCommand) methods(c *Command) ([]string, error) {
	ring, err := keysFile{a.Keys}.ring(c)
	if err != nil {
		return nil, err
	}
	var methods []string
	for _, id := range a.SignedBy {
		k, method, err := ring.Method(id)
		if err != nil {
			return nil, err
		}
		if k.Signs() && !a.List {
			return nil, usage("command.reissue-signs", "command.hint.reissue-signs", message.Op("key", id))
		}
		methods = append(methods, method)
	}
	return methods, nil
}

// signedJSON is what was found of a key, in JSON.
type signedJSON struct {
	// Again is how many are made again, Left how many are not: out of force, or of somebody to whom the actor is related.
	Again int             `json:"again"`
	Left  int             `json:"left"`
	Found []signedOneJSON `json:"found"`
}

type signedOneJSON struct {
	Candidate int64  `json:"candidate"`
	Award     int64  `json:"award"`
	Code      string `json:"code"`
	Key       string `json:"key"`
	Status    string `json:"status"`
}

func (a *awardReissueCommand) signed(ctx context.Context, c *Command, i *installation, by registrar.Actor, methods []string) error {
	const atOnce = 500
	last, err := i.people(ctx)
	if err != nil {
		return err
	}
	bar := &progress{to: c.Stderr}
	bar.beginOf(int(last), "candidates")
	defer bar.finish()
	out := signedJSON{Found: []signedOneJSON{}}
	for after := (store.Signature{}); ; {
		found, next, err := i.registrar.SignedWith(ctx, by, methods, after, atOnce)
		if err != nil {
			return err
		}
		again := 0
		if !a.List && len(found) > 0 {
			if again, err = i.registrar.ReissueSigned(ctx, by, found, a.Reason); err != nil {
				return err
			}
		}
		out.Again, out.Left = out.Again+again, out.Left+len(found)-again
		for _, s := range found {
			out.Found = append(out.Found, signedOneJSON{s.Candidate, s.Award, s.Code, s.Key, s.Status.String()})
		}
		if next.Candidate == 0 {
			break
		}
		bar.at(next.Candidate)
		after = next
	}
	bar.finish()
	return c.whole("", func(w io.Writer) error { return a.tell(c, w, &out) })
}

func (a *awardReissueCommand) tell(c *Command, w io.Writer, out *signedJSON) error {
	switch {
	case a.Format == "json":
		return writeJSON(w, out)
	case !a.List:
		_, err := fmt.Fprintln(w, c.words.Sentence("command.reissued", message.Op("n", out.Again), message.Op("left", out.Left)))
		return err
	}
	rows := [][]string{}
	for _, s := range out.Found {
		rows = append(rows, []string{fmt.Sprintf("candidate %d", s.Candidate), fmt.Sprintf("award %d", s.Award), s.Code, s.Key, s.Status})
	}
	return columns(w, rows)
}
