// Package login says who is asking: people who sign in by a link sent to their e-mail address, and programs with a key that a
// person made for them.
//
// Make a [Door] with [New]; [Door.Ask] sends a link, [Door.Enter] turns it into a session, [Door.Session] and [Door.Key] give
// the actor of a request. What the actor may do is for package registrar.
//
// Secrets are 256 random bits, given out once and kept as a SHA-256 only; none is ever logged. The answer to somebody who asks
// for a link never tells whether the address has an account.
package login

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"
	"unicode/utf8"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
)

// Options are what an installation decides.
type Options struct {
	// Now reads the clock.
	Now func() time.Time
	// Link makes the address that a sign-in link leads to.
	Link func(secret string) string
	// Pause waits, so that how long an answer takes does not tell whether an address has an account; nil does not.
	Pause func(context.Context, time.Duration)
}

// How long things serve, and how often somebody may try.
const (
	linkServes    = 15 * time.Minute
	sessionServes = 12 * time.Hour
	span          = 15 * time.Minute
	// answered is how long an answer to who asks for a link takes at least: longer than writing one.
	answered   = 250 * time.Millisecond
	linksASpan = 5  // links to one address
	triesASpan = 30 // tries from one place
)

// Door lets people and programs in. It is safe for use by many goroutines.
type Door struct {
	store     *store.Store
	registrar *registrar.Registrar
	options   Options
}

// New makes the door of an installation.
func New(s *store.Store, r *registrar.Registrar, o Options) *Door { return &Door{s, r, o} }

// secret makes a secret and the hash under which it is kept.
func secret() (text string, hash []byte) {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // it never fails: it ends the program where the system has no randomness
	text = base64.RawURLEncoding.EncodeToString(b)
	return text, hashOf(text)
}

func hashOf(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// Ask sends a link to the address, if it has an account. From is the place that asks, such as a network address.
func (d *Door) Ask(ctx context.Context, email, from string) error {
	email = strings.TrimSpace(email)
	sendable := sendable(email) // lowering would hide what is no text
	email = strings.ToLower(email)
	text, hash := secret()
	now := d.options.Now()
	defer d.even(ctx, now)
	return d.store.Change(ctx, func(c *store.Change) error {
		if err := d.throttle(c, "from "+from, triesASpan, now); err != nil {
			return err
		}
		if !sendable {
			return nil
		}
		if err := d.throttle(c, "link to "+email, linksASpan, now); err != nil {
			return err
		}
		if _, known, err := c.AccountByEmail(email); err != nil || !known {
			return err
		}
		until := now.Add(linkServes)
		if err := c.AddLink(hash, email, now.UnixMicro(), until.UnixMicro()); err != nil {
			return err
		}
		words := message.English()
		return c.AddMessages(store.Message{
			Recipient: email, Subject: words.Sentence("mail.sign-in.subject"), At: now.UnixMicro(),
			Body: words.Sentence("mail.sign-in.body", message.Op("link", d.options.Link(text)), message.Op("until", until.UTC().Format("15:04 MST"))),
		})
	})
}

// even lets an answer that was begun at the time take as long as every other.
func (d *Door) even(ctx context.Context, began time.Time) {
	if left := answered - d.options.Now().Sub(began); d.options.Pause != nil && left > 0 {
		d.options.Pause(ctx, left)
	}
}

// sendable tells whether an address could be anybody's: no account has another, and nothing of it is kept.
func sendable(email string) bool {
	const longest = 254 // RFC 5321 leaves so many
	return email != "" && len(email) <= longest && utf8.ValidString(email) && !strings.Contains(email, "\x00")
}

// TooOften is the code of the fault of one attempt too many; after [Span] there may be more.
const (
	TooOften = "fault.sign-in-often"
	Span     = span
)

// throttle counts an attempt and refuses one too many.
func (d *Door) throttle(c *store.Change, subject string, most int64, now time.Time) error {
	n, err := c.Attempt(subject, now.Truncate(span).UnixMicro())
	if err == nil && n > most {
		err = fault.New(fault.Forbidden, TooOften)
	}
	return err
}

// Enter uses a link up and gives the secret of a new session. The journal says who signed in and when; what was refused is counted alone,
// so that nobody fills the journal by trying.
func (d *Door) Enter(ctx context.Context, link, from string) (string, error) {
	text, hash := secret()
	now := d.options.Now()
	if err := d.store.Change(ctx, func(c *store.Change) error { return d.throttle(c, "from "+from, triesASpan, now) }); err != nil {
		return "", err
	}
	entry := store.Entry{At: now.UnixMicro(), Act: "sign-in"}
	done, err := d.store.Act(ctx, entry, func(a *store.Act) error {
		email, found, err := a.UseLink(hashOf(link), now.UnixMicro())
		if err != nil || !found {
			return cmp.Or(err, store.ErrNothing)
		}
		account, known, err := a.AccountByEmail(email)
		if err != nil || !known {
			return cmp.Or(err, store.ErrNothing)
		}
		a.Entry.Actor = registrar.Actor{Account: account.ID}.String()
		return a.AddSession(store.Session{
			Hash: hash, Account: account.ID, Created: now.UnixMicro(), Expires: now.Add(sessionServes).UnixMicro(), Seen: now.UnixMicro(),
		})
	})
	if err == nil && done.Seq == 0 {
		err = fault.New(fault.Forbidden, "fault.link-used")
	}
	if err != nil {
		return "", err
	}
	return text, nil
}

// Session gives the actor of a session's secret. Roles are those of now: one taken away is gone at once.
func (d *Door) Session(ctx context.Context, text string) (registrar.Actor, error) {
	var by registrar.Actor
	err := d.store.View(ctx, func(v *store.View) error {
		s, found, err := v.Session(hashOf(text), d.options.Now().UnixMicro())
		if err == nil && !found {
			err = fault.New(fault.Forbidden, "fault.signed-out")
		}
		if err == nil {
			by, err = registrar.ActorIn(v, s.Account)
		}
		return err
	})
	return by, err
}

// Leave ends a session.
func (d *Door) Leave(ctx context.Context, text string) error {
	return d.store.Change(ctx, func(c *store.Change) error { return c.EndSession(hashOf(text)) })
}
