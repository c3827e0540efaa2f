package registrar

import (
	"context"
	"encoding/json"
	"slices"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// AddCandidate adds a person with the identities by which others know them, and gives the number.
func (r *Registrar) AddCandidate(ctx context.Context, by Actor, name string, identities ...store.Identity) (int64, error) {
	if err := wholeName(name); err != nil {
		return 0, err
	}
	var id int64
	_, err := r.actGiving(ctx, by, AddCandidate, 0, "", &id, func(a *store.Act) (err error) {
		if id, err = a.AddCandidates(name); err != nil {
			return err
		}
		a.Entry.Subject = subject(id)
		if err := freeIdentities(&a.View, identities); err != nil {
			return err
		}
		var named []store.Identification
		for _, i := range identities {
			named = append(named, store.Identification{Identity: i, Candidate: id})
		}
		if err := a.Identify(named...); err != nil {
			return err
		}
		return a.Tell(nil, map[string]any{"name": name, "identities": identities})
	})
	return id, err
}

// freeIdentities refuses an identity that names somebody already.
func freeIdentities(v *store.View, identities []store.Identity) error {
	for _, n := range identities {
		c := n.Canonical()
		if c.Kind == "" || c.Value == "" {
			return fault.New(fault.Invalid, "fault.no-identity")
		}
		if c.Kind == store.Email {
			if err := addressed(c.Value); err != nil {
				return err
			}
		}
	}
	whose, err := v.Identified(identities...)
	if err != nil {
		return err
	}
	for i, n := range identities {
		if whose[i] != 0 {
			return fault.New(fault.Conflict, "fault.identity-taken", message.Op("kind", n.Kind), message.Op("value", n.Value), message.Op("candidate", int(whose[i])))
		}
	}
	return nil
}

// State adds what a candidate says of themself; nobody has checked it. It gives the numbers of the pieces.
func (r *Registrar) State(ctx context.Context, by Actor, candidate int64, evidence []record.Evidence) ([]int64, error) {
	stated := slices.Clone(evidence)
	for i := range stated {
		stated[i].State, stated[i].Source = record.Stated, "candidate"
	}
	return r.addEvidence(ctx, by, StateEvidence, candidate, stated, "")
}

// RecordEvidence adds evidence that the body has from its source. It gives the numbers of the pieces.
func (r *Registrar) RecordEvidence(ctx context.Context, by Actor, candidate int64, evidence []record.Evidence, reason string) ([]int64, error) {
	return r.addEvidence(ctx, by, RecordEvidence, candidate, evidence, reason)
}

func (r *Registrar) addEvidence(ctx context.Context, by Actor, do Act, candidate int64, evidence []record.Evidence, reason string) ([]int64, error) {
	facts := make([]store.Fact, len(evidence))
	for i, e := range evidence {
		facts[i] = store.Fact{Candidate: candidate, Act: store.Recorded, Evidence: e}
	}
	pieces := make([]int64, len(facts))
	_, err := r.actGiving(ctx, by, do, candidate, reason, &pieces, func(a *store.Act) error {
		if len(facts) == 0 {
			return store.ErrNothing
		}
		if err := r.wholePieces(&a.View, evidence...); err != nil {
			return err
		}
		if do != StateEvidence {
			if err := freeReferences(&a.View, facts); err != nil {
				return err
			}
		}
		if err := a.AddPieces(facts); err != nil {
			return err
		}
		for i := range facts {
			pieces[i] = facts[i].Piece
		}
		if do != StateEvidence { // the numbers that candidates state are nobody's to give, and several may state the same
			if err := a.AddReferences(facts); err != nil {
				return err
			}
		}
		if err := a.Tell(nil, told(facts...)); err != nil {
			return err
		}
		return r.settleNow(a, candidate)
	})
	return pieces, err
}

// freeReferences refuses evidence under a number by which its source is known to mean another piece.
func freeReferences(v *store.View, facts []store.Fact) error {
	numbers := make([]store.Number, len(facts))
	for i := range facts {
		numbers[i] = store.Number{Source: facts[i].Source, Reference: facts[i].Reference}
	}
	known, err := v.Referenced(numbers...)
	if err != nil {
		return err
	}
	for i := range facts {
		if facts[i].Reference != "" && known[i].Piece != 0 {
			return fault.New(fault.Conflict, "fault.reference-known", message.Op("source", facts[i].Source), message.Op("reference", facts[i].Reference),
				message.Op("candidate", int(known[i].Candidate)), message.Op("piece", int(known[i].Piece)))
		}
	}
	return nil
}

// VerifyEvidence says of a piece that it was checked at its source, and found to be so or not.
func (r *Registrar) VerifyEvidence(ctx context.Context, by Actor, candidate, piece int64, so bool, reason string) error {
	return r.step(ctx, by, VerifyEvidence, candidate, piece, reason, func(_ *store.View, f *store.Fact) error {
		f.Act, f.State = store.Verified, record.Verified
		if !so {
			f.Act, f.State = store.Refused, record.Refused
		}
		return nil
	})
}

// CorrectEvidence replaces what a piece says. What it said before stays in its history.
func (r *Registrar) CorrectEvidence(ctx context.Context, by Actor, candidate, piece int64, evidence record.Evidence, reason string) error {
	return r.step(ctx, by, CorrectEvidence, candidate, piece, reason, func(v *store.View, f *store.Fact) error {
		evidence.Source, evidence.Reference = f.Source, f.Reference // by these it stays known
		f.Act, f.Evidence = store.Corrected, evidence
		return r.wholePieces(v, evidence)
	})
}

// VoidEvidence says of a piece that it never was so; a correction brings it back.
func (r *Registrar) VoidEvidence(ctx context.Context, by Actor, candidate, piece int64, reason string) error {
	return r.step(ctx, by, VoidEvidence, candidate, piece, reason, func(_ *store.View, f *store.Fact) error {
		f.Act = store.Voided
		return nil
	})
}

// step adds the next step to a piece's history and audits again.
func (r *Registrar) step(ctx context.Context, by Actor, do Act, candidate, piece int64, reason string, change func(*store.View, *store.Fact) error) error {
	if err := needReason(reason); err != nil {
		return err
	}
	_, err := r.act(ctx, by, do, candidate, reason, func(a *store.Act) error {
		before, known, err := a.Piece(candidate, piece)
		if err != nil || !known {
			return firstError(err, fault.New(fault.NotFound, "fault.no-piece", message.Op("candidate", int(candidate)), message.Op("piece", int(piece))))
		}
		after := before
		if err := change(&a.View, &after); err != nil {
			return err
		}
		after.Step++
		facts := []store.Fact{after}
		if err := a.AddPieces(facts); err != nil {
			return err
		}
		if err := a.Tell(told(before)[0], told(after)[0]); err != nil {
			return err
		}
		return r.settleNow(a, candidate)
	})
	return err
}

// piece is evidence as the journal and an export tell of it.
type piece struct {
	Piece      int64             `json:"piece"`
	Step       int64             `json:"step,omitempty"`
	Act        string            `json:"act"`
	Item       string            `json:"item"`
	Date       record.Date       `json:"date"`
	Until      record.Date       `json:"until,omitzero"`
	Revoked    record.Date       `json:"revoked,omitzero"`
	State      string            `json:"state"`
	Source     string            `json:"source,omitempty"`
	Reference  string            `json:"reference,omitempty"`
	Score      string            `json:"score,omitempty"`
	Version    string            `json:"version,omitempty"`
	Amount     string            `json:"amount,omitempty"`
	Unit       string            `json:"unit,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"`
	Note       string            `json:"note,omitempty"`
	Entry      int64             `json:"entry,omitempty"`
}

// piecesOf reads what [basisOf] wrote.
func piecesOf(basis string) (all []piece, err error) {
	err = json.Unmarshal([]byte(basis), &all)
	return all, err
}

func told(facts ...store.Fact) []piece {
	out := make([]piece, len(facts))
	for i, f := range facts {
		out[i] = piece{
			f.Piece, f.Step, f.Act.String(), f.String(), f.Date, f.Until, f.Revoked, f.State.String(), f.Source, f.Reference,
			f.Score, f.Version, f.Amount, f.Unit, f.Attributes, f.Note, f.Entry,
		}
	}
	return out
}
