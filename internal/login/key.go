package login

import (
	"context"
	"errors"
	"strings"
	"time"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
)

// keyMark begins every key, so that one that strays into a file can be found.
const keyMark = "waymark_"

// MakeKey makes a key with which a program acts for the person, within the scopes and for the time given. It is shown once: the
// same request again is refused.
func (d *Door) MakeKey(ctx context.Context, by registrar.Actor, name string, scopes []string, serves time.Duration) (string, error) {
	if err := inPerson(by); err != nil {
		return "", err
	}
	if _, known := registrar.ScopesOf(scopes...); !known || len(scopes) == 0 {
		return "", fault.New(fault.Invalid, "fault.scope")
	}
	text, _ := secret()
	text = keyMark + text
	now := d.options.Now()
	err := d.store.Change(ctx, func(c *store.Change) error {
		return registrar.Once(ctx, c, by, now.UnixMicro(), nil, func() error {
			_, err := c.AddToken(store.Token{
				Hash: hashOf(text), Account: by.Account, Name: name, Scopes: strings.Join(scopes, " "), Created: now.UnixMicro(), Expires: now.Add(serves).UnixMicro(),
			})
			return err
		})
	})
	if errors.Is(err, store.ErrNothing) {
		err = fault.New(fault.Conflict, "fault.key-made")
	}
	if err != nil {
		return "", err
	}
	return text, nil
}

// inPerson refuses a program with a key, and somebody who has not signed in.
func inPerson(by registrar.Actor) error {
	if by.Account == 0 || by.Scopes != 0 {
		return fault.New(fault.Forbidden, "fault.signed-out")
	}
	return nil
}

// Key gives the actor of a key.
func (d *Door) Key(ctx context.Context, text string) (registrar.Actor, error) {
	unknown := fault.New(fault.Forbidden, "fault.no-token")
	var by registrar.Actor
	err := d.store.View(ctx, func(v *store.View) error {
		key, found, err := v.Token(hashOf(text), d.options.Now().UnixMicro())
		if err != nil {
			return err
		}
		scopes, known := registrar.ScopesOf(strings.Fields(key.Scopes)...)
		if !found || !known || scopes == 0 { // no scope would be everything
			return unknown
		}
		by, err = registrar.ActorIn(v, key.Account)
		by.Scopes = scopes
		return err
	})
	if err != nil {
		return registrar.Actor{}, err
	}
	return by, nil
}

// Bearer gives the actor of the secret that a request bears: a key's or a session's.
func (d *Door) Bearer(ctx context.Context, secret string) (registrar.Actor, error) {
	if strings.HasPrefix(secret, keyMark) {
		return d.Key(ctx, secret)
	}
	return d.Session(ctx, secret)
}

// Keys lists the person's keys, without the secrets.
func (d *Door) Keys(ctx context.Context, by registrar.Actor) ([]store.Token, error) {
	if err := inPerson(by); err != nil {
		return nil, err
	}
	var keys []store.Token
	err := d.store.View(ctx, func(v *store.View) (err error) {
		keys, err = v.Tokens(by.Account)
		return err
	})
	return keys, err
}

// TakeBack takes a key of the person's back.
func (d *Door) TakeBack(ctx context.Context, by registrar.Actor, key int64) error {
	if err := inPerson(by); err != nil {
		return err
	}
	return d.store.Change(ctx, func(c *store.Change) error {
		found, err := c.RevokeToken(by.Account, key, d.options.Now().UnixMicro())
		if err == nil && !found {
			err = fault.New(fault.NotFound, "fault.no-token")
		}
		return err
	})
}
