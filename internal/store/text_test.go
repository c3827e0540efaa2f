package store_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// drawn is a text of so many letters that no database makes shorter.
func drawn(n int) string {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	var b strings.Builder
	for range n {
		b.WriteByte(byte('a' + random.IntN(26)))
	}
	return b.String()
}

// What one database could not keep is refused by both, wherever it stands: in a fact, or in what the journal says of it.
func TestTextsThatADatabaseCannotKeep(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ana, _ := twoCandidates(t, s)
		act := func(e store.Entry, f func(*store.Act) error) error {
			e.At, e.Act = 1, "test"
			_, err := s.Act(t.Context(), e, f)
			return err
		}
		nothing := func(*store.Act) error { return nil }
		identify := func(kind, value string) func(*store.Act) error {
			return func(a *store.Act) error {
				return a.Identify(store.Identification{Identity: store.Identity{Kind: kind, Value: value}, Candidate: ana})
			}
		}
		for what, err := range map[string]error{
			"a NUL in a reason":         act(store.Entry{Reason: "a\x00b"}, nothing),
			"bytes in a reason":         act(store.Entry{Reason: "a\xff"}, nothing),
			"a NUL in a subject":        act(store.Entry{Subject: "\x00"}, nothing),
			"a NUL in what it was":      act(store.Entry{Before: "\x00"}, nothing),
			"bytes in a name":           act(store.Entry{}, func(a *store.Act) error { return a.Rename(ana, "\xff") }),
			"a long identity":           act(store.Entry{}, identify("testhall", drawn(1001))),
			"an identity of a long one": act(store.Entry{}, identify(drawn(1001), "1")),
		} {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := act(store.Entry{Reason: "\u202ebidi"}, identify(drawn(1000), drawn(999))); err != nil {
			t.Error(err)
		}
		for _, text := range []string{"a\x00b", "a\xff"} {
			err := s.View(t.Context(), func(v *store.View) error {
				_, err := v.Identified(store.Identity{Kind: "testhall", Value: text})
				return err
			})
			if err != nil && !fault.Is(err, fault.Invalid) {
				t.Errorf("looking for %q: %v", text, err)
			}
		}
		err := s.Change(t.Context(), func(c *store.Change) error {
			_, err := c.Attempt(drawn(9000), 1)
			return err
		})
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Error(err)
		}
	})
}
