package registrar

import (
	"context"
	"slices"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// The way of an award from its decision to a credential given out is one step after another; docs/award-cycle.md says what
// survives between them. The steps after the first are taken where credentials are issued.
var issuing = []store.AwardEventKind{store.Decided, store.Prepared, store.Signed, store.Committed}

// Stage is how far the award's credential is on its way.
func Stage(a *store.Award) store.AwardEventKind {
	stage := store.AwardEventKind(0)
	for _, e := range a.Events {
		if slices.Contains(issuing, e.Kind) {
			stage = e.Kind
		}
	}
	return stage
}

// Advance takes the next step on an award's way; it refuses one that is not the next, and every step of an award that is not in
// force. Of two that take the same step at once the second fails.
func (r *Registrar) Advance(ctx context.Context, by Actor, candidate, award int64, to store.AwardEventKind) error {
	_, err := r.act(ctx, by, Settle, candidate, "", func(a *store.Act) error {
		held, err := awardOf(&a.View, candidate, award)
		if err != nil {
			return err
		}
		day := r.options.Today()
		if status := StatusOn(held, day); status != InForce {
			return fault.New(fault.Conflict, "fault.award-is", message.Op("award", awardName(held)), message.Op("status", status.String()))
		}
		from := Stage(held)
		if at := slices.Index(issuing, to); at < 1 || issuing[at-1] != from {
			return fault.New(fault.Conflict, "fault.not-next", message.Op("award", awardName(held)), message.Op("from", from.String()), message.Op("to", to.String()))
		}
		if err := a.Tell(map[string]any{"award": award, "stage": from.String()}, map[string]any{"award": award, "stage": to.String()}); err != nil {
			return err
		}
		return addEvent(a, held, to, day, "")
	})
	return err
}
