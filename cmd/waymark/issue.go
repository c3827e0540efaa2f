package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"

	"waymark/credential/status"
	"waymark/internal/fault"
	"waymark/internal/issuer"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
)

// signerFlags say with which keys an installation signs.
type signerFlags struct {
	Keys    string `env:"WAYMARK_KEYS" placeholder:"FILE" help:"The file of keys that credentials are signed with, as waymark keys create makes it."`
	Purpose string `name:"status" env:"WAYMARK_STATUS" enum:"revocation,suspension" default:"revocation" help:"What status lists are kept for. With revocation a suspended award's document is revoked, and its holder gets another when the award is reinstated; with suspension the same document holds again, but some verifiers ask for revocation alone."`
	List    int    `name:"status-size" env:"WAYMARK_STATUS_SIZE" default:"131072" placeholder:"ENTRIES" help:"How many entries a new status list has, at least 131072, so that nobody is told apart who asks."`
	Proof   string `env:"WAYMARK_PROOF" enum:"rdfc,jcs" default:"rdfc" help:"What proofs sign: a credential's meaning (rdfc), which every verifier of Open Badges reads, or its JSON (jcs), which is faster and which some do not."`
	passphraseFlags
}

// issuing opens the keys, or gives nil where none are named.
func (f signerFlags) issuing(c *Command) (*registrar.Issuing, error) {
	if f.Keys == "" {
		return nil, nil
	}
	if _, err := status.New(f.List); err != nil {
		return nil, usage("command.status-size", "", message.Op("why", err.Error()))
	}
	r, err := keysFile{f.Keys}.ring(c)
	if err != nil {
		return nil, undone(err)
	}
	passphrase, err := f.passphrase(c, false)
	if err != nil {
		return nil, err
	}
	signers, err := r.Open(passphrase)
	if err != nil {
		return nil, undone(err)
	}
	signer := issuer.New(signers)
	if f.Proof == "jcs" {
		signer = signer.Plain()
	}
	now := &keysNow{command: c, file: keysFile{f.Keys}, ring: r}
	return &registrar.Issuing{
		Issuer: signer, Purpose: f.Purpose, ListSize: f.List, Stands: func() error { return now.stands(signer.Method()) },
	}, nil
}

