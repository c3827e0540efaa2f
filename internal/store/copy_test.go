package store_test

import (
	"bytes"
	"database/sql"
	"os"
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

// Restoring writes nothing to the backup, whose hash somebody may have kept, and nothing beside it; what is no backup is refused and left
// as it is.
func TestRestoringLeavesTheBackupAsItIs(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	twoCandidates(t, s)
	folder := t.TempDir()
	file := filepath.Join(folder, "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	before := bytesOf(t, file)
	to := storetest.SQLite(t)
	if found, err := store.Restore(t.Context(), file, to, nil); err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	if !bytes.Equal(before, bytesOf(t, file)) {
		t.Error("the backup was changed")
	}
	for of, want := range map[string]int{folder: 1, filepath.Dir(to): 2} { // the restored one, and the file of its turns
		names, err := os.ReadDir(of)
		if err != nil || len(names) != want {
			t.Errorf("%v in %s, %v", names, of, err)
		}
	}
	strange, err := sql.Open("sqlite", filepath.Join(folder, "strange.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := strange.Exec(`CREATE TABLE mine (x)`); err != nil {
		t.Fatal(err)
	}
	if err := strange.Close(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"empty.db": "", "text.db": "hello"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"empty.db", "text.db", "strange.db"} {
		file := filepath.Join(folder, name)
		before := bytesOf(t, file)
		if _, err := store.Restore(t.Context(), file, storetest.SQLite(t), nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.Equal(before, bytesOf(t, file)) {
			t.Errorf("%s was changed", name)
		}
	}
}

func bytesOf(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
