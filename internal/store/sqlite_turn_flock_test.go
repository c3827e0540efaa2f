//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package store

import (
	"path/filepath"
	"testing"
	"time"
)

// A process that was stopped while it had the turn keeps nobody from writing for ever; what it gives later is kept by nobody who went
// without.
func TestATurnIsNotWaitedForForEver(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x-turn")
	open := func() *turn {
		one, err := openTurn(name)
		if err != nil {
			t.Fatal(err)
		}
		one.patience = 20 * time.Millisecond
		t.Cleanup(func() { _ = one.close() })
		return one
	}
	do := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	stopped, waits := open(), open()
	do("the first", stopped.take())
	for range 3 {
		do("one goes without", waits.take())
		if waits.had {
			t.Error("two have the turn")
		}
		do("what one has not, one does not give", waits.give())
	}
	do("the stopped one goes on", stopped.give())
	stopped.patience = time.Minute
	for range 100 {
		do("the turn is free again", stopped.take())
		if !stopped.had {
			t.Fatal("somebody keeps the turn who went without")
		}
		do("and given", stopped.give())
		do("to the other", waits.take())
		do("and back", waits.give())
		time.Sleep(time.Millisecond)
	}
	if waits.asked || waits.had {
		t.Errorf("the other still asks (%t) or has it (%t)", waits.asked, waits.had)
	}
}
