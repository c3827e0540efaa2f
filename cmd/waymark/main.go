package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	c := &Command{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv, Now: time.Now}
	c.listen()
	os.Exit(c.Run())
}

// listen ends the command when it is interrupted, with the shell's own exit code for that, and leaves no half-written file
// behind.
func (c *Command) listen() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		s := <-signals
		c.Abandon()
		if s, ok := s.(syscall.Signal); ok {
			os.Exit(128 + int(s))
		}
		os.Exit(exitFailed)
	}()
}
