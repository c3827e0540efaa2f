package audit_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"waymark/audit"
	"waymark/audit/judge"
	"waymark/programme"
	"waymark/record"
)

// disagreement tells what a report says otherwise than the judge, or nothing.
func disagreement(r *audit.Report, a *judge.Answer) string {
	if r.Verdict.String() != a.Verdict.String() {
		return fmt.Sprintf("verdict: %s; the judge: %s %v", r.Verdict, a.Verdict, a.Questions)
	}
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"questions", questions(r), a.Questions},
		{"met on", r.MetOn, a.MetOn},
		{"term ends", r.TermEnds, a.TermEnds},
		{"met under", name(r.MetUnder), a.MetUnder},
		{"lapsed", r.Lapsed, a.Lapsed},
		{"unreachable", r.Unreachable, a.Unreachable},
		{"least left", r.LeastLeft, a.LeastLeft},
		{"proved", r.Proved, true},
		{"alternatives in all", r.AlternativesTotal, len(a.Alternatives)},
		{"all alternatives listed", r.AlternativesComplete, len(a.Alternatives) <= audit.MaxAlternatives},
		{"alternatives", plain(r.Alternatives), plain(a.Alternatives[:min(len(a.Alternatives), audit.MaxAlternatives)])},
		{"derived", derived(r), others(a.Derived, r.Programme.ID)},
	} {
		if d := cmp.Diff(c.want, c.got); d != "" {
			return c.what + " (- the judge, + the engine):\n" + d
		}
	}
	return shownOtherwise(r, a)
}

func questions(r *audit.Report) []judge.Question {
	var all []judge.Question
	for _, q := range r.Questions {
		all = append(all, judge.Question{Programme: q.Programme, ID: q.ID})
	}
	return all
}

func name(v *programme.Version) string {
	if v == nil {
		return ""
	}
	return v.Name
}

// plain makes no list and an empty one the same.
func plain(sets [][]record.Ref) []string {
	var all []string
	for _, s := range sets {
		all = append(all, fmt.Sprint(s))
	}
	return all
}

func derived(r *audit.Report) []judge.Award {
	var all []judge.Award
	for _, d := range r.Derived {
		all = append(all, judge.Award(d))
	}
	return byProgramme(all)
}

// others leaves out the awards of the programme asked about.
func others(all []judge.Award, asked string) []judge.Award {
	return byProgramme(slices.DeleteFunc(slices.Clone(all), func(d judge.Award) bool { return d.Programme == asked }))
}

func byProgramme(all []judge.Award) []judge.Award {
	slices.SortStableFunc(all, func(a, b judge.Award) int { return strings.Compare(a.Programme, b.Programme) })
	if len(all) == 0 {
		return nil
	}
	return all
}

// shownOtherwise compares the placements shown and the verdict of every requirement.
func shownOtherwise(r *audit.Report, a *judge.Answer) string {
	if a.ShownVersion == nil {
		if len(r.Requirements) > 0 {
			return "requirements are shown though no version is in force"
		}
		return ""
	}
	if len(r.Requirements) != len(a.ShownVersion.Requires.Of) {
		return fmt.Sprintf("%d requirements shown, not those of version %s", len(r.Requirements), a.ShownVersion.Name)
	}
	covers := map[string]bool{}
	var said string
	for _, j := range r.Requirements {
		compare(r, a, j, covers, &said)
	}
	if said != "" {
		return said
	}
	want := map[string]bool{}
	for _, p := range a.Covers {
		want[p.Ref.String()+" "+p.Date.String()] = true
	}
	if d := cmp.Diff(want, covers); d != "" {
		return "pieces on covers:\n" + d
	}
	return ""
}

// onCover is the piece that the judge places on a cover for a ref.
func onCover(a *judge.Answer, ref record.Ref) string {
	for _, p := range a.Covers {
		if p.Ref == ref {
			return ref.String() + " " + p.Date.String()
		}
	}
	return ""
}

// dated names a piece by its day. An entry of a credential that follows from evidence too is shown as the piece; the
// judge's may be the award, which was earned before it was recorded.
func dated(p *audit.Placement, want string) string {
	day := p.Date.String()
	if earned, same := strings.CutPrefix(want, p.Ref.String()+" "); same && p.Entry != nil && p.Ref.Kind == record.Credential && earned < day {
		return want
	}
	return p.Ref.String() + " " + day
}

func compare(r *audit.Report, a *judge.Answer, j *audit.Judged, covers map[string]bool, said *string) {
	want, known := a.Requirements[j.Requirement]
	expected := ""
	if want.Piece != nil && !want.Unsaid {
		expected = want.Piece.Ref.String() + " " + want.Piece.Date.String()
	}
	got := ""
	for _, i := range j.Evidence {
		if i < 0 || i >= len(r.Evidence) {
			*said = fmt.Sprintf("requirement %s: no evidence has the index %d", j.Path, i)
			return
		}
		if j.Covered {
			covers[dated(&r.Evidence[i], onCover(a, r.Evidence[i].Ref))] = true
		} else if _, isItem := j.Requirement.(*programme.Item); isItem && !want.Aside && !want.Unsaid {
			got = dated(&r.Evidence[i], expected)
		}
	}
	switch {
	case *said != "":
		return
	case !known:
		*said = "requirement " + j.Path + " is of another version than " + a.ShownVersion.Name
	case got != expected:
		*said = fmt.Sprintf("requirement %s: %q is placed here; the judge: %q", j.Path, got, expected)
	case !want.Unsaid && j.Verdict.String() != want.Verdict.String():
		*said = fmt.Sprintf("requirement %s: %s; the judge: %s (aside %t)", j.Path, j.Verdict, want.Verdict, want.Aside)
	}
	for _, k := range j.Of {
		compare(r, a, k, covers, said)
	}
}
