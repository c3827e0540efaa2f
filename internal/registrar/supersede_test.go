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

// corrected is an exam as it is corrected.
func corrected(code string, day record.Date, score string) record.Evidence {
	e := exams(code)[0]
	e.Date, e.Score = day, score
	return e
}

// termed puts a programme with a term in effect: three years from the day of 70-290.
func (b *body) termed(t *testing.T) {
	t.Helper()
	text := `programme: microsoft/keeper
title: Keeper of Servers
awards: {credential: keeper, abbreviation: KS, term: 3 years}
version: "2003"
requires: [exam 70-290]
`
	check(t, b.Publish(t.Context(), b.decider, map[string][]byte{"microsoft/keeper.yaml": []byte(text)}, b.today, "a new programme"))
}

func TestACorrectionMovesTheAward(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		b.termed(t)
		id := b.ana(t, "70-290")
		b.settle(t)
		pieces := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id)).Facts
		check(t, b.CorrectEvidence(t.Context(), b.manager, id, pieces[0].Piece, corrected("70-290", record.Day(2004, time.May, 7), ""), "the vendor had the day wrong"))
		wanted := []string{
			"microsoft/mcp 2004-03-01 superseded", "microsoft/keeper 2004-03-01 superseded",
			"microsoft/mcp 2004-05-07 in force", "microsoft/keeper 2004-05-07 in force",
		}
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		if d := cmp.Diff(wanted, sortedLike(wanted, b.awards(t, id))); d != "" {
			t.Fatal(d)
		}
		for i := range w.Awards {
			a := &w.Awards[i]
			if a.Programme != "microsoft/keeper" {
				continue
			}
			switch registrar.StatusOn(a, b.today) {
			case registrar.Superseded:
				last := a.Events[len(a.Events)-1]
				if last.Kind != store.Superseded || last.Reason != "the vendor had the day wrong" || last.Date != b.today || a.Until != record.Day(2007, time.February, 28) {
					t.Errorf("%+v", a)
				}
				if got := registrar.StatusOn(a, b.today-1); got != registrar.InForce {
					t.Errorf("the day before it was %v", got)
				}
				want(t, b.Suspend(t.Context(), b.decider, id, a.Number, b.today, "so"), fault.Conflict)
				_, err := b.MoveRevocation(t.Context(), b.decider, id, a.Number, b.today, "so")
				want(t, err, fault.Conflict)
			default:
				if a.Until != record.Day(2007, time.May, 6) || a.Entry != w.Awards[0].Events[1].Entry {
					t.Errorf("%+v", a)
				}
				basis := must[*registrar.Basis](t)(b.Basis(t.Context(), b.decider, id, a.Number))
				if !strings.Contains(string(basis.Evidence), "2004-05-07") {
					t.Errorf("it rests on %s", basis.Evidence)
				}
			}
			again := must[*registrar.Repeated](t)(b.Repeat(t.Context(), b.decider, id, a.Number))
			if !again.SameRules || !again.SameReport {
				t.Errorf("award %d cannot be decided again: %+v", a.Number, again)
			}
		}
		b.settleAgain(t, id)
		if got := b.awards(t, id); len(got) != len(wanted) {
			t.Errorf("audited again: %v", got)
		}
		b.whole(t)
	})
}

// sortedLike puts lines in the order in which they are wanted; others come last.
func sortedLike(wanted, got []string) []string {
	var out, rest []string
	left := map[string]int{}
	for _, g := range got {
		left[g]++
	}
	for _, w := range wanted {
		if left[w] > 0 {
			left[w]--
			out = append(out, w)
		}
	}
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			rest = append(rest, g)
		}
	}
	return append(out, rest...)
}

// settleAgain audits a candidate again though nothing changed.
func (b *body) settleAgain(t *testing.T, id int64) {
	t.Helper()
	check(t, b.store.Change(t.Context(), func(c *store.Change) error { return c.MarkDue(id) }))
	b.settle(t)
}

// Only what was decided on and says something else now moves an award.
func TestWhatMovesNoAward(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		piece := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id)).Facts[0].Piece
		one := []string{"microsoft/mcp 2004-03-01 in force"}
		still := func(when string) {
			t.Helper()
			if d := cmp.Diff(one, b.awards(t, id)); d != "" {
				t.Errorf("%s: %s", when, d)
			}
		}
		noted := exams("70-270")[0]
		noted.Note = "seen again"
		check(t, b.CorrectEvidence(t.Context(), b.manager, id, piece, noted, "a note"))
		still("a note")
		check(t, b.VerifyEvidence(t.Context(), b.manager, id, piece, true, "seen on the transcript"))
		still("verified again")
		older := exams("70-290")
		older[0].Date = record.Day(2003, time.November, 3)
		pieces := must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, id, older, "came in late"))
		still("an older pass that came in late")
		check(t, b.CorrectEvidence(t.Context(), b.manager, id, pieces[0], corrected("70-290", record.Day(2003, time.November, 4), ""), "a day later"))
		still("a correction of what it was not decided on")
		check(t, b.CorrectEvidence(t.Context(), b.manager, id, piece, corrected("70-270", record.Day(2004, time.March, 1), "901"), "the score was wrong"))
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 superseded", "microsoft/mcp 2003-11-04 in force"}, b.awards(t, id)); d != "" {
			t.Errorf("decided again, it is decided on all that is known: %s", d)
		}
		b.whole(t)
	})
}

