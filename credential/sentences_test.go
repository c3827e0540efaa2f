package credential_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"waymark/message"
	"waymark/verify"
)

var coded = regexp.MustCompile(`flaw\.New\("([a-z0-9.-]+)"|(?:fail|case)\("(json\.[a-z-]+)"`)

// Every code has its sentence, and every sentence its use.
func TestEveryCodeHasItsSentence(t *testing.T) {
	used := map[string]bool{}
	for _, pattern := range []string{"*.go", "*/*.go", "../verify/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range coded.FindAllStringSubmatch(string(data), -1) {
				used[m[1]+m[2]] = true
			}
		}
	}
	for _, step := range append(verify.Steps(), verify.StepHolder) {
		used["verify.step."+step] = true
	}
	for code := range used {
		if !message.English().Has(code) {
			t.Errorf("%s has no sentence", code)
		}
	}
	data, err := os.ReadFile("../message/en/credential.json")
	if err != nil {
		t.Fatal(err)
	}
	var sentences map[string]string
	if err := json.Unmarshal(data, &sentences); err != nil {
		t.Fatal(err)
	}
	for code := range sentences {
		if !used[code] {
			t.Errorf("the sentence of %s is used nowhere", code)
		}
	}
}
