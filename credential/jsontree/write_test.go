package jsontree_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"waymark/credential/jsontree"
)

// Every string comes back as it was, whatever stands at whichever place of its words of eight bytes.
func TestStringsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("ab\"\\\n\x00\x1f !#[]\x7fé€𝄞")), rapid.Rune())).Draw(t, "text")
		var back string
		if err := json.Unmarshal(jsontree.AppendString(nil, text), &back); err != nil || back != text {
			t.Fatalf("%q comes back as %q, %v", text, back, err)
		}
	})
	for at := range 24 {
		for c := range 0x80 {
			text := []byte("................................")
			text[at] = byte(c)
			var back string
			if err := json.Unmarshal(jsontree.AppendString(nil, string(text)), &back); err != nil || back != string(text) {
				t.Fatalf("%q comes back as %q, %v", text, back, err)
			}
		}
	}
}
