package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/record"
	"waymark/source"
)

// What people are told instead of a file's name.
const (
	stdin  = "standard input"
	stdout = "standard output"
)

// read gives the bytes of a file that the user named; "-" is standard input. More than source can read is cut just past
// its limit, so that source says so.
func (c *Command) read(name string) ([]byte, error) {
	if name == "-" {
		if c.drained {
			return nil, usage("command.stdin-twice", "")
		}
		c.drained = true
		return c.limited(stdin, c.Stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	return c.limited(name, f)
}

func (c *Command) limited(name string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, source.MaxBytes+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	return data, nil
}

// record reads a record that the user named. What is wrong with it ends the command.
func (c *Command) record(file string, set *programme.Set) (*record.Record, error) {
	data, err := c.read(file)
	if err != nil {
		return nil, err
	}
	rec, found := source.ReadRecord(shown(file), data)
	found.Add(idle(&rec, set)...)
	return &rec, c.stop(found, map[string][]byte{shown(file): data})
}

// idle warns of rulings in a record that name what the set does not have: they change nothing, and nobody would notice.
func idle(rec *record.Record, set *programme.Set) diag.List {
	found := compile.Rulings(rec.Rulings, set)
	for i := range found {
		found[i].Severity = diag.Warning
	}
	return found
}

func unreadable(name string, err error) error {
	return cannot("command.unreadable", "", message.Op("file", name), message.Op("why", why(err)))
}

func unwritable(name string, err error) error {
	return cannot("command.unwritable", "", message.Op("file", name), message.Op("why", why(err)))
}

// why is what the system said, without the call and the path, which the sentence names.
func why(err error) string {
	if p := new(fs.PathError); errors.As(err, &p) {
		err = p.Err
	}
	if l := new(os.LinkError); errors.As(err, &l) {
		err = l.Err
	}
	return err.Error()
}

// shown is what a file is called in findings.
func shown(name string) string {
	if name == "-" {
		return stdin
	}
	return name
}

// isYAML tells whether a folder's file is one of ours by its name.
func isYAML(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(name))) &&
		!strings.HasPrefix(filepath.Base(name), ".")
}

// files gives the files behind names: a folder stands for every YAML and JSON file in it, in order; hidden folders and
// testdata are passed over.
func files(names []string) ([]string, error) {
	var all []string
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err == nil && !info.IsDir() {
			all = append(all, name)
			continue
		}
		if err != nil {
			return nil, unreadable(name, err)
		}
		err = filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && path != name && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".")):
				return filepath.SkipDir
			case entry.Type().IsRegular() && isYAML(path):
				all = append(all, path)
			}
			return nil
		})
		if err != nil {
			return nil, unreadable(name, err)
		}
	}
	return all, nil
}

// findings prints what was found in files, with the lines they stand in.
func (c *Command) findings(w io.Writer, found diag.List, text map[string][]byte) error {
	colours := c.colours(w)
	return diag.Text(w, found, diag.Layout{
		Words:  c.words,
		Source: func(file string) []byte { return text[file] },
		Paint: func(part diag.Part, piece string) string {
			if !colours {
				return piece
			}
			return paint(diagPaint[part])(piece)
		},
	})
}

var diagPaint = [...]string{diag.Place: "1", diag.NoteMark: "36", diag.WarningMark: "33", diag.ErrorMark: "31", diag.Margin: "2"}
