package main

import (
	"os"
	"os/signal"
)

// watch shows on a terminal that a search is under way, and ends it at the first interrupt: then what is proved so far is
// shown.
type watch struct {
	bar     progress
	stopped chan os.Signal
	asked   bool
}

func (c *Command) watch() *watch {
	w := &watch{bar: progress{to: c.Stderr}, stopped: make(chan os.Signal, 1)}
	signal.Notify(w.stopped, os.Interrupt)
	w.bar.beginOf(-1, "looks")
	return w
}

// stop is asked by the search now and then.
func (w *watch) stop() bool {
	w.bar.step()
	select {
	case <-w.stopped:
		w.asked = true
	default:
	}
	return w.asked
}

// end clears the bar; a further interrupt ends the command.
func (w *watch) end() {
	signal.Stop(w.stopped)
	w.bar.finish()
}
