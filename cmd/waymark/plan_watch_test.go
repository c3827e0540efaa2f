package main

import (
	"io"
	"testing"
)

// TestInterruptAsksTheSearchToStop holds that the first interrupt of a search is the search's, so that it can say what it proved,
// and that one after it ends the command again.
func TestInterruptAsksTheSearchToStop(t *testing.T) {
	c := &Command{Stderr: io.Discard}
	w := c.watch()
	if w.stop() {
		t.Fatal("stopped before anyone asked")
	}
	stop := c.interrupt.Swap(nil)
	if stop == nil {
		t.Fatal("an interrupt ends the command, and what was proved is lost")
	}
	(*stop)()
	if !w.stop() {
		t.Error("the search was not asked to stop")
	}
	w = c.watch()
	w.end()
	if c.interrupt.Load() != nil {
		t.Error("an interrupt after the search is swallowed")
	}
}
