package login_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"waymark/internal/fault"
	"waymark/internal/login"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// entrance is a door with a clock that a test may move on.
type entrance struct {
	*login.Door
	store *store.Store
	now   time.Time
}

func newEntrance(t *testing.T, s *store.Store) *entrance {
	t.Helper()
	e := &entrance{store: s, now: time.Date(2005, time.June, 1, 9, 0, 0, 0, time.UTC)}
	now := func() time.Time { return e.now }
	r := registrar.New(s, registrar.Options{Now: now})
	if _, err := r.Install(t.Context(), "ada@example.org", "Ada", nil); err != nil {
		t.Fatal(err)
	}
	e.Door = login.New(s, r, login.Options{Now: now, Link: func(secret string) string { return "https://example.org/enter?link=" + secret }})
	return e
}

// ask asks for a link and gives its secret as it was sent, or nothing.
func (e *entrance) ask(t *testing.T, email string) string {
	t.Helper()
	if err := e.Ask(t.Context(), email, "192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	sent := storetest.View(t, e.store, func(v *store.View) ([]store.Message, error) { return v.Messages(1) })
	if len(sent) == 0 {
		return ""
	}
	_, rest, _ := strings.Cut(sent[0].Body, "link=")
	secret, _, _ := strings.Cut(rest, "\n")
	return secret
}

func refused(t *testing.T, err error) {
	t.Helper()
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("not refused: %v", err)
	}
}

func TestSigningIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		e := newEntrance(t, s)
		if secret := e.ask(t, "nobody@example.org"); secret != "" {
			t.Error("a stranger was sent a link")
		}
		link := e.ask(t, " Ada@Example.org ")
		session, err := e.Enter(t.Context(), link, "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		_, err = e.Enter(t.Context(), link, "192.0.2.1")
		refused(t, err)
		by, err := e.Session(t.Context(), session)
		if err != nil || by.Name != "Ada" || by.Roles != registrar.RoleAdministrator {
			t.Errorf("%+v %v", by, err)
		}
		_, err = e.Session(t.Context(), link)
		refused(t, err)
		late := e.ask(t, "ada@example.org")
		e.now = e.now.Add(16 * time.Minute)
		_, err = e.Enter(t.Context(), late, "192.0.2.1")
		refused(t, err)
		e.now = e.now.Add(12 * time.Hour)
		_, err = e.Session(t.Context(), session)
		refused(t, err)
	})
}

// The journal says who signed in, and when; it says nothing of tries that were refused, so that nobody fills it by trying.
func TestTheJournalSaysWhoSignedIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		e := newEntrance(t, s)
		secret := e.ask(t, "ada@example.org")
		_, err := e.Enter(t.Context(), "no such link", "192.0.2.1")
		refused(t, err)
		if _, err := e.Enter(t.Context(), secret, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		_, err = e.Enter(t.Context(), secret, "192.0.2.1")
		refused(t, err)
		entries := storetest.View(t, s, func(v *store.View) ([]store.Entry, error) { return v.JournalBefore(1<<62, 10) })
		if len(entries) != 2 || entries[0].Act != "sign-in" || entries[0].Actor != "account 1" || entries[0].At != e.now.UnixMicro() {
			t.Errorf("%+v", entries)
		}
		found := storetest.View(t, s, func(v *store.View) ([]store.Tampering, error) { return v.VerifyJournal(10, nil) })
		if len(found) != 0 {
			t.Errorf("%+v", found)
		}
	})
}

func TestTooManyLinksAreRefused(t *testing.T) {
	e := newEntrance(t, storetest.Open(t, storetest.SQLite(t)))
	for range 5 {
		e.ask(t, "ada@example.org")
	}
	refused(t, e.Ask(t.Context(), "ada@example.org", "192.0.2.1"))
	e.now = e.now.Add(16 * time.Minute)
	if err := e.Ask(t.Context(), "ada@example.org", "192.0.2.1"); err != nil {
		t.Error(err)
	}
}

