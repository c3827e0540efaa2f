package registrar_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// harder is a later text of a programme in which MCP asks for an exam that few have.
func harder(t *testing.T) map[string][]byte {
	t.Helper()
	text := `programme: microsoft/mcp
title: Microsoft Certified Professional
awards: {credential: mcp, abbreviation: MCP, term: lifetime}
version: "2006"
requires:
  - any: [exam 70-298]
`
	return map[string][]byte{"microsoft/mcp.yaml": []byte(text)}
}

func TestADecisionCanBeRepeatedWhateverCameAfter(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, mcsa...)
		other := b.ana(t, "70-298")
		repeated := func() {
			t.Helper()
			for number := int64(1); number <= 3; number++ {
				got := must[*registrar.Repeated](t)(b.Repeat(t.Context(), b.decider, id, number))
				if !got.SameRules || !got.SameReport {
					t.Errorf("award %d: same rules %t, same report %t", number, got.SameRules, got.SameReport)
				}
			}
		}
		repeated()
		check(t, b.Publish(t.Context(), b.decider, harder(t), b.today, "the programme was closed"))
		motion := must[int64](t)(b.MoveRuling(t.Context(), b.manager, id, record.Ruling{
			Kind: record.Waive, Programme: "microsoft/mcsa-2003", Requirement: "client", From: b.today, Reason: "so",
		}))
		check(t, b.Second(t.Context(), b.decider, motion, true, ""))
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		check(t, b.VoidEvidence(t.Context(), b.manager, id, w.Facts[0].Piece, "somebody else sat it"))
		must[int64](t)(b.Merge(t.Context(), b.manager, other, id, "same passport"))
		b.settle(t)
		repeated()
		b.whole(t)
	})
}

// An award that takes the place of one in doubt is decided on a record without that one, and can be repeated.
func TestADecisionInPlaceOfAnotherCanBeRepeated(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		b.termed(t)
		id := b.ana(t, "70-290")
		b.settle(t)
		piece := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id)).Facts[0].Piece
		check(t, b.VoidEvidence(t.Context(), b.manager, id, piece, "somebody else sat it"))
		check(t, b.CorrectEvidence(t.Context(), b.manager, id, piece, corrected("70-290", record.Day(2004, time.May, 7), ""), "another day"))
		awards := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id)).Awards
		if len(awards) != 4 {
			t.Errorf("%d awards", len(awards))
		}
		for _, a := range awards {
			if got := must[*registrar.Repeated](t)(b.Repeat(t.Context(), b.decider, id, a.Number)); !got.SameRules || !got.SameReport {
				t.Errorf("award %d of %s: same rules %t, same report %t", a.Number, a.Programme, got.SameRules, got.SameReport)
			}
		}
		b.whole(t)
	})
}

func (b *body) settle(t *testing.T) {
	t.Helper()
	for {
		if n := must[int](t)(b.Settle(t.Context(), registrar.Worker, 100)); n == 0 {
			return
		}
	}
}

func TestImpactBeforePublishing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		loser, gainer := b.ana(t, "70-270"), b.ana(t, "70-298")
		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, loser, exams("70-290"), ""))
		impact := must[[]registrar.Impact](t)(b.Impact(t.Context(), b.decider, harder(t), nil, b.today, nil))
		wanted := []registrar.Impact{{
			Programme: "microsoft/mcp", Audited: 2, Started: 2, Met: 2, MetAfter: 1, Loses: []int64{loser}, OneAway: []int64{loser}, Further: []int64{loser},
		}}
		if d := cmp.Diff(wanted, impact); d != "" {
			t.Error(d)
		}
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, gainer, loser, "same passport"))
		wanted = []registrar.Impact{{Programme: "microsoft/mcp", Audited: 1, Started: 1, Met: 1, MetAfter: 1}}
		if d := cmp.Diff(wanted, must[[]registrar.Impact](t)(b.Impact(t.Context(), b.decider, harder(t), nil, b.today, nil))); d != "" {
			t.Errorf("merged: %s", d)
		}
		check(t, b.Unmerge(t.Context(), b.manager, merge, "twins"))
		tomorrow := b.today + 1
		check(t, b.Publish(t.Context(), b.decider, harder(t), tomorrow, "the programme is closed"))
		if began := must[bool](t)(b.BeginDay(t.Context())); !began {
			t.Error("the first day did not begin")
		}
		b.settle(t)
		inDoubt := func() (out []int64) {
			for _, id := range []int64{loser, gainer} {
				w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
				if w.Awards[0].Events[len(w.Awards[0].Events)-1].Kind == store.Unsupported {
					out = append(out, id)
				}
			}
			return out
		}
		if got := inDoubt(); len(got) != 0 {
			t.Errorf("in doubt before the day: %v", got)
		}
		b.today = tomorrow
		if began := must[bool](t)(b.BeginDay(t.Context())); !began {
			t.Error("the next day did not begin")
		}
		if began := must[bool](t)(b.BeginDay(t.Context())); began {
			t.Error("the day began twice")
		}
		b.today = tomorrow - 1 // on a machine whose clock is behind
		if began := must[bool](t)(b.BeginDay(t.Context())); began {
			t.Error("a day before the last one began")
		}
		b.today = tomorrow
		if began := must[bool](t)(b.BeginDay(t.Context())); began {
			t.Error("the day began again after one before it")
		}
		latest := must[[]store.Entry](t)(b.LatestEntries(t.Context(), b.decider, 0, 1))[0]
		if latest.Act != "begin-day" || latest.Actor != "worker" || latest.Subject != tomorrow.String() {
			t.Errorf("the journal says of the day that began: %+v", latest)
		}
		b.settle(t)
		if d := cmp.Diff([]int64{loser}, inDoubt()); d != "" {
			t.Error(d)
		}
	})
}

func TestPublishRefusesWhatDoesNotHold(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	bad := map[string][]byte{"microsoft/mcp.yaml": []byte("programme: microsoft/mcp\ntitel: x\n")}
	want(t, b.Publish(t.Context(), b.decider, bad, b.today, "so"), fault.Invalid)
	want(t, b.Publish(t.Context(), b.decider, harder(t), record.Day(2004, time.May, 1), "so"), fault.Invalid)
}
