package registrar_test

import (
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

var mcsa = []string{"70-270", "70-290", "70-291", "70-284"}

func TestAwardsFollowVerifiedEvidence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, mcsa[:3]...)
		stated := exams("70-284")
		stated[0].Date = record.Day(2004, time.March, 4)
		pieces := must[[]int64](t)(b.State(t.Context(), b.manager, id, stated))
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 in force"}, b.awards(t, id)); d != "" {
			t.Fatalf("before the elective is verified: %s", d)
		}
		check(t, b.VerifyEvidence(t.Context(), b.manager, id, pieces[0], true, "seen on the transcript"))
		wanted := []string{"microsoft/mcp 2004-03-01 in force", "microsoft/mcsa-2003 2004-03-04 in force", "microsoft/mcsa-2003-messaging 2004-03-04 in force"}
		if d := cmp.Diff(wanted, b.awards(t, id)); d != "" {
			t.Error(d)
		}
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		for _, a := range w.Awards {
			basis := must[*registrar.Basis](t)(b.Basis(t.Context(), b.decider, id, a.Number))
			if len(basis.Evidence) == 0 || len(basis.Report) == 0 || len(basis.Rules) == 0 {
				t.Errorf("%s rests on nothing: %+v", a.Programme, basis)
			}
			if string(basis.Evidence) == "null" {
				t.Errorf("%s rests on no evidence", a.Programme)
			}
		}
		b.whole(t)
	})
}

func TestAVoidedPassLeavesTheAwardInDoubt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		kinds := func() (out []string) {
			w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
			for _, e := range w.Awards[0].Events {
				out = append(out, e.Kind.String())
			}
			return out
		}
		piece := w.Facts[0]
		want(t, b.VoidEvidence(t.Context(), b.manager, id, piece.Piece, " "), fault.Invalid)
		check(t, b.VoidEvidence(t.Context(), b.manager, id, piece.Piece, "somebody else sat it"))
		if d := cmp.Diff([]string{"decided", "unsupported"}, kinds()); d != "" {
			t.Error(d)
		}
		check(t, b.CorrectEvidence(t.Context(), b.manager, id, piece.Piece, exams("70-290")[0], "it was 70-290"))
		if d := cmp.Diff([]string{"decided", "unsupported", "superseded"}, kinds()); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 superseded", "microsoft/mcp 2004-03-01 in force"}, b.awards(t, id)); d != "" {
			t.Error(d)
		}
		b.whole(t)
	})
}

func TestRevocationTakesTwo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, mcsa...)
		day := record.Day(2005, time.May, 1)
		_, err := b.MoveRevocation(t.Context(), b.decider, id, 9, day, "fraud")
		want(t, err, fault.NotFound)
		motion := must[int64](t)(b.MoveRevocation(t.Context(), b.decider, id, 2, day, "fraud"))
		want(t, b.Second(t.Context(), b.decider, motion, true, ""), fault.Forbidden)
		want(t, b.Second(t.Context(), b.manager, motion, true, ""), fault.Forbidden)
		check(t, b.Second(t.Context(), b.other, motion, true, "agreed"))
		again := b.Second(t.Context(), b.other, motion, true, "")
		want(t, again, fault.Conflict)
		if !strings.Contains(again.Error(), "approved already") {
			t.Error(again)
		}
		got := b.awards(t, id)
		if got[1] != "microsoft/mcsa-2003 2004-03-04 revoked" {
			t.Errorf("%v", got)
		}
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		if s := registrar.StatusOn(&w.Awards[1], day-1); s != registrar.InForce {
			t.Errorf("the day before it was %v", s)
		}
		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, id, exams("70-228"), ""))
		if got := b.awards(t, id); len(got) != 3 {
			t.Errorf("a machine gave again what was revoked: %v", got)
		}
		b.whole(t)
	})
}

