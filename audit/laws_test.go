package audit_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "pgregory.net/rapid" // its flag -rapid.checks says how many worlds to try

	"waymark/audit"
	"waymark/audit/generate"
	"waymark/audit/judge"
	"waymark/programme"
	"waymark/record"
)

// worlds is how many worlds each law is tried on, unless -rapid.checks asks for more.
const worlds = 10_000

// try holds a law to so many worlds of fixed seeds, and to a tenth as many of seeds that differ from run to run. Where
// the law is broken it prints the smallest world that breaks it.
func try(t *testing.T, share int, law func(generate.World) string) {
	t.Helper()
	t.Parallel()
	n := worlds
	if f := flag.Lookup("rapid.checks"); f != nil {
		if asked, err := strconv.Atoi(f.Value.String()); err == nil && asked > n {
			n = asked
		}
	}
	n /= share
	start := rand.Uint64()
	t.Logf("%d worlds from seed 0, %d from seed %d", n, n/10, start)
	failures := 0
	for i := range uint64(n + n/10) {
		seed := i
		if i >= uint64(n) {
			seed = start + i
		}
		w := generate.Small(seed)
		if held(law, w) == "" {
			continue
		}
		small := generate.Shrink(w, func(w generate.World) bool { return held(law, w) != "" })
		t.Errorf("seed %d:\n%s\n%s", seed, small, held(law, small))
		if failures++; failures == 5 {
			t.Fatal("enough")
		}
	}
}

// held runs a law; a panic breaks it too.
func held(law func(generate.World) string, w generate.World) (said string) {
	defer func() {
		if p := recover(); p != nil {
			said = fmt.Sprintf("panic: %v", p)
		}
	}()
	return law(w)
}

func run(w generate.World) *audit.Report {
	return runOn(w.Set(), w)
}

func runOn(set *programme.Set, w generate.World) *audit.Report {
	r, err := audit.Run(set, w.Programme, &w.Record, w.Day, audit.Options{VerifiedOnly: w.VerifiedOnly})
	if err != nil {
		panic(err)
	}
	return r
}

func judged(w generate.World) *judge.Answer {
	return judge.Run(w.Set(), w.Programme, w.Record, w.Day, w.VerifiedOnly)
}

// TestLawsJudge holds the engine to the judge that tries everything.
func TestLawsJudge(t *testing.T) {
	try(t, 1, func(w generate.World) string { return disagreement(run(w), judged(w)) })
}

// TestLawsMoreEvidence: more evidence never makes a verdict worse, nor what is least left more. (Where awards end, an
// earlier piece can earn an award earlier, which then ends earlier; a revocation takes away. Neither is tried here.)
func TestLawsMoreEvidence(t *testing.T) {
	try(t, 2, func(w generate.World) string {
		w.Programmes = withoutTerms(w.Programmes)
		if len(w.Record.Evidence) == 0 {
			return ""
		}
		fewer := w
		fewer.Record.Evidence = w.Record.Evidence[:len(w.Record.Evidence)-1]
		if w.Record.Evidence[len(fewer.Record.Evidence)].Revoked != 0 {
			return ""
		}
		before, after := run(fewer), run(w)
		switch {
		case after.Verdict < before.Verdict:
			return fmt.Sprintf("%s, and %s without the last entry", after.Verdict, before.Verdict)
		case before.LeastLeft >= 0 && (after.LeastLeft < 0 || after.LeastLeft > before.LeastLeft):
			return fmt.Sprintf("%d left, and %d without the last entry", after.LeastLeft, before.LeastLeft)
		}
		return ""
	})
}

func withoutTerms(programmes []*programme.Programme) []*programme.Programme {
	var all []*programme.Programme
	for _, p := range programmes {
		q := *p
		q.Awards.TermMonths = 0
		all = append(all, &q)
	}
	return all
}

// TestLawsOrder: the order of entries never matters, and the same question gets the same answer.
func TestLawsOrder(t *testing.T) {
	try(t, 4, func(w generate.World) string {
		set := w.Set()
		first := runOn(set, w)
		if !reflect.DeepEqual(first, runOn(set, w)) {
			return "two reports on one question differ"
		}
		turned := w
		turned.Record.Evidence = slices.Clone(w.Record.Evidence)
		slices.Reverse(turned.Record.Evidence)
		turned.Record.Rulings = slices.Clone(w.Record.Rulings)
		slices.Reverse(turned.Record.Rulings)
		return cmp.Diff(portrait(first), portrait(runOn(set, turned)))
	})
}

