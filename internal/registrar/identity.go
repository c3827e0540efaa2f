package registrar

import (
	"context"

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
