package registrar

import (
	"maps"
	"slices"

	"waymark/audit"
	"waymark/internal/store"
	"waymark/record"
)

// An award stands as it was decided while the evidence stands on which it was decided: what comes in later, however old, moves no
// day of it. When a piece that counted says something else, another decision takes its place, on what is known now.

// awardKey tells an award from every other.
type awardKey struct{ candidate, number int64 }

// wholeToSettle is [wholeOf] with what awards were decided on, where a piece has changed since one was.
func wholeToSettle(v *store.View, candidate int64) (*Whole, error) {
	w, err := wholeOf(v, candidate)
	if err != nil {
		return nil, err
	}
	changed := int64(0)
	for i := range w.Facts {
		if w.Facts[i].Step > 1 {
			changed = max(changed, w.Facts[i].Entry)
		}
	}
	if !slices.ContainsFunc(w.Awards, func(a store.Award) bool { return a.Entry < changed }) {
		return w, nil
	}
	return w, w.readBases(v)
}

// readBases reads what every award was decided on.
func (w *Whole) readBases(v *store.View) error {
	w.bases = map[awardKey][]piece{}
	for i := range w.Awards {
		a := &w.Awards[i]
		kept, _, err := v.Basis(a.Candidate, a.Number)
		if err != nil {
			return err
		}
		if w.bases[awardKey{a.Candidate, a.Number}], err = piecesOf(kept.Evidence); err != nil {
			return err
		}
	}
	return nil
}

// outdated lists the awards of the programme, in force on the day, that were decided on a piece which says something else now, or
// which the record has no more. Of one that is suspended this is asked when it is reinstated.
func (w *Whole) outdated(id string, day record.Date) []*store.Award {
	var old []*store.Award
	for i := range w.Awards {
		a := &w.Awards[i]
		basis, known := w.bases[awardKey{a.Candidate, a.Number}]
		if known && a.Programme == id && StatusOn(a, day) == InForce && !w.has(basis) {
			old = append(old, a)
		}
	}
	return old
}

// has tells whether every piece still says what it said.
func (w *Whole) has(basis []piece) bool {
	now := map[int64]piece{}
	for _, p := range told(store.Current(w.Facts)...) {
		now[p.Piece] = p
	}
	return !slices.ContainsFunc(basis, func(then piece) bool {
		is, there := now[then.Piece]
		return !there || is.State != record.Verified.String() || !then.says(is)
	})
}

// says tells whether two steps of a piece say the same of what was had. Notes and who verified it are not of that.
func (p piece) says(q piece) bool {
	return p.Item == q.Item && p.Date == q.Date && p.Until == q.Until && p.Revoked == q.Revoked && p.Score == q.Score &&
		p.Version == q.Version && p.Amount == q.Amount && p.Unit == q.Unit && maps.Equal(p.Attributes, q.Attributes)
}

// supersede makes room for another decision in the place of awards that are outdated, where the record earns it without them, and tells
// whether it did. Of merged records another may stand already: then it takes their place.
func (s *Rules) supersede(out *outcome, w *Whole, old []*store.Award, day record.Date) (bool, error) {
	var events []store.AwardEvent
	for _, held := range old {
		e := nextEvent(held, store.Superseded, day, "")
		held.Events = append(slices.Clip(held.Events), e)
		events = append(events, e)
	}
	standing, err := s.auditor.Standing(old[0].Programme, w.Audited(day), day, audit.Options{VerifiedOnly: true})
	if err != nil {
		return false, err
	}
	if standing.Verdict != audit.Met { // it was met by what they gave themselves
		for _, held := range old {
			held.Events = held.Events[:len(held.Events)-1]
		}
		return false, nil
	}
	out.events, out.replacing = append(out.events, events...), append(out.replacing, old[0].Programme)
	return true, nil
}

// replaced tells whether the award is none any more: another took its place, or it was no person's.
func replaced(a *store.Award) bool {
	out := false
	for _, e := range a.Events {
		switch e.Kind {
		case store.Withdrawn:
			return true
		case store.Superseded:
			out = true
		case store.Reinstated:
			out = false
		default:
		}
	}
	return out
}

// bringBack puts an award in force again that was superseded by one which is withdrawn, or lies in a record that is another's: the claim
// that the two are of one person is undone.
func (r *Registrar) bringBack(a *store.Act, w *Whole) error {
	today := r.options.Today()
	for i := range slices.Backward(w.Awards) { // of several the last stood last
		held := &w.Awards[i]
		last := held.Events[len(held.Events)-1]
		if !replaced(held) || StatusOn(held, today) == Withdrawn || successor(w.Awards, held) != nil {
			continue
		}
		if other, _ := standingAward(w.Awards, held.Programme, today); other != nil { // decided since, and given by this record alone
			continue
		}
		if err := addEvent(a, held, store.Reinstated, max(today, last.Date), a.Entry.Reason); err != nil {
			return err
		}
	}
	return nil
}

// successor finds the award that took the place of another: that of the same entry, else one that stood already. It is nil where none
// did, or where it is withdrawn.
func successor(awards []store.Award, of *store.Award) *store.Award {
	var last store.AwardEvent
	for _, e := range of.Events {
		if e.Kind == store.Superseded {
			last = e
		}
	}
	var found *store.Award
	for i := range awards {
		a := &awards[i]
		switch {
		case a.Programme != of.Programme, a.Candidate == of.Candidate && a.Number == of.Number, StatusOn(a, record.MaxDate) == Withdrawn:
		case a.Entry == last.Entry:
			return a
		case a.Entry < last.Entry && StatusOn(a, last.Date) == InForce:
			found = a
		}
	}
	return found
}

// inPlaceOf gives the award that stands in the place of one that was superseded, else the award itself.
func inPlaceOf(v *store.View, a *store.Award) (*store.Award, error) {
	if !replaced(a) {
		return a, nil
	}
	w, err := wholeOf(v, a.Candidate)
	if err != nil {
		return nil, err
	}
	for next := a; next != nil && replaced(next); {
		if next = successor(w.Awards, next); next != nil {
			a = next
		}
	}
	return a, nil
}