// What could be nobody's address is answered like every other that has no account, and kept nowhere.
func TestWhatIsNobodysAddress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		e := newEntrance(t, s)
		for i, email := range []string{"", "a\x00b@example.org", "\xff@example.org", strings.Repeat("x", 5000) + "@example.org"} {
			for range 6 {
				if err := e.Ask(t.Context(), email, fmt.Sprint("192.0.2.", i)); err != nil {
					t.Errorf("%.20q: %v", email, err)
				}
			}
		}
	})
}

// An answer takes as long whether the address has an account or not: what is left of the time is waited for.
func TestAnAnswerTellsNothingByItsTime(t *testing.T) {
	e := newEntrance(t, storetest.Open(t, storetest.SQLite(t)))
	var waited []time.Duration
	now := e.now
	door := login.New(e.store, registrar.New(e.store, registrar.Options{Now: func() time.Time { return e.now }}), login.Options{
		Now: func() time.Time {
			defer func() { now = now.Add(time.Millisecond) }() // every look at the clock is a millisecond later
			return now
		},
		Link:  func(secret string) string { now = now.Add(20 * time.Millisecond); return secret }, // writing a letter takes time
		Pause: func(_ context.Context, d time.Duration) { waited, now = append(waited, d), now.Add(d) },
	})
	var took []time.Duration
	for _, email := range []string{"ada@example.org", "nobody@example.org", "\xff", strings.Repeat("x", 300)} {
		began := now
		if err := door.Ask(t.Context(), email, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		took = append(took, now.Sub(began))
	}
	for _, d := range took {
		if d != took[0] || len(waited) != len(took) {
			t.Errorf("answers took %v, of which %v were waited for", took, waited)
		}
	}
}

func TestAKeyDoesWhatItsScopesAllow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		e := newEntrance(t, s)
		session, err := e.Enter(t.Context(), e.ask(t, "ada@example.org"), "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		by, err := e.Session(t.Context(), session)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.MakeKey(t.Context(), by, "script", []string{"all"}, time.Hour); !fault.Is(err, fault.Invalid) {
			t.Error(err)
		}
		key, err := e.MakeKey(t.Context(), by, "script", []string{"read"}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		program, err := e.Key(t.Context(), key)
		if err != nil || program.Scopes != registrar.ScopeRead {
			t.Fatalf("%+v %v", program, err)
		}
		r := registrar.New(s, registrar.Options{Now: func() time.Time { return e.now }})
		if _, err := r.Accounts(t.Context(), program, 0, 1); err != nil {
			t.Error(err)
		}
		_, err = r.OpenAccount(t.Context(), program, "x@example.org", "X", 0, 0)
		refused(t, err)
		_, err = e.MakeKey(t.Context(), program, "another", []string{"write"}, time.Hour)
		refused(t, err)
		keys, err := e.Keys(t.Context(), by)
		if err != nil || len(keys) != 1 {
			t.Fatalf("%v %v", keys, err)
		}
		if err := e.TakeBack(t.Context(), by, keys[0].ID); err != nil {
			t.Error(err)
		}
		_, err = e.Key(t.Context(), key)
		refused(t, err)
		if err := e.TakeBack(t.Context(), by, keys[0].ID); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
		e.journaled(t, key)
	})
}

// journaled holds that the journal says who made the key and took it back, for what, and nothing that opens a door.
func (e *entrance) journaled(t *testing.T, key string) {
	t.Helper()
	told := map[string]store.Entry{}
	for _, j := range storetest.View(t, e.store, func(v *store.View) ([]store.Entry, error) { return v.Journal(1, 100) }) {
		told[j.Act] = j
		for _, secret := range []string{key, strings.TrimPrefix(key, "waymark_")} {
			if strings.Contains(j.Subject+j.Reason+j.Before+j.After, secret) {
				t.Errorf("entry %d tells the secret", j.Seq)
			}
		}
	}
	made, taken := told["make-key"], told["take-key-back"]
	if made.Actor != "account 1" || made.Subject != "key 1" || !strings.Contains(made.After, `"name":"script","scopes":["read"]`) || len(made.Facts) == 0 {
		t.Errorf("%+v", made)
	}
	if taken.Actor != "account 1" || taken.Subject != "key 1" || len(taken.Facts) == 0 {
		t.Errorf("%+v", taken)
	}
	if found := storetest.View(t, e.store, func(v *store.View) ([]store.Tampering, error) { return v.VerifyJournal(10, nil) }); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}
