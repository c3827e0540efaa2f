// Package demo fills a fresh installation with people who could have been: a certification body's staff, candidates on every track of
// the years around 2000 with their results as a test centre sends them, and the cases that a body meets.
//
// Call [Fill]. Everything is done by acts of the registrar: results come in as feeds, awards follow from audits. The same number of
// candidates always gives the same people. A fill that was broken off goes on where it was.
//
// Nobody in it is real: their addresses are in the domain example.org, which nobody has.
package demo

import (
	"context"
	"fmt"
	"strconv"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/record"
)

// Today is the business day of the demonstration.
const Today = "2005-06-01"

// Options are what a demonstration is made of.
type Options struct {
	// Candidates is how many people there are.
	Candidates int
	// Texts are the programmes and facts by the names of their files.
	Texts map[string][]byte
	// Progress, where it is given, hears how much of a step is done; each step begins with nothing done.
	Progress func(step Step, done, of int64)
}

// Step is a part of the filling.
type Step uint8

// The steps, in order.
const (
	Results Step = iota + 1 // results come in
	Awards                  // records are audited, awards decided
)

// String is the step's word.
func (s Step) String() string {
	if s == Results {
		return "results"
	}
	return "awards"
}

// Account is somebody of the demonstration who can sign in.
type Account struct{ Role, Name, Email string }

// Accounts are who can sign in, one a role.
var Accounts = []Account{
	{"candidate", "Ana Roy", "ana.roy@example.org"},
	{"consultant", "Carl Coulter", "carl.coulter@example.org"},
	{"employer", "Esther Okafor", "esther.okafor@example.org"},
	{"manager", "Mia Lindqvist", "mia.lindqvist@example.org"},
	{"decision-maker", "Dan Decker", "dan.decker@example.org"},
	{"administrator", "Ada Admin", "ada.admin@example.org"},
}

// An installation remembers that it is a demonstration, of how many candidates, and whether it is filled.
const (
	settingSize   = "demonstration"
	settingFilled = "demonstration filled"
)

// State is what an installation is to a demonstration.
type State struct {
	// Candidates is how many people it has or is to have; 0 says that it is no demonstration.
	Candidates int
	Filled     bool
}

// StateOf tells whether an installation is a demonstration.
func StateOf(ctx context.Context, s *store.Store) (State, error) {
	var state State
	err := s.View(ctx, func(v *store.View) error {
		size, err := v.Setting(settingSize)
		if err != nil || size == "" {
			return err
		}
		filled, err := v.Setting(settingFilled)
		state.Filled = filled != ""
		if err == nil {
			state.Candidates, err = strconv.Atoi(size)
		}
		return err
	})
	return state, err
}

// Fill fills an installation that is empty, or goes on filling one that it began; one that is filled is left as it is. An
// installation that is no demonstration is refused.
func Fill(ctx context.Context, s *store.Store, r *registrar.Registrar, o Options) error {
	if o.Progress == nil {
		o.Progress = func(Step, int64, int64) {}
	}
	state, err := begin(ctx, s, o.Candidates)
	if err != nil || state.Filled {
		return err
	}
	o.Candidates = state.Candidates
	admin := Accounts[len(Accounts)-1]
	if _, err := r.Install(ctx, admin.Email, admin.Name, o.Texts); err != nil {
		return err
	}
	rules, err := r.Rules(ctx, r.Today())
	if err != nil {
		return err
	}
	b := &body{Registrar: r, store: s, options: o, set: rules.Set}
	for _, step := range []func(context.Context) error{b.staff, b.results, b.settle, b.story, b.settle} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return s.Change(ctx, func(c *store.Change) error { return c.Set(settingFilled, "yes") })
}

// begin notes that the installation is a demonstration before anything else is in it, and gives what it is.
func begin(ctx context.Context, s *store.Store, candidates int) (State, error) {
	state, err := StateOf(ctx, s)
	if err != nil || state.Candidates > 0 {
		return state, err
	}
	return State{Candidates: candidates}, s.Change(ctx, func(c *store.Change) error {
		if seq, _, err := c.Head(); err != nil || seq != 0 {
			return firstError(err, fault.New(fault.Conflict, "fault.not-demonstration"))
		}
		return c.Set(settingSize, strconv.Itoa(candidates))
	})
}

// settle audits everyone who is due.
func (b *body) settle(ctx context.Context) error {
	const atOnce = 2000
	var waiting store.Waiting
	if err := b.store.View(ctx, func(v *store.View) (err error) {
		waiting, err = v.Waiting()
		return err
	}); err != nil {
		return err
	}
	of := waiting.Due
	if of == 0 {
		return nil
	}
	b.options.Progress(Awards, 0, of)
	for done := int64(0); ; {
		n, err := b.Settle(ctx, registrar.Worker, atOnce)
		if err != nil || n == 0 {
			return err
		}
		done += int64(n)
		b.options.Progress(Awards, min(done, of), of)
	}
}

// day reads a day that is written in this package.
func day(text string) record.Date {
	d, err := record.ParseDate(text)
	if err != nil {
		panic(err) // it is a constant
	}
	return d
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// number is how the body's own test centre numbers a candidate.
func number(i int) string { return fmt.Sprintf("MC%07d", 1000001+i) }
