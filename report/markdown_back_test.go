package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"waymark/audit/generate"
	"waymark/catalogue"
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/programme/draft"
)

// readBack writes the programme as Markdown and reads it back.
func readBack(t *testing.T, set *programme.Set, p *programme.Programme) (*programme.Programme, diag.List) {
	t.Helper()
	page := showMarkdown(t, set, p)
	d, doubts := draft.Page("page.md", []byte(page), set)
	if d.Programme == nil {
		t.Fatalf("%s: the page makes no programme: %s\n%s\n%s", p.ID, sentences(doubts), page, d.YAML)
	}
	return d.Programme, doubts
}

func sentences(doubts diag.List) string {
	var b strings.Builder
	for _, f := range doubts {
		fmt.Fprintf(&b, "%s %s: %s\n", f.Pos, f.Rule, f.Sentence(message.English()))
	}
	return b.String()
}

// same compares whole programmes: rules, prose and sources.
func same(t *testing.T, want, got *programme.Programme) {
	t.Helper()
	ignore := cmpopts.IgnoreFields(programme.Programme{}, "File", "Hash")
	if diff := cmp.Diff(want, got, ignore, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: the programme read back differs (-shown +read):\n%s", want.ID, diff)
	}
}

func TestShippedProgrammesComeBackFromMarkdown(t *testing.T) {
	set := catalogue.All()
	for _, p := range set.Programmes() {
		got, doubts := readBack(t, set, p)
		if p.Hash != got.Hash {
			t.Errorf("%s: the rules read back have another hash", p.ID)
		}
		same(t, p, got)
		if len(doubts) > 0 {
			t.Errorf("%s: a page without a fault is doubted:\n%s", p.ID, sentences(doubts))
		}
	}
}

func TestGeneratedProgrammesComeBackFromMarkdown(t *testing.T) {
	shown := 0
	for seed := uint64(0); shown < 1000; seed++ {
		w := generate.Small(seed)
		set := w.Set()
		for _, p := range w.Programmes {
			got, _ := readBack(t, set, p)
			if string(compile.Rules(p)) != string(compile.Rules(got)) {
				t.Fatalf("seed %d: %s reads back with other rules (-shown +read):\n%s", seed, p.ID, cmp.Diff(string(compile.Rules(p)), string(compile.Rules(got))))
			}
			shown++
		}
	}
}
