package store

import (
	"cmp"
	"slices"

	"waymark/record"
)

// Award is a credential that the body decided to give, and what became of it since.
type Award struct {
	Candidate, Number              int64
	Programme, Credential, Version string
	// Date is the first day of its force, Until the last; no Until is for life.
	Date, Until record.Date
	// Rules is the SHA-256 of the rule set it was decided by.
	Rules []byte
	// DecidedOn is the day of the decision, DecidedBy who or what decided.
	DecidedOn record.Date
	DecidedBy string
	Entry     int64
	// Events are what happened to it, in order.
	Events []AwardEvent
}

// AwardEventKind is what an event does to an award.
type AwardEventKind int64

// The events. An award's way is decided, prepared, signed, committed; the others may come at any time after it is decided.
const (
	Decided     AwardEventKind = iota + 1
	Prepared                   // the credential's bytes are made and proved, not yet signed
	Signed                     // the credential is signed, not yet given out
	Committed                  // the credential is given out
	Suspended                  // it is not in force until reinstated
	Reinstated                 // it is in force again
	Revoked                    // it is taken away for good
	Withdrawn                  // it was decided on a record that is no person's: a merge was undone
	Unsupported                // what it was decided on no longer gives it; it stays until a person decides
	Supported                  // what is known gives it again
	Reissued                   // its credential is to be made again; the one given out holds until then
	Superseded                 // what it was decided on was corrected: the award of the same entry takes its place
)

var awardEventKinds = [...]string{
	Decided: "decided", Prepared: "prepared", Signed: "signed", Committed: "committed", Suspended: "suspended",
	Reinstated: "reinstated", Revoked: "revoked", Withdrawn: "withdrawn", Unsupported: "unsupported", Supported: "supported", Reissued: "reissued", Superseded: "superseded",
}

// String is the kind's word in every output.
func (k AwardEventKind) String() string {
	if k > 0 && int(k) < len(awardEventKinds) {
		return awardEventKinds[k]
	}
	return ""
}

// AwardEvent is one thing that happened to an award.
type AwardEvent struct {
	Candidate, Number, Step int64
	Kind                    AwardEventKind
	// Date is the day from which it holds.
	Date   record.Date
	Reason string
	Entry  int64
}

// Basis is what an award was decided on.
type Basis struct {
	// Evidence lists the pieces that counted, as JSON.
	Evidence string
	// Report is the audit's report, compressed.
	Report []byte
}

// AddAward writes an award of the next number with its basis, and gives the number. Its first event is the caller's to add.
func (a *Act) AddAward(award Award, basis Basis) (int64, error) {
	last, err := a.lastStep(`SELECT MAX(number) FROM award WHERE candidate = $1`, award.Candidate)
	if err != nil {
		return 0, err
	}
	err = a.add(awardTable, []any{
		award.Candidate, last + 1, award.Programme, award.Credential, award.Version, int64(award.Date), int64(award.Until),
		award.Rules, int64(award.DecidedOn), award.DecidedBy,
	})
	if err != nil {
		return 0, err
	}
	return last + 1, a.add(awardBasisTable, []any{award.Candidate, last + 1, basis.Evidence, basis.Report})
}

// AddAwardEvents writes what happened to awards. A step is the caller's, one after the last known: of two acts that read the same
// state the second fails.
func (a *Act) AddAwardEvents(all ...AwardEvent) error {
	rows := make([][]any, len(all))
	for i, e := range all {
		rows[i] = []any{e.Candidate, e.Number, e.Step, int64(e.Kind), int64(e.Date), e.Reason}
	}
	return a.add(awardEventTable, rows...)
}

// Awards gives a candidate's awards with their events.
func (v *View) Awards(candidate int64) ([]Award, error) { return v.awardsFrom(candidate, candidate) }

func (v *View) awardsFrom(from, until int64) ([]Award, error) {
	awards, err := all(v, scanAward, `SELECT candidate, number, programme, credential, version, day, until, rules, decided_on, decided_by, entry
		FROM award WHERE candidate >= $1 AND candidate <= $2 ORDER BY candidate, number`, from, until)
	if err != nil || len(awards) == 0 {
		return nil, err
	}
	events, err := all(v, scanAwardEvent, `SELECT candidate, number, step, kind, day, reason, entry FROM award_event
		WHERE candidate >= $1 AND candidate <= $2 ORDER BY candidate, number, step`, from, until)
	if err != nil {
		return nil, err
	}
	for i := range awards {
		n := 0
		for n < len(events) && cmp.Or(cmp.Compare(events[n].Candidate, awards[i].Candidate), cmp.Compare(events[n].Number, awards[i].Number)) == 0 {
			n++
		}
		awards[i].Events, events = slices.Clip(events[:n]), events[n:]
	}
	return awards, nil
}

func scanAward(r scanner) (w Award, err error) {
	var day, until, decided int64
	err = r.Scan(&w.Candidate, &w.Number, &w.Programme, &w.Credential, &w.Version, &day, &until, &w.Rules, &decided, &w.DecidedBy, &w.Entry)
	w.Date, w.Until, w.DecidedOn = record.Date(day), record.Date(until), record.Date(decided)
	return w, err
}

func scanAwardEvent(r scanner) (e AwardEvent, err error) {
	var kind, day int64
	err = r.Scan(&e.Candidate, &e.Number, &e.Step, &kind, &day, &e.Reason, &e.Entry)
	e.Kind, e.Date = AwardEventKind(kind), record.Date(day)
	return e, err
}

// Basis gives what an award was decided on, or false.
func (v *View) Basis(candidate, number int64) (Basis, bool, error) {
	return first(v, func(r scanner) (b Basis, err error) {
		err = r.Scan(&b.Evidence, &b.Report)
		return b, err
	}, `SELECT evidence, report FROM award_basis WHERE candidate = $1 AND number = $2`, candidate, number)
}