type issueCommand struct {
	installationFlags
	signerFlags
	AtOnce int    `default:"200" placeholder:"N" help:"How many credentials to take one step further in one act (${default})."`
	DryRun bool   `help:"Make and check every credential that is to be made, and keep none: say which could not be."`
	Count  bool   `help:"Say only how many credentials are still to be issued; needs no keys."`
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark issue --help.
func (issueCommand) Help() string {
	return "Every award in force gets its credential: prepared, checked, signed, given out. It may be stopped at any moment and begun again:\nno award gets two, and none is left out.\n\n" + examples(
		"waymark issue --db waymark.db --keys keys.json",
		"waymark issue --db postgres://waymark@db/waymark --keys keys.json --passphrase-file secret.txt --format json",
		"waymark issue --db waymark.db --keys keys.json --dry-run",
		"waymark issue --db waymark.db --count",
	)
}

// issued is what a call did, in JSON.
type issued struct {
	Prepared  int       `json:"prepared"`
	Signed    int       `json:"signed"`
	Committed int       `json:"committed"`
	Held      int       `json:"held"`
	Why       []heldWhy `json:"held_because,omitempty"`
}

type heldWhy struct {
	Candidate int64  `json:"candidate"`
	Award     int64  `json:"award"`
	Why       string `json:"why"`
}

// Run issues all that is to be issued.
func (i issueCommand) Run(c *Command) error {
	if i.Count {
		return i.with(c, func(ctx context.Context, office *installation) error { return i.count(ctx, c, office) })
	}
	if i.Keys == "" {
		return usage("command.no-keys", "command.hint.keys")
	}
	if i.AtOnce < 1 || i.AtOnce > 5000 {
		return usage("command.at-once", "", message.Op("found", i.AtOnce))
	}
	how, err := i.issuing(c)
	if err != nil {
		return err
	}
	collectSeldom(c)
	ctx, cancel := c.untilStopped()
	defer cancel()
	office, err := i.existing(ctx, c)
	if err != nil {
		return err
	}
	do := i.issue
	if i.DryRun {
		do = i.try
	}
	return firstError(do(ctx, c, office, how), office.close())
}

// collectSeldom lets garbage lie longer: what issuing holds at a time is small, and a sixth of its time went into collecting. First it
// gives back what opening the keys took, which is far more.
func collectSeldom(c *Command) {
	if c.Env("GOGC") == "" {
		debug.FreeOSMemory()
		debug.SetGCPercent(400)
	}
}

// count says what is still to be done.
func (i *issueCommand) count(ctx context.Context, c *Command, office *installation) error {
	waiting, err := office.registrar.ToIssue(ctx, registrar.Worker)
	if err != nil {
		return err
	}
	left := waiting[store.Prepared] + waiting[store.Signed] + waiting[store.Committed]
	return c.whole("", func(w io.Writer) error {
		if i.Format == "json" {
			return writeJSON(w, struct {
				Left int64 `json:"left"`
				Held int64 `json:"held"`
			}{left, waiting[0]})
		}
		_, err := fmt.Fprintln(w, c.words.Sentence("command.to-issue", message.Op("n", int(left)), message.Op("held", int(waiting[0]))))
		return err
	})
}

func (i *issueCommand) issue(ctx context.Context, c *Command, office *installation, how *registrar.Issuing) error {
	waiting, err := office.registrar.ToIssue(ctx, registrar.Worker)
	if err != nil {
		return undone(err)
	}
	bar := &progress{to: c.Stderr}
	bar.beginOf(int(waiting[store.Prepared]+waiting[store.Signed]+waiting[store.Committed]), "credentials")
	var sum issued
	for busy := 0; ; {
		done, err := office.registrar.IssueCredentials(ctx, registrar.Worker, how, i.AtOnce)
		sum.add(done)
		bar.at(int64(sum.Committed + sum.Held))
		if fault.Is(err, fault.Conflict) && busy < 1000 { // another process took the step
			busy++
			continue
		}
		if err != nil {
			bar.finish()
			return undone(err)
		}
		if !done.Any() {
			break
		}
	}
	bar.finish()
	held, err := office.registrar.Held(ctx, registrar.Worker, store.ToIssue{}, 20)
	if err != nil {
		return undone(err)
	}
	for _, h := range held {
		sum.Why = append(sum.Why, heldWhy{h.Candidate, h.Number, h.Why})
	}
	return c.whole("", func(w io.Writer) error { return i.tell(c, w, &sum) })
}

// triedJSON is what a dry run found, in JSON.
type triedJSON struct {
	Good int       `json:"good"`
	Held int       `json:"held"`
	Why  []heldWhy `json:"held_because,omitempty"`
}

// try makes every credential and keeps none.
func (i *issueCommand) try(ctx context.Context, c *Command, office *installation, how *registrar.Issuing) error {
	waiting, err := office.registrar.ToIssue(ctx, registrar.Worker)
	if err != nil {
		return undone(err)
	}
	all := waiting[store.Prepared]
	bar := &progress{to: c.Stderr}
	bar.beginOf(int(all), "credentials")
	defer bar.finish()
	var out triedJSON
	tried := int64(0)
	for after := (store.ToIssue{}); ; {
		held, next, err := office.registrar.TryIssuing(ctx, registrar.Worker, how, after, i.AtOnce)
		if err != nil {
			return undone(err)
		}
		for _, h := range held {
			out.Why = append(out.Why, heldWhy{h.Candidate, h.Number, h.Why})
		}
		if next.Candidate == 0 {
			break
		}
		tried += int64(i.AtOnce)
		bar.at(min(tried, all))
		after = next
	}
	bar.finish()
	out.Held = len(out.Why)
	out.Good = max(int(all)-out.Held, 0)
	return c.whole("", func(w io.Writer) error {
		if i.Format == "json" {
			return writeJSON(w, out)
		}
		if _, err := fmt.Fprintln(w, c.words.Sentence("command.tried", message.Op("n", out.Good), message.Op("held", out.Held))); err != nil {
			return err
		}
		return i.why(c, w, out.Why)
	})
}

func (s *issued) add(done registrar.Issued) {
	s.Prepared, s.Signed, s.Committed, s.Held = s.Prepared+done.Prepared, s.Signed+done.Signed, s.Committed+done.Committed, s.Held+done.Held
}

func (i *issueCommand) tell(c *Command, w io.Writer, sum *issued) error {
	if i.Format == "json" {
		return writeJSON(w, sum)
	}
	if _, err := fmt.Fprintln(w, c.words.Sentence("command.issued", message.Op("n", sum.Committed), message.Op("held", sum.Held))); err != nil {
		return err
	}
	return i.why(c, w, sum.Why)
}

// why says of each that is held why it is.
func (*issueCommand) why(c *Command, w io.Writer, held []heldWhy) error {
	for _, h := range held {
		if _, err := fmt.Fprintln(w, message.Printable(c.words.Sentence("command.held", message.Op("award", int(h.Award)), message.Op("candidate", int(h.Candidate)), message.Op("why", h.Why)))); err != nil {
			return err
		}
	}
	return nil
}
