package registrar_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// TestACorrectionFailsAtEveryPointAndIsWhole lets every write of a correction that moves an award fail, undone and done but reported as
// failed: the old decision stands or the new one does, never both and never neither, and the correction can be made again.
func TestACorrectionFailsAtEveryPointAndIsWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		broken := errors.New("the disk is gone")
		correct := func(id int64) error {
			piece := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id)).Facts[0].Piece
			return b.CorrectEvidence(t.Context(), b.manager, id, piece, corrected("70-270", record.Day(2004, 3, 9), ""), "the day was wrong")
		}
		before := []string{"microsoft/mcp 2004-03-01 in force"}
		after := []string{"microsoft/mcp 2004-03-01 superseded", "microsoft/mcp 2004-03-09 in force"}
		var points []string
		id := b.ana(t, "70-270")
		s.FailAt(func(point string) error {
			points = append(points, point)
			return nil
		})
		check(t, correct(id))
		s.FailAt(nil)
		met := map[string]bool{}
		for n := range points {
			id := b.ana(t, "70-270")
			at := 0
			s.FailAt(func(point string) error {
				if at++; at == n+1 {
					met[point] = true
					return broken
				}
				return nil
			})
			err := correct(id)
			s.FailAt(nil)
			wanted := before
			if points[n] == "after commit" {
				wanted = after
			}
			if d := cmp.Diff(wanted, b.awards(t, id)); d != "" || !errors.Is(err, broken) {
				t.Errorf("failed at %q (%v): %s", points[n], err, d)
			}
			check(t, correct(id))
			if d := cmp.Diff(after, b.awards(t, id)); d != "" {
				t.Errorf("again after %q: %s", points[n], d)
			}
		}
		for _, point := range []string{"before evidence", "after evidence", "before award_event", "after award", "before award_basis", "before commit", "after commit"} {
			if !met[point] {
				t.Errorf("it never failed at %q", point)
			}
		}
		b.whole(t)
	})
}
