package registrar

import (
	"context"
	"slices"

	"waymark/credential/jsontree"
	"waymark/credential/jwt"
	"waymark/internal/fault"
	"waymark/internal/store"
)

// SignedWith is a credential that its holder has, and the key that signed it.
type SignedWith struct {
	Candidate, Award int64
	// Step is which making of the award's credential it is; Code leads to it.
	Step int64
	Code string
	// Key is the identifier of the key, as the document names it.
	Key string
	// Status is how the award stands; only one in force can have its credential made again.
	Status Status
}

// SignedWith lists credentials that were given out, not replaced since, and signed with one of the keys, as document or as token; keys
// are named as documents name them. It looks at up to limit signatures after the given one and gives where to go on; the search is over
// when that is zero.
func (r *Registrar) SignedWith(ctx context.Context, by Actor, keys []string, after store.Signature, limit int) (found []SignedWith, next store.Signature, err error) {
	err = r.view(ctx, by, ReadIssuing, 0, func(v *store.View) error {
		signatures, err := v.Signatures(after, limit)
		if err != nil {
			return err
		}
		for i := range signatures {
			s := &signatures[i]
			key := signerOf(s)
			if !slices.Contains(keys, key) {
				continue
			}
			if n := len(found); n > 0 && found[n-1].Candidate == s.Candidate && found[n-1].Award == s.Number && found[n-1].Step == s.Step {
				continue // its other form
			}
			w, err := awardOf(v, s.Candidate, s.Number)
			if err != nil {
				return err
			}
			if !hasIt(w, s.Step) {
				continue
			}
			made, err := v.Issuances(s.Candidate, s.Number)
			if err != nil {
				return err
			}
			found = append(found, SignedWith{s.Candidate, s.Number, s.Step, made[s.Step-1].Code, key, StatusOn(w, r.options.Today())})
		}
		if len(signatures) == limit {
			next = signatures[limit-1]
			next.Body = nil
		}
		return nil
	})
	return found, next, err
}

// signerOf is the key that a signature names.
func signerOf(s *store.Signature) string {
	if s.Form == store.TokenPart {
		if t, err := jwt.Parse(string(s.Body)); err == nil {
			return t.KeyID()
		}
		return ""
	}
	v, err := jsontree.Parse(s.Body)
	if err != nil {
		return ""
	}
	for _, p := range v.Each() {
		return p.Str("verificationMethod")
	}
	return ""
}

// hasIt tells whether the holder has the award's credential of that step: it was given out, and no other is given out or on its way.
func hasIt(w *store.Award, step int64) bool {
	return Stage(w) == store.Committed && givenOut(w) == step
}

// ReissueSigned has credentials made again that [Registrar.SignedWith] found, all in one act. Those whose awards are not in force, and those
// of people to whom the actor is related, are left out; it tells how many it sent on their way. What was made again since is passed over, so
// that a search that was stopped may be begun again.
func (r *Registrar) ReissueSigned(ctx context.Context, by Actor, all []SignedWith, reason string) (int, error) {
	if err := needReason(reason); err != nil {
		return 0, err
	}
	done := 0
	_, err := r.actGiving(ctx, by, Reissue, 0, reason, &done, func(a *store.Act) error {
		done = 0
		var awards [][2]int64
		for _, s := range all {
			w, err := awardOf(&a.View, s.Candidate, s.Award)
			if err != nil {
				return err
			}
			if !hasIt(w, s.Step) || StatusOn(w, r.options.Today()) != InForce {
				continue
			}
			if err := r.permit(&a.View, by, Reissue, s.Candidate); fault.Is(err, fault.Forbidden) {
				continue
			} else if err != nil {
				return err
			}
			if err := addEvent(a, w, store.Reissued, r.options.Today(), reason); err != nil {
				return err
			}
			awards = append(awards, [2]int64{s.Candidate, s.Award})
		}
		if done = len(awards); done == 0 {
			return store.ErrNothing
		}
		return a.Tell(nil, map[string]any{"event": store.Reissued.String(), "awards": awards})
	})
	return done, err
}
