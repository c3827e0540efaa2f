package keyring

import (
	"fmt"
	"io"
	"time"

	"waymark/credential/key"
	"waymark/internal/fault"
	"waymark/message"
)

// Add makes a key of the kind and seals it with the others; it needs the passphrase of the others.
func (r *Ring) Add(kind key.Kind, passphrase string, at time.Time, random io.Reader) (*Key, error) {
	s, err := r.unseal(passphrase)
	if err != nil {
		return nil, err
	}
	return r.add(s, kind, passphrase, at, random)
}

func (r *Ring) add(s secrets, kind key.Kind, passphrase string, at time.Time, random io.Reader) (*Key, error) {
	made, err := key.Generate(kind, random)
	if err != nil {
		return nil, err
	}
	k := Key{ID: fmt.Sprintf("key-%d", len(r.Keys)+1), Public: made.Public(), Created: at.UTC().Truncate(time.Second)}
	for n := len(r.Keys) + 2; r.find(k.ID) != nil; n++ {
		k.ID = fmt.Sprintf("key-%d", n)
	}
	if s[k.ID], err = key.PKCS8(made); err != nil {
		return nil, err
	}
	if err := r.seal(s, passphrase); err != nil {
		return nil, err
	}
	r.Keys = append(r.Keys, k)
	return &r.Keys[len(r.Keys)-1], nil
}

// Rotate makes a key of the kind and retires those of the kind that signed until now.
func (r *Ring) Rotate(kind key.Kind, passphrase string, at time.Time, random io.Reader) (*Key, error) {
	s, err := r.unseal(passphrase)
	if err != nil {
		return nil, err
	}
	at = at.UTC().Truncate(time.Second)
	var before []*Key
	for i := range r.Keys {
		if k := &r.Keys[i]; k.Signs() && k.Public.Kind == kind {
			before = append(before, k)
			delete(s, k.ID)
		}
	}
	if len(before) == 0 {
		return nil, fault.New(fault.Conflict, "keys.none-of-kind", message.Op("kind", kind.String()))
	}
	olds := len(r.Keys)
	made, err := r.add(s, kind, passphrase, at, random)
	if err != nil {
		return nil, err
	}
	for i := range r.Keys[:olds] {
		if k := &r.Keys[i]; k.Signs() && k.Public.Kind == kind {
			k.Retired = at
		}
	}
	return made, nil
}

// Retire ends a key's signing and destroys its private half. What it signed stays verifiable.
func (r *Ring) Retire(id, passphrase string, at time.Time) error {
	return r.end(id, passphrase, func(k *Key) error {
		if !k.Signs() {
			return fault.New(fault.Conflict, "keys.ended", message.Op("key", id))
		}
		k.Retired = at.UTC().Truncate(time.Second)
		return nil
	})
}

// Revoke says that a key was lost to others: nothing that it signed is believed from then on, and all of it must be issued again.
func (r *Ring) Revoke(id, passphrase string, at time.Time) error {
	return r.end(id, passphrase, func(k *Key) error {
		if !k.Revoked.IsZero() {
			return fault.New(fault.Conflict, "keys.ended", message.Op("key", id))
		}
		k.Revoked = at.UTC().Truncate(time.Second)
		return nil
	})
}

func (r *Ring) end(id, passphrase string, how func(*Key) error) error {
	k := r.find(id)
	if k == nil {
		return fault.New(fault.NotFound, "keys.no-key", message.Op("key", id))
	}
	s, err := r.unseal(passphrase)
	if err != nil {
		return err
	}
	after := *k
	if err := how(&after); err != nil {
		return err
	}
	delete(s, id)
	if err := r.seal(s, passphrase); err != nil {
		return err
	}
	*k = after
	return nil
}

// Reseal closes the ring with another passphrase.
func (r *Ring) Reseal(passphrase, with string) error {
	s, err := r.unseal(passphrase)
	if err != nil {
		return err
	}
	return r.seal(s, with)
}