// portrait writes everything a report says in a way that does not depend on the order of the record.
func portrait(r *audit.Report) []string {
	var lines, loose []string
	say := func(format string, operands ...any) { lines = append(lines, fmt.Sprintf(format, operands...)) }
	say("%s on %s under %s until %s, lapsed %s, questions %v", r.Verdict, r.MetOn, name(r.MetUnder), r.TermEnds, r.Lapsed, r.Questions)
	say("%d left, unreachable %t %v, proved %t", r.LeastLeft, r.Unreachable, r.Closed, r.Proved)
	say("%v %t %d", r.Alternatives, r.AlternativesComplete, r.AlternativesTotal)
	say("gaps %v, derived %v", r.Left, r.Derived)
	var tell func(j *audit.Judged)
	tell = func(j *audit.Judged) {
		var pieces strings.Builder
		for _, i := range j.Evidence {
			if i >= 0 && i < len(r.Evidence) {
				fmt.Fprintf(&pieces, " %s %s", r.Evidence[i].Ref, r.Evidence[i].Date)
			}
		}
		say("%s: %s, needed %t, %d of %d, by%s, covered %t, waived %t, stated %t, why %v, until %s",
			j.Path, j.Verdict, !j.NotNeeded, j.Have, j.Needed, pieces.String(), j.Covered, j.Waived >= 0, j.Stated, j.Why, j.Until)
		for _, k := range j.Of {
			tell(k)
		}
	}
	for _, j := range r.Requirements {
		tell(j)
	}
	for _, e := range r.Evidence {
		loose = append(loose, fmt.Sprintf("%s %s %s at %v: %v", e.Ref, e.Date, e.State, e.CountsAt, e.Reason))
	}
	for _, ruling := range r.Rulings {
		loose = append(loose, fmt.Sprintf("ruling %v", ruling))
	}
	slices.Sort(loose)
	return append(lines, loose...)
}

// TestLawsOnce: no piece is placed twice in one programme, unless a shares entry says so; nor is more than one of a
// not_both.
func TestLawsOnce(t *testing.T) {
	try(t, 2, func(w generate.World) string {
		r := run(w)
		for i := range r.Programme.Versions {
			v := &r.Programme.Versions[i]
			if len(r.Requirements) > 0 && r.Requirements[0].Requirement == v.Requires.Of[0] {
				return broken(v, places(r))
			}
		}
		return ""
	})
}

// places gives by piece the ids around each place where a report shows it; none around a cover.
func places(r *audit.Report) map[record.Ref][][]string {
	placed := map[record.Ref][][]string{}
	covers := map[record.Ref]bool{}
	var look func(list []*audit.Judged, around []string)
	look = func(list []*audit.Judged, around []string) {
		for _, j := range list {
			ids := around
			if id := j.Requirement.Heading().ID; id != "" {
				ids = append(slices.Clone(around), id)
			}
			_, isItem := j.Requirement.(*programme.Item)
			for _, i := range j.Evidence {
				switch {
				case j.NotNeeded:
				case j.Covered:
					covers[r.Evidence[i].Ref] = true
				case isItem:
					placed[r.Evidence[i].Ref] = append(placed[r.Evidence[i].Ref], ids)
				}
			}
			look(j.Of, ids)
		}
	}
	look(r.Requirements, nil)
	for ref := range covers {
		placed[ref] = append(placed[ref], nil)
	}
	return placed
}

// broken tells which piece is placed more often than the version allows, or nothing.
func broken(v *programme.Version, placed map[record.Ref][][]string) string {
	for ref, places := range placed {
		allowed := len(places) < 2 || slices.ContainsFunc(v.Shares, func(s programme.Share) bool {
			counts := map[string]int{}
			for _, ids := range places {
				in := slices.IndexFunc(s.Between, func(id string) bool { return slices.Contains(ids, id) })
				if in < 0 || counts[s.Between[in]] > 0 {
					return false
				}
				counts[s.Between[in]]++
			}
			return len(s.Items) == 0 || slices.Contains(s.Items, ref)
		})
		if !allowed {
			return fmt.Sprintf("%s is placed %d times", ref, len(places))
		}
	}
	for _, n := range v.NotBoth {
		var both []record.Ref
		for _, ref := range n.Of {
			if len(placed[ref]) > 0 {
				both = append(both, ref)
			}
		}
		if len(both) > 1 {
			return fmt.Sprintf("%v are placed, of which at most one may be", both)
		}
	}
	return ""
}

