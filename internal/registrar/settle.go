package registrar

import (
	"context"
	"fmt"
	"slices"

	"waymark/internal/store"
	"waymark/record"
)

func subject(candidate int64) string { return fmt.Sprintf("candidate %d", candidate) }

// settleNow audits a candidate again within the act that changed something, and decides what follows.
func (r *Registrar) settleNow(a *store.Act, candidate int64) error {
	rules, err := r.rulesOn(&a.View, r.options.Today())
	if err != nil {
		return err
	}
	w, err := wholeToSettle(&a.View, candidate)
	if err != nil {
		return err
	}
	return r.settle(a, rules, w)
}

// settle decides what follows from a record by the rules.
func (r *Registrar) settle(a *store.Act, rules *Rules, w *Whole) error {
	found, err := rules.judge(w, r.options.Today())
	if err != nil {
		return err
	}
	return found.write(a, rules, w)
}

// write writes what follows from a record.
func (o *outcome) write(a *store.Act, rules *Rules, w *Whole) error {
	for _, e := range o.events {
		if e.Kind == store.Superseded {
			e.Reason = a.Entry.Reason
		}
		if err := a.AddAwardEvents(e); err != nil {
			return err
		}
		held, err := awardOf(&a.View, e.Candidate, e.Number)
		if err != nil {
			return err
		}
		if err := follow(a, held); err != nil {
			return err
		}
	}
	for _, d := range o.decisions {
		hash, err := a.AddDocument(rulesText(rules, d.programme.ID, w))
		if err != nil {
			return err
		}
		if _, err := a.AddDocument(d.specimen); err != nil {
			return err
		}
		d.award.Rules, d.award.DecidedBy = hash, a.Entry.Actor
		if d.award.Number, err = a.AddAward(d.award, d.basis); err != nil {
			return err
		}
		if err := addEvent(a, &d.award, store.Decided, d.award.Date, ""); err != nil {
			return err
		}
	}
	return nil
}

// rulesText is all that a decision on a person rests on but their evidence: the rules' text and the rulings on them.
func rulesText(rules *Rules, id string, w *Whole) []byte {
	text := slices.Clip(rules.Text(id))
	for _, u := range w.Rulings {
		text = fmt.Appendln(text, rulingLine(u.Ruling))
	}
	return text
}

// nextEvent is an event of an award, one step after the last that was read.
func nextEvent(w *store.Award, kind store.AwardEventKind, day record.Date, reason string) store.AwardEvent {
	return store.AwardEvent{Candidate: w.Candidate, Number: w.Number, Step: int64(len(w.Events)) + 1, Kind: kind, Date: day, Reason: reason}
}

// addEvent adds an event to an award, and does what follows from it.
func addEvent(a *store.Act, w *store.Award, kind store.AwardEventKind, day record.Date, reason string) error {
	e := nextEvent(w, kind, day, reason)
	w.Events = append(slices.Clip(w.Events), e)
	return firstError(a.AddAwardEvents(e), follow(a, w))
}

// bearing lists the programmes that a record may bear on, those that others build on first: what asks for something it has, what
// a ruling speaks of, and what was awarded.
func (s *Rules) bearing(rec *record.Record, awards []store.Award) []string {
	on := make([]bool, len(s.ids))
	for i := range rec.Evidence {
		for _, n := range s.asking[rec.Evidence[i].Ref] {
			on[n] = true
		}
	}
	var ids []string
	for n, id := range s.ids {
		if on[n] || slices.ContainsFunc(rec.Rulings, func(u record.Ruling) bool { return u.Programme == id || u.Kind == record.Substitute }) ||
			slices.ContainsFunc(awards, func(a store.Award) bool { return a.Programme == id }) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Settle audits up to limit candidates that are due again and decides what follows, in one act. It tells how many it audited;
// 0 says that nobody is due.
func (r *Registrar) Settle(ctx context.Context, by Actor, limit int) (int, error) {
	audited := 0
	_, err := r.act(ctx, by, Settle, 0, "", func(a *store.Act) error {
		due, err := a.Due(limit)
		if err != nil || len(due) == 0 {
			return firstError(err, store.ErrNothing)
		}
		audited = len(due)
		if err := r.settleAll(a, due); err != nil {
			return err
		}
		if err := a.Tell(nil, map[string]any{"candidates": audited}); err != nil {
			return err
		}
		return a.ClearDue(due...)
	})
	return audited, err
}

// settleAll judges records on every processor and writes what follows in the order of the candidates. Of records that are merged
// the whole is settled once.
func (r *Registrar) settleAll(a *store.Act, due []int64) error {
	rules, err := r.rulesOn(&a.View, r.options.Today())
	if err != nil {
		return err
	}
	var wholes []*Whole
	roots := map[int64]bool{}
	for _, candidate := range due {
		w, err := wholeToSettle(&a.View, candidate)
		if err != nil {
			return err
		}
		if !roots[w.Candidate.ID] {
			roots[w.Candidate.ID] = true
			wholes = append(wholes, w)
		}
	}
	outcomes, errs := make([]outcome, len(wholes)), make([]error, len(wholes))
	r.each(len(wholes), func(i int) { outcomes[i], errs[i] = rules.judge(wholes[i], r.options.Today()) })
	if err := firstError(errs...); err != nil {
		return err
	}
	for i, w := range wholes {
		if err := outcomes[i].write(a, rules, w); err != nil {
			return err
		}
	}
	return nil
}
