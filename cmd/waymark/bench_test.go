package main

import (
	"os"
	"os/exec"
	"testing"
)

// BenchmarkStart measures a whole process that reads and compiles the catalogue and answers from it.
func BenchmarkStart(b *testing.B) {
	exe, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	for _, args := range [][]string{{"waymark", "version"}, {"waymark", "list", "lpi"}} {
		b.Run(args[1], func(b *testing.B) {
			for b.Loop() {
				process := &exec.Cmd{Path: exe, Args: args}
				if err := process.Run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
