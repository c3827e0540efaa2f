// Package registrar holds the acts of a certification body: evidence is recorded, standings are audited, awards are decided,
// suspended and revoked, rulings are made, records are merged.
//
// Make a [Registrar] with [New] and call its methods; each is one act by one [Actor]: it asks permission of the table in
// permit.go, refuses what a related person does, writes facts and an entry of the journal in one transaction, and audits again
// whom it concerns. What a feed or a publication concerns is marked instead, and audited by [Registrar.Settle].
//
// It reads no clock of its own, speaks no SQL and no HTTP, and never changes a fact. A fault says why an act was not done; then
// nothing of it was.
package registrar

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// Options are what an installation decides.
type Options struct {
	// Now reads the clock; it is asked once an act.
	Now func() time.Time
	// Today is the business day; nil is the day of Now, in UTC.
	Today func() record.Date
	// Issuers are those whose credentials this body awards; none means all of its programmes.
	Issuers []string
	// Processors is how many audits run at once where there are many; 0 is as many as the machine has processors.
	Processors int
}

// Registrar does the acts of one installation. It is safe for use by many goroutines.
type Registrar struct {
	store   *store.Store
	options Options
	mu      sync.Mutex
	known   *published
	// compiling holds kept, the rules compiled last, the latest used first.
	compiling sync.Mutex
	kept      []*Rules
}

// New makes the registrar of an installation.
func New(s *store.Store, o Options) *Registrar {
	if o.Today == nil {
		o.Today = func() record.Date { return record.DateOf(o.Now().UTC()) }
	}
	if o.Processors == 0 {
		o.Processors = runtime.GOMAXPROCS(0)
	}
	return &Registrar{store: s, options: o}
}

// Actor is who does an act: a person with an account, or a part of the program.
type Actor struct {
	// Account is 0 for a part of the program, and for somebody who has not signed in.
	Account int64
	Name    string
	Roles   Roles
	// Scopes narrow what the key allows by which the actor came; none is everything that the roles allow.
	Scopes Scopes
	// Candidate is the candidate that the person is, or 0.
	Candidate int64
}

// Worker is the part of the program that does what follows by itself, such as auditing again.
var Worker = Actor{Name: "worker", Roles: roleWorker}

// Operator is whoever has the installation's machine in hand and calls the program there: an administrator without an account, who
// opens the first ones.
var Operator = Actor{Name: "operator", Roles: RoleAdministrator}

// String is what the journal says of the actor.
func (a Actor) String() string {
	switch {
	case a.Account != 0:
		return fmt.Sprintf("account %d", a.Account)
	case a.Name != "":
		return a.Name
	default:
		return "nobody"
	}
}

// act does one act on a candidate, or on none where candidate is 0, if the actor may.
func (r *Registrar) act(ctx context.Context, by Actor, do Act, candidate int64, reason string, f func(*store.Act) error) (store.Entry, error) {
	return r.actGiving(ctx, by, do, candidate, reason, nil, f)
}

// actGiving does an act that gives a result. Where the request has a name, its result is kept, and asking again gives it again.
func (r *Registrar) actGiving(ctx context.Context, by Actor, do Act, candidate int64, reason string, result any, f func(*store.Act) error) (store.Entry, error) {
	subject := ""
	if candidate != 0 {
		subject = fmt.Sprintf("candidate %d", candidate)
	}
	entry := store.Entry{At: r.options.Now().UnixMicro(), Actor: by.String(), Act: do.String(), Subject: subject, Reason: reason}
	return r.store.Act(ctx, entry, func(a *store.Act) error {
		if err := r.permit(&a.View, by, do, candidate); err != nil {
			return err
		}
		return Once(ctx, &a.Change, by, a.Entry.At, result, func() error {
			if err := refuseChanged(ctx, &a.View, candidate); err != nil {
				return err
			}
			return f(a)
		})
	})
}

// view reads for an act on a candidate, or on none, if the actor may.
func (r *Registrar) view(ctx context.Context, by Actor, do Act, candidate int64, f func(*store.View) error) error {
	return r.store.View(ctx, func(v *store.View) error {
		if err := r.permit(v, by, do, candidate); err != nil {
			return err
		}
		return f(v)
	})
}

// Admit refuses an act that the actor may not do at all, before long files are read for it.
func (r *Registrar) Admit(ctx context.Context, by Actor, do Act) error {
	return r.view(ctx, by, do, 0, func(*store.View) error { return nil })
}

// needReason refuses an act that says not why.
func needReason(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "fault.no-reason")
	}
	return nil
}

func noCandidate(id int64) error {
	return fault.New(fault.NotFound, "fault.no-candidate", message.Op("candidate", int(id)))
}
