package registrar

import (
	"waymark/internal/store"
	"waymark/record"
)

// Status is how an award stands on a day.
type Status uint8

// The statuses.
const (
	NotYet     Status = iota // not decided, or its force begins later
	InForce                  // it holds
	Suspended                // it does not hold until reinstated
	Lapsed                   // its term has ended
	Revoked                  // it was taken away
	Withdrawn                // it was decided on a record that is no person's
	Superseded               // what it was decided on was corrected, and another decision took its place
)

var statuses = [...]string{"not yet in force", "in force", "suspended", "lapsed", "revoked", "withdrawn", "superseded"}

// String is the status in words.
func (s Status) String() string { return statuses[s] }

// StatusOn computes an award's status on a day, past or present, from its events.
func StatusOn(a *store.Award, day record.Date) Status {
	status := NotYet
	for _, e := range a.Events {
		if e.Date > day {
			continue
		}
		switch e.Kind {
		case store.Decided, store.Reinstated:
			status = InForce
		case store.Suspended:
			status = Suspended
		case store.Revoked:
			return Revoked
		case store.Withdrawn:
			return Withdrawn
		case store.Superseded:
			status = Superseded
		case store.Prepared, store.Signed, store.Committed, store.Unsupported, store.Supported, store.Reissued: // none changes its force
		}
	}
	if status != NotYet && status != Superseded && a.Until != 0 && day > a.Until {
		return Lapsed
	}
	return status
}

// since is the day of the last event of the kind on or before the day, or no date.
func since(a *store.Award, kind store.AwardEventKind, day record.Date) record.Date {
	var on record.Date
	for _, e := range a.Events {
		if e.Kind == kind && e.Date <= day {
			on = e.Date
		}
	}
	return on
}

// InDoubt tells whether what is known no longer gives the award, though it stands until a person decides.
func InDoubt(a *store.Award) bool { return unsupported(a) && !replaced(a) }

// unsupported tells whether the last word on what the award rests on is that it no longer gives it.
func unsupported(a *store.Award) bool {
	var last store.AwardEventKind
	for _, e := range a.Events {
		if e.Kind == store.Unsupported || e.Kind == store.Supported {
			last = e.Kind
		}
	}
	return last == store.Unsupported
}

// awardEvidence is an award as an audit reads it on a day, where the audit would not find it by itself: a verified credential
// where the record no longer gives it or the rules of its programme are changed, revoked where it was revoked or is suspended.
// An award that the record gives is left out: the audit derives it.
func awardEvidence(a *store.Award, day record.Date, changed map[string]bool) (record.Evidence, bool) {
	e := record.Evidence{
		Ref: record.Ref{Kind: record.Credential, ID: a.Credential}, Date: a.Date, Until: a.Until, State: record.Verified, Source: "award",
	}
	switch StatusOn(a, day) {
	case Revoked:
		e.Revoked = since(a, store.Revoked, day)
	case Suspended:
		e.Revoked = since(a, store.Suspended, day)
	case InForce, Lapsed:
		return e, unsupported(a) || changed[a.Programme]
	case NotYet, Withdrawn, Superseded:
		return e, false
	}
	return e, true
}
