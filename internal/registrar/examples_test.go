package registrar_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// The example feeds of two vendors, one after the other.
func TestTheExampleFeeds(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	const folder = "../../examples/feeds/"
	take := func(profile, file string) store.Batch {
		t.Helper()
		text := must[[]byte](t)(os.ReadFile(folder + profile))
		in := must[*os.File](t)(os.Open(folder + file))
		defer in.Close()
		return must[store.Batch](t)(b.ImportFeed(t.Context(), b.manager, registrar.Feed{Name: file, Profile: text, File: in}))
	}
	if d := cmp.Diff([5]int64{3, 0, 0, 2, 2}, counts(take("testhall.yaml", "testhall.csv"))); d != "" {
		t.Error(d)
	}
	check(t, b.Identify(t.Context(), b.manager, 1, store.Identity{Kind: "examiner", Value: "X-77120"}))
	if d := cmp.Diff([5]int64{1, 0, 0, 2, 1}, counts(take("examiner.yaml", "examiner.jsonl"))); d != "" {
		t.Error(d)
	}
	w := must[*registrar.Whole](t)(b.Record(t.Context(), b.manager, 1))
	if last := w.Facts[len(w.Facts)-1]; last.ID != "comptia/security-plus" || last.Version != "SY0-101" || last.Score != "802" {
		t.Errorf("%+v", last)
	}
}
