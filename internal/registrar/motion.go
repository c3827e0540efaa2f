package registrar

import (
	"context"
	"encoding/json"
	"fmt"

	"waymark/diag"
	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/programme/compile"
	"waymark/record"
)

// The kinds of motion.
const (
	motionRevoke = "revoke"
	motionRule   = "rule"
)

// MoveRevocation moves that an award be taken away from a day on. It is done when a second person approves. It gives the
// motion's number.
func (r *Registrar) MoveRevocation(ctx context.Context, by Actor, candidate, award int64, day record.Date, reason string) (int64, error) {
	if err := firstError(needReason(reason), r.notLater(day)); err != nil {
		return 0, err
	}
	return r.move(ctx, by, MoveRevocation, store.Motion{Kind: motionRevoke, Candidate: candidate, Award: award, Reason: reason}, day, func(v *store.View) error {
		held, err := awardOf(v, candidate, award)
		if err != nil {
			return err
		}
		return refuseRevoked(held, r.options.Today())
	})
}

func refuseRevoked(a *store.Award, today record.Date) error {
	switch s := StatusOn(a, today); s {
	case Revoked, Withdrawn, Superseded:
		return fault.New(fault.Conflict, "fault.award-is", message.Op("award", awardName(a)), message.Op("status", s.String()))
	default:
		return nil
	}
}

// MoveRuling moves a ruling on a candidate, or with candidate 0 on everyone. It is in force when a second person approves. Its
// author is the actor. It gives the motion's number.
func (r *Registrar) MoveRuling(ctx context.Context, by Actor, candidate int64, ruling record.Ruling) (int64, error) {
	if err := needReason(ruling.Reason); err != nil {
		return 0, err
	}
	if ruling.From == 0 || ruling.Until != 0 && ruling.Until < ruling.From {
		return 0, fault.New(fault.Invalid, "fault.ruling-dates")
	}
	ruling.Author, ruling.Pos = by.Name, diag.Pos{}
	m := store.Motion{Kind: motionRule, Candidate: candidate, Reason: ruling.Reason}
	return r.move(ctx, by, MoveRuling, m, ruling, func(v *store.View) error {
		rules, err := r.rulesOn(v, r.options.Today())
		if err != nil {
			return err
		}
		if found := compile.Rulings([]record.Ruling{ruling}, rules.Set); len(found) > 0 {
			return fault.New(fault.Invalid, "fault.ruling", message.Op("sentence", found[0].Sentence(message.English())))
		}
		return nil
	})
}

func (r *Registrar) move(ctx context.Context, by Actor, do Act, m store.Motion, body any, check func(*store.View) error) (int64, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	m.Body, m.Author = string(data), by.Account
	var id int64
	_, err = r.actGiving(ctx, by, do, m.Candidate, m.Reason, &id, func(a *store.Act) error {
		if err := check(&a.View); err != nil {
			return err
		}
		if id, err = a.AddMotion(m); err != nil {
			return err
		}
		return a.Tell(nil, map[string]any{"motion": id, "kind": m.Kind, "award": m.Award, "body": json.RawMessage(data)})
	})
	return id, err
}

// Motions lists what waits for a second person.
func (r *Registrar) Motions(ctx context.Context, by Actor, after int64, limit int) ([]store.Motion, error) {
	var out []store.Motion
	err := r.view(ctx, by, ReadMotions, 0, func(v *store.View) (err error) {
		out, err = v.OpenMotions(after, limit)
		return err
	})
	return out, err
}

// Second approves or refuses what another person moved; what is approved is done at once.
func (r *Registrar) Second(ctx context.Context, by Actor, motion int64, approve bool, remark string) error {
	var m store.Motion
	if err := r.view(ctx, by, Second, 0, func(v *store.View) (err error) {
		var known bool
		if m, known, err = v.Motion(motion); err == nil && !known {
			err = fault.New(fault.NotFound, "fault.no-motion", message.Op("motion", int(motion)))
		}
		return err
	}); err != nil {
		return err
	}
	_, err := r.act(ctx, by, Second, m.Candidate, remark, func(a *store.Act) error {
		if err := refuseAuthor(&a.View, m, by); err != nil {
			return err
		}
		if now, _, err := a.Motion(motion); err != nil || now.Outcome != "" {
			return firstError(err, fault.New(fault.Conflict, "fault.motion-closed", message.Op("motion", int(motion)), message.Op("outcome", now.Outcome)))
		}
		outcome := "refused"
		if approve {
			outcome = "approved"
		}
		if err := a.CloseMotion(motion, outcome, remark, by.Account); err != nil {
			return err
		}
		if err := a.Tell(nil, map[string]any{"motion": motion, "outcome": outcome}); err != nil || !approve {
			return err
		}
		return r.carryOut(a, by, m)
	})
	return err
}

// refuseAuthor refuses a motion's author as its second person, by whichever account they come.
func refuseAuthor(v *store.View, m store.Motion, by Actor) error {
	author, err := selfOf(v, m.Author)
	if err != nil {
		return err
	}
	second, err := selfOf(v, by.Account)
	if err == nil && second.is(author) {
		err = fault.New(fault.Forbidden, "fault.second-self")
	}
	return err
}

func (r *Registrar) carryOut(a *store.Act, by Actor, m store.Motion) error {
	switch m.Kind {
	case motionRevoke:
		return r.revoke(a, m)
	case motionRule:
		return r.rule(a, by, m)
	default:
		return fmt.Errorf("motion %d is of the unknown kind %q", m.ID, m.Kind)
	}
}

func (r *Registrar) revoke(a *store.Act, m store.Motion) error {
	var day record.Date
	if err := json.Unmarshal([]byte(m.Body), &day); err != nil {
		return err
	}
	held, err := awardOf(&a.View, m.Candidate, m.Award)
	if err != nil {
		return err
	}
	if err := firstError(refuseRevoked(held, r.options.Today()), addEvent(a, held, store.Revoked, day, m.Reason)); err != nil {
		return err
	}
	return r.settleNow(a, m.Candidate)
}

func (r *Registrar) rule(a *store.Act, by Actor, m store.Motion) error {
	var ruling record.Ruling
	if err := json.Unmarshal([]byte(m.Body), &ruling); err != nil {
		return err
	}
	if _, err := a.AddRuling(store.Ruling{Candidate: m.Candidate, Ruling: ruling, SecondedBy: by.Name, Motion: m.ID}); err != nil {
		return err
	}
	if m.Candidate == 0 {
		return a.MarkAllDue()
	}
	return r.settleNow(a, m.Candidate)
}
