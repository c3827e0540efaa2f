package main

import (
	"os"
	"time"
)

func main() {
	c := &Command{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv, Now: time.Now}
	c.listen()
	os.Exit(c.Run())
}
