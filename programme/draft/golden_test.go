package draft

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/diag"
	"waymark/message"
)

var update = flag.Bool("update", false, "write the drafts and doubts that the pages give today")

// The pages of six layouts give the drafts and doubts that stand in testdata: the published example, and pages that are
// numbered, tabular and in running prose, with headings that say how many, and of a single line.
func TestPagesGiveTheirDraftsAndDoubts(t *testing.T) {
	pages, err := filepath.Glob("testdata/pages/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(pages, "../../examples/pages/lighthouse-engineer.txt") {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			d, doubts := Page(name+".txt", text, nil)
			if d.Programme == nil {
				t.Errorf("the draft does not compile:\n%s", d.YAML)
			}
			golden(t, "testdata/pages/"+name+".yaml", string(d.YAML))
			golden(t, "testdata/pages/"+name+".doubts", listed(doubts))
		})
	}
}

func listed(doubts diag.List) string {
	var b strings.Builder
	for _, f := range doubts {
		fmt.Fprintf(&b, "%s: %s %s: %s\n", f.Pos, f.Severity, f.Rule, f.Sentence(message.English()))
		if hint := f.HintSentence(message.English()); hint != "" {
			fmt.Fprintf(&b, "\t%s\n", hint)
		}
	}
	return b.String()
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-expected +given):\n%s", path, diff)
	}
}
