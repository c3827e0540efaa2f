// Package storetest says what a database must do, and does it on both: one suite, run on SQLite and on PostgreSQL.
//
// Call [Each] with a test; it runs once for each kind of database, on an empty installation. [Main] goes into TestMain, so
// that a server started for the tests is stopped.
package storetest

import (
	"context"
	"path/filepath"
	"testing"

	"waymark/internal/store"
)

// Each runs the test on an empty installation of each kind.
func Each(t *testing.T, test func(*testing.T, *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, SQLite(t))) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, Postgres(t))) })
}

// SQLite gives the address of an SQLite file that is not there yet.
func SQLite(tb testing.TB) string {
	tb.Helper()
	return filepath.Join(tb.TempDir(), "waymark.db")
}

// Open opens the installation and closes it at the end of the test.
func Open(tb testing.TB, address string) *store.Store {
	tb.Helper()
	s, err := store.Open(context.Background(), address, nil)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// Act does an act in which nothing may fail.
func Act(tb testing.TB, s *store.Store, f func(*store.Act) error) store.Entry {
	tb.Helper()
	e, err := s.Act(context.Background(), store.Entry{At: 1, Actor: "test", Act: "test", Subject: "test"}, f)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// View reads, and nothing may fail.
func View[T any](tb testing.TB, s *store.Store, f func(*store.View) (T, error)) T {
	tb.Helper()
	var out T
	err := s.View(context.Background(), func(v *store.View) (err error) {
		out, err = f(v)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}
