// Package mail sends the letters that acts have written.
//
// An act writes its letter in its own transaction (store.Change.AddMessage), which leaves the work of sending it; package jobs
// calls [Server.Send] for each. A letter is marked sent after the server has taken it: where the mark is lost it goes out twice,
// and never not at all.
//
// It composes nothing and logs no letter: a sign-in link is a secret.
package mail

import (
	"context"
	"errors"
	"time"

	gomail "github.com/wneessen/go-mail"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
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

// Send sends a letter, unless it went out already. A server that cannot be reached now is a fault of the kind Unavailable; a
// letter that it will never take is Invalid.
func (s Server) Send(ctx context.Context, from *store.Store, letter int64, now func() time.Time) error {
	var m store.Message
	if err := from.View(ctx, func(v *store.View) (err error) {
		var known bool
		if m, known, err = v.Message(letter); err == nil && !known {
			err = fault.New(fault.NotFound, "fault.no-letter", message.Op("letter", int(letter)))
		}
		return err
	}); err != nil || m.Sent != 0 {
		return err
	}
	client, err := s.client()
	if err == nil {
		err = s.send(ctx, client, m)
	}
	if err != nil {
		return refused(err)
	}
	return from.Change(ctx, func(c *store.Change) error { return c.Sent(m.ID, now().UnixMicro()) })
}

// refused tells a letter that no server will take from one that can be sent later.
func refused(err error) error {
	kind := fault.Unavailable
	if s, is := errors.AsType[*gomail.SendError](err); is && !s.IsTemp() && s.ErrorCode() >= 500 {
		kind = fault.Invalid
	}
	return fault.Because(err, kind, "fault.mail")
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