// TestLawsRetired: what ends after the last pass of it changes no verdict, and what has ended is in no smallest set.
func TestLawsRetired(t *testing.T) {
	try(t, 2, func(w generate.World) string {
		last := map[record.Ref]record.Date{}
		issuer, _, _ := strings.Cut(w.Programme, "/")
		for _, e := range w.Record.Evidence {
			ref := e.Within(issuer)
			last[ref] = max(last[ref], e.Date)
		}
		retired := w
		retired.Facts = nil
		for _, f := range w.Facts {
			g := *f
			if g.Last == 0 && last[f.Ref] > 0 {
				g.Last = last[f.Ref]
			}
			retired.Facts = append(retired.Facts, &g)
			delete(last, f.Ref)
		}
		for ref, day := range last {
			retired.Facts = append(retired.Facts, &programme.Fact{Ref: ref, Last: day})
		}
		before, after := run(w), run(retired)
		if before.Verdict != after.Verdict || before.MetOn != after.MetOn {
			return fmt.Sprintf("%s on %s; once what is held has ended, %s on %s", before.Verdict, before.MetOn, after.Verdict, after.MetOn)
		}
		set := retired.Set()
		for _, s := range after.Alternatives {
			for _, ref := range s {
				if f := set.Fact(ref); f != nil && !f.Obtainable(w.Day) {
					return fmt.Sprintf("%s has ended and is still offered", ref)
				}
			}
		}
		return ""
	})
}

// TestLawsFixedPoint: recording the awards that follow from the evidence changes no verdict and nothing left. (With a
// question granted an award may follow earlier, and lapse; then the recorded one is another.)
func TestLawsFixedPoint(t *testing.T) {
	try(t, 2, func(w generate.World) string {
		if strings.Contains(w.String(), " open q") {
			w.Programmes = withoutTerms(w.Programmes)
		}
		before := run(w)
		recorded := w
		recorded.Record.Evidence = slices.Clone(w.Record.Evidence)
		for _, d := range before.Derived {
			ref := record.Ref{Kind: record.Credential, ID: d.Credential}
			if slices.ContainsFunc(slices.Concat(w.Record.Rulings, w.Rulings), func(r record.Ruling) bool {
				return r.Kind == record.Admit && r.Evidence.Code() == ref.Code()
			}) {
				return "" // an entry that is admitted outlives its term, an award does not
			}
			recorded.Record.Evidence = append(recorded.Record.Evidence,
				record.Evidence{Ref: ref, Date: d.Date, Until: d.Until, State: record.Verified})
		}
		after := run(recorded)
		if before.Verdict != after.Verdict || before.LeastLeft != after.LeastLeft || before.MetOn != after.MetOn {
			return fmt.Sprintf("%s on %s, %d left; with %v recorded %s on %s, %d left",
				before.Verdict, before.MetOn, before.LeastLeft, before.Derived, after.Verdict, after.MetOn, after.LeastLeft)
		}
		return ""
	})
}

// TestLawsMetOn: what was met on a day is met as of that day, by what was had then; awards rest on that.
func TestLawsMetOn(t *testing.T) {
	try(t, 2, func(w generate.World) string {
		now := run(w)
		if now.Verdict != audit.Met {
			return ""
		}
		w.Day = now.MetOn
		then := run(w)
		if then.Verdict != audit.Met || then.MetOn != now.MetOn || then.MetUnder.Name != now.MetUnder.Name {
			return fmt.Sprintf("met on %s by %s; as of that day %s on %s", now.MetOn, now.MetUnder.Name, then.Verdict, then.MetOn)
		}
		for _, p := range then.Evidence {
			if len(p.CountsAt) > 0 && p.Date > now.MetOn {
				return fmt.Sprintf("%s of %s counts on %s", p.Ref, p.Date, now.MetOn)
			}
		}
		return ""
	})
}

