package registrar_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// Two accounts whose records turned out to be one person's are one person: neither seconds what the other moved, and what one
// declared binds the other.
func TestOnePersonByTwoAccounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		ana, first, second := b.ana(t, "70-270"), b.ana(t, "70-290"), b.ana(t, "70-291")
		one := b.person(t, "One Person", first, registrar.RoleManager)
		two := b.person(t, "Two Faces", second, registrar.RoleDecisionMaker)
		motion := must[int64](t)(b.MoveRevocation(t.Context(), one, ana, 1, b.today, "fraud"))
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, first, second, "one birth certificate"))
		want(t, b.Second(t.Context(), two, motion, true, ""), fault.Forbidden)
		must[int64](t)(b.DeclareRelation(t.Context(), one, ana, "kin", record.Day(2000, time.January, 1), 0))
		want(t, b.Suspend(t.Context(), two, ana, 1, b.today, "fee unpaid"), fault.Forbidden)
		want(t, b.Suspend(t.Context(), two, first, 1, b.today, "fee unpaid"), fault.Forbidden)
		check(t, b.Unmerge(t.Context(), b.manager, merge, "another person after all"))
		check(t, b.Suspend(t.Context(), two, ana, 1, b.today, "fee unpaid"))
		check(t, b.Second(t.Context(), two, motion, false, "no proof"))
	})
}

// Whose e-mail address names a candidate is that candidate, though nobody said so when the account was opened.
func TestAnAddressTellsWhoSomebodyIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Dan Decider", store.Identity{Kind: store.Email, Value: "Dan.Decider@example.org"}))
		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, id, exams("70-270"), ""))
		want(t, b.Suspend(t.Context(), b.decider, id, 1, b.today, "fee unpaid"), fault.Forbidden)
		check(t, b.Suspend(t.Context(), b.other, id, 1, b.today, "fee unpaid"))
		self := b.person(t, "Self Made", id, registrar.RoleManager)
		motion := must[int64](t)(b.MoveRuling(t.Context(), self, b.ana(t, "70-290"), record.Ruling{
			Kind: record.Admit, Evidence: record.Ref{Kind: record.Exam, ID: "microsoft/70-270"}, From: b.today, Reason: "so",
		}))
		want(t, b.Second(t.Context(), b.decider, motion, true, ""), fault.Forbidden)
		check(t, b.Second(t.Context(), b.other, motion, true, ""))
	})
}

// A file is an act of whoever takes it in: their own results, and those of people they are related to, wait for a colleague, who
// releases them; nor do they dismiss them.
func TestNobodysFileIsOnThemself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		b.feed(t, testhall, header+"R1,C1,Ana,Roy,,70-270,3/1/2004,Pass,800\nR2,C2,Bo,Li,,70-290,3/2/2004,Pass,800\nR3,C3,Cy,Ray,,70-290,3/2/2004,Pass,800\n")
		const ana, bo = 1, 2
		self := b.person(t, "Self Made", ana, registrar.RoleManager|registrar.RoleCandidate)
		must[int64](t)(b.DeclareRelation(t.Context(), self, bo, "kin", record.Day(2000, time.January, 1), 0))
		text := header +
			"R1,C1,Ana,Roy,,70-270,3/1/2004,Pass,800\n" + // known: it says nothing new
			"R1,C1,Ana,Roy,,70-270,3/1/2004,Pass,990\n" +
			"R4,C1,Ana,Roy,,70-291,3/1/2004,Pass,800\n" +
			"R5,C2,Bo,Li,,70-291,3/1/2004,Pass,800\n" +
			"R6,C3,Cy,Ray,,70-291,3/1/2004,Pass,800\n" +
			"R7,C9,Self,Made,Self.Made@example.org,70-291,3/1/2004,Pass,800\n" +
			"R8,C1,Ana,Roy,,70-291,never,Pass,800\n"
		total, err := b.ImportFeed(context.Background(), self, registrar.Feed{Name: "mine.csv", Profile: []byte(testhall), File: strings.NewReader(text)})
		check(t, err)
		if d := cmp.Diff([5]int64{1, 1, 0, 5, 0}, counts(total)); d != "" {
			t.Error(d)
		}
		for _, row := range []int64{2, 3, 4, 6} {
			if row != 6 { // nobody is known by that number yet
				want(t, b.Dismiss(t.Context(), self, total.Feed, row, "not mine"), fault.Forbidden)
			}
			if err := b.Release(t.Context(), self, total.Feed, row, nil, "it is right"); err == nil {
				t.Errorf("row %d was released by whom it is of", row)
			}
		}
		want(t, b.Dismiss(t.Context(), self, total.Feed, 7, "not mine"), fault.Forbidden)
		want(t, b.Release(t.Context(), self, total.Feed, 7, []byte("R8,C3,Cy,Ray,,70-291,3/1/2004,Pass,800"), "it is another's"), fault.Forbidden)
		for _, row := range []int64{2, 3, 4, 6} {
			check(t, b.Release(t.Context(), b.manager, total.Feed, row, nil, "seen at the source"))
		}
		b.whole(t)
	})
}

// Who opens accounts makes nobody of themself who decides awards: another administrator does, or the operator.
func TestNobodyGivesThemselfARole(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	want(t, b.GrantRole(t.Context(), b.admin, b.admin.Account, "decision-maker", true, "there is nobody else"), fault.Forbidden)
	check(t, b.GrantRole(t.Context(), registrar.Operator, b.admin.Account, "manager", true, "a small body"))
	check(t, b.GrantRole(t.Context(), b.admin, b.admin.Account, "manager", false, "there is somebody now"))
	other := b.person(t, "Another Admin", 0, registrar.RoleAdministrator)
	check(t, b.GrantRole(t.Context(), other, b.admin.Account, "decision-maker", true, "on leave"))
}
