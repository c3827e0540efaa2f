package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func passed(candidate int64, code, reference string) store.Fact {
	return store.Fact{Candidate: candidate, Act: store.Recorded, Evidence: record.Evidence{
		Ref: record.Ref{Kind: record.Exam, ID: "microsoft/" + code}, Date: record.Day(2004, 3, 1), State: record.Verified,
		Source: "testhall", Reference: reference,
	}}
}

// twoCandidates are Ana with two passes and Bo with one.
func twoCandidates(t *testing.T, s *store.Store) (ana, bo int64) {
	t.Helper()
	storetest.Act(t, s, func(a *store.Act) (err error) {
		if ana, err = a.AddCandidates("Ana Roy", "Bo Li"); err != nil {
			return err
		}
		bo = ana + 1
		facts := []store.Fact{passed(bo, "70-291", "3"), passed(ana, "70-290", "1"), passed(ana, "70-291", "2")}
		if err := a.AddPieces(facts); err != nil {
			return err
		}
		return a.AddReferences(facts)
	})
	return ana, bo
}

func TestEvidenceKeepsItsHistory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ana, bo := twoCandidates(t, s)
		facts := storetest.View(t, s, func(v *store.View) ([]store.Fact, error) { return v.Facts(ana) })
		if len(facts) != 2 {
			t.Fatalf("%d facts, want 2", len(facts))
		}
		corrected, voided := facts[0], facts[1]
		corrected.Step, corrected.Act, corrected.Date = 2, store.Corrected, record.Day(2004, 4, 1)
		corrected.Note, corrected.Attributes = "the day was wrong", map[string]string{"place": "Lyon"}
		voided.Step, voided.Act = 2, store.Voided
		e := storetest.Act(t, s, func(a *store.Act) error { return a.AddPieces([]store.Fact{corrected, voided}) })
		corrected.Entry = e.Seq
		facts = storetest.View(t, s, func(v *store.View) ([]store.Fact, error) { return v.Facts(ana) })
		if len(facts) != 4 {
			t.Fatalf("%d facts, want the whole history of 4", len(facts))
		}
		if d := cmp.Diff([]store.Fact{corrected}, store.Current(facts)); d != "" {
			t.Error(d)
		}
		known := storetest.View(t, s, func(v *store.View) ([]store.Fact, error) {
			return v.Referenced(store.Number{Source: "testhall", Reference: "1"}, store.Number{Source: "testhall", Reference: "9"})
		})
		if d := cmp.Diff([]store.Fact{corrected, {}}, known); d != "" {
			t.Error(d)
		}
		var seen []store.Holding
		if err := s.View(t.Context(), func(v *store.View) error {
			return v.EachHolding(1, 100, func(h *store.Holding) error {
				seen = append(seen, store.Holding{Candidate: h.Candidate, Evidence: append([]record.Evidence(nil), h.Evidence...)})
				return nil
			})
		}); err != nil {
			t.Fatal(err)
		}
		if len(seen) != 2 || len(seen[0].Evidence) != 1 || seen[0].Evidence[0].Date != corrected.Date || seen[1].Candidate != bo {
			t.Errorf("%+v", seen)
		}
	})
}

func TestAnActIsAllOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		stop := errors.New("stop")
		_, err := s.Act(t.Context(), store.Entry{At: 1, Actor: "test", Act: "test", Subject: "x"}, func(a *store.Act) error {
			if _, err := a.AddCandidates("Ana"); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatalf("%v", err)
		}
		e, err := s.Act(t.Context(), store.Entry{At: 1, Actor: "test", Act: "test", Subject: "x"}, func(*store.Act) error { return store.ErrNothing })
		if err != nil || e.Seq != 0 {
			t.Fatalf("an act of nothing wrote entry %d, %v", e.Seq, err)
		}
		last := storetest.View(t, s, func(v *store.View) (int64, error) { return v.LastCandidate() })
		entries := storetest.View(t, s, func(v *store.View) ([]store.Entry, error) { return v.Journal(1, 10) })
		if last != 0 || len(entries) != 0 {
			t.Errorf("candidate %d and %d entries stayed", last, len(entries))
		}
	})
}

