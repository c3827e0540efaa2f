package registrar

import (
	"context"
	"strings"
	"unicode/utf8"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
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

// wholeName refuses a name that would not be read as it is written, on a page or a certificate: it goes out into the world.
func wholeName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return fault.New(fault.Invalid, "fault.no-name")
	case message.Printable(name) != name:
		return fault.New(fault.Invalid, "fault.name-unseen")
	case utf8.RuneCountInString(name) > longestValue:
		return fault.New(fault.Invalid, "fault.name-long", message.Op("found", utf8.RuneCountInString(name)), message.Op("most", longestValue))
	}
	return nil
}

// Rename gives a candidate another name from now on. What they had before stays, and finds them too. Credentials that were given out
// keep the name that is on them; [Registrar.Reissue] makes them again.
func (r *Registrar) Rename(ctx context.Context, by Actor, candidate int64, name, reason string) error {
	if err := firstError(wholeName(name), needReason(reason)); err != nil {
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
