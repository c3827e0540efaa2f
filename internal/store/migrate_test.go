package store

import (
	"database/sql"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"waymark/internal/fault"
)

// A program leaves alone what a newer one has used.
func TestNewerTablesAreRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new.db")
	s, err := Open(t.Context(), file, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.(*sqliteDB).db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (1000, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), file, nil)
	if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "1000") {
		t.Errorf("it was opened: %v", err)
	}
}

// What stood in a table keeps standing when the table takes another form.
func TestBasesMoveIntoRows(t *testing.T) {
	file := filepath.Join(t.TempDir(), "old.db")
	old, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, old, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), 8); err != nil {
		t.Fatal(err)
	}
	if _, err := old.Exec(`INSERT INTO award_basis VALUES (2, 1, 'b', x'02', 4), (1, 2, 'c', x'', 5), (1, 1, 'a', x'01', 4)`); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	var told []int64
	s, err := Open(t.Context(), file, func(from, to int64) { told = append(told, from, to) })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if len(told) != 2 || told[0] != 8 || told[1] < 9 {
		t.Errorf("told of a change %v", told)
	}
	var got []Basis
	if err := s.View(t.Context(), func(v *View) error {
		for _, award := range [][2]int64{{1, 1}, {1, 2}, {2, 1}, {2, 2}} {
			b, known, err := v.Basis(award[0], award[1])
			if err != nil {
				return err
			}
			if known {
				got = append(got, b)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Basis{{"a", []byte{1}}, {"c", nil}, {"b", []byte{2}}}, got); d != "" {
		t.Error(d)
	}
}
