package draft

import (
	"testing"

	"pgregory.net/rapid"

	"waymark/source"
)

// Whatever a page says, the draft's YAML says the same.
func TestQuotedTextReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("abZ09 :#-'\"\\[]{},&*!|>%@`\n\t~?=é…“𝄞\u00a0\u2028"))).Draw(t, "text")
		if text == "" {
			return
		}
		file := "programme: a/b\ntitle: " + quote(text) + "\nawards: {credential: b, abbreviation: " + quote(text) + "}\nrequires: [exam x]\n"
		f, found := source.Read("t.yaml", []byte(file))
		if found.HasErrors() || f.Programme.Title.Value != text || f.Programme.Awards.Abbreviation.Value != text {
			t.Fatalf("%q is written as %s: %v", text, quote(text), found)
		}
	})
}
