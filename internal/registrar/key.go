package registrar

import (
	"context"
	"fmt"
	"strings"
	"time"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// MakeKey notes a key with which a program acts for the actor, within the scopes and for the time given, by the hash of its secret.
// The same request again is refused: the secret is with whoever made it, shown once.
func (r *Registrar) MakeKey(ctx context.Context, by Actor, name string, scopes []string, serves time.Duration, hash []byte) (int64, error) {
	if _, known := ScopesOf(scopes...); !known || len(scopes) == 0 {
		return 0, fault.New(fault.Invalid, "fault.scope")
	}
	var id int64
	done, err := r.actGiving(ctx, by, MakeKey, 0, "", &id, func(a *store.Act) (err error) {
		k := store.AccessKey{
			Account: by.Account, Name: name, Scopes: strings.Join(scopes, " "), Hash: hash,
			Made: a.Entry.At, Expires: time.UnixMicro(a.Entry.At).Add(serves).UnixMicro(),
		}
		if id, err = a.AddAccessKey(k); err != nil {
			return err
		}
		a.Entry.Subject = keyName(id)
		return a.Tell(nil, map[string]any{"key": id, "account": by.Account, "name": name, "scopes": scopes, "expires": time.UnixMicro(k.Expires).UTC()})
	})
	if err == nil && done.Seq == 0 {
		err = fault.New(fault.Conflict, "fault.key-made")
	}
	return id, err
}

func keyName(id int64) string { return fmt.Sprintf("key %d", id) }

// TakeKeyBack takes a key of the actor's back, from now on.
func (r *Registrar) TakeKeyBack(ctx context.Context, by Actor, key int64) error {
	_, err := r.act(ctx, by, TakeKeyBack, 0, "", func(a *store.Act) error {
		keys, err := a.AccessKeys(by.Account)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if k.ID != key || k.Taken != 0 {
				continue
			}
			k.Taken = a.Entry.At
			a.Entry.Subject = keyName(key)
			return firstError(a.ChangeAccessKey(k), a.Tell(map[string]any{"key": key, "name": k.Name, "scopes": strings.Fields(k.Scopes)}, nil))
		}
		return fault.New(fault.NotFound, "fault.no-key", message.Op("key", int(key)))
	})
	return err
}

// Keys lists the actor's keys, those that no longer serve among them.
func (r *Registrar) Keys(ctx context.Context, by Actor) ([]store.AccessKey, error) {
	var keys []store.AccessKey
	err := r.view(ctx, by, ReadKeys, 0, func(v *store.View) (err error) {
		keys, err = v.AccessKeys(by.Account)
		return err
	})
	return keys, err
}

// ActorByKey gives the actor that a program is which bears the secret with the hash, or false where no such key serves now.
func (r *Registrar) ActorByKey(ctx context.Context, hash []byte) (Actor, bool, error) {
	var by Actor
	serves := false
	now := r.options.Now().UnixMicro()
	err := r.store.View(ctx, func(v *store.View) error {
		k, known, err := v.AccessKey(hash)
		if err != nil || !known || k.Taken != 0 || k.Expires <= now {
			return err
		}
		scopes, known := ScopesOf(strings.Fields(k.Scopes)...)
		if !known || scopes == 0 { // no scope would be everything
			return nil
		}
		by, err = ActorIn(v, k.Account)
		by.Scopes, serves = scopes, err == nil
		return err
	})
	if err != nil || !serves {
		return Actor{}, false, err
	}
	return by, true, nil
}

// AdoptKeys brings into the journal what keys an older version of the program kept outside it; before that they do not serve. It tells
// how many there were.
func (r *Registrar) AdoptKeys(ctx context.Context) (int, error) {
	var old []store.AccessKey
	read := func(v *store.View) (err error) {
		old, err = v.UnjournaledKeys()
		return err
	}
	if err := r.store.View(ctx, read); err != nil || len(old) == 0 {
		return 0, err
	}
	_, err := r.store.Act(ctx, store.Entry{At: r.options.Now().UnixMicro(), Actor: "installation", Act: "adopt-keys"}, func(a *store.Act) error {
		if err := read(&a.View); err != nil || len(old) == 0 { // another process may have been first
			return firstError(err, store.ErrNothing)
		}
		var told []map[string]any
		for _, k := range old {
			told = append(told, map[string]any{"key": k.ID, "account": k.Account, "name": k.Name, "scopes": strings.Fields(k.Scopes)})
		}
		return firstError(a.Tell(nil, told), a.AdoptKeys(old))
	})
	return len(old), err
}