// An award that is suspended stays so, whatever is corrected; it is decided again when it is in force again.
func TestACorrectionEndsNoSuspension(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		piece := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id)).Facts[0].Piece
		check(t, b.Suspend(t.Context(), b.decider, id, 1, b.today, "fee unpaid"))
		check(t, b.CorrectEvidence(t.Context(), b.manager, id, piece, corrected("70-270", record.Day(2004, time.March, 9), ""), "the day was wrong"))
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 suspended"}, b.awards(t, id)); d != "" {
			t.Error(d)
		}
		check(t, b.Reinstate(t.Context(), b.decider, id, 1, b.today, "fee paid"))
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 superseded", "microsoft/mcp 2004-03-09 in force"}, b.awards(t, id)); d != "" {
			t.Error(d)
		}
		b.whole(t)
	})
}

// A correction by a feed moves awards as one by hand does, and one that leaves nothing met leaves the award in doubt.
func TestAFeedCorrectsWhatWasDecidedOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		b.feed(t, testhall, header+"R1,C1,Ana,Roy,,70-270,3/1/2004,Pass,800\nR2,C2,Bo,Li,,70-270,3/1/2004,Pass,800\n")
		b.feed(t, testhall, header+"R1,C1,Ana,Roy,,70-270,3/8/2004,Pass,800\nR2,C2,Bo,Li,,070-999,3/1/2004,Pass,800\n")
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 superseded", "microsoft/mcp 2004-03-08 in force"}, b.awards(t, 1)); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 in force"}, b.awards(t, 2)); d != "" { // no such exam: the row waits
			t.Error(d)
		}
		b.whole(t)
	})
}

// A credential that says what was corrected is out of force at once, and its page leads to the one in its place.
func TestACorrectedCredentialIsReplaced(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		b.issue(t, b.issuing(t))
		first := b.issuances(t, id, 1)[0]
		if got := b.judged(t, first); got != "passed verify.status-clear" {
			t.Fatal(got)
		}
		piece := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id)).Facts[0].Piece
		for day := record.Day(2004, time.March, 9); day < record.Day(2004, time.March, 11); day++ {
			check(t, b.CorrectEvidence(t.Context(), b.manager, id, piece, corrected("70-270", day, ""), "the day was wrong"))
		}
		if got := b.judged(t, first); got != "failed verify.revoked" {
			t.Errorf("the one that says what is not so: %s", got)
		}
		c := must[*registrar.Credential](t)(b.Credential(t.Context(), first.Code))
		if c.Status != registrar.Superseded || c.Since != b.today || c.Current != "" {
			t.Errorf("%+v", c)
		}
		b.issue(t, b.issuing(t))
		next := b.issuances(t, id, 3)[0]
		if got := b.judged(t, next); got != "passed verify.status-clear" {
			t.Error(got)
		}
		if c = must[*registrar.Credential](t)(b.Credential(t.Context(), first.Code)); c.Current != next.Code {
			t.Errorf("the page leads to %q, not to %q", c.Current, next.Code)
		}
		if c = must[*registrar.Credential](t)(b.Credential(t.Context(), next.Code)); c.Current != "" || c.Date != record.Day(2004, time.March, 10) {
			t.Errorf("%+v", c)
		}
		b.holdsCredentials(t)
	})
}

// What was superseded on two records that turn out to be of two people is as it was.
func TestUnmergeBringsBackWhatWasSuperseded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		ana, anna := b.ana(t, "70-290"), b.ana(t, "70-270")
		piece := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, anna)).Facts[0].Piece
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, ana, anna, "same passport"))
		check(t, b.CorrectEvidence(t.Context(), b.manager, anna, piece, corrected("70-270", record.Day(2004, time.July, 1), ""), "the day was wrong"))
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 in force", "microsoft/mcp 2004-03-01 superseded"}, b.awards(t, ana)); d != "" {
			t.Errorf("together: %s", d)
		}
		check(t, b.VerifyEvidence(t.Context(), b.manager, anna, piece, false, "the vendor knows nothing of it"))
		check(t, b.Unmerge(t.Context(), b.manager, merge, "twins"))
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 in force"}, b.awards(t, anna)); d != "" {
			t.Error(d)
		}
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, anna))
		if last := w.Awards[0].Events[len(w.Awards[0].Events)-1]; last.Kind != store.Unsupported {
			t.Errorf("Anna has no pass, and her award is not in doubt: %+v", w.Awards[0].Events)
		}
		b.whole(t)
	})
}
