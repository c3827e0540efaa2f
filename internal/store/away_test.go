package store_test

import (
	"context"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// A server that ends our connections is away: what was asked can be asked again, and succeeds then.
func TestAServerThatGoesAway(t *testing.T) {
	address, err := url.Parse(storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	other, err := pgx.Connect(t.Context(), address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close(context.WithoutCancel(t.Context()))
	query := address.Query()
	query.Set("application_name", "away")
	address.RawQuery = query.Encode()
	s := storetest.Open(t, address.String())
	end := func() {
		if _, err := other.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'away'`); err != nil {
			t.Error(err)
		}
	}
	add := func(before, after func()) error {
		_, err := s.Act(t.Context(), store.Entry{At: 1, Act: "test"}, func(a *store.Act) error {
			before()
			_, err := a.AddCandidates("Ana")
			after()
			return err
		})
		return err
	}
	nothing := func() {}
	for what, err := range map[string]error{
		"before a write": add(end, nothing),
		"before its end": add(nothing, end),
		"in a view": s.View(t.Context(), func(v *store.View) error {
			end()
			_, err := v.LastCandidate()
			if err == nil {
				_, err = v.LastCandidate()
			}
			return err
		}),
	} {
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for range 5 { // the pool may have some that are ended
		if err = add(nothing, nothing); err == nil {
			break
		}
	}
	if err != nil {
		t.Error(err)
	}
	last := storetest.View(t, s, func(v *store.View) (int64, error) { return v.LastCandidate() })
	if found := storetest.View(t, s, func(v *store.View) ([]store.Tampering, error) { return v.VerifyJournal(10, nil) }); last != 1 || len(found) > 0 {
		t.Errorf("%d candidates, %v", last, found)
	}
}
