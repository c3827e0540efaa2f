package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// again is how long after the first signal another one is meant: a shell and what stands between may each send the same one.
const again = time.Second

// listen ends the command when it is interrupted, with the shell's own exit code for that, and leaves no half-written file
// behind. A command that runs until it is stopped ends by itself at the first signal, and at once at a later one.
func (c *Command) listen() {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		var first time.Time
		for s := range signals {
			if stop := c.interrupt.Swap(nil); stop != nil {
				first = c.Now()
				(*stop)()
				continue
			}
			if !first.IsZero() && c.Now().Sub(first) < again {
				continue
			}
			c.Abandon()
			if s, ok := s.(syscall.Signal); ok {
				os.Exit(128 + int(s))
			}
			os.Exit(exitFailed)
		}
	}()
}

// untilStopped gives a context for a command that runs until it is stopped: it ends at the first signal.
func (c *Command) untilStopped() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	c.interrupt.Store(&cancel)
	return ctx, cancel
}
