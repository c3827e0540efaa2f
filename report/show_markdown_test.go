package report_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/programme"
	"waymark/report"
)

// The page in the documentation is what ShowMarkdown writes, so that who reads it back can rely on it.
func TestShowMarkdownIsAsDocumented(t *testing.T) {
	doc, err := os.ReadFile("../docs/show-markdown.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(doc), "```markdown\n")
	want, _, closed := strings.Cut(rest, "```\n")
	if !found || !closed {
		t.Fatal("docs/show-markdown.md has no example")
	}
	set, p := exampleSet()
	if diff := cmp.Diff(want, showMarkdown(t, set, p)); diff != "" {
		t.Errorf("ShowMarkdown differs from docs/show-markdown.md (-documented +written):\n%s", diff)
	}
}

func showMarkdown(t *testing.T, set *programme.Set, p *programme.Programme) string {
	t.Helper()
	var b strings.Builder
	if err := report.ShowMarkdown(&b, set, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestShowMarkdownKeepsFreeText(t *testing.T) {
	for text, want := range map[string]string{
		"Networks & more":  `Networks & more`,
		"AT&T C# snake_ca": `AT\&T C# snake_ca`,
		"_x_ *y* `z` [a]<": "\\_x\\_ \\*y\\* \\`z\\` \\[a\\]\\<",
		" a  b ":           `&#32;a &#32;b&#32;`,
		"one\n two\tthree": `one<br>&#32;two&#9;three`,
		"# C # D":          `\# C \# D`,
		`back\slash ~`:     `back\\slash \~`,
	} {
		page := showMarkdown(t, nil, &programme.Programme{Title: text})
		if got, _, _ := strings.Cut(page, "\n"); got != "# "+want {
			t.Errorf("title %q is written %q, want %q", text, got, "# "+want)
		}
	}
}

func TestShowMarkdownSaysTerm(t *testing.T) {
	p := &programme.Programme{ID: "a/b", Awards: programme.Award{Credential: "a/b", TermMonths: 36}}
	if page := showMarkdown(t, nil, p); !strings.Contains(page, "\n- Term: 36 months\n") {
		t.Errorf("no term in\n%s", page)
	}
}
