//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package store

import (
	"errors"
	"os"
	"sync"
	"syscall"
	"time"
)

// turn is the turn to write among processes on one machine: a lock on an empty file, which the system frees when its process ends. It
// makes them polite and keeps nothing from harm: who does not get it in time goes without.
type turn struct {
	file     *os.File
	patience time.Duration
	// held tells that this process keeps the turn through several writes.
	held bool

	mu sync.Mutex
	// had tells that the turn is ours; asked that it was asked for and is not ours yet.
	had, asked bool
}

// patience is how long a turn is waited for: a process that was stopped while it had it gives it to nobody.
const patience = 10 * time.Second

// openTurn opens the file, and makes it where it is not there.
func openTurn(name string) (*turn, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, private)
	if err != nil {
		return nil, err
	}
	return &turn{file: f, patience: patience}, nil
}

// take waits for the turn, but not for ever. One connection writes, so that nobody else of this process takes it meanwhile.
func (t *turn) take() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held || t.asked {
		return nil
	}
	err := t.lock(syscall.LOCK_EX | syscall.LOCK_NB)
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		t.had = err == nil
		return err
	}
	t.asked = true
	given := make(chan error)
	gone := make(chan struct{})
	go t.await(given, gone)
	t.mu.Unlock()
	wait := time.NewTimer(t.patience)
	defer wait.Stop()
	select {
	case err = <-given:
		t.mu.Lock()
		t.had = err == nil
	case <-wait.C:
		close(gone)
		t.mu.Lock()
		err = nil
	}
	return err
}

// await waits for the turn as the system gives it, and gives it back where whoever asked has gone.
func (t *turn) await(given chan<- error, gone <-chan struct{}) {
	err := t.lock(syscall.LOCK_EX)
	t.mu.Lock()
	t.asked = false
	t.mu.Unlock()
	select {
	case given <- err:
	case <-gone:
		t.mu.Lock()
		defer t.mu.Unlock()
		if !t.had {
			_ = t.lock(syscall.LOCK_UN) // it is the file's, which nobody of ours has taken since
		}
	}
}

func (t *turn) give() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held || !t.had {
		return nil
	}
	t.had = false
	return t.lock(syscall.LOCK_UN)
}

// hold takes the turn, however long that takes, and keeps it until it is released, before anybody else of this process writes.
func (t *turn) hold() error {
	const long = 24 * time.Hour
	usual := t.patience
	t.patience = long
	err := t.take()
	t.patience, t.held = usual, err == nil
	return err
}

func (t *turn) release() error {
	t.held = false
	return t.give()
}

func (t *turn) lock(how int) error {
	for {
		err := syscall.Flock(int(t.file.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

func (t *turn) close() error { return t.file.Close() }
