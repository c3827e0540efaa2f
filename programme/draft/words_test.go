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
}
