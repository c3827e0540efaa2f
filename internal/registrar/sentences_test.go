package registrar_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"waymark/message"
)

var code = regexp.MustCompile(`"((?:fault|feed|journal|mail)\.[a-z.-]+)"`)

// Every code that the packages of the office say has its sentence, and every sentence is said.
func TestEveryCodeHasItsSentence(t *testing.T) {
	said := map[string]bool{}
	for _, pattern := range []string{"../*/*.go", "../../cmd/waymark/*.go"} {
		names, err := filepath.Glob(pattern)
		check(t, err)
		for _, name := range names {
			text, err := os.ReadFile(name)
			check(t, err)
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			for _, m := range code.FindAllStringSubmatch(string(text), -1) {
				said[m[1]] = true
				if !message.English().Has(m[1]) {
					t.Errorf("%s: %s has no sentence", name, m[1])
				}
			}
		}
	}
	for _, has := range message.English().Codes() {
		if code.MatchString(`"`+has+`"`) && !said[has] {
			t.Errorf("nobody says %s", has)
		}
	}
}
