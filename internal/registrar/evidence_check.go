package registrar

import (
	"strconv"
	"time"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// PiecesError is everything that is wrong with pieces of evidence that were refused; it is the cause of their fault, which is the first.
type PiecesError struct{ Flaws []PieceFlaw }

// PieceFlaw is one thing that is wrong with a piece.
type PieceFlaw struct {
	// Index is the piece's place among those that were given, from 0, and Field the field that is wrong: item, date, until, revoked
	// or source.
	Index int
	Field string
	Why   *fault.Error
}

// Error counts what is wrong.
func (p *PiecesError) Error() string { return strconv.Itoa(len(p.Flaws)) + " flaws in evidence" }

// firstDay is the first on which anybody can have had anything: programs write an earlier day where they have none.
var firstDay = record.Day(1900, time.January, 1)

// wholePieces refuses evidence that no source could have meant: that does not say what it is of or when, is of a thing that its issuer
// does not have, or is dated on a day to come. A row of a feed is held to the same.
func (r *Registrar) wholePieces(v *store.View, evidence ...record.Evidence) error {
	today := r.options.Today()
	rules, err := r.rulesOn(v, today)
	if err != nil {
		return err
	}
	var found []PieceFlaw
	for i := range evidence {
		e := &evidence[i]
		flaw := func(field, code string, operands ...message.Operand) {
			found = append(found, PieceFlaw{i, field, &fault.Error{Kind: fault.Invalid, Code: code, Operands: operands}})
		}
		item := message.Op("item", e.String())
		switch {
		case e.Kind == 0 || e.ID == "" || e.Bare():
			flaw("item", "fault.no-item", message.Op("found", e.ID))
		case !rules.knows(e.Ref):
			flaw("item", "feed.unknown-item", item)
		}
		switch {
		case e.Date == 0:
			flaw("date", "fault.no-date", item)
		case e.Date > today:
			flaw("date", "feed.to-come", message.Op("date", e.Date.String()))
		case e.Date < firstDay:
			flaw("date", "feed.long-ago", message.Op("date", e.Date.String()), message.Op("first", firstDay.String()))
		}
		if e.Until != 0 && e.Until < e.Date {
			flaw("until", "fault.ends-before", item, message.Op("date", e.Date), message.Op("until", e.Until))
		}
		if e.Revoked != 0 && e.Revoked < e.Date {
			flaw("revoked", "fault.revoked-before", item, message.Op("date", e.Date), message.Op("revoked", e.Revoked))
		}
		if e.Reference != "" && e.Source == "" {
			flaw("source", "fault.no-source", message.Op("reference", e.Reference))
		}
	}
	if len(found) == 0 {
		return nil
	}
	first := found[0].Why
	return fault.Because(&PiecesError{found}, first.Kind, first.Code, first.Operands...)
}

// knows tells whether there is such a thing, as far as its issuer's facts and programmes say: of an issuer of whom nothing is known,
// and of what is no exam, course or credential, everything may be.
func (s *Rules) knows(ref record.Ref) bool {
	switch ref.Kind {
	case record.Exam, record.Course, record.Credential:
	default:
		return true
	}
	return s.Set.Issuer(ref.Issuer()) == nil || s.Set.Fact(ref) != nil || len(s.asking[ref]) > 0 ||
		ref.Kind == record.Credential && s.Set.Awarding(ref.ID) != nil
}
