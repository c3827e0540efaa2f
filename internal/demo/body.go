package demo

import (
	"context"
	"fmt"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/programme"
)

// body is the certification body while it is filled.
type body struct {
	*registrar.Registrar
	store   *store.Store
	options Options
	set     *programme.Set
	// by is who acts, by role and by address.
	by map[string]registrar.Actor
	// ana is the candidate who can sign in.
	ana int64
}

// once names an act, so that a fill that goes on does it no second time.
func once(ctx context.Context, name string) context.Context {
	return registrar.Named(ctx, "demonstration: "+name, nil)
}

// staff opens the accounts, the candidate's last: she is added by the manager.
func (b *body) staff(ctx context.Context) (err error) {
	b.by = map[string]registrar.Actor{}
	if b.by["administrator"], err = b.ActorOf(ctx, 1); err != nil { // the installation's first account
		return err
	}
	for _, a := range append([]Account{second}, Accounts[1:len(Accounts)-1]...) {
		if err := b.open(ctx, a, 0); err != nil {
			return err
		}
	}
	ana := Accounts[0]
	if b.ana, err = b.AddCandidate(once(ctx, "ana"), b.by["manager"], ana.Name, store.Identity{Kind: store.Email, Value: ana.Email},
		store.Identity{Kind: "testhall", Value: number(-1)}); err != nil {
		return err
	}
	return b.open(ctx, ana, b.ana)
}

// second is the other person that some acts need.
var second = Account{"decision-maker", "Dora Second", "dora.second@example.org"}

// open opens an account, or finds the one that was opened before.
func (b *body) open(ctx context.Context, a Account, candidate int64) error {
	id, err := b.OpenAccount(once(ctx, a.Email), b.by["administrator"], a.Email, a.Name, candidate, registrar.RolesOf(a.Role))
	if err != nil {
		return err
	}
	by, err := b.ActorOf(ctx, id)
	b.by[a.Role], b.by[a.Email] = by, by
	return err
}

// filePeople is how many people one file of the test centre is about.
const filePeople = 50_000

// results takes the test centre's files in.
func (b *body) results(ctx context.Context) error {
	people := b.options.Candidates - 1 // Ana is one of them
	t := newTracks(b.set, b.Today())
	b.options.Progress(Results, 0, int64(people))
	for from := 0; from < people; from += filePeople {
		to := min(from+filePeople, people)
		for n, kind := range kinds {
			// Each of the files is a part of the way through its people.
			done := func(read int64) int64 { return int64(from) + (int64(n)*int64(to-from)+read)/int64(len(kinds)) }
			file := &hall{tracks: t, from: from, to: to, kind: kind}
			feed := registrar.Feed{
				Name: fmt.Sprintf("testhall-%s-%d.csv", kind.name, from/filePeople+1), Profile: kind.profile, File: file,
				Progress: func(int64) { b.options.Progress(Results, done(file.next.Load()-int64(from)), int64(people)) },
			}
			if _, err := b.ImportFeed(ctx, b.by["manager"], feed); err != nil {
				return err
			}
			b.options.Progress(Results, done(int64(to-from)), int64(people))
		}
	}
	return nil
}
