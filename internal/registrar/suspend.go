package registrar

import (
	"context"
	"fmt"
	"slices"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// Suspend takes an award out of force from a day on, until it is reinstated.
func (r *Registrar) Suspend(ctx context.Context, by Actor, candidate, award int64, day record.Date, reason string) error {
	return r.change(ctx, by, Suspend, candidate, award, store.Suspended, day, reason, InForce)
}

// Reinstate puts a suspended award in force again from a day on.
func (r *Registrar) Reinstate(ctx context.Context, by Actor, candidate, award int64, day record.Date, reason string) error {
	return r.change(ctx, by, Reinstate, candidate, award, store.Reinstated, day, reason, Suspended)
}

// change adds an event to an award that has one of the statuses.
func (r *Registrar) change(ctx context.Context, by Actor, do Act, candidate, award int64, kind store.AwardEventKind, day record.Date, reason string, from ...Status) error {
	if err := firstError(needReason(reason), r.notLater(day)); err != nil {
		return err
	}
	_, err := r.act(ctx, by, do, candidate, reason, func(a *store.Act) error {
		held, err := awardOf(&a.View, candidate, award)
		if err != nil {
			return err
		}
		status := StatusOn(held, r.options.Today())
		if !slices.Contains(from, status) {
			return fault.New(fault.Conflict, "fault.award-is", message.Op("award", awardName(held)), message.Op("status", status.String()))
		}
		if last := held.Events[len(held.Events)-1]; day < last.Date {
			return fault.New(fault.Invalid, "fault.before-last", message.Op("date", day), message.Op("last", last.Date))
		}
		if err := a.Tell(map[string]any{"award": award, "status": status.String()}, map[string]any{"award": award, "event": kind.String(), "from": day}); err != nil {
			return err
		}
		if err := addEvent(a, held, kind, day, reason); err != nil {
			return err
		}
		return r.settleNow(a, candidate)
	})
	return err
}

func (r *Registrar) notLater(day record.Date) error {
	if today := r.options.Today(); day == 0 || day > today {
		return fault.New(fault.Invalid, "fault.day-to-come", message.Op("date", day), message.Op("today", today))
	}
	return nil
}

func awardOf(v *store.View, candidate, number int64) (*store.Award, error) {
	awards, err := v.Awards(candidate)
	if err != nil {
		return nil, err
	}
	for i := range awards {
		if awards[i].Number == number {
			return &awards[i], nil
		}
	}
	return nil, fault.New(fault.NotFound, "fault.no-award", message.Op("candidate", int(candidate)), message.Op("award", int(number)))
}

func awardName(a *store.Award) string {
	return fmt.Sprintf("%d of candidate %d", a.Number, a.Candidate)
}