// TestLawsStanding: the short answer is that of the full report, also from an Auditor that has answered before, and on a sheet
// that other reports were written on.
func TestLawsStanding(t *testing.T) {
	var sheet audit.Sheet
	try(t, 5, func(w generate.World) string {
		auditor := audit.New(w.Set())
		options := audit.Options{VerifiedOnly: w.VerifiedOnly}
		for _, p := range w.Programmes {
			for _, rec := range []*record.Record{{}, &w.Record} {
				s, err := auditor.Standing(p.ID, rec, w.Day, options)
				if err != nil {
					return err.Error()
				}
				again, err := auditor.Run(p.ID, rec, w.Day, options)
				if err != nil {
					return err.Error()
				}
				fresh, err := audit.Run(w.Set(), p.ID, rec, w.Day, options)
				if err != nil {
					return err.Error()
				}
				if d := cmp.Diff(portrait(fresh), portrait(again)); d != "" {
					return p.ID + ": an Auditor that has answered before says\n" + d
				}
				if on, err := auditor.RunOn(&sheet, p.ID, rec, w.Day, options); err != nil || !reflect.DeepEqual(on, again) {
					return fmt.Sprintf("%s: on a sheet used before (%v)\n%s", p.ID, err, cmp.Diff(portrait(again), portrait(on)))
				}
				full := audit.Standing{Verdict: again.Verdict, Unreachable: again.Unreachable, LeastLeft: again.LeastLeft, Proved: again.Proved}
				if d := cmp.Diff(full, s); d != "" {
					return p.ID + ": the short answer differs\n" + d
				}
			}
		}
		return ""
	})
}

// answer is what every way to find it must agree about.
func answer(r *audit.Report) []string {
	said := []string{fmt.Sprint(r.Verdict, r.MetOn, r.Unreachable, r.LeastLeft, r.Proved, r.Derived, r.Questions)}
	for _, p := range r.Evidence {
		said = append(said, fmt.Sprint(p.Ref, p.Date, len(p.CountsAt) > 0)) // a cover may fill either of two options
	}
	return said
}

// TestLawsPatience: a question put as a 0/1 programme gets the answer that a search would give, and the same pieces count.
func TestLawsPatience(t *testing.T) {
	try(t, 4, func(w generate.World) string {
		o := audit.Options{VerifiedOnly: w.VerifiedOnly}
		patient, err := audit.Run(w.Set(), w.Programme, &w.Record, w.Day, o)
		if err != nil {
			return err.Error()
		}
		o.Patience = 1
		hasty, err := audit.Run(w.Set(), w.Programme, &w.Record, w.Day, o)
		if err != nil {
			return err.Error()
		}
		return cmp.Diff(answer(patient), answer(hasty))
	})
}

// TestLawsBudget: an answer for which the steps did not suffice says so, and says nothing that is not so: what it leaves is
// enough, and its bound is not above the least. (Where awards end, one that was not found in time would have ended, and
// spent what earned it; that is not tried here.)
func TestLawsBudget(t *testing.T) {
	try(t, 4, func(w generate.World) string {
		w.Programmes = withoutTerms(w.Programmes)
		full := run(w)
		short, err := audit.Run(w.Set(), w.Programme, &w.Record, w.Day, audit.Options{VerifiedOnly: w.VerifiedOnly, Steps: 2})
		switch {
		case err != nil:
			return err.Error()
		case short.Proved && (short.Verdict != full.Verdict || short.LeastLeft != full.LeastLeft):
			return fmt.Sprintf("proved: %s, %d left; with more steps %s, %d left", short.Verdict, short.LeastLeft, full.Verdict, full.LeastLeft)
		case short.Verdict > full.Verdict:
			return fmt.Sprintf("%s, and with more steps %s", short.Verdict, full.Verdict)
		case !short.Proved && short.Verdict == full.Verdict && full.LeastLeft >= 0 && short.LeastLeft >= 0 &&
			(short.LeastLeft < full.LeastLeft || short.Bound > full.LeastLeft):
			return fmt.Sprintf("%d left, at least %d; with more steps %d left", short.LeastLeft, short.Bound, full.LeastLeft)
		}
		return ""
	})
}
