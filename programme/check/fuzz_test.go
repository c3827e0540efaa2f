package check_test

import (
	"os"
	"strings"
	"testing"

	"waymark/message"
	"waymark/programme/check"
	"waymark/programme/compile"
	"waymark/source"
)

// FuzzFiles holds that no file, however wrong, makes the linter panic or print a finding without its sentence, also where
// reading and compiling have already found errors.
func FuzzFiles(f *testing.F) {
	text, err := os.ReadFile(page)
	if err != nil {
		f.Fatal(err)
	}
	for _, block := range strings.Split(string(text), "```yaml\n")[1:] {
		example, _, _ := strings.Cut(block, "```")
		f.Add([]byte(example))
	}
	beside := catalogue(f)
	words := message.English()
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, _ := source.Read("fuzz.yaml", data)
		set, _ := compile.Set(append(beside[:3:3], tree))
		for _, found := range check.Files([]source.File{tree}, set) {
			for _, sentence := range []string{found.Sentence(words), found.HintSentence(words)} {
				if strings.HasPrefix(sentence, "finding.") || strings.HasPrefix(sentence, "hint.") {
					t.Errorf("no sentence: %s", sentence)
				}
			}
		}
	})
}
