package registrar

import (
	"context"

	"waymark/internal/issuer"
	"waymark/internal/store"
)

// underway is an award whose credential was prepared.
type underway struct {
	award    *store.Award
	issuance store.Issuance
	draft    []byte
	signed   issuer.Signed
	err      error
}

// awaiting reads the awards for which the step is next, with their last issuances.
func awaiting(v *store.View, next store.AwardEventKind, limit int) ([]*underway, error) {
	marks, err := v.ToIssue(next, store.ToIssue{}, limit)
	if err != nil {
		return nil, err
	}
	var batch []*underway
	for _, m := range marks {
		held, err := awardOf(v, m.Candidate, m.Number)
		if err != nil {
			return nil, err
		}
		made, err := v.Issuances(m.Candidate, m.Number)
		if err != nil {
			return nil, err
		}
		batch = append(batch, &underway{award: held, issuance: made[len(made)-1]})
	}
	return batch, nil
}

// sign signs what was prepared, outside any transaction, and keeps the signatures.
func (r *Registrar) sign(ctx context.Context, by Actor, s *Issuing, limit int, done *Issued) error {
	var batch []*underway
	if err := r.view(ctx, by, Issue, 0, func(v *store.View) (err error) {
		if batch, err = awaiting(v, store.Signed, limit); err != nil {
			return err
		}
		for _, u := range batch {
			if u.draft, err = v.CredentialPart(u.issuance.Candidate, u.issuance.Number, u.issuance.Step, store.DraftPart); err != nil {
				return err
			}
		}
		return nil
	}); err != nil || len(batch) == 0 {
		return err
	}
	r.each(len(batch), func(i int) { r.signOne(s, batch[i]) })
	var step Issued
	_, err := r.act(ctx, by, Issue, 0, "", func(a *store.Act) error {
		step = Issued{}
		w := &steps{day: r.options.Today()}
		for _, u := range batch {
			if u.err != nil {
				if err := w.hold(u.award, u.err); err != nil {
					return err
				}
				step.Held++
				continue
			}
			w.part(u.issuance, store.ProofPart, u.signed.Proof)
			if u.signed.Token != nil {
				w.part(u.issuance, store.TokenPart, u.signed.Token)
			}
			w.take(u.award, store.Signed)
			step.Signed++
		}
		return firstError(w.write(a), a.Tell(nil, map[string]any{"signed": step.Signed, "held": step.Held}))
	})
	if err == nil {
		done.Signed, done.Held = done.Signed+step.Signed, done.Held+step.Held
	}
	return err
}

func (r *Registrar) signOne(s *Issuing, u *underway) {
	now := r.options.Now()
	draft, err := unpack(u.draft, nil)
	if err != nil {
		u.err = err
		return
	}
	token := s.take(u.issuance)
	if token == nil || !token.Stands(s.Issuer, draft) { // another process prepared it, or the keys were changed since
		if token, u.err = s.Issuer.Resume(draft, now); u.err != nil {
			return
		}
	}
	u.signed, u.err = s.Issuer.Issue(token, now)
}
