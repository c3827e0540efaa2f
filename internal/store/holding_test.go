package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// Evidence and awards of one candidate come together, also where there is only one of them; what is void stays away.
func TestEachHolding(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.Act(t, s, func(a *store.Act) error {
			if _, err := a.AddCandidates("1", "2", "3", "4", "5"); err != nil {
				return err
			}
			facts := []store.Fact{passed(2, "70-290", ""), passed(2, "70-291", ""), passed(4, "70-290", ""), passed(5, "70-270", "")}
			if err := a.AddPieces(facts); err != nil {
				return err
			}
			for _, i := range []int{1, 2} { // the last piece of one candidate, the only piece of another
				facts[i].Step, facts[i].Act = 2, store.Voided
			}
			if err := a.AddPieces(facts[1:3]); err != nil {
				return err
			}
			for _, candidate := range []int64{1, 3, 5, 5} {
				award := store.Award{Candidate: candidate, Programme: "microsoft/mcp", Credential: "microsoft/mcp", Rules: []byte{1}}
				number, err := a.AddAward(award, store.Basis{Report: []byte{2}})
				if err != nil {
					return err
				}
				if err := a.AddAwardEvents(store.AwardEvent{Candidate: candidate, Number: number, Step: 1, Kind: store.Decided}); err != nil {
					return err
				}
			}
			return nil
		})
		var seen []string
		if err := s.View(t.Context(), func(v *store.View) error {
			return v.EachHolding(1, 9, func(h *store.Holding) error {
				seen = append(seen, fmt.Sprint(h.Candidate, " has ", len(h.Evidence), " and ", len(h.Awards)))
				return nil
			})
		}); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"1 has 0 and 1", "2 has 1 and 0", "3 has 0 and 1", "4 has 0 and 0", "5 has 1 and 2"}, seen); d != "" {
			t.Error(d)
		}
	})
}
