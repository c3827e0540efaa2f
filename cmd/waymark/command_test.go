package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"waymark/internal/store/storetest"
)

// today is the day on which the commands under test run.
var today = time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	run := func(now func() time.Time) func() {
		return func() {
			c := &Command{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv, Now: now, keyCost: 4}
			c.listen()
			os.Exit(c.Run())
		}
	}
	testscript.Main(stopping{m}, map[string]func(){
		"waymark": run(func() time.Time { return today }),
		clocked:   run(time.Now),
	})
}

// clocked is the name by which the test calls its own program with the clock of the machine.
const clocked = "waymark-clocked"

// stopping stops what the tests started when they are over.
type stopping struct{ *testing.M }

// Run runs the tests.
func (s stopping) Run() int {
	code := s.M.Run()
	storetest.Stop()
	return code
}

// TestCommands runs every script; "exits N command…" holds the exit code, "bytes FILE TEXT…" writes what a script cannot
// hold.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("ESC", "\x1b")
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name != "root" {
				return false, fmt.Errorf("unknown condition %s", name)
			}
			return os.Geteuid() == 0, nil // whom no mode of a file keeps from reading it
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "bytes": writeBytes},
	})
}

// exits runs a command and holds its exit code: "exits 2 waymark audit".
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command…")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = err.Error()
	}
	if want := args[0]; got != want && got != "exit status "+want {
		ts.Fatalf("exited with %q, not %s", got, want)
	}
}

// writeBytes writes texts as Go writes them between quotes, one after the other; a number before a text repeats it:
// "bytes long.yaml 'x: ' 10000000 y".
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: bytes file text…")
	}
	var data []byte
	times := 1
	for _, arg := range args[1:] {
		if n, err := strconv.Atoi(arg); err == nil {
			times = n
			continue
		}
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(arg, `"`, `\"`) + `"`)
		ts.Check(err)
		data = append(data, strings.Repeat(text, times)...)
		times = 1
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}
