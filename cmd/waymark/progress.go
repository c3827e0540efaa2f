package main

import (
	"io"

	"github.com/schollz/progressbar/v3"

	"waymark/internal/store"
)

// progress is a bar on a terminal, and nothing anywhere else.
type progress struct {
	to  io.Writer
	bar *progressbar.ProgressBar
}

// begin shows the bar of records; n is -1 where nobody knows how many there are.
func (p *progress) begin(n int) { p.beginOf(n, "records") }

// beginOf shows the bar of so many things.
func (p *progress) beginOf(n int, things string) {
	if _, is := terminal(p.to); is {
		p.bar = progressbar.NewOptions(n,
			progressbar.OptionSetWriter(p.to),
			progressbar.OptionShowCount(),
			progressbar.OptionShowIts(),
			progressbar.OptionSetItsString(things),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(100_000_000),
		)
	}
}

func (p *progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	}
}

// at moves the bar to n.
func (p *progress) at(n int64) {
	if p.bar != nil {
		_ = p.bar.Set64(n)
	}
}

// rows gives a bar for a long work on the database, which says what it is at.
func (p *progress) rows() store.Progress { return p.count("rows") }

// count gives a bar for a long work in steps, which says what it is at.
func (p *progress) count(things string) store.Progress {
	begun, step := int64(-1), ""
	return func(at string, rows, of int64) {
		if begun != of || step != at && rows == 0 {
			p.finish()
			p.beginOf(int(of), things)
			begun, step = of, at
		}
		if p.bar != nil {
			p.bar.Describe(at)
		}
		p.at(rows)
	}
}

// clear makes room for a line of text.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
