package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// environment is that of every call: which installation, on which day, as whom.
func (l *load) environment() []string {
	return append(os.Environ(), "WAYMARK_DB="+l.db(), "WAYMARK_TODAY="+last.Format(time.DateOnly), "WAYMARK_AS=mia@example.org")
}

// call runs the program and gives how long it took and the most memory it had, in megabytes.
func (l *load) call(args ...string) (took time.Duration, memory float64, err error) {
	took, memory, _, err = l.answer(args...)
	return took, memory, err
}

// answer runs the program and gives what it answered too.
func (l *load) answer(args ...string) (took time.Duration, memory float64, out []byte, err error) {
	c := exec.Command(l.program, args...) //nolint:gosec // the program that is measured
	c.Env = l.environment()
	var said bytes.Buffer
	c.Stderr = &said
	start := time.Now()
	out, err = c.Output()
	took = time.Since(start)
	if err != nil {
		return took, 0, out, fmt.Errorf("waymark %v: %w: %s%s", args, err, out, said.String())
	}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		memory = float64(usage.Maxrss) / 1024
	}
	return took, memory, out, nil
}

// file makes a file, unless it is there.
func (l *load) file(name string, write func(*rows) error) error {
	if _, err := os.Stat(l.path(name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.Create(l.path(name))
	if err != nil {
		return err
	}
	if err := write(newRows(f, uint64(len(name)))); err != nil {
		return err
	}
	return f.Close()
}

// fill readies an installation and fills it, unless it is there.
func (l *load) fill() error {
	if _, err := os.Stat(l.db()); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := l.file("everyone.csv", func(r *rows) error { return r.everyone(l.candidates, last) }); err != nil {
		return err
	}
	for _, args := range [][]string{
		{"install", "--admin", "ada@example.org"},
		{"account", "open", "mia@example.org", "--name", "Mia", "--role", "manager", "--role", "decision-maker"},
	} {
		if _, _, err := l.call(args...); err != nil {
			return err
		}
	}
	took, memory, err := l.call("feed", "take", l.path("everyone.csv"), "--profile", l.path("profile.yaml"), "--leave")
	if err != nil {
		return err
	}
	l.say("feed into an empty installation", float64(pieces*l.candidates)/took.Seconds(), 25_000, "rows/s", true)
	l.say("  its memory", memory, 1000, "MB", false)
	return nil
}

// more feeds the full installation.
func (l *load) more() error {
	series := fmt.Sprintf("N%d-", time.Now().Unix())
	if err := l.file(series+"nightly.csv", func(r *rows) error { return r.nightly(series, l.feed, l.candidates, last) }); err != nil {
		return err
	}
	took, memory, err := l.call("feed", "take", l.path(series+"nightly.csv"), "--profile", l.path("profile.yaml"), "--leave")
	if err != nil {
		return err
	}
	l.say(fmt.Sprintf("feed into %d candidates, in no order", l.candidates), float64(l.feed)/took.Seconds(), 10_000, "rows/s", true)
	l.say("  its memory", memory, 1000, "MB", false)
	return os.Remove(l.path(series + "nightly.csv"))
}
