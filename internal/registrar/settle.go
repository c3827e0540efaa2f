package registrar

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"waymark/audit"
	"waymark/internal/store"
	"waymark/record"
	"waymark/report"
)

func subject(candidate int64) string { return fmt.Sprintf("candidate %d", candidate) }

// settleNow audits a candidate again within the act that changed something, and decides what follows.
func (r *Registrar) settleNow(a *store.Act, candidate int64) error {
	rules, err := r.rulesOn(&a.View, r.options.Today())
	if err != nil {
		return err
	}
	w, err := wholeOf(&a.View, candidate)
	if err != nil {
		return err
	}
	return r.settle(a, rules, w)
}

// settle decides what follows from a record by the rules, on verified evidence only, to the fixed point: an award may itself
// be what the next one asks for.
func (r *Registrar) settle(a *store.Act, rules *Rules, w *Whole) error {
	day := r.options.Today()
	for {
		rec := w.Audited(day)
		decided := false
		for _, id := range rules.bearing(rec, w) {
			more, err := r.settleProgramme(a, rules, w, rec, id, day)
			if err != nil {
				return err
			}
			decided = decided || more
		}
		if !decided {
			return nil
		}
	}
}

// bearing lists the programmes that a record may bear on: those that ask for something it has, that a ruling waives something
// of, or that it was awarded.
func (s *Rules) bearing(rec *record.Record, w *Whole) []string {
	on := make([]bool, len(s.ids))
	for i := range rec.Evidence {
		for _, n := range s.asking[rec.Evidence[i].Ref] {
			on[n] = true
		}
	}
	var ids []string
	for n, id := range s.ids {
		if on[n] || slices.ContainsFunc(rec.Rulings, func(u record.Ruling) bool { return u.Programme == id || u.Kind == record.Substitute }) ||
			w != nil && slices.ContainsFunc(w.Awards, func(a store.Award) bool { return a.Programme == id }) {
			ids = append(ids, id)
		}
	}
	return ids
}

// settleProgramme compares what a record gives in one programme with what was awarded, and tells whether an award was decided.
func (r *Registrar) settleProgramme(a *store.Act, rules *Rules, w *Whole, rec *record.Record, id string, day record.Date) (bool, error) {
	standing, err := rules.auditor.Standing(id, rec, day, audit.Options{VerifiedOnly: true})
	if err != nil {
		return false, err
	}
	met := standing.Verdict == audit.Met
	held, again := standingAward(w, id, day)
	if held != nil {
		return false, support(a, held, met, day)
	}
	if !met || !again {
		return false, nil
	}
	found, err := rules.auditor.Run(id, rec, day, audit.Options{VerifiedOnly: true})
	if err != nil || alreadyHad(w, id, found.MetOn) {
		return false, err
	}
	award, err := r.decide(a, rules, w, rec, found)
	if err != nil {
		return false, err
	}
	w.Awards = append(w.Awards, award)
	return true, nil
}

// standingAward gives the award of the programme that stands on the day, or nil; again tells that another may be decided: one
// that was revoked is never given again by a machine.
func standingAward(w *Whole, id string, day record.Date) (held *store.Award, again bool) {
	again = true
	for i := range w.Awards {
		a := &w.Awards[i]
		if a.Programme != id {
			continue
		}
		switch StatusOn(a, day) {
		case InForce, Suspended, NotYet:
			held = a
		case Revoked:
			again = false
		case Lapsed, Withdrawn:
		}
	}
	return held, again
}

// alreadyHad tells whether an award of the programme that has lapsed was for the same or a later day.
func alreadyHad(w *Whole, id string, metOn record.Date) bool {
	return slices.ContainsFunc(w.Awards, func(a store.Award) bool {
		return a.Programme == id && a.Date >= metOn && a.Events[len(a.Events)-1].Kind != store.Withdrawn
	})
}

// support notes on an award that its record no longer gives it, or gives it again. A machine takes no award away.
func support(a *store.Act, held *store.Award, met bool, day record.Date) error {
	if met != unsupported(held) {
		return nil
	}
	kind := store.Unsupported
	if met {
		kind = store.Supported
	}
	return addEvent(a, held, kind, day, "")
}

// addEvent adds an event to an award, one step after the last that was read.
func addEvent(a *store.Act, w *store.Award, kind store.AwardEventKind, day record.Date, reason string) error {
	e := store.AwardEvent{Candidate: w.Candidate, Number: w.Number, Step: int64(len(w.Events)) + 1, Kind: kind, Date: day, Reason: reason, Entry: a.Entry.Seq}
	w.Events = append(slices.Clip(w.Events), e)
	return a.AddAwardEvent(e)
}

// decide writes an award with all it rests on: the rules' text, the evidence, the report.
func (r *Registrar) decide(a *store.Act, rules *Rules, w *Whole, rec *record.Record, found *audit.Report) (store.Award, error) {
	text := rules.Text(found.Programme.ID)
	for _, u := range rec.Rulings {
		text = fmt.Appendln(slices.Clip(text), rulingLine(u))
	}
	hash, err := a.AddDocument(text)
	if err != nil {
		return store.Award{}, err
	}
	award := store.Award{
		Candidate: w.Candidate.ID, Programme: found.Programme.ID, Credential: found.Programme.Awards.Credential, Version: found.MetUnder.Name,
		Date: found.MetOn, Until: found.TermEnds, Rules: hash, DecidedOn: found.AsOf, DecidedBy: a.Entry.Actor, Entry: a.Entry.Seq,
	}
	basis, err := basisOf(rules, w, rec, found)
	if err != nil {
		return store.Award{}, err
	}
	if award.Number, err = a.AddAward(award, basis); err != nil {
		return store.Award{}, err
	}
	return award, addEvent(a, &award, store.Decided, found.MetOn, "")
}

// basisOf is what an award rests on: the pieces that count, and the whole report, compressed.
func basisOf(rules *Rules, w *Whole, rec *record.Record, found *audit.Report) (store.Basis, error) {
	counts := map[*record.Evidence]bool{}
	for _, p := range found.Evidence {
		counts[p.Entry] = len(p.CountsAt) > 0
	}
	var counted []piece
	for i, f := range store.Current(w.Facts) {
		if counts[&rec.Evidence[i]] {
			counted = append(counted, told(f)...)
		}
	}
	evidence, err := json.Marshal(counted)
	if err != nil {
		return store.Basis{}, err
	}
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return store.Basis{}, err
	}
	if err := firstError(report.JSON(z, rules.Set, found, report.Options{Compact: true}), z.Close()); err != nil {
		return store.Basis{}, err
	}
	return store.Basis{Evidence: string(evidence), Report: b.Bytes()}, nil
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
		rules, err := r.rulesOn(&a.View, r.options.Today())
		if err != nil {
			return err
		}
		for _, candidate := range due {
			w, err := wholeOf(&a.View, candidate)
			if err != nil {
				return err
			}
			if err := r.settle(a, rules, w); err != nil {
				return err
			}
		}
		if err := a.Tell(nil, map[string]any{"candidates": audited}); err != nil {
			return err
		}
		return a.ClearDue(due...)
	})
	return audited, err
}

// gives tells whether a record gives the award, on the same day as it was awarded for.
func (s *Rules) gives(held *store.Award, rec *record.Record, day record.Date) (bool, error) {
	found, err := s.auditor.Run(held.Programme, rec, day, audit.Options{VerifiedOnly: true})
	return err == nil && found.Verdict == audit.Met && found.MetOn == held.Date, err
}
