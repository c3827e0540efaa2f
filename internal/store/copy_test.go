package store_test

import (
	"path/filepath"
	"testing"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

func TestCopyBothWays(t *testing.T) {
	lite, post := storetest.Open(t, storetest.SQLite(t)), storetest.Open(t, storetest.Postgres(t))
	twoCandidates(t, lite)
	storetest.Act(t, lite, func(a *store.Act) error { return a.CloseQuarantined(1, 1, "dismissed", []byte{}, "so") }) // no bytes are bytes too
	var rows, of int64
	if err := lite.CopyTo(t.Context(), post, func(_ string, n, all int64) { rows, of = n, all }); err != nil {
		t.Fatal(err)
	}
	if rows != of || of == 0 {
		t.Errorf("progress says %d of %d", rows, of)
	}
	if err := lite.CopyTo(t.Context(), post, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("copied into an installation in use: %v", err)
	}
	back := storetest.Open(t, storetest.SQLite(t))
	if err := post.CopyTo(t.Context(), back, nil); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*store.Store{post, back} {
		oneMore(t, s)
	}
}

// oneMore acts on a copy: its counters go on where they were, and its journal holds.
func oneMore(t *testing.T, s *store.Store) {
	t.Helper()
	storetest.Act(t, s, func(a *store.Act) error {
		id, err := a.AddCandidates("Cy")
		if id != 3 {
			t.Errorf("the third candidate has number %d", id)
		}
		return err
	})
	if found := storetest.View(t, s, func(v *store.View) ([]store.Tampering, error) { return v.VerifyJournal(10, nil) }); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

func TestBackupAndRestore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		twoCandidates(t, s)
		file := filepath.Join(t.TempDir(), "backup.db")
		if err := s.Backup(t.Context(), file); err != nil {
			t.Fatal(err)
		}
		if err := s.Backup(t.Context(), file); !fault.Is(err, fault.Conflict) {
			t.Errorf("a backup was written over: %v", err)
		}
		for _, address := range []string{storetest.SQLite(t), storetest.Postgres(t)} {
			if found, err := store.Restore(t.Context(), file, address, nil); err != nil || len(found) > 0 {
				t.Fatal(found, err)
			}
			oneMore(t, storetest.Open(t, address))
		}
		if _, err := store.Restore(t.Context(), file+"x", storetest.SQLite(t), nil); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
	})
}
