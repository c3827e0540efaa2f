package registrar_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// At every write of an act from which awards follow, the write fails undone, and fails though done; each time the sender asks
// again under the same name. Everything is there once, and nothing half.
func TestAFailureAtEachWrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		b.ana(t, mcsa...) // from here on the rules are known, and each award is written by the same steps
		points := b.points(t)
		if !slices.Contains(points, "after award_basis") || !slices.Contains(points, "after commit") {
			t.Fatalf("an award is written at %v", points)
		}
		broken := errors.New("broken")
		for n, point := range points {
			id := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Ana"))
			name := fmt.Sprint("request ", n)
			ctx := registrar.Named(t.Context(), name, []byte(name))
			at := 0
			s.FailAt(func(string) error {
				if at++; at == n+1 {
					return broken
				}
				return nil
			})
			_, err := b.RecordEvidence(ctx, b.manager, id, exams(mcsa...), "")
			s.FailAt(nil)
			if !errors.Is(err, broken) {
				t.Fatalf("%s: %v", point, err)
			}
			done := 0
			if strings.HasSuffix(point, "after commit") {
				done = len(mcsa)
			}
			if w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id)); len(w.Facts) != done {
				t.Errorf("%s: %d facts are there", point, len(w.Facts))
			}
			pieces := must[[]int64](t)(b.RecordEvidence(ctx, b.manager, id, exams(mcsa...), ""))
			w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
			if len(pieces) != len(mcsa) || len(w.Facts) != len(mcsa) || len(w.Awards) != 3 || w.Facts[0].Piece != pieces[0] {
				t.Errorf("%s: asked again, %v gives %d facts and %d awards", point, pieces, len(w.Facts), len(w.Awards))
			}
		}
		b.whole(t)
	})
}

// points are the moments of the act at which it may fail, in order.
func (b *body) points(t *testing.T) []string {
	t.Helper()
	var points []string
	id := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Ana"))
	b.store.FailAt(func(point string) error {
		points = append(points, point)
		return nil
	})
	defer b.store.FailAt(nil)
	must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, id, exams(mcsa...), ""))
	return points
}

func TestANameServesOneRequest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		ask := func(by registrar.Actor, request string) (int64, error) {
			return b.AddCandidate(registrar.Named(t.Context(), "one", []byte(request)), by, request)
		}
		first := must[int64](t)(ask(b.manager, "Ana"))
		if d := cmp.Diff(first, must[int64](t)(ask(b.manager, "Ana"))); d != "" {
			t.Error(d)
		}
		_, err := ask(b.manager, "Bo")
		want(t, err, fault.Conflict)
		colleague := b.person(t, "Other Manager", 0, registrar.RoleManager)
		if second := must[int64](t)(ask(colleague, "Ana")); second == first {
			t.Error("the name of one person's request served another's")
		}
	})
}