func TestSuspension(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		want(t, b.Reinstate(t.Context(), b.decider, id, 1, b.today, "cleared"), fault.Conflict)
		check(t, b.Suspend(t.Context(), b.decider, id, 1, record.Day(2005, time.May, 1), "fee unpaid"))
		if got := b.awards(t, id)[0]; got != "microsoft/mcp 2004-03-01 suspended" {
			t.Error(got)
		}
		want(t, b.Reinstate(t.Context(), b.decider, id, 1, record.Day(2005, time.April, 1), "cleared"), fault.Invalid)
		check(t, b.Reinstate(t.Context(), b.decider, id, 1, record.Day(2005, time.May, 20), "fee paid"))
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		for day, status := range map[record.Date]registrar.Status{
			record.Day(2004, time.February, 28): registrar.NotYet, record.Day(2005, time.April, 30): registrar.InForce,
			record.Day(2005, time.May, 19): registrar.Suspended, record.Day(2005, time.May, 20): registrar.InForce,
		} {
			if got := registrar.StatusOn(&w.Awards[0], day); got != status {
				t.Errorf("on %v it was %v, want %v", day, got, status)
			}
		}
	})
}

func TestARulingTakesTwoAndDecides(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, mcsa[1:]...)
		ruling := record.Ruling{Kind: record.Waive, Programme: "microsoft/mcsa-2003", Requirement: "nowhere", From: record.Day(2005, time.January, 1), Reason: "equivalent experience"}
		_, err := b.MoveRuling(t.Context(), b.manager, id, ruling)
		want(t, err, fault.Invalid)
		ruling.Requirement = "client"
		motion := must[int64](t)(b.MoveRuling(t.Context(), b.manager, id, ruling))
		if len(b.awards(t, id)) != 1 {
			t.Error("a ruling that waits decided an award")
		}
		check(t, b.Second(t.Context(), b.decider, motion, true, ""))
		got := b.awards(t, id)
		if len(got) < 2 || got[1] != "microsoft/mcsa-2003 2005-01-01 in force" {
			t.Errorf("%v", got)
		}
		b.whole(t)
	})
}

func TestARelatedPersonIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		relation := must[int64](t)(b.DeclareRelation(t.Context(), b.decider, id, "kin", record.Day(2000, time.January, 1), 0))
		want(t, b.Suspend(t.Context(), b.decider, id, 1, b.today, "fee unpaid"), fault.Forbidden)
		check(t, b.Suspend(t.Context(), b.other, id, 1, b.today, "fee unpaid"))
		motion := must[int64](t)(b.MoveRevocation(t.Context(), b.manager, id, 1, b.today, "fraud"))
		want(t, b.Second(t.Context(), b.decider, motion, true, ""), fault.Forbidden)
		want(t, b.EndRelation(t.Context(), b.other, relation, b.today-1), fault.NotFound)
		check(t, b.EndRelation(t.Context(), b.decider, relation, b.today-1))
		check(t, b.Second(t.Context(), b.decider, motion, false, "no proof"))
		self := b.person(t, "Self Made", id, registrar.RoleManager|registrar.RoleCandidate)
		_, err := b.RecordEvidence(t.Context(), self, id, exams("70-290"), "")
		want(t, err, fault.Forbidden)
	})
}

// To write a row of a feed anew is an act on the person whom it speaks of, however it came in.
func TestARelatedPersonReleasesNoRow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		b.feed(t, testhall, header+"R1,C1,Ana,Roy,,70-270,3/1/2004,Pass,800\nR2,C1,Ana,Roy,,70-290,never,Pass,800\nR3,C2,Bo,Li,,70-290,never,Pass,800\n")
		const ana, anaRow, boRow = 1, 2, 3
		text := []byte("R2,C1,Ana,Roy,,70-290,3/2/2004,Pass,800")
		self := b.person(t, "Self Made", ana, registrar.RoleManager|registrar.RoleCandidate)
		want(t, b.Release(t.Context(), self, 1, anaRow, text, "the day was missing"), fault.Forbidden)
		want(t, b.Release(t.Context(), self, 1, boRow, []byte("R3,C1,Ana,Roy,,70-290,3/2/2004,Pass,800"), "the day was missing"), fault.Forbidden)
		kin := b.person(t, "Kin Roy", 0, registrar.RoleManager)
		must[int64](t)(b.DeclareRelation(t.Context(), kin, ana, "kin", record.Day(2000, time.January, 1), 0))
		want(t, b.Release(t.Context(), kin, 1, anaRow, text, "the day was missing"), fault.Forbidden)
		check(t, b.Release(t.Context(), kin, 1, boRow, []byte("R3,C2,Bo,Li,,70-290,3/2/2004,Pass,800"), "the day was missing"))
		check(t, b.Release(t.Context(), b.manager, 1, anaRow, text, "the day was missing"))
		b.whole(t)
	})
}

