package registrar

import (
	"slices"

	"waymark/credential/status"
	"waymark/internal/store"
)

// The way of an award from its decision to a credential given out is one step after another; docs/award-cycle.md says what
// survives between them.
var issuing = []store.AwardEventKind{store.Decided, store.Prepared, store.Signed, store.Committed}

// Stage is how far the award's credential is on its way. One that is to be made again begins anew.
func Stage(a *store.Award) store.AwardEventKind {
	stage := store.AwardEventKind(0)
	for _, e := range a.Events {
		switch {
		case e.Kind == store.Reissued:
			stage = store.Decided
		case slices.Contains(issuing, e.Kind):
			stage = e.Kind
		}
	}
	return stage
}

// nextStep is the next step of the award's credential, or 0 where there is none: it is given out, or the award is not in force, or
// in doubt.
func nextStep(a *store.Award) store.AwardEventKind {
	at := slices.Index(issuing, Stage(a))
	if at < 0 || at == len(issuing)-1 || outOfForce(a) || unsupported(a) {
		return 0
	}
	return issuing[at+1]
}

// outOfForce tells whether the award was taken away, or is suspended.
func outOfForce(a *store.Award) bool {
	out := false
	for _, e := range a.Events {
		switch e.Kind {
		case store.Revoked, store.Withdrawn:
			return true
		case store.Suspended, store.Superseded:
			out = true
		case store.Reinstated:
			out = false
		case store.Decided, store.Prepared, store.Signed, store.Committed, store.Unsupported, store.Supported, store.Reissued: // none changes its force
		}
	}
	return out
}

// givenOut is the step of the issuance that was last given out, or 0.
func givenOut(a *store.Award) int64 {
	prepared, given := int64(0), int64(0)
	for _, e := range a.Events {
		switch e.Kind {
		case store.Prepared:
			prepared++
		case store.Committed:
			given = prepared
		default:
		}
	}
	return given
}

// follow does what follows from an award's events by itself: it notes which step of its credential is next, and lets the status
// lists say how it stands.
func follow(a *store.Act, w *store.Award) error {
	last := w.Events[len(w.Events)-1].Kind
	switch last {
	case store.Suspended, store.Reinstated, store.Revoked, store.Withdrawn, store.Superseded:
		lasting, err := tellLists(a, w)
		if err != nil {
			return err
		}
		if last == store.Reinstated && lasting { // the document that the holder has is revoked for good: they get another
			return addEvent(a, w, store.Reissued, w.Events[len(w.Events)-1].Date, "")
		}
	default:
	}
	mark := store.ToIssue{Candidate: w.Candidate, Number: w.Number, Next: nextStep(w)}
	if mark.Next == 0 {
		return a.UnmarkToIssue(mark)
	}
	return a.MarkToIssue(mark)
}

// tellLists brings the bits of an award's credentials to what its events say. A credential that was replaced is out of force, and a
// revocation is never taken back: lasting tells that the last credential has such a bit though its award is in force.
func tellLists(a *store.Act, w *store.Award) (lasting bool, err error) {
	issuances, err := a.Issuances(w.Candidate, w.Number)
	if err != nil {
		return false, err
	}
	out, given := outOfForce(w), givenOut(w)
	for _, s := range issuances {
		list, _, err := a.StatusList(s.List)
		if err != nil {
			return false, err
		}
		was, err := a.StatusBit(s.List, s.Place)
		if err != nil {
			return false, err
		}
		set := out || s.Step < given
		lasting = !set && was && list.Purpose == status.Revocation
		if set == was || lasting {
			continue
		}
		if err := a.SetStatusBit(s.List, s.Place, set); err != nil {
			return false, err
		}
	}
	return lasting, nil
}
