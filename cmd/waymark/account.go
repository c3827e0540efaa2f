package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"waymark/internal/login"
	"waymark/internal/registrar"
	"waymark/message"
)

type accountCommand struct {
	Open  accountOpenCommand  `cmd:"" help:"Let a person sign in, with roles."`
	List  accountListCommand  `cmd:"" help:"List the accounts and their roles."`
	Grant accountGrantCommand `cmd:"" help:"Give an account a role, or take it away."`
	Key   accountKeyCommand   `cmd:"" help:"Make a key with which a program acts for an account, and print it once."`
	Link  accountLinkCommand  `cmd:"" help:"Print a link by which somebody signs in once."`
}

type accountOpenCommand struct {
	installationFlags
	Email     string   `arg:"" help:"The e-mail address by which the person signs in."`
	Name      string   `required:"" help:"The person's name."`
	Role      []string `placeholder:"ROLE" help:"candidate, consultant, employer, manager, decision-maker or administrator; may be repeated."`
	Candidate int64    `placeholder:"N" help:"The candidate that the person is."`
}

// Help gives the examples of waymark account open --help.
func (accountOpenCommand) Help() string {
	return examples(
		`waymark account open mia@example.org --name "Mia Manager" --role manager`,
		`waymark account open ana@example.org --name "Ana Roy" --role candidate --candidate 17`,
	)
}

// Run opens an account.
func (a accountOpenCommand) Run(c *Command) error {
	var roles registrar.Roles
	for _, word := range a.Role {
		role := registrar.RolesOf(word)
		if role == 0 {
			return usage("fault.no-role", "", message.Op("found", word), message.Op("known", registrar.Anybody.Words()))
		}
		roles |= role
	}
	return a.with(c, func(ctx context.Context, i *installation) error {
		id, err := i.registrar.OpenAccount(ctx, registrar.Operator, a.Email, a.Name, a.Candidate, roles)
		if err != nil {
			return err
		}
		c.told("command.account.opened", message.Op("account", int(id)), message.Op("email", a.Email))
		return nil
	})
}

type accountListCommand struct {
	installationFlags
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark account list --help.
func (accountListCommand) Help() string {
	return examples("waymark account list", "waymark account list --format json")
}

// listedAccount is the JSON form of an account.
type listedAccount struct {
	Account   int64    `json:"account"`
	Email     string   `json:"email"`
	Name      string   `json:"name"`
	Roles     []string `json:"roles"`
	Candidate int64    `json:"candidate,omitempty"`
}

// Run lists every account.
func (a accountListCommand) Run(c *Command) error {
	return a.with(c, func(ctx context.Context, i *installation) error {
		rows, out := [][]string{}, []listedAccount{}
		const atOnce = 500
		for after, more := int64(0), true; more; {
			accounts, err := i.registrar.Accounts(ctx, registrar.Operator, after, atOnce)
			if err != nil {
				return err
			}
			for _, one := range accounts {
				after = one.ID
				by, err := i.registrar.ActorOf(ctx, one.ID)
				if err != nil {
					return err
				}
				out = append(out, listedAccount{one.ID, one.Email, one.Name, by.Roles.Words(), one.Candidate})
				rows = append(rows, []string{strconv.FormatInt(one.ID, 10), message.Printable(one.Email), message.Printable(one.Name), strings.Join(by.Roles.Words(), ", ")})
			}
			more = len(accounts) == atOnce
		}
		return c.whole("", func(w io.Writer) error {
			if a.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, rows)
		})
	})
}

type accountGrantCommand struct {
	installationFlags
	Email  string `arg:"" help:"The account's e-mail address."`
	Role   string `arg:"" help:"candidate, consultant, employer, manager, decision-maker or administrator."`
	Take   bool   `help:"Take the role away instead."`
	Reason string `required:"" help:"Why."`
}

// Help gives the examples of waymark account grant --help.
func (accountGrantCommand) Help() string {
	return examples(
		`waymark account grant mia@example.org decision-maker --reason "on the board since May"`,
		`waymark account grant mia@example.org manager --take --reason "left the office"`,
	)
}

// Run gives a role, or takes it away.
func (a accountGrantCommand) Run(c *Command) error {
	return a.with(c, func(ctx context.Context, i *installation) error {
		by, err := i.actor(ctx, a.Email)
		if err != nil {
			return err
		}
		if err := i.registrar.GrantRole(ctx, registrar.Operator, by.Account, a.Role, !a.Take, a.Reason); err != nil {
			return err
		}
		code := "command.account.granted"
		if a.Take {
			code = "command.account.taken"
		}
		c.told(code, message.Op("email", a.Email), message.Op("role", a.Role))
		return nil
	})
}

type accountKeyCommand struct {
	installationFlags
	Email string   `arg:"" help:"The account's e-mail address."`
	Scope []string `required:"" placeholder:"SCOPE" help:"read, feed or write; may be repeated."`
	Name  string   `default:"command line" help:"What the key is called in lists."`
	Days  int      `default:"90" help:"For how many days it serves."`
}

// Help gives the examples of waymark account key --help.
func (accountKeyCommand) Help() string {
	return examples("waymark account key mia@example.org --scope feed --name nightly --days 365")
}

// Run makes a key.
func (a accountKeyCommand) Run(c *Command) error {
	if a.Days < 1 {
		return usage("command.account.days", "", message.Op("days", a.Days))
	}
	return a.with(c, func(ctx context.Context, i *installation) error {
		by, err := i.actor(ctx, a.Email)
		if err != nil {
			return err
		}
		door := login.New(i.store, i.registrar, login.Options{Now: i.now})
		key, err := door.MakeKey(ctx, by, a.Name, a.Scope, time.Duration(a.Days)*24*time.Hour)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			_, err := fmt.Fprintln(w, key)
			return err
		})
	})
}
