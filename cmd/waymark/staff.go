package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
)

// staffFlags are those of every command that does an act: which installation, and who does it.
type staffFlags struct {
	installationFlags
	As string `env:"WAYMARK_AS" placeholder:"E-MAIL" help:"Whose act it is: the e-mail address of an account, whose roles decide."`
}

// existing opens an installation that is there. SQLite would make a new file of a name that was mistyped.
func (f installationFlags) existing(ctx context.Context, c *Command) (*installation, error) {
	file := strings.TrimPrefix(f.DB, "sqlite:")
	if _, err := os.Stat(file); !store.Shared(f.DB) && errors.Is(err, fs.ErrNotExist) {
		return nil, cannot("command.no-installation", "command.hint.installation", message.Op("db", f.DB))
	}
	return f.open(ctx, c)
}

// with does something on an installation that is there.
func (f installationFlags) with(c *Command, do func(context.Context, *installation) error) error {
	ctx := context.Background()
	i, err := f.existing(ctx, c)
	if err != nil {
		return err
	}
	return undone(firstError(do(ctx, i), i.close()))
}

// acting does something on an installation as the person who is named.
func (f staffFlags) acting(c *Command, do func(context.Context, *installation, registrar.Actor) error) error {
	if f.As == "" {
		return usage("command.as-nobody", "command.hint.as")
	}
	return f.with(c, func(ctx context.Context, i *installation) error {
		by, err := i.actor(ctx, f.As)
		if err != nil {
			return err
		}
		return do(ctx, i, by)
	})
}

// actor is the account with the e-mail address.
func (i *installation) actor(ctx context.Context, email string) (registrar.Actor, error) {
	var account store.Account
	known := false
	if err := i.store.View(ctx, func(v *store.View) (err error) {
		account, known, err = v.AccountByEmail(email)
		return err
	}); err != nil {
		return registrar.Actor{}, err
	}
	if !known {
		return registrar.Actor{}, usage("command.no-account", "command.hint.account", message.Op("email", email))
	}
	return i.registrar.ActorOf(ctx, account.ID)
}

// told says how an act went.
func (c *Command) told(code string, operands ...message.Operand) {
	c.say(c.words.Sentence(code, operands...))
}
