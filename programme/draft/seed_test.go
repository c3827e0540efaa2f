package draft

import (
	"os"
	"testing"

	"waymark/message"
)

// publishedFaults are the faults of a training provider's page that are known from other pages, by the line that has them
// and the rule that must find them without any help.
var publishedFaults = []struct {
	row, line int
	rule      string
}{
	{1, 78, "import-title-two-codes"},
	{2, 79, "import-code-two-titles"},
	{3, 92, "import-title-two-codes"},
	{4, 93, "import-title-two-codes"},
	{5, 99, "import-other-programme"},
	{5, 105, "import-other-programme"},
	{6, 105, "import-no-combination"},
	{7, 94, "import-two-lists"},
	{7, 95, "import-two-lists"},
	{8, 79, "import-fills-two"},
	{12, 55, "import-recommendation"},
	{13, 81, "import-number-grammar"},
	{13, 81, "import-undated"},
}

func TestPublishedPage(t *testing.T) {
	text, err := os.ReadFile("../../../shared/seed/mcse-page.txt")
	if err != nil {
		t.Skipf("the published page is not ours to copy, and is not beside this repository: %v", err)
	}
	d, doubts := Page("page.txt", text, nil)
	if d.Programme == nil {
		t.Fatalf("no programme: %v", doubts)
	}
	if n := needed(d.Programme.Versions[0].Requires); n != 7 {
		t.Errorf("the draft asks for %d exams, the page for 7", n)
	}
	for _, want := range publishedFaults {
		found := false
		for _, f := range doubts {
			found = found || f.Rule == want.rule && f.Pos.Line == want.line
		}
		if !found {
			t.Errorf("fault %d: no %s in line %d", want.row, want.rule, want.line)
		}
	}
	for _, f := range doubts {
		if f.Sentence(message.English()) == "" || f.Pos.Line == 0 || f.Pos.Column == 0 {
			t.Errorf("half a finding: %+v", f)
		}
	}
}
