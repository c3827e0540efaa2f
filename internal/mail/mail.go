// Package mail sends the letters that acts have written.
//
// An act writes its letter in its own transaction (store.Change.AddMessage); call [Deliver] now and then to send what waits. A
// letter is marked sent after the server has taken it: where the mark is lost it goes out twice, and never not at all.
//
// It composes nothing and logs no letter: a sign-in link is a secret.
package mail

import (
	"context"
	"time"

	gomail "github.com/wneessen/go-mail"

	"waymark/internal/fault"
	"waymark/internal/store"
)

// Server is the mail server that takes our letters.
type Server struct {
	Host string
	Port int
	// From is the address that letters come from.
	From string
	// User and Password are for a server that asks for them.
	User, Password string
	// Plain speaks without encryption, for a server on the same machine.
	Plain bool
}

// Deliver sends up to limit letters that wait, oldest first, and tells how many went out. It stops at the first that the server
// does not take.
func (s Server) Deliver(ctx context.Context, from *store.Store, now func() time.Time, limit int) (int, error) {
	var waiting []store.Message
	if err := from.View(ctx, func(v *store.View) (err error) {
		waiting, err = v.Unsent(limit)
		return err
	}); err != nil || len(waiting) == 0 {
		return 0, err
	}
	client, err := s.client()
	if err != nil {
		return 0, fault.Because(err, fault.Unavailable, "fault.mail")
	}
	for i, m := range waiting {
		if err := s.send(ctx, client, m); err != nil {
			return i, fault.Because(err, fault.Unavailable, "fault.mail")
		}
		if err := from.Change(ctx, func(c *store.Change) error { return c.Sent(m.ID, now().UnixMicro()) }); err != nil {
			return i, err
		}
	}
	return len(waiting), nil
}

func (s Server) client() (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTLSPolicy(gomail.TLSMandatory)}
	if s.Plain {
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	return gomail.NewClient(s.Host, options...)
}

func (s Server) send(ctx context.Context, client *gomail.Client, m store.Message) error {
	letter := gomail.NewMsg()
	if err := letter.From(s.From); err != nil {
		return err
	}
	if err := letter.To(m.Recipient); err != nil {
		return err
	}
	letter.Subject(m.Subject)
	letter.SetDateWithValue(time.UnixMicro(m.At).UTC())
	letter.SetBodyString(gomail.TypeTextPlain, m.Body)
	return client.DialAndSendWithContext(ctx, letter)
}
