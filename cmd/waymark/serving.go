package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"

	"waymark/internal/keyring"
	"waymark/internal/login"
	"waymark/internal/mail"
	"waymark/internal/store"
)

// serving is an installation that is being served.
type serving struct {
	*installation
	command *serveCommand
	log     *slog.Logger
	door    *login.Door
	// address is where people reach the site, without a slash at its end.
	address string
	// ring is the issuer's keys, or nil; nothing of it is opened here.
	ring *keyring.Ring
	// keys is the same as it is now.
	keys *keysNow
	// trusted are the issuers whom the operator trusts, or nil where every issuer that is known will do.
	trusted map[string]string
}

// secure tells whether people reach the site by https.
func (s *serving) secure() bool { return strings.HasPrefix(s.address, "https://") }

func (s *serving) ready(ctx context.Context) error {
	return s.store.View(ctx, func(v *store.View) error {
		_, err := v.Setting("ready")
		return err
	})
}

// outbox is what the page of that name reads, in development alone.
func (s *serving) outbox() func(context.Context, int) ([]store.Message, error) {
	if !s.command.Development {
		return nil
	}
	return func(ctx context.Context, limit int) (out []store.Message, err error) {
		err = s.store.View(ctx, func(v *store.View) error {
			out, err = v.Messages(limit)
			return err
		})
		return out, err
	}
}

// warn says what somebody who set this up may not have meant.
func (s *serving) warn(ctx context.Context, listener net.Listener, post *mail.Server) {
	at, is := listener.Addr().(*net.TCPAddr)
	switch {
	case s.command.Development && is && !at.IP.IsLoopback():
		s.log.WarnContext(ctx, "whoever reaches this address can read every letter and sign in as anybody: --development is on", "address", s.address)
	case !s.command.Development && post == nil:
		s.log.WarnContext(ctx, "letters wait, and nobody can sign in by one: no mail server is given with --mail")
	}
}

// welcome says where the site is.
func (s *serving) welcome(ctx context.Context, c *Command) error {
	if s.command.Demo {
		return s.welcomeDemo(ctx, c)
	}
	_, err := fmt.Fprintf(c.Stdout, "serving %s/ · business day %s\n", s.address, s.today())
	return err
}
