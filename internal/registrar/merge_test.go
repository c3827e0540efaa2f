package registrar_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// Merging two records and undoing it, with acts between them, leaves both as they would be without.
func TestMergeAndUndoRestoreBoth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		ana, anna := b.ana(t, "70-270", "70-290"), b.ana(t, "70-291")
		before := [][]string{b.awards(t, ana), b.awards(t, anna)}
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, ana, anna, "same passport"))
		_, err := b.Merge(t.Context(), b.manager, anna, ana, "same passport")
		want(t, err, fault.Conflict)

		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, anna, exams("70-284"), "came in for Anna"))
		together := b.awards(t, ana)
		if len(together) != 4 || together[1] != "microsoft/mcsa-2003 2004-03-02 in force" {
			t.Errorf("together: %v", together)
		}
		if d := cmp.Diff(together, b.awards(t, anna)); d != "" {
			t.Errorf("the two read differently: %s", d)
		}
		check(t, b.Suspend(t.Context(), b.decider, ana, 1, b.today, "fee unpaid"))
		check(t, b.Reinstate(t.Context(), b.decider, ana, 1, b.today, "fee paid"))

		check(t, b.Unmerge(t.Context(), b.manager, merge, "twins"))
		want(t, b.Unmerge(t.Context(), b.manager, merge, "twins"), fault.NotFound)
		standing := func(id int64) (out []string) {
			for _, a := range b.awards(t, id) {
				if a[len(a)-len("withdrawn"):] != "withdrawn" {
					out = append(out, a)
				}
			}
			return out
		}
		if d := cmp.Diff(before, [][]string{standing(ana), standing(anna)}); d != "" {
			t.Error(d)
		}
		b.whole(t)
	})
}
