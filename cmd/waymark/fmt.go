package main

import (
	"bytes"
	"fmt"

	"github.com/rogpeppe/go-internal/diff"

	"waymark/source"
)

type fmtCommand struct {
	File  []string `arg:"" help:"Files to format, or folders of them; - is standard input."`
	Write bool     `short:"w" xor:"how" help:"Write the result back to the files and print their names."`
	Check bool     `xor:"how" help:"Print the names of files that are not formatted; exit 1 if there are any."`
	Diff  bool     `short:"d" xor:"how" help:"Print what would change; exit 1 if anything would."`
}

// Help gives the examples of waymark fmt --help.
func (fmtCommand) Help() string {
	return examples("waymark fmt mcse.yaml", "waymark fmt -w *.yaml", "waymark fmt --diff mcse.yaml")
}

// Run formats each file; one that cannot be read as YAML is left as it is.
func (f fmtCommand) Run(c *Command) error {
	broken, changes := false, false
	names, err := files(f.File)
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := c.read(name)
		if err != nil {
			return err
		}
		formatted, found := source.Format(shown(name), data)
		if found.HasErrors() {
			if err := c.findings(c.Stderr, found, map[string][]byte{shown(name): data}); err != nil {
				return err
			}
			broken = true
			continue
		}
		same := bytes.Equal(data, formatted)
		changes = changes || !same
		if err := f.give(c, name, data, formatted, same); err != nil {
			return err
		}
	}
	if broken || changes && (f.Check || f.Diff) {
		return errFindings
	}
	return nil
}

func (f fmtCommand) give(c *Command, name string, data, formatted []byte, same bool) error {
	var err error
	switch {
	case !f.Write && !f.Check && !f.Diff, f.Write && name == "-":
		_, err = c.Stdout.Write(formatted)
	case same:
	case f.Diff:
		_, err = c.Stdout.Write(diff.Diff(name, data, name+" (formatted)", formatted))
	default:
		if f.Write {
			err = c.replace(name, formatted)
		}
		if err == nil {
			_, err = fmt.Fprintln(c.Stdout, name)
		}
	}
	return err
}
