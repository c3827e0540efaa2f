package registrar_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// Merging two records and undoing it, with acts between them, leaves both as they would be without.
func TestMergeAndUndoRestoreBoth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		ana, anna := b.ana(t, "70-270", "70-290"), b.ana(t, "70-291")
		before := [][]string{b.awards(t, ana), b.awards(t, anna)}
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, ana, anna, "same passport"))
		_, err := b.Merge(t.Context(), b.manager, anna, ana, "same passport")
		want(t, err, fault.Conflict)

		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, anna, exams("70-284"), "came in for Anna"))
		together := b.awards(t, ana)
		if len(together) != 4 || together[1] != "microsoft/mcsa-2003 2004-03-02 in force" {
			t.Errorf("together: %v", together)
		}
		if d := cmp.Diff(together, b.awards(t, anna)); d != "" {
			t.Errorf("the two read differently: %s", d)
		}
		check(t, b.Suspend(t.Context(), b.decider, ana, 1, b.today, "fee unpaid"))
		check(t, b.Reinstate(t.Context(), b.decider, ana, 1, b.today, "fee paid"))

		check(t, b.Unmerge(t.Context(), b.manager, merge, "twins"))
		want(t, b.Unmerge(t.Context(), b.manager, merge, "twins"), fault.NotFound)
		standing := func(id int64) (out []string) {
			for _, a := range b.awards(t, id) {
				if a[len(a)-len("withdrawn"):] != "withdrawn" {
					out = append(out, a)
				}
			}
			return out
		}
		if d := cmp.Diff(before, [][]string{standing(ana), standing(anna)}); d != "" {
			t.Error(d)
		}
		b.whole(t)
	})
}

// pair are two candidates, and what a law's test does to them.
type pair struct {
	*body
	ids  [2]int64
	pool []string
	// before is how many awards each had before the merge.
	before [2]int
}

// do does one act to one of the pair, the same for the same numbers.
func (p *pair) do(t failer, act, who, what int) {
	t.Helper()
	ctx, id := context.Background(), p.ids[who]
	w := must[*registrar.Whole](t)(p.Record(ctx, p.decider, id))
	var mine []store.Fact
	for _, f := range store.Current(w.Facts) {
		if f.Candidate == id {
			mine = append(mine, f)
		}
	}
	switch {
	case act < 4 || len(mine) == 0:
		e := exams(p.pool[what%len(p.pool)])
		e[0].Date += record.Date(what)
		must[[]int64](t)(p.RecordEvidence(ctx, p.manager, id, e, ""))
	case act == 4:
		check(t, p.VoidEvidence(ctx, p.manager, id, mine[what%len(mine)].Piece, "an error"))
	case act == 5:
		check(t, p.VerifyEvidence(ctx, p.manager, id, mine[what%len(mine)].Piece, what%2 == 0, "looked at"))
	default:
		e := mine[what%len(mine)]
		e.Date++
		check(t, p.CorrectEvidence(ctx, p.manager, id, e.Piece, e.Evidence, "a day later"))
	}
}

