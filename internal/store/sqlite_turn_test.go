package store

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// Two processes write one SQLite file, and one of them without a pause: the other waits for the act that is under way and no longer.
// It is counted in acts, not in time.
func TestAnotherProcessGetsItsTurn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.db")
	open := func() *Store {
		s, err := Open(context.Background(), file, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	busy, other := open(), open()
	var acts atomic.Int64
	began, ended := make(chan struct{}), make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for ctx.Err() == nil {
			if _, err := busy.Act(context.WithoutCancel(ctx), Entry{At: 1, Actor: "feed", Act: "feed"}, func(*Act) error {
				if acts.Add(1) == 2 {
					close(began)
				}
				time.Sleep(20 * time.Millisecond) // the act takes its time; whoever comes meanwhile waits longer and longer before they look again
				return nil
			}); err != nil {
				ended <- err
				return
			}
		}
		ended <- nil
	}()
	<-began
	direct := other.db.(*sqliteDB).writes
	if err := other.Change(t.Context(), func(c *Change) error { return c.Set("x", "0") }); err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func() error{
		"a change": func() error { return other.Change(t.Context(), func(c *Change) error { return c.Set("x", "1") }) },
		"a statement of the queue": func() error {
			_, err := direct.ExecContext(t.Context(), `UPDATE setting SET value = '2' WHERE name = 'x'`)
			return err
		},
		"a query of the queue": func() error {
			var v string
			return direct.QueryRowContext(t.Context(), `UPDATE setting SET value = '3' WHERE name = 'x' RETURNING value`).Scan(&v)
		},
	} {
		for range 5 {
			before := acts.Load()
			if err := write(); err != nil {
				t.Fatal(name, err)
			}
			if waited := acts.Load() - before; waited > 2 {
				t.Errorf("%s waited for %d acts of the other process", name, waited)
			}
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// Nobody but its owner reads the database, whatever the system's custom is: the addresses and names of people are in it.
func TestFilesAreTheirOwnersAlone(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "x.db")
	s, err := Open(t.Context(), file, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.Act(t.Context(), Entry{At: 1, Actor: "test", Act: "test"}, func(a *Act) error {
		_, err := a.AddCandidates("Ana")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), filepath.Join(folder, "monday.db")); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range found {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has the mode %o", filepath.Base(name), mode)
		}
	}
	if len(found) < 4 { // the file, its log, its index, the backup
		t.Errorf("%v", found)
	}
}
