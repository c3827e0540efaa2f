package registrar

import (
	"context"

	"waymark/internal/fault"
	"waymark/internal/issuer"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// Credential is a credential that was given out, as anyone sees it who has its code.
type Credential struct {
	Code string
	// Holder is the name on it.
	Holder                         string
	Programme, Title, Abbreviation string
	Version                        string
	// Date is the first day of its force, Until the last; no Until is for life.
	Date, Until, Decided record.Date
	// Status is how it stands, and Since from which day where it was suspended, revoked or withdrawn.
	Status Status
	Since  record.Date
	// Current is the code of the credential that has replaced this one, or nothing.
	Current string
	// Document is the signed credential; Token the same as a token, or nothing.
	Document, Token []byte
}

// Credential gives the credential with the code, as it stands today. Who has the code may see it: there is nobody to ask.
func (r *Registrar) Credential(ctx context.Context, code string) (*Credential, error) {
	var out *Credential
	err := r.store.View(ctx, func(v *store.View) error {
		s, w, err := givenOutAs(v, code)
		if err != nil {
			return err
		}
		out, err = r.published(v, s, w)
		return err
	})
	return out, err
}

// CodeOf gives the code of the credential that was last given out for an award, or nothing where none was.
func (r *Registrar) CodeOf(ctx context.Context, by Actor, candidate, award int64) (string, error) {
	found := ""
	err := r.view(ctx, by, ReadRecord, candidate, func(v *store.View) error {
		w, err := awardOf(v, candidate, award)
		if err != nil {
			return err
		}
		made, err := v.Issuances(candidate, award)
		if err != nil {
			return err
		}
		if given := givenOut(w); given > 0 {
			found = made[given-1].Code
		}
		return nil
	})
	return found, err
}

// HeldOn tells how the award behind a code stood on a day, past or present, and nothing else of it.
func (r *Registrar) HeldOn(ctx context.Context, code string, day record.Date) (Status, error) {
	status := NotYet
	if err := r.notLater(day); err != nil {
		return status, err
	}
	err := r.store.View(ctx, func(v *store.View) error {
		_, w, err := givenOutAs(v, code)
		if err != nil {
			return err
		}
		status = StatusOn(w, day)
		return nil
	})
	return status, err
}

// givenOutAs finds the issuance with the code, if it was given out.
func givenOutAs(v *store.View, code string) (store.Issuance, *store.Award, error) {
	unknown := fault.New(fault.NotFound, "fault.no-credential", message.Op("code", code))
	s, known, err := v.IssuanceByCode(code)
	if err != nil || !known {
		return s, nil, firstError(err, unknown)
	}
	w, err := awardOf(v, s.Candidate, s.Number)
	if err != nil {
		return s, nil, err
	}
	if prepared := int64(0); w != nil {
		for _, e := range w.Events {
			switch e.Kind {
			case store.Prepared:
				prepared++
			case store.Committed:
				if prepared == s.Step {
					return s, w, nil
				}
			default:
			}
		}
	}
	return s, nil, unknown
}

func (r *Registrar) published(v *store.View, s store.Issuance, w *store.Award) (*Credential, error) {
	draft, err := v.CredentialPart(s.Candidate, s.Number, s.Step, store.DraftPart)
	if err != nil {
		return nil, err
	}
	proof, err := v.CredentialPart(s.Candidate, s.Number, s.Step, store.ProofPart)
	if err != nil {
		return nil, err
	}
	token, err := v.CredentialPart(s.Candidate, s.Number, s.Step, store.TokenPart)
	if err != nil {
		return nil, err
	}
	if draft, err = unpack(draft, nil); err != nil {
		return nil, err
	}
	today := r.options.Today()
	out := &Credential{
		Code: s.Code, Holder: holderOf(draft), Programme: w.Programme, Title: w.Programme, Version: w.Version, Date: w.Date, Until: w.Until,
		Decided: w.DecidedOn, Status: StatusOn(w, today), Document: issuer.Join(draft, proof), Token: token,
	}
	for status, kind := range map[Status]store.AwardEventKind{Suspended: store.Suspended, Revoked: store.Revoked, Withdrawn: store.Withdrawn, Superseded: store.Superseded} {
		if out.Status == status {
			out.Since = since(w, kind, today)
		}
	}
	rules, err := r.rulesOn(v, today)
	if err != nil {
		return nil, err
	}
	if p := rules.Set.Programme(w.Programme); p != nil {
		out.Title, out.Abbreviation = p.Title, p.Awards.Abbreviation
	}
	return out, r.replaced(v, s, w, out)
}

// replaced names the credential that came in place of this one.
func (r *Registrar) replaced(v *store.View, s store.Issuance, w *store.Award, out *Credential) error {
	w, err := inPlaceOf(v, w)
	if err != nil {
		return err
	}
	given := givenOut(w)
	if w.Number == s.Number && w.Candidate == s.Candidate && given == s.Step {
		return nil
	}
	made, err := v.Issuances(w.Candidate, w.Number)
	if err != nil {
		return err
	}
	for _, other := range made {
		if other.Step == given {
			out.Current = other.Code
		}
	}
	return nil
}
