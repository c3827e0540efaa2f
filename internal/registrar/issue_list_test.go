package registrar_test

import (
	"fmt"
	"testing"
	"time"

	"waymark/credential/status"
	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// A suspension and a revocation show in the list, whatever it is kept for; a reinstated award has a document in force again.
func TestTheListsSayHowAnAwardStands(t *testing.T) {
	for _, purpose := range []string{status.Revocation, status.Suspension} {
		t.Run(purpose, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				b := newBody(t, s)
				id := b.ana(t, "70-270")
				how := b.issuing(t)
				how.Purpose = purpose
				b.issue(t, how)
				first := b.issuances(t, id, 1)[0]
				set := map[string]string{status.Revocation: "failed verify.revoked", status.Suspension: "failed verify.suspended"}[purpose]
				stands := func(want string, s store.Issuance) {
					t.Helper()
					if got := b.judged(t, s); got != want {
						t.Errorf("%s, want %s", got, want)
					}
				}
				stands("passed verify.status-clear", first)
				check(t, b.Suspend(t.Context(), b.decider, id, 1, b.today, "fee unpaid"))
				stands(set, first)
				if c := must[*registrar.Credential](t)(b.Credential(t.Context(), first.Code)); c.Status != registrar.Suspended || c.Since != b.today {
					t.Errorf("%+v", c)
				}
				b.today += 10
				check(t, b.Reinstate(t.Context(), b.decider, id, 1, b.today, "fee paid"))
				b.issue(t, how)
				made := b.issuances(t, id, 1)
				last := made[len(made)-1]
				stands("passed verify.status-clear", last)
				if again := purpose == status.Revocation; again != (len(made) == 2) {
					t.Errorf("%d documents", len(made))
				} else if again {
					stands(set, first)
					if c := must[*registrar.Credential](t)(b.Credential(t.Context(), first.Code)); c.Current != last.Code || c.Status != registrar.InForce {
						t.Errorf("%+v", c)
					}
				}
				b.today += 10
				motion := must[int64](t)(b.MoveRevocation(t.Context(), b.decider, id, 1, b.today, "fraud"))
				check(t, b.Second(t.Context(), b.other, motion, true, ""))
				stands(set, last)
				for day, due := range map[record.Date]registrar.Status{
					b.today: registrar.Revoked, b.today - 1: registrar.InForce, b.today - 11: registrar.Suspended, b.today - 21: registrar.InForce,
					record.Day(2004, time.February, 1): registrar.NotYet,
				} {
					if got := must[registrar.Status](t)(b.HeldOn(t.Context(), last.Code, day)); got != due {
						t.Errorf("on %s: %s, want %s", day, got, due)
					}
				}
				_, err := b.HeldOn(t.Context(), last.Code, b.today+1)
				want(t, err, fault.Invalid)
				b.whole(t)
			})
		})
	}
}

// A full list is followed by another; every index of a list is given once.
func TestAFullListIsFollowedByAnother(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	var ids []int64
	for range 5 {
		ids = append(ids, b.ana(t, "70-270"))
	}
	storetest.Act(t, b.store, func(a *store.Act) error {
		id, err := a.AddStatusList(store.StatusList{Purpose: status.Revocation, Size: status.MinSize, Seed: []byte("seed")})
		if err != nil {
			return err
		}
		return a.AddIssuances(store.Issuance{Candidate: 99, Number: 1, Step: 1, Code: "X", List: id, Turn: status.MinSize - 2, Place: 1})
	})
	if done := b.issue(t, b.issuing(t)); done.Committed != 5 {
		t.Errorf("%+v", done)
	}
	lists, places := map[int64]int{}, map[string]bool{}
	for _, id := range ids {
		s := b.issuances(t, id, 1)[0]
		lists[s.List]++
		places[fmt.Sprint(s.List, s.Place)] = true
	}
	if lists[1] != 2 || lists[2] != 3 || len(places) != 5 {
		t.Errorf("%v, %v", lists, places)
	}
}
