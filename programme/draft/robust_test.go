package draft

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"waymark/diag"
)

// rulesFound lists the rules of the doubts, for tests that look for one.
func rulesFound(doubts diag.List) string {
	var all []string
	for _, f := range doubts {
		all = append(all, f.Rule)
	}
	return strings.Join(all, " ")
}

const smallPage = "# Acme Certified Diver (ACD)\n\nPass both exams:\n\n- Exam AC-101: Café Reefs\n- Exam AC-102: Wrecks\n"

func TestOddTextsAreSurvivedAndNamed(t *testing.T) {
	long := strings.Repeat("x", 10<<20)
	var utf16Page bytes.Buffer
	utf16Page.Write([]byte{0xff, 0xfe})
	for _, u := range utf16.Encode([]rune(smallPage)) {
		utf16Page.Write([]byte{byte(u), byte(u >> 8)})
	}
	cases := []struct {
		name, text, rule string
		drafted          bool
	}{
		{"nothing", "", "import-nothing", false},
		{"no exams", "Our school is the best.\n", "import-nothing", false},
		{"a NUL byte", strings.Replace(smallPage, "Wrecks", "Wre\x00cks", 1), "import-nul", true},
		{"a line of ten megabytes", smallPage + "\n" + long + "\n", "import-line-cut", true},
		{"ten megabytes of bars", smallPage + "\n" + strings.Repeat("|", 10<<20), "import-line-cut", true},
		{"too long", strings.Repeat(long, 2), "import-too-long", false},
		{"UTF-16", utf16Page.String(), "import-encoding", true},
		{"Windows-1252", strings.ReplaceAll(smallPage, "é", "\xe9"), "import-encoding", true},
		{"too many codes", "Pass all of:\n" + strings.Repeat("- Exam AC-101\n", maxCodes+2), "import-codes-left-out", true},
		{"too many lines", smallPage + strings.Repeat("\n", MaxLines), "import-lines-left-out", true},
		{"deep", smallPage + deep(2000), "", true},
		{"deep rules", "# A\n\n- Programme: `a/b`\n- Awards: `a/b`\n\n## Version `1`\n\n### Requirement 1\n\nAll of:\n\n" + deep(2000), "import-not-a-programme", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, doubts := Page("page.txt", []byte(c.text), nil)
			if (d.Programme != nil) != c.drafted {
				t.Errorf("a programme: %v; doubts: %s", d.Programme != nil, rulesFound(doubts))
			}
			if !strings.Contains(rulesFound(doubts), c.rule) {
				t.Errorf("no %s among %s", c.rule, rulesFound(doubts))
			}
		})
	}
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- All of:\n")
	}
	return b.String()
}

func TestEncodingsGiveTheSameTitle(t *testing.T) {
	d, _ := Page("page.txt", []byte(strings.ReplaceAll(smallPage, "é", "\xe9")), nil)
	if !strings.Contains(string(d.YAML), "Café Reefs") {
		t.Errorf("the title is not as written:\n%s", d.YAML)
	}
}

// Whatever the text, a draft compiles or a finding says why not, every finding has its place in the text, and the same
// text gives the same draft.
func FuzzPage(f *testing.F) {
	pages, err := filepath.Glob("testdata/pages/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range append(pages, "../../examples/pages/lighthouse-engineer.txt", "../../docs/show-markdown.md") {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		if _, page, ok := bytes.Cut(text, []byte("```markdown\n")); ok {
			page, _, _ = bytes.Cut(page, []byte("```\n"))
			f.Add(page)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		d, doubts := Page("page.txt", text, nil)
		if d.Programme == nil && !doubts.HasErrors() {
			t.Errorf("no programme, and no error says why: %s", rulesFound(doubts))
		}
		if d.Programme != nil && doubts.HasErrors() {
			t.Errorf("a programme in spite of an error: %s", rulesFound(doubts))
		}
		lines := 1 + bytes.Count(text, []byte("\n")) + bytes.Count(text, []byte("\r")) + len(text)/2
		for _, f := range doubts {
			if f.Rule != "import-too-long" && (f.Pos.Line < 1 || f.Pos.Column < 1 || f.Pos.Line > lines) {
				t.Errorf("%s stands at %v", f.Rule, f.Pos)
			}
		}
		again, _ := Page("page.txt", text, nil)
		if !bytes.Equal(d.YAML, again.YAML) {
			t.Error("the same text gives two drafts")
		}
	})
}
