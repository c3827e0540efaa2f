package main

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
)

type awardCommand struct {
	Suspend   awardSuspendCommand   `cmd:"" help:"Take an award out of force until it is reinstated."`
	Reinstate awardReinstateCommand `cmd:"" help:"Put a suspended award in force again."`
	Revoke    awardRevokeCommand    `cmd:"" help:"Move that an award be taken away; a second person approves: waymark motion approve."`
	Reissue   awardReissueCommand   `cmd:"" help:"Have credentials made again: one, or all that a lost key signed."`
	Show      awardShowCommand      `cmd:"" help:"Show what became of an award, by whom and why, and what counted."`
	Doubted   awardDoubtedCommand   `cmd:"" help:"List awards that what is known no longer gives: they wait for a person to decide."`
	Held      awardHeldCommand      `cmd:"" help:"List awards whose credential could not be made, and why."`
	Repeat    awardRepeatCommand    `cmd:"" help:"Make a decision again from what was known then, and compare."`
}

// onAward names the award that an act is on, from when and why.
type onAward struct {
	onCandidate
	Award  int64       `arg:"" help:"The award's number, as waymark people show gives it."`
	From   record.Date `placeholder:"DAY" help:"The day from which it holds; the business day where none is named."`
	Reason string      `required:"" help:"Why."`
}

func (a *onAward) from(i *installation) record.Date { return cmp.Or(a.From, i.today()) }

type awardSuspendCommand struct{ onAward }

// Help gives the examples of waymark award suspend --help.
func (awardSuspendCommand) Help() string {
	return examples(`waymark award suspend 17 2 --from 2005-06-01 --reason "fee unpaid" --as dan@example.org`)
}

// Run suspends an award.
func (a awardSuspendCommand) Run(c *Command) error {
	return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return i.registrar.Suspend(ctx, by, a.Candidate, a.Award, a.from(i), a.Reason)
	})
}

type awardReinstateCommand struct{ onAward }

// Help gives the examples of waymark award reinstate --help.
func (awardReinstateCommand) Help() string {
	return examples(`waymark award reinstate 17 2 --reason "fee paid" --as dan@example.org`)
}

// Run reinstates an award.
func (a awardReinstateCommand) Run(c *Command) error {
	return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return i.registrar.Reinstate(ctx, by, a.Candidate, a.Award, a.from(i), a.Reason)
	})
}

type awardRevokeCommand struct{ onAward }

// Help gives the examples of waymark award revoke --help.
func (awardRevokeCommand) Help() string {
	return examples(`waymark award revoke 17 2 --reason "the exam was sat by another" --as dan@example.org`)
}

// Run moves a revocation.
func (a awardRevokeCommand) Run(c *Command) error {
	return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		motion, err := i.registrar.MoveRevocation(ctx, by, a.Candidate, a.Award, a.from(i), a.Reason)
		if err != nil {
			return err
		}
		c.told("command.moved", message.Op("motion", int(motion)))
		return nil
	})
}

type awardRepeatCommand struct {
	onCandidate
	Award int64 `arg:"" help:"The award's number."`
}

// Help gives the examples of waymark award repeat --help.
func (awardRepeatCommand) Help() string {
	return "The exit code is 1 where the rules or the report come out otherwise.\n\n" + examples("waymark award repeat 17 2 --as dan@example.org")
}

// Run makes a decision again.
func (a awardRepeatCommand) Run(c *Command) error {
	return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		got, err := i.registrar.Repeat(ctx, by, a.Candidate, a.Award)
		if err != nil {
			return err
		}
		code := "command.repeat.same"
		switch {
		case !got.SameRules:
			code = "command.repeat.rules"
		case !got.SameReport:
			code = "command.repeat.report"
		}
		if err := c.whole("", func(w io.Writer) error {
			_, err := fmt.Fprintln(w, c.words.Sentence(code, message.Op("award", int(a.Award)), message.Op("candidate", int(a.Candidate))))
			return err
		}); err != nil {
			return err
		}
		if !got.SameRules || !got.SameReport {
			return errFindings
		}
		return nil
	})
}
