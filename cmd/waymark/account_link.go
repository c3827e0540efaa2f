package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"waymark/internal/login"
	"waymark/message"
)

type accountLinkCommand struct {
	installationFlags
	Email   string        `arg:"" help:"The account's e-mail address."`
	Address string        `env:"WAYMARK_ADDRESS" default:"http://127.0.0.1:8080" placeholder:"URL" help:"The address by which people reach the site."`
	Serves  time.Duration `default:"15m" placeholder:"TIME" help:"For how long the link serves, up to 24h."`
}

// Help gives the examples of waymark account link --help.
func (accountLinkCommand) Help() string {
	return "For the first administrator before letters are sent, and for whoever no letter reaches.\n\n" +
		examples("waymark account link ada@example.org", "waymark account link ada@example.org --address https://certs.example.org --serves 1h")
}

// Run makes a link and prints it.
func (a accountLinkCommand) Run(c *Command) error {
	const longest = 24 * time.Hour
	if a.Serves <= 0 || a.Serves > longest {
		return usage("command.link-serves", "", message.Op("found", a.Serves.String()))
	}
	return a.with(c, func(ctx context.Context, i *installation) error {
		door := login.New(i.store, i.registrar, login.Options{Now: i.now, Link: enterAt(strings.TrimRight(a.Address, "/"))})
		link, err := door.Issue(ctx, a.Email, a.Serves)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(c.Stdout, link)
		return err
	})
}

// enterAt makes sign-in links to a site at the address.
func enterAt(address string) func(string) string {
	return func(secret string) string { return address + "/enter?link=" + secret }
}
