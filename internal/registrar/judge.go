package registrar

import (
	"bytes"
	"encoding/json"
	"slices"

	"waymark/audit"
	"waymark/internal/store"
	"waymark/programme"
	"waymark/record"
	"waymark/report"
)

// outcome is what follows from a record: awards to decide, and what happens to those that there are: they come into doubt or out of
// it, or another takes their place.
type outcome struct {
	decisions []decision
	events    []store.AwardEvent
	// replacing are the programmes of which an award made room for another.
	replacing []string
}

type decision struct {
	programme *programme.Programme
	award     store.Award
	basis     store.Basis
	// specimen is the text that the basis' report is packed against.
	specimen []byte
}

// judge finds what follows from a record by the rules, on verified evidence only. It writes nothing, so that many records can be
// judged at once. Programmes come after those that they build on: what one pass finds is the fixed point, unless an award came
// into doubt, which changes what the record says. Awards are decided last, on a record that nothing changes any more: so a decision can be
// repeated, whatever else happened in the same act.
func (s *Rules) judge(w *Whole, day record.Date) (outcome, error) {
	var out outcome
	w = &Whole{Candidate: w.Candidate, Facts: w.Facts, Awards: slices.Clone(w.Awards), Rulings: w.Rulings, bases: w.bases}
	var rec *record.Record
	var earned []string
	for changed := true; changed; {
		changed, earned, rec = false, nil, w.Audited(day)
		for _, id := range s.bearing(rec, w.Awards) {
			moved, earns, err := s.judgeProgramme(&out, w, rec, id, day)
			if err != nil {
				return out, err
			}
			if moved {
				rec, changed = w.Audited(day), true
			}
			if earns {
				earned = append(earned, id)
			}
		}
	}
	for _, id := range earned {
		found, err := s.auditor.Run(id, rec, day, audit.Options{VerifiedOnly: true})
		if err != nil {
			return out, err
		}
		if alreadyHad(w.Awards, id, found.MetOn) && !slices.Contains(out.replacing, id) {
			continue
		}
		if err := out.decide(s, w, rec, found); err != nil {
			return out, err
		}
	}
	return out, nil
}

// judgeProgramme compares what a record gives in one programme with what was awarded, and tells whether that changed what the record
// says (an award came into doubt or out of it, or makes room for another), and whether the record earns an award that it has not.
func (s *Rules) judgeProgramme(out *outcome, w *Whole, rec *record.Record, id string, day record.Date) (moved, earns bool, err error) {
	standing, err := s.auditor.Standing(id, rec, day, audit.Options{VerifiedOnly: true})
	if err != nil {
		return false, false, err
	}
	met := standing.Verdict == audit.Met
	held, again := standingAward(w.Awards, id, day)
	if old := w.outdated(id, day); met && len(old) > 0 {
		if done, err := s.supersede(out, w, old, day); err != nil || done {
			return done, false, err
		}
	}
	if held != nil {
		return out.doubt(held, met, day), false, nil
	}
	return false, met && (again || slices.Contains(out.replacing, id)), nil
}

// standingAward gives the award of the programme that stands on the day, or nil; again tells that another may be decided: one
// that was revoked is never given again by a machine.
func standingAward(awards []store.Award, id string, day record.Date) (held *store.Award, again bool) {
	again = true
	for i := range awards {
		a := &awards[i]
		if a.Programme != id {
			continue
		}
		switch StatusOn(a, day) {
		case InForce, Suspended, NotYet:
			held = a
		case Revoked:
			again = false
		case Lapsed, Withdrawn, Superseded:
		}
	}
	return held, again
}

// alreadyHad tells whether an award of the programme that has lapsed was for the same or a later day.
func alreadyHad(awards []store.Award, id string, metOn record.Date) bool {
	return slices.ContainsFunc(awards, func(a store.Award) bool {
		return a.Programme == id && a.Date >= metOn && !replaced(&a)
	})
}

// doubt notes on an award that its record no longer gives it, or gives it again. A machine takes no award away.
func (o *outcome) doubt(held *store.Award, met bool, day record.Date) bool {
	if met != unsupported(held) {
		return false
	}
	kind := store.Unsupported
	if met {
		kind = store.Supported
	}
	e := nextEvent(held, kind, day, "")
	held.Events = append(slices.Clip(held.Events), e)
	o.events = append(o.events, e)
	return true
}

// decide adds an award with all it rests on but the rules' text: the evidence, the report. It rests on what gave it on its day; of
// what came later some may fill the same places, and to lose that is no reason to doubt the award.
func (o *outcome) decide(s *Rules, w *Whole, rec *record.Record, found *audit.Report) error {
	then, err := s.auditor.Run(found.Programme.ID, rec, found.MetOn, audit.Options{VerifiedOnly: true})
	if err != nil {
		return err
	}
	p, err := s.packing(found.Programme.ID, found.AsOf)
	if err != nil {
		return err
	}
	basis, err := basisOf(s, w, rec, then, p)
	if err != nil {
		return err
	}
	award := store.Award{
		Candidate: w.Candidate.ID, Programme: found.Programme.ID, Credential: found.Programme.Awards.Credential, Version: found.MetUnder.Name,
		Date: found.MetOn, Until: found.TermEnds, DecidedOn: found.AsOf,
	}
	o.decisions = append(o.decisions, decision{found.Programme, award, basis, p.specimen})
	award.Events = []store.AwardEvent{{Kind: store.Decided, Date: found.MetOn}}
	w.Awards = append(w.Awards, award)
	return nil
}

// basisOf is what an award rests on: the pieces that count, and the whole report, packed.
func basisOf(rules *Rules, w *Whole, rec *record.Record, found *audit.Report, p *packer) (store.Basis, error) {
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
	text, err := reportText(rules, found)
	if err != nil {
		return store.Basis{}, err
	}
	return store.Basis{Evidence: string(evidence), Report: p.pack(text)}, nil
}

// reportText is an audit's report as it is kept.
func reportText(rules *Rules, found *audit.Report) ([]byte, error) {
	var b bytes.Buffer
	err := report.JSON(&b, rules.Set, found, report.Options{Compact: true})
	return b.Bytes(), err
}
