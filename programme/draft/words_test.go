package draft

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"waymark/message"
)

// Every rule that the import can name has its sentence, and its row in docs/page-import.md.
func TestEveryRuleHasItsWords(t *testing.T) {
	page, err := os.ReadFile("../../docs/page-import.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	named := regexp.MustCompile(`"((?:hint\.|related\.|finding\.)?import-[a-z-]+(?:\.[a-z]+)?)"`)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(code), -1) {
			sentence := m[1]
			if strings.HasPrefix(sentence, "import-") {
				rules[sentence] = true
				sentence = "finding." + sentence
				if !strings.Contains(string(page), "| `"+m[1]+"` |") {
					t.Errorf("docs/page-import.md has no row for %s", m[1])
				}
			}
			if !message.English().Has(sentence) {
				t.Errorf("%s: %s has no sentence", file, sentence)
			}
		}
	}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| (error|warning|note) \\| .+ \\|$").FindAllStringSubmatch(string(page), -1) {
		if !rules[row[1]] {
			t.Errorf("docs/page-import.md has a row for %s, which no page is doubted for", row[1])
		}
		delete(rules, row[1])
	}
	for rule := range rules {
		t.Errorf("docs/page-import.md does not say how severe %s is", rule)
	}
}

// What a page is doubted for is as severe as docs/page-import.md says.
func TestDoubtsAreAsSevereAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/page-import.md")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob("testdata/pages/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(pages, "../../examples/pages/lighthouse-engineer.txt") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, doubts := Page(path, text, nil)
		for _, f := range doubts {
			if !strings.Contains(string(page), "| `"+f.Rule+"` | "+f.Severity.String()+" |") {
				t.Errorf("%s is %s, which docs/page-import.md does not say", f.Rule, f.Severity)
			}
		}
	}
}
