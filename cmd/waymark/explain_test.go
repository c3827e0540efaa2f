package main

import (
	"strings"
	"testing"

	"waymark/message"
)

// Whatever name stands in brackets behind a finding can be explained.
func TestEveryFindingIsExplained(t *testing.T) {
	words := message.English()
	for _, code := range words.Codes() {
		rest, is := strings.CutPrefix(code, "finding.")
		if !is {
			continue
		}
		rule, _, _ := strings.Cut(rest, ".")
		if _, ok := (explainCommand{Rule: rule}).text(words); !ok {
			t.Errorf("waymark explain %s has nothing to say", rule)
		}
		if text, _ := (explainCommand{Rule: rule}).text(words); strings.HasPrefix(rule, "import-") && strings.HasPrefix(text, words.Sentence("command.explain.fault")) {
			t.Errorf("docs/page-import.md has no row for %s", rule)
		}
	}
}
