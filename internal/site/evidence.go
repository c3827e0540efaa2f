package site

import (
	"fmt"
	"net/http"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/record"
)

// piecePage is a piece of evidence with its history.
type piecePage struct {
	evidenceRow
	// Base is the address of the record, Holder whose it is, Own that it is that of who asks.
	Base, Holder string
	Own          bool
	Steps        []stepRow
	// What whoever looks may do to it.
	Verifies, Corrects, Voids bool
	Kinds                     []string
	Kind, ID                  string
	Today                     record.Date
}

type stepRow struct {
	What, Says, State string
	Date              record.Date
	Why, By, At       string
	Entry             int64
}

var pieceTemplate = newPage[piecePage]("evidence.html")

// ownPiece is a piece of evidence of the candidate whose account asks.
func ownPiece(v *visit) error {
	if v.by.Candidate == 0 {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	return v.piece(v.by.Candidate, "/me")
}

// candidatePiece is a piece of evidence of a candidate, for the staff.
func candidatePiece(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	return v.piece(id, fmt.Sprintf("/candidates/%d", id))
}

func (v *visit) piece(candidate int64, base string) error {
	number, err := v.number("piece")
	if err != nil {
		return err
	}
	today := v.options.Today()
	of, steps, err := v.options.Registrar.PieceHistory(v.r.Context(), v.by, candidate, number)
	if err != nil {
		return err
	}
	rules, err := v.rules(today)
	if err != nil {
		return err
	}
	last := steps[len(steps)-1]
	shown := piecePage{
		evidenceRow: evidenceOf(rules.Set, last.Fact), Base: base, Holder: of.Name, Own: v.by.Candidate == candidate, Today: today,
		Kind: last.Kind.String(), ID: last.ID,
	}
	var actors []string
	for i := range steps {
		actors = append(actors, steps[i].Actor)
	}
	names, err := v.names(actors...)
	if err != nil {
		return err
	}
	for i := range steps {
		s := &steps[i]
		says := s.String()
		if s.Score != "" {
			says += ", score " + s.Score
		}
		shown.Steps = append(shown.Steps, stepRow{
			s.Act.String(), says, s.State.String(), s.Date, s.Reason, names(s.Actor), s.At.Format("2006-01-02 15:04"), s.Entry,
		})
	}
	if !shown.Own {
		shown.Verifies, shown.Corrects = v.by.May(registrar.VerifyEvidence), v.by.May(registrar.CorrectEvidence)
		shown.Voids = v.by.May(registrar.VoidEvidence) && last.Act != store.Voided
		for _, k := range record.Kinds {
			shown.Kinds = append(shown.Kinds, k.String())
		}
	}
	return pieceTemplate.show(v, http.StatusOK, shown.Item, shown)
}

// actOnPiece says of a piece that it was checked, and found so or not, corrects or voids it.
func actOnPiece(v *visit) error {
	candidate, err := v.number("candidate")
	if err != nil {
		return err
	}
	piece, err := v.number("piece")
	if err != nil {
		return err
	}
	r, ctx, reason := v.options.Registrar, v.r.Context(), v.value("reason")
	switch v.value("act") {
	case "verify":
		err = r.VerifyEvidence(ctx, v.by, candidate, piece, true, reason)
	case "refuse":
		err = r.VerifyEvidence(ctx, v.by, candidate, piece, false, reason)
	case "void":
		err = r.VoidEvidence(ctx, v.by, candidate, piece, reason)
	case "correct":
		err = v.correct(candidate, piece, reason)
	default:
		err = fault.New(fault.NotFound, "fault.no-page")
	}
	if err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/candidates/%d/evidence/%d", candidate, piece))
}

// correct replaces what the form is about; what the form does not show stays as it is.
func (v *visit) correct(candidate, piece int64, reason string) error {
	_, steps, err := v.options.Registrar.PieceHistory(v.r.Context(), v.by, candidate, piece)
	if err != nil {
		return err
	}
	e := steps[len(steps)-1].Evidence
	kind, _ := record.KindOf(v.value("kind")) // an unknown one is refused with the rest
	e.Ref, e.Score, e.State = record.Ref{Kind: kind, ID: v.value("id")}, v.value("score"), record.Stated
	if v.value("checked") != "" {
		e.State = record.Verified
	}
	if e.Date, err = v.day("date"); err != nil {
		return err
	}
	return v.options.Registrar.CorrectEvidence(v.r.Context(), v.by, candidate, piece, e, reason)
}

// stateEvidence adds what a candidate says of themself.
func stateEvidence(v *visit) error {
	if v.by.Candidate == 0 {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	day, err := v.day("date")
	if err != nil {
		return err
	}
	kind, _ := record.KindOf(v.value("kind")) // an unknown one is refused with the rest
	e := record.Evidence{Ref: record.Ref{Kind: kind, ID: v.value("id")}, Date: day, Reference: v.value("reference"), Note: v.value("note")}
	if _, err := v.options.Registrar.State(v.r.Context(), v.by, v.by.Candidate, []record.Evidence{e}); err != nil {
		return err
	}
	return v.send("/me#evidence")
}
