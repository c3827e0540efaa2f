package main

import (
	"context"
	"sync/atomic"
)

// watch shows on a terminal that a search is under way, and ends it at the first interrupt: then what is proved so far is
// shown.
type watch struct {
	bar   progress
	c     *Command
	asked atomic.Bool
}

func (c *Command) watch() *watch {
	w := &watch{bar: progress{to: c.Stderr}, c: c}
	ask := context.CancelFunc(func() { w.asked.Store(true) })
	c.interrupt.Store(&ask)
	w.bar.beginOf(-1, "looks")
	return w
}

// stop is asked by the search now and then.
func (w *watch) stop() bool {
	w.bar.step()
	return w.asked.Load()
}

// end clears the bar; a further interrupt ends the command.
func (w *watch) end() {
	w.c.interrupt.Store(nil)
	w.bar.finish()
}
