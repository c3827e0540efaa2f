package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	return replace(file, b.Bytes())
}

// replace puts data in the place of a file at once, so that nobody ever reads half of it. The file keeps its mode.
func replace(file string, data []byte) error {
	mode := os.FileMode(0o644)
	if old, err := os.Stat(file); err == nil {
		mode = old.Mode().Perm()
	}
	fresh, err := os.CreateTemp(filepath.Dir(file), ".waymark-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer func() { _ = os.Remove(fresh.Name()) }() // gone already where all went well
	_, err = fresh.Write(data)
	if e := fresh.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(fresh.Name(), mode)
	}
	if err == nil {
		err = os.Rename(fresh.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}