// stands is what one of the pair has: the evidence that holds, the awards from before the merge with their dates, and with all the
// programmes of all awards that stand and rest on evidence. Of a programme that moved, whose evidence was corrected so that it was
// decided again, it is whether an award stands and is in doubt: when it was decided again, and so for which day, is not the same where
// that was done on both records and undone.
func (p *pair) stands(t failer, who int, all bool, moved map[string]bool) []string {
	t.Helper()
	w := must[*registrar.Whole](t)(p.Record(context.Background(), p.decider, p.ids[who]))
	out := []string{}
	for _, f := range store.Current(w.Facts) {
		out = append(out, fmt.Sprint(f.Ref, f.Date, f.State, f.Step))
	}
	for i := range w.Awards {
		a := &w.Awards[i]
		status := registrar.StatusOn(a, p.today)
		had := slices.ContainsFunc(w.Awards[:min(p.before[who], len(w.Awards))], func(b store.Award) bool { return b.Programme == a.Programme })
		if moved[a.Programme] && had {
			if status != registrar.Withdrawn && status != registrar.Superseded {
				out = append(out, fmt.Sprint(a.Programme, " moved, ", status, doubted(a)))
			}
			continue
		}
		if all && status != registrar.Withdrawn && status != registrar.Superseded && !doubted(a) {
			out = append(out, fmt.Sprint(a.Programme, " ", status))
		}
		if i < p.before[who] {
			out = append(out, fmt.Sprint(a.Programme, a.Date, status, doubted(a)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// moved adds the programmes of which one of the pair had an award superseded.
func (p *pair) moved(t failer, who int, to map[string]bool) {
	t.Helper()
	w := must[*registrar.Whole](t)(p.Record(context.Background(), p.decider, p.ids[who]))
	for _, a := range w.Awards {
		if slices.ContainsFunc(a.Events, func(e store.AwardEvent) bool { return e.Kind == store.Superseded }) {
			to[a.Programme] = true
		}
	}
}

// inDoubt tells whether one of the pair has an award in doubt. Other awards may rest on that one, and on no evidence: they follow
// from the decision that was made once, and not where it was made on a record that was none.
func (p *pair) inDoubt(t failer, who int) bool {
	t.Helper()
	w := must[*registrar.Whole](t)(p.Record(context.Background(), p.decider, p.ids[who]))
	return slices.ContainsFunc(w.Awards, func(a store.Award) bool { return doubted(&a) })
}

func doubted(a *store.Award) bool {
	var last store.AwardEventKind
	for _, e := range a.Events {
		if e.Kind == store.Unsupported || e.Kind == store.Supported {
			last = e.Kind
		}
	}
	return last == store.Unsupported && registrar.StatusOn(a, record.MaxDate) != registrar.Superseded
}

// Law 7: whatever is done before, between and after, a merge that is undone leaves both as those for whom it never was.
func TestMergeUndoneIsNoMerge(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	rapid.Check(t, func(rt *rapid.T) {
		pool := []string{"70-270", "70-290", "70-291", "70-284", "70-228", "70-293", "70-294", "70-298"}
		merged, apart := &pair{body: b, pool: pool}, &pair{body: b, pool: pool}
		for i := range 2 {
			merged.ids[i] = must[int64](t)(b.AddCandidate(context.Background(), b.manager, "Ana"))
			apart.ids[i] = must[int64](t)(b.AddCandidate(context.Background(), b.manager, "Ana"))
		}
		some := func(label string) {
			for range rapid.IntRange(0, 6).Draw(rt, label) {
				act, who, what := rapid.IntRange(0, 6).Draw(rt, "act"), rapid.IntRange(0, 1).Draw(rt, "who"), rapid.IntRange(0, 30).Draw(rt, "what")
				merged.do(rt, act, who, what)
				apart.do(rt, act, who, what)
			}
		}
		some("before")
		for i := range 2 {
			for _, p := range []*pair{merged, apart} {
				p.before[i] = len(must[*registrar.Whole](rt)(b.Record(context.Background(), b.decider, p.ids[i])).Awards)
			}
		}
		merge := must[int64](rt)(b.Merge(context.Background(), b.manager, merged.ids[0], merged.ids[1], "same passport"))
		some("between")
		check(rt, b.Unmerge(context.Background(), b.manager, merge, "twins"))
		same := func(when string) {
			for who := range 2 {
				all, moved := !apart.inDoubt(rt, who), map[string]bool{}
				apart.moved(rt, who, moved)
				merged.moved(rt, who, moved)
				if d := cmp.Diff(apart.stands(rt, who, all, moved), merged.stands(rt, who, all, moved)); d != "" {
					rt.Errorf("%s, %d: %s", when, who, d)
				}
			}
		}
		same("undone")
		some("after")
		same("later")
	})
	b.whole(t)
}

// An award that a record gave alone stays its own when a merge is undone, though rules that came later would not give it: it is in
// doubt then, as it was before, and a person decides.
func TestUndoingAMergeJudgesByTheRulesOfThen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		b.termed(t)
		ana := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Ana Roy"))
		bo := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Bo Li"))
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, ana, bo, "one birth certificate"))
		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, ana, exams("70-290"), ""))
		b.settle(t)
		stricter := []byte(`programme: microsoft/keeper
title: Keeper of Servers
awards: {credential: keeper, abbreviation: KS, term: 3 years}
version: "2003"
requires: [exam 70-290, exam 70-291]
`)
		check(t, b.Publish(t.Context(), b.decider, map[string][]byte{"microsoft/keeper.yaml": stricter}, b.today, "more is asked for"))
		b.settle(t)
		wanted := []string{"microsoft/mcp 2004-03-01 in force", "microsoft/keeper 2004-03-01 in force"}
		if d := cmp.Diff(wanted, sortedLike(wanted, b.awards(t, ana))); d != "" {
			t.Fatal(d)
		}
		check(t, b.Unmerge(t.Context(), b.manager, merge, "two persons after all"))
		if d := cmp.Diff(wanted, sortedLike(wanted, b.awards(t, ana))); d != "" {
			t.Error(d)
		}
		for _, a := range must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, ana)).Awards {
			if registrar.InDoubt(&a) != (a.Programme == "microsoft/keeper") {
				t.Errorf("%+v", a)
			}
		}
		b.whole(t)
	})
}
