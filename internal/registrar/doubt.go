package registrar

import (
	"context"

	"waymark/internal/store"
)

// Doubted is an award that waits for a person to decide: what is known no longer gives it.
type Doubted struct {
	store.Award
	// Name is the name of whom it was given to.
	Name string
	// Event is the last that said so.
	Event store.AwardEvent
}

// InDoubt lists up to limit awards, after the given one, that stand though what is known no longer gives them: see [InDoubt]. Those that
// are out of force already wait for nobody.
func (r *Registrar) InDoubt(ctx context.Context, by Actor, candidate, number int64, limit int) ([]Doubted, error) {
	var out []Doubted
	err := r.view(ctx, by, ReadMotions, 0, func(v *store.View) error {
		for len(out) < limit {
			some, err := v.Unsupported(candidate, number, limit)
			if err != nil || len(some) == 0 {
				return err
			}
			for _, e := range some {
				candidate, number = e.Candidate, e.Number
				held, err := awardOf(v, candidate, number)
				if err != nil {
					return err
				}
				status := StatusOn(held, r.options.Today())
				if !InDoubt(held) || status == Revoked || status == Withdrawn || status == Superseded || len(out) == limit {
					continue
				}
				of, _, err := v.Candidate(candidate) // there is an award of theirs
				if err != nil {
					return err
				}
				if e.Reason == "" { // the act that brought it into doubt says why
					j, _, err := v.Entry(e.Entry)
					if err != nil {
						return err
					}
					e.Reason = j.Reason
				}
				out = append(out, Doubted{*held, of.Name, e})
			}
		}
		return nil
	})
	return out, err
}