// A source's number names one piece. What candidates state is under no number: several may state the same.
func TestANumberNamesOnePiece(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		ana := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Ana Roy"))
		bo := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Bo Li"))
		stated := exams("70-270", "70-290")
		for i := range stated {
			stated[i].Source, stated[i].Reference = "testhall", "1"
		}
		must[[]int64](t)(b.State(t.Context(), b.manager, ana, stated))
		must[[]int64](t)(b.State(t.Context(), b.manager, bo, stated))
		_, err := b.RecordEvidence(t.Context(), b.manager, ana, stated, "")
		want(t, err, fault.Conflict)
		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, ana, stated[:1], ""))
		_, err = b.RecordEvidence(t.Context(), b.manager, bo, stated[:1], "")
		want(t, err, fault.Conflict)
		if got := err.Error(); !strings.Contains(got, "names piece 5 of candidate 1") {
			t.Error(got)
		}
		b.whole(t)
	})
}

// Awards that what is known no longer gives are listed for those who decide, page after page, until they are decided about; the list says
// what brought each into doubt.
func TestAwardsInDoubtAreListed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		var people []int64
		for range 3 {
			people = append(people, b.ana(t, "70-270"))
		}
		none := must[[]registrar.Doubted](t)(b.InDoubt(t.Context(), b.decider, 0, 0, 10))
		if len(none) != 0 {
			t.Fatalf("in doubt before anything was: %+v", none)
		}
		piece := func(id int64) int64 {
			return storetest.View(t, s, func(v *store.View) ([]store.Fact, error) { return v.Facts(id) })[0].Piece
		}
		for _, id := range people {
			check(t, b.VoidEvidence(t.Context(), b.manager, id, piece(id), "no such sitting"))
		}
		var got []int64
		for candidate, number := int64(0), int64(0); ; {
			some := must[[]registrar.Doubted](t)(b.InDoubt(t.Context(), b.decider, candidate, number, 2))
			if len(some) == 0 {
				break
			}
			for _, d := range some {
				got = append(got, d.Candidate)
				if d.Event.Reason != "no such sitting" || d.Name == "" || d.Programme != "microsoft/mcp" {
					t.Errorf("%+v", d)
				}
				candidate, number = d.Candidate, d.Number
			}
		}
		if d := cmp.Diff(people, got); d != "" {
			t.Error(d)
		}
		motion := must[int64](t)(b.MoveRevocation(t.Context(), b.manager, people[0], 1, b.Today(), "no such sitting"))
		check(t, b.Second(t.Context(), b.decider, motion, true, ""))
		check(t, b.CorrectEvidence(t.Context(), b.manager, people[1], piece(people[1]), record.Evidence{
			Ref: record.Ref{Kind: record.Exam, ID: "microsoft/70-290"}, Date: b.Today() - 1, State: record.Verified,
		}, "it was another exam"))
		left := must[[]registrar.Doubted](t)(b.InDoubt(t.Context(), b.decider, 0, 0, 10))
		if len(left) != 1 || left[0].Candidate != people[2] {
			t.Errorf("left: %+v", left)
		}
		_, err := b.InDoubt(t.Context(), b.admin, 0, 0, 10)
		want(t, err, fault.Forbidden)
		b.whole(t)
	})
}
