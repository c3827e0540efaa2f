package registrar

import (
	"context"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/store"
)

// Identify says that an identity names a candidate. One that names another already is refused: that is a matter for a merge.
func (r *Registrar) Identify(ctx context.Context, by Actor, candidate int64, identity store.Identity) error {
	_, err := r.act(ctx, by, Identify, candidate, "", func(a *store.Act) error {
		if err := freeIdentities(&a.View, []store.Identity{identity}); err != nil {
			return err
		}
		if err := a.Tell(nil, map[string]any{"kind": identity.Kind, "value": identity.Value}); err != nil {
			return err
		}
		return a.MoveIdentity(identity, candidate)
	})
	return err
}

// Rename gives a candidate another name from now on. What they had before stays, and finds them too. Credentials that were given out
// keep the name that is on them; [Registrar.Reissue] makes them again.
func (r *Registrar) Rename(ctx context.Context, by Actor, candidate int64, name, reason string) error {
	if strings.TrimSpace(name) == "" {
		return fault.New(fault.Invalid, "fault.no-name")
	}
	if err := needReason(reason); err != nil {
		return err
	}
	_, err := r.act(ctx, by, Rename, candidate, reason, func(a *store.Act) error {
		before, _, err := a.Candidate(candidate) // permission has found it
		if err != nil || before.Name == name {
			return firstError(err, store.ErrNothing)
		}
		return firstError(a.Tell(map[string]any{"name": before.Name}, map[string]any{"name": name}), a.Rename(candidate, name))
	})
	return err
}
