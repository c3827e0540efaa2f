package registrar

import (
	"context"
	"errors"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// Reissue has an award's credential made again, such as after a change of name or the loss of a key: the one given out holds until
// the new one is given out, and then no more. For one that could not be made it tries again.
func (r *Registrar) Reissue(ctx context.Context, by Actor, candidate, award int64, reason string) error {
	if err := needReason(reason); err != nil {
		return err
	}
	_, err := r.act(ctx, by, Reissue, candidate, reason, func(a *store.Act) error {
		held, err := awardOf(&a.View, candidate, award)
		if err != nil {
			return err
		}
		day := r.options.Today()
		if status := StatusOn(held, day); status != InForce {
			return fault.New(fault.Conflict, "fault.award-is", message.Op("award", awardName(held)), message.Op("status", status.String()))
		}
		if err := a.Tell(map[string]any{"award": award, "stage": Stage(held).String()}, map[string]any{"award": award, "event": store.Reissued.String()}); err != nil {
			return err
		}
		return addEvent(a, held, store.Reissued, day, reason)
	})
	return err
}

// ToIssue tells how many credentials wait for each step; 0 counts those that could not be made.
func (r *Registrar) ToIssue(ctx context.Context, by Actor) (map[store.AwardEventKind]int64, error) {
	var out map[store.AwardEventKind]int64
	err := r.view(ctx, by, ReadIssuing, 0, func(v *store.View) (err error) {
		out, err = v.CountToIssue()
		return err
	})
	return out, err
}

// Held lists up to limit awards after the given one whose credentials could not be made, and why.
func (r *Registrar) Held(ctx context.Context, by Actor, after store.ToIssue, limit int) ([]store.ToIssue, error) {
	var out []store.ToIssue
	err := r.view(ctx, by, ReadIssuing, 0, func(v *store.View) (err error) {
		out, err = v.ToIssue(0, after, limit)
		return err
	})
	return out, err
}

// tryHeldAgain lets what could not be made be tried again: rules, names and days have changed.
func tryHeldAgain(c *store.Change) error {
	const atOnce = 1000
	for after := (store.ToIssue{}); ; {
		held, err := c.ToIssue(0, after, atOnce)
		if err != nil || len(held) == 0 {
			return err
		}
		for _, t := range held {
			w, err := awardOf(&c.View, t.Candidate, t.Number)
			if err != nil {
				return err
			}
			if t.Next = nextStep(w); t.Next == 0 {
				err = c.UnmarkToIssue(t)
			} else {
				t.Why = ""
				err = c.MarkToIssue(t)
			}
			if err != nil {
				return err
			}
			after = t
		}
	}
}

// sentence is why something was not done, in words that may be shown.
func sentence(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Sentence(message.English())
	}
	return ""
}
