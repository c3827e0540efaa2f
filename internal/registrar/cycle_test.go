package registrar_test

import (
	"testing"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

func TestAnAwardTakesOneStepAfterAnother(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		step := func(to store.AwardEventKind) error { return b.Advance(t.Context(), registrar.Worker, id, 1, to) }
		want(t, b.Advance(t.Context(), b.decider, id, 1, store.Prepared), fault.Forbidden)
		want(t, step(store.Signed), fault.Conflict)
		want(t, step(store.Revoked), fault.Conflict)
		check(t, step(store.Prepared))
		want(t, step(store.Prepared), fault.Conflict)
		check(t, step(store.Signed))
		check(t, b.Suspend(t.Context(), b.decider, id, 1, b.today, "fee unpaid"))
		want(t, step(store.Committed), fault.Conflict)
		check(t, b.Reinstate(t.Context(), b.decider, id, 1, b.today, "fee paid"))
		check(t, step(store.Committed))
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		if got := registrar.Stage(&w.Awards[0]); got != store.Committed {
			t.Error(got)
		}
	})
}