func TestWhatIsThereAlreadyIsAConflict(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ana, bo := twoCandidates(t, s)
		email := store.Identity{Kind: store.Email, Value: "Ana@Example.org"}
		storetest.Act(t, s, func(a *store.Act) error { return a.Identify(store.Identification{Identity: email, Candidate: ana}) })
		_, err := s.Act(t.Context(), store.Entry{At: 1, Act: "test"}, func(a *store.Act) error {
			return a.Identify(store.Identification{Identity: email, Candidate: bo})
		})
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("%v", err)
		}
		storetest.Act(t, s, func(a *store.Act) error { return a.MoveIdentity(email, bo) })
		whose := storetest.View(t, s, func(v *store.View) ([]int64, error) {
			return v.Identified(email, store.Identity{Kind: "x", Value: "y"})
		})
		if d := cmp.Diff([]int64{bo, 0}, whose); d != "" {
			t.Error(d)
		}
		left := storetest.View(t, s, func(v *store.View) ([]store.Identity, error) { return v.Identities(ana) })
		if len(left) != 0 {
			t.Errorf("%v", left)
		}
	})
}

func TestActsFollowOneAnother(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const writers, acts = 4, 25
		var all sync.WaitGroup
		for range writers {
			all.Go(func() {
				for range acts {
					if _, err := s.Act(context.Background(), store.Entry{At: 1, Act: "add"}, func(a *store.Act) error {
						_, err := a.AddCandidates("somebody")
						return err
					}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		last := storetest.View(t, s, func(v *store.View) (int64, error) { return v.LastCandidate() })
		if last != writers*acts {
			t.Errorf("%d candidates", last)
		}
		if found := storetest.View(t, s, func(v *store.View) ([]store.Tampering, error) { return v.VerifyJournal(10, nil) }); len(found) != 0 {
			t.Errorf("%+v", found)
		}
	})
}

func TestAwardsKeepTheirEvents(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ana, _ := twoCandidates(t, s)
		add := func(step int64, kind store.AwardEventKind) error {
			_, err := s.Act(t.Context(), store.Entry{At: 1, Act: "award"}, func(a *store.Act) error {
				return a.AddAwardEvents(store.AwardEvent{Candidate: ana, Number: 1, Step: step, Kind: kind, Date: record.Day(2005, 6, 1)})
			})
			return err
		}
		storetest.Act(t, s, func(a *store.Act) error {
			_, err := a.AddAward(store.Award{Candidate: ana, Programme: "microsoft/mcp", Credential: "microsoft/mcp", Rules: []byte{1}}, store.Basis{Report: []byte{2}})
			return err
		})
		for step, kind := range []store.AwardEventKind{store.Decided, store.Suspended} {
			if err := add(int64(step)+1, kind); err != nil {
				t.Fatal(err)
			}
		}
		if err := add(2, store.Revoked); !fault.Is(err, fault.Conflict) {
			t.Errorf("two acts on one state: %v", err)
		}
		awards := storetest.View(t, s, func(v *store.View) ([]store.Award, error) { return v.Awards(ana) })
		if len(awards) != 1 || len(awards[0].Events) != 2 || awards[0].Events[1].Kind != store.Suspended {
			t.Errorf("%+v", awards)
		}
	})
}

func TestASignInLinkServesOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		use := func(at int64) (email string, ok bool) {
			if err := s.Change(t.Context(), func(c *store.Change) (err error) {
				email, ok, err = c.UseLink([]byte("h"), at)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return email, ok
		}
		if err := s.Change(t.Context(), func(c *store.Change) error { return c.AddLink([]byte("h"), "a@b.c", 1, 100) }); err != nil {
			t.Fatal(err)
		}
		if _, ok := use(100); ok {
			t.Error("an expired link served")
		}
		if email, ok := use(50); !ok || email != "a@b.c" {
			t.Error("the link did not serve")
		}
		if _, ok := use(51); ok {
			t.Error("the link served twice")
		}
		for want := int64(1); want <= 3; want++ {
			if err := s.Change(t.Context(), func(c *store.Change) error {
				n, err := c.Attempt("a@b.c", 60)
				if n != want {
					t.Errorf("attempt %d counted %d", want, n)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
