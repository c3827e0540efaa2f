package login

import (
	"context"
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
	text, _ := secret()
	text = keyMark + text
	if _, err := d.registrar.MakeKey(ctx, by, name, scopes, serves, hashOf(text)); err != nil {
		return "", err
	}
	return text, nil
}

// Key gives the actor of a key.
func (d *Door) Key(ctx context.Context, text string) (registrar.Actor, error) {
	by, serves, err := d.registrar.ActorByKey(ctx, hashOf(text))
	if err == nil && !serves {
		err = fault.New(fault.Forbidden, "fault.no-token")
	}
	return by, err
}

// Bearer gives the actor of the secret that a request bears: a key's or a session's.
func (d *Door) Bearer(ctx context.Context, secret string) (registrar.Actor, error) {
	if strings.HasPrefix(secret, keyMark) {
		return d.Key(ctx, secret)
	}
	return d.Session(ctx, secret)
}

// Keys lists the person's keys, without the secrets.
func (d *Door) Keys(ctx context.Context, by registrar.Actor) ([]store.AccessKey, error) {
	return d.registrar.Keys(ctx, by)
}

// TakeBack takes a key of the person's back.
func (d *Door) TakeBack(ctx context.Context, by registrar.Actor, key int64) error {
	return d.registrar.TakeKeyBack(ctx, by, key)
}
