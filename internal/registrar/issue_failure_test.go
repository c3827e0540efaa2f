package registrar_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// TestIssuingFailsAtEveryPointAndLosesNothing lets every write of prepare, sign and commit fail once, undone and done but reported
// as failed. After each the issuing is begun again, as after a restart, and every award has one good credential in the end.
func TestIssuingFailsAtEveryPointAndLosesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		broken := errors.New("the disk is gone")
		points := b.issuingPoints(t)
		for _, must := range []string{"before issuance", "after credential", "before award_event", "after award_event", "before commit", "after commit"} {
			if !strings.Contains(strings.Join(points, ","), must) {
				t.Errorf("no point %s among %v", must, points)
			}
		}
		for n, point := range points {
			b.ana(t, "70-270")
			b.ana(t, "70-290")
			at, met := 0, ""
			s.FailAt(func(point string) error {
				if at++; at == n+1 {
					met = point
					return broken
				}
				return nil
			})
			how := b.issuing(t)
			for range 4 {
				if _, err := b.IssueCredentials(context.Background(), registrar.Worker, how, 100); err != nil {
					if !errors.Is(err, broken) {
						t.Fatalf("%d, %s: %v", n, point, err)
					}
					break
				}
			}
			s.FailAt(nil)
			if met != point {
				t.Errorf("the failure %d came at %q, not at %q", n, met, point)
			}
			if n%2 == 0 { // the same process goes on, or another begins with nothing in memory
				how = b.issuing(t)
			}
			b.issue(t, how)
		}
		b.holdsCredentials(t)
	})
}

// issuingPoints are the moments of issuing two awards at which it may fail, in order.
func (b *body) issuingPoints(t *testing.T) []string {
	t.Helper()
	b.ana(t, "70-270")
	b.issue(t, b.issuing(t)) // the status list is there
	b.ana(t, "70-270")
	b.ana(t, "70-290")
	var points []string
	b.store.FailAt(func(point string) error {
		points = append(points, point)
		return nil
	})
	defer b.store.FailAt(nil)
	must[registrar.Issued](t)(b.IssueCredentials(context.Background(), registrar.Worker, b.issuing(t), 100))
	return points
}
