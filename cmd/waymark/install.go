package main

import (
	"context"
	"io/fs"
	"strings"

	"waymark/catalogue"
	"waymark/message"
)

type installCommand struct {
	installationFlags
	Admin string `required:"" placeholder:"E-MAIL" help:"The first administrator."`
	Name  string `placeholder:"NAME" help:"The administrator's name; the e-mail address where none is given."`
}

// Help gives the examples of waymark install --help.
func (installCommand) Help() string {
	return examples(
		"waymark install --admin ada@example.org",
		`waymark install --db postgres://waymark@db/waymark --admin ada@example.org --name "Ada Lovelace"`,
	)
}

// Run readies an empty installation.
func (n installCommand) Run(c *Command) error {
	if n.Name == "" {
		n.Name = n.Admin
	}
	ctx := context.Background()
	i, err := n.open(ctx, c)
	if err != nil {
		return err
	}
	done, err := i.registrar.Install(ctx, n.Admin, n.Name, shippedTexts())
	if err := undone(firstError(err, i.close())); err != nil {
		return err
	}
	if !done {
		return usage("command.installed-before", "", message.Op("db", n.DB))
	}
	c.told("command.installed", message.Op("db", n.DB), message.Op("admin", n.Admin))
	return nil
}

// shippedTexts are the programmes and facts that come with the program.
func shippedTexts() map[string][]byte {
	texts := map[string][]byte{}
	names, err := fs.Glob(catalogue.Files(), "*/*.yaml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".test.yaml") {
			continue
		}
		if texts[name], err = fs.ReadFile(catalogue.Files(), name); err != nil {
			panic(err) // embedded
		}
	}
	return texts
}
