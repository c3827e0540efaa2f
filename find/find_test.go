package find_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/find"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// TestSearches runs the scripts: a line "? query" and, until the next, the hits with their reasons.
func TestSearches(t *testing.T) {
	scripts, err := filepath.Glob("testdata/search/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	x := find.New(exampleSet(t))
	for _, script := range scripts {
		for query, want := range cases(t, script) {
			got := answer(x, query)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %q (-want +got):\n%s", script, query, diff)
			}
		}
	}
}

func cases(t *testing.T, script string) map[string][]string {
	t.Helper()
	var query string
	cases := map[string][]string{}
	for _, line := range lines(t, script) {
		if q, is := strings.CutPrefix(line, "? "); is {
			query = q
			cases[query] = nil
			continue
		}
		cases[query] = append(cases[query], line)
	}
	return cases
}

func answer(x *find.Index, query string) []string {
	var got []string
	for _, h := range x.Search(query, 0) {
		var why []string
		for _, r := range h.Why {
			why = append(why, r.Sentence(message.English()))
		}
		got = append(got, h.Kind()+" "+h.ID()+": "+strings.Join(why, "; "))
	}
	if got == nil {
		return []string{"nothing"}
	}
	return got
}

// TestEveryReasonHasItsSentence holds that no hit is explained by a bare code.
func TestEveryReasonHasItsSentence(t *testing.T) {
	for _, code := range find.ReasonCodes() {
		if !message.English().Has("find." + code) {
			t.Errorf("find.%s has no sentence", code)
		}
	}
}

func TestLimit(t *testing.T) {
	x := find.New(exampleSet(t))
	if all, two := x.Search("microsoft", 0), x.Search("microsoft", 2); len(two) != 2 || two[0].ID() != all[0].ID() {
		t.Errorf("limit 2 gave %d hits", len(two))
	}
}

// FuzzSearch holds that any query has an answer, the same one twice, each hit with its reason.
func FuzzSearch(f *testing.F) {
	for _, query := range []string{"70-290", "A+", "désigning", "\x00\xff", strings.Repeat("ab ", 300), "microsoft/mcse-2030"} {
		f.Add(query)
	}
	x := find.New(exampleSet(f))
	f.Fuzz(func(t *testing.T, query string) {
		hits := x.Search(query, 0)
		for _, h := range hits {
			if len(h.Why) == 0 || h.Title() == "" {
				t.Errorf("%s was found for no reason", h.ID())
			}
		}
		if first, second := answer(x, query), answer(x, query); !slices.Equal(first, second) {
			t.Errorf("the same query twice: %q, %q", first, second)
		}
	})
}

func lines(tb testing.TB, file string) []string {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	var kept []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			kept = append(kept, line)
		}
	}
	return kept
}

func exampleSet(tb testing.TB) *programme.Set {
	tb.Helper()
	var programmes []*programme.Programme
	var facts []*programme.Fact
	var issuers []*programme.Issuer
	for _, line := range lines(tb, "testdata/set.txt") {
		words := strings.Fields(line)
		kind, id, rest := words[0], words[1], strings.TrimSpace(strings.SplitN(line, words[1], 2)[1])
		abbreviation, title, spaced := strings.Cut(rest, "  ")
		if !spaced {
			tb.Fatalf("two spaces before the title, please: %s", line)
		}
		abbreviation, title = strings.Trim(abbreviation, "- "), strings.TrimSpace(title)
		if kind == "issuer" {
			issuers = append(issuers, &programme.Issuer{ID: id, Title: title})
			continue
		}
		if k, isFact := record.KindOf(kind); isFact {
			facts = append(facts, &programme.Fact{Ref: record.Ref{Kind: k, ID: id}, Title: title, Abbreviation: abbreviation})
			continue
		}
		title, jobs, _ := strings.Cut(title, " | ")
		p := &programme.Programme{ID: id, Title: title, Awards: programme.Award{Credential: id, Abbreviation: abbreviation}}
		for job := range strings.SplitSeq(jobs, ", ") {
			p.About.Occupations = append(p.About.Occupations, programme.Text{Value: job})
		}
		programmes = append(programmes, p)
	}
	return programme.NewSet(programmes, facts, issuers, nil)
}
