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
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "x.db"), nil)
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
			if d := cmp.Diff(c.want, verified(t, s)); d != "" {
				t.Error(d)
			}
		})
	}
}

// A key opens doors: who widens what one may do, puts off its end or slips another in is found, and so is who brings back one that was
// taken.
func TestVerifyJournalFindsATamperedKey(t *testing.T) {
	for name, c := range map[string]struct {
		do   string
		want []Tampering
	}{
		"nothing":         {``, nil},
		"wider scopes":    {`UPDATE access_key SET scopes = 'read feed write' WHERE step = 1`, []Tampering{{4, "", "journal.facts"}}},
		"a later end":     {`UPDATE access_key SET expires = expires + 1 WHERE step = 1`, []Tampering{{4, "", "journal.facts"}}},
		"another secret":  {`UPDATE access_key SET hash = x'01' WHERE step = 1`, []Tampering{{4, "", "journal.facts"}}},
		"brought back":    {`DELETE FROM access_key WHERE step = 2`, []Tampering{{5, "", "journal.facts"}}},
		"one slipped in":  {`INSERT INTO access_key VALUES (2, 1, 1, 'x', 'write', x'02', 1, 9, 0, 5)`, []Tampering{{5, "", "journal.facts"}}},
		"one of no entry": {`INSERT INTO access_key VALUES (2, 1, 1, 'x', 'write', x'02', 1, 9, 0, 0)`, []Tampering{{0, "access_key", "journal.stray"}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := installation(t)
			key := AccessKey{Account: 1, Name: "nightly", Scopes: "read", Hash: []byte{7}, Made: 1, Expires: 9}
			for _, f := range []func(*Act) error{
				func(a *Act) (err error) { key.ID, err = a.AddAccessKey(key); return err },
				func(a *Act) error { k := key; k.Step, k.Taken = 1, 2; return a.ChangeAccessKey(k) },
			} {
				if _, err := s.Act(t.Context(), Entry{At: 1, Actor: "test", Act: "test"}, f); err != nil {
					t.Fatal(err)
				}
			}
			tamper(t, s, `DROP TRIGGER access_key_update`, `DROP TRIGGER access_key_delete`, c.do)
			if d := cmp.Diff(c.want, verified(t, s)); d != "" {
				t.Error(d)
			}
		})
	}
}

// Keys that an older version kept outside the journal keep their numbers and secrets when they come into it.
func TestKeysOfOldAreAdopted(t *testing.T) {
	s := installation(t)
	tamper(t, s, `INSERT INTO token VALUES (x'07', 3, 1, 'nightly', 'read feed', 1, 9, 0), (x'08', 4, 2, 'gone', 'write', 1, 9, 5)`)
	var old []AccessKey
	read := func(v *View) (err error) { old, err = v.UnjournaledKeys(); return err }
	if err := s.View(t.Context(), read); err != nil || len(old) != 2 {
		t.Fatal(old, err)
	}
	if _, err := s.Act(t.Context(), Entry{At: 1, Actor: "test", Act: "adopt"}, func(a *Act) error { return a.AdoptKeys(old) }); err != nil {
		t.Fatal(err)
	}
	var got, gone AccessKey
	if err := s.View(t.Context(), func(v *View) (err error) {
		if got, _, err = v.AccessKey([]byte{7}); err == nil {
			gone, _, err = v.AccessKey([]byte{8})
		}
		return firstError(err, read(v))
	}); err != nil || len(old) != 0 {
		t.Fatal(old, err)
	}
	if d := cmp.Diff(AccessKey{ID: 3, Step: 1, Account: 1, Name: "nightly", Scopes: "read feed", Hash: []byte{7}, Made: 1, Expires: 9, Entry: 4}, got); d != "" {
		t.Error(d)
	}
	if gone.Taken != 5 {
		t.Errorf("%+v", gone)
	}
	if found := verified(t, s); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

func verified(t *testing.T, s *Store) (found []Tampering) {
	t.Helper()
	if err := s.View(t.Context(), func(v *View) (err error) {
		found, err = v.VerifyJournal(10, nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTheDatabaseRefusesToChangeAFact(t *testing.T) {
	s := installation(t)
	for _, q := range []string{`UPDATE candidate SET name = 'Eve'`, `DELETE FROM journal`} {
		if _, err := s.db.(*sqliteDB).db.Exec(q); err == nil {
			t.Errorf("%s went through", q)
		}
	}
	guarded := map[string]bool{}
	if err := s.View(t.Context(), func(v *View) error {
		names, err := all(v, scanText, `SELECT name FROM sqlite_master WHERE type = 'trigger'`)
		for _, name := range names {
			guarded[name] = true
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, one := range append([]*table{journalTable}, factTables...) {
		if !guarded[one.name+"_update"] || !guarded[one.name+"_delete"] {
			t.Errorf("%s can be changed", one.name)
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
