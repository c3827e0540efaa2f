package registrar_test

import (
	"testing"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

func TestNobodyOverwritesWhatTheyHaveNotSeen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id, other := b.ana(t, "70-270"), b.ana(t, "70-290")
		version := func(id int64) string { return must[*registrar.Whole](t)(b.Record(t.Context(), b.manager, id)).Version }
		seen := version(id)
		if seen != version(id) {
			t.Error("reading changes the version")
		}
		identify := func(kind, version string) error {
			return b.Identify(registrar.IfVersion(t.Context(), version), b.manager, id, store.Identity{Kind: kind, Value: "1"})
		}
		check(t, identify("a", seen))
		want(t, identify("b", seen), fault.Conflict)
		check(t, identify("b", version(id)))
		again := registrar.Named(registrar.IfVersion(t.Context(), version(id)), "once", []byte("c"))
		check(t, b.Identify(again, b.manager, id, store.Identity{Kind: "c", Value: "1"}))
		check(t, b.Identify(again, b.manager, id, store.Identity{Kind: "c", Value: "1"})) // answered as before, though it has changed since

		alone := version(id)
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, id, other, "one birth certificate"))
		if version(id) == alone || version(id) != version(other) {
			t.Errorf("merged: %q, then %q and %q", alone, version(id), version(other))
		}
		want(t, identify("d", alone), fault.Conflict)
		check(t, b.Unmerge(t.Context(), b.manager, merge, "two people"))
		want(t, identify("d", "1:1"), fault.Conflict)

		rules := must[string](t)(b.RulesVersion(t.Context()))
		check(t, b.Publish(registrar.IfVersion(t.Context(), rules), b.decider, packs(t), b.today+1, "yearly"))
		want(t, b.Publish(registrar.IfVersion(t.Context(), rules), b.decider, packs(t), b.today+1, "yearly"), fault.Conflict)
		b.whole(t)
	})
}
