package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tamper does to the tables what the program never does: it goes round the triggers that hold the facts.
func tamper(t *testing.T, s *Store, statements ...string) {
	t.Helper()
	for _, q := range statements {
		if _, err := s.db.(*sqliteDB).db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}

func installation(t *testing.T) *Store {
	t.Helper()
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "x.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, name := range []string{"Ana", "Bo", "Cy"} {
		if _, err := s.Act(context.Background(), Entry{At: 1, Actor: "test", Act: "add", Subject: name}, func(a *Act) error {
			_, err := a.AddCandidates(name, name+" the second")
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestVerifyJournalSaysWhere(t *testing.T) {
	for name, c := range map[string]struct {
		do   []string
		want []Tampering
	}{
		"nothing":          {nil, nil},
		"a fact changed":   {[]string{`DROP TRIGGER candidate_update`, `UPDATE candidate SET name = 'Eve' WHERE id = 3`}, []Tampering{{2, "", "journal.facts"}}},
		"a fact deleted":   {[]string{`DROP TRIGGER candidate_delete`, `DELETE FROM candidate WHERE id = 6`}, []Tampering{{3, "", "journal.facts"}}},
		"a fact added":     {[]string{`INSERT INTO candidate VALUES (9, 1, 'Eve', 1)`}, []Tampering{{1, "", "journal.facts"}}},
		"a stray fact":     {[]string{`INSERT INTO candidate VALUES (9, 1, 'Eve', 7)`}, []Tampering{{7, "candidate", "journal.stray"}}},
		"an entry changed": {[]string{`DROP TRIGGER journal_update`, `UPDATE journal SET reason = 'so' WHERE seq = 2`}, []Tampering{{2, "", "journal.changed"}}},
		"an entry gone":    {[]string{`DROP TRIGGER journal_delete`, `DELETE FROM journal WHERE seq = 2`}, []Tampering{{2, "", "journal.missing"}, {3, "", "journal.changed"}, {2, "", "journal.facts"}}},
		"the end cut off":  {[]string{`DROP TRIGGER journal_delete`, `DELETE FROM journal WHERE seq = 3`}, []Tampering{{3, "", "journal.head"}, {3, "candidate", "journal.stray"}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := installation(t)
			tamper(t, s, c.do...)
			var got []Tampering
			if err := s.View(t.Context(), func(v *View) (err error) {
				got, err = v.VerifyJournal(10, nil)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestTheDatabaseRefusesToChangeAFact(t *testing.T) {
	s := installation(t)
	for _, q := range []string{`UPDATE candidate SET name = 'Eve'`, `DELETE FROM journal`} {
		if _, err := s.db.(*sqliteDB).db.Exec(q); err == nil {
			t.Errorf("%s went through", q)
		}
	}
}

// The description of the tables and the migrations say the same.
func TestEveryTableIsDescribed(t *testing.T) {
	s := installation(t)
	described := map[string]bool{"goose_db_version": true, "sqlite_sequence": true}
	for _, one := range append(append([]*table{journalTable}, factTables...), otherTables...) {
		described[one.name] = true
		if err := s.View(t.Context(), func(v *View) error {
			columns, err := all(v, scanText, `SELECT name FROM pragma_table_info($1) ORDER BY cid`, one.name)
			var want []string
			for _, c := range one.columns {
				want = append(want, c.name)
			}
			if d := cmp.Diff(want, columns); d != "" {
				t.Errorf("%s: %s", one.name, d)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.View(t.Context(), func(v *View) error {
		names, err := all(v, scanText, `SELECT name FROM sqlite_master WHERE type = 'table'`)
		for _, name := range names {
			if !described[name] && !strings.HasPrefix(name, "river_") { // the queue's tables are its own
				t.Errorf("table %s is not described", name)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
