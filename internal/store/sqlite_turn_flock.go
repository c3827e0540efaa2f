//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package store

import (
	"errors"
	"os"
	"syscall"
)

// turn is the turn to write among processes on one machine: a lock on an empty file, which the system frees when its process ends.
type turn struct {
	file *os.File
	// held tells that this process keeps the turn through several writes.
	held bool
}

// openTurn opens the file, and makes it where it is not there.
func openTurn(name string) (*turn, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, private)
	if err != nil {
		return nil, err
	}
	return &turn{file: f}, nil
}

func (t *turn) take() error { return t.lock(syscall.LOCK_EX) }
func (t *turn) give() error { return t.lock(syscall.LOCK_UN) }

// hold takes the turn and keeps it until it is released, before anybody else of this process writes.
func (t *turn) hold() error {
	err := t.take()
	t.held = err == nil
	return err
}

func (t *turn) release() error {
	t.held = false
	return t.give()
}

func (t *turn) lock(how int) error {
	if t.held {
		return nil
	}
	for {
		err := syscall.Flock(int(t.file.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

func (t *turn) close() error { return t.file.Close() }
