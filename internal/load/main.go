// Command load measures an installation of the size that Waymark promises to carry: it fills one through the program that people
// use, then measures feeds, audits of everyone, requests over HTTP while a feed runs, memory and the time to start.
//
// Call it through scripts/load. What it prints is measured, with the promise beside it; the exit code is 1 where one is not kept.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	l := &load{}
	flag.IntVar(&l.candidates, "candidates", 1_000_000, "how many candidates, with eight pieces of evidence each")
	flag.IntVar(&l.feed, "feed", 200_000, "how many rows each further feed has")
	flag.StringVar(&l.folder, "folder", "load", "where the installation and its files are made; kept, and gone on with")
	flag.StringVar(&l.program, "waymark", "waymark", "the program")
	flag.DurationVar(&l.lasting, "for", 20*time.Second, "how long requests are made")
	flag.IntVar(&l.clients, "clients", 32, "over how many connections requests are made")
	flag.IntVar(&l.rate, "rate", 1100, "how many requests are sent a second")
	flag.StringVar(&l.only, "only", "", "take these steps alone, of fill, feed, impact, serve")
	flag.Parse()
	if err := l.run(); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(3)
	}
	if l.broken > 0 {
		os.Exit(1)
	}
}

// load is one measurement.
type load struct {
	candidates, feed, clients, rate int
	folder, program, only           string
	lasting                         time.Duration
	broken                          int
}

// last is the business day of the installation.
var last = month(2005, 6)

func (l *load) path(name string) string { return filepath.Join(l.folder, name) }

func (l *load) db() string { return l.path("load.db") }

func (l *load) run() error {
	if err := os.MkdirAll(l.folder, 0o750); err != nil {
		return err
	}
	if err := os.WriteFile(l.path("profile.yaml"), []byte(profile), 0o644); err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		do   func() error
	}{{"fill", l.fill}, {"feed", l.more}, {"impact", l.everyone}, {"serve", l.serve}} {
		if l.only != "" && !strings.Contains(l.only, step.name) {
			continue
		}
		if err := step.do(); err != nil {
			return err
		}
	}
	return nil
}

// say prints what was measured beside what is promised; atLeast tells which side of the promise is right.
func (l *load) say(what string, measured, promised float64, unit string, atLeast bool) {
	verdict := "kept"
	switch {
	case promised == 0:
		verdict = ""
	case atLeast && measured < promised || !atLeast && measured > promised:
		verdict = "NOT KEPT"
		l.broken++
	}
	promise := ""
	if promised != 0 {
		side := "at most"
		if atLeast {
			side = "at least"
		}
		promise = fmt.Sprintf("promised %s %.0f", side, promised)
	}
	fmt.Printf("%-52s %12.0f %-14s %-26s %s\n", what, measured, unit, promise, verdict)
}
