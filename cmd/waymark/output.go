package main

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// whole writes a document to standard output, or to the file that the user named, once all of it is there.
func (c *Command) whole(file string, document func(io.Writer) error) error {
	var b bytes.Buffer
	if err := document(&b); err != nil {
		return err
	}
	if file == "" || file == "-" {
		_, err := c.Stdout.Write(b.Bytes())
		return err
	}
	return c.replace(file, b.Bytes())
}

// replace puts data in the place of a file at once, so that nobody ever reads half of it.
func (c *Command) replace(file string, data []byte) error {
	d, err := c.begin(file)
	if err != nil {
		return err
	}
	_, err = d.Write(data)
	return d.end(err)
}

// pending is a file in the making. It takes the place of the file it is for when it ends without an error; until then it
// stands beside it, and nothing of it remains where the command fails or is interrupted.
type pending struct {
	command *Command
	file    *os.File
	target  string
}

// pendings are the names of the files in the making.
type pendings struct {
	sync.Mutex
	names map[string]bool
}

// create makes a file in the folder. It stands under its name at the moment it is there, so that an interrupt never misses it.
func (d *pendings) create(folder string) (*os.File, error) {
	d.Lock()
	defer d.Unlock()
	f, err := os.CreateTemp(folder, ".waymark-*")
	if err != nil {
		return nil, err
	}
	if d.names == nil {
		d.names = map[string]bool{}
	}
	d.names[f.Name()] = true
	return f, nil
}

func (d *pendings) gone(name string) {
	d.Lock()
	defer d.Unlock()
	d.names[name] = false
}

// Abandon removes what a command that is interrupted has written in part. The command ends after it: no file begins any more.
func (c *Command) Abandon() {
	c.pending.Lock() // for good
	for name, there := range c.pending.names {
		if there {
			_ = os.Remove(name) // nothing more can be done about it
		}
	}
}

// begin begins a file. The file keeps its mode, and a link what it points to; what is no file, such as a device, is
// written as it is.
func (c *Command) begin(target string) (*pending, error) {
	mode := os.FileMode(0o644)
	if file, err := filepath.EvalSymlinks(target); err == nil {
		target = file
	}
	if old, err := os.Stat(target); err == nil {
		if !old.Mode().IsRegular() {
			f, err := os.OpenFile(target, os.O_WRONLY, 0)
			if err != nil {
				return nil, unwritable(target, err)
			}
			return &pending{c, f, ""}, nil
		}
		mode = old.Mode().Perm()
	}
	f, err := c.pending.create(filepath.Dir(target))
	if err != nil {
		return nil, unwritable(target, err)
	}
	d := &pending{c, f, target}
	if err := f.Chmod(mode); err != nil {
		return nil, d.end(err)
	}
	return d, nil
}

// Write adds to the file.
func (d *pending) Write(data []byte) (int, error) { return d.file.Write(data) }

// end puts the file in its place, or takes it away where err says that it is not whole.
func (d *pending) end(err error) error {
	if e := d.file.Close(); err == nil {
		err = e
	}
	if d.target == "" {
		return d.failed(err)
	}
	if err == nil {
		err = os.Rename(d.file.Name(), d.target)
	}
	if err != nil {
		_ = os.Remove(d.file.Name()) // the error that matters is told
	}
	d.command.pending.gone(d.file.Name())
	return d.failed(err)
}

func (d *pending) failed(err error) error {
	if err == nil {
		return nil
	}
	return unwritable(cmp.Or(d.target, d.file.Name()), err)
}
