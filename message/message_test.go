package message

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
)

// Of a code that stands twice in one file the reader of JSON keeps the last, and who needs the first is told something else.
func TestACodeHasOneSentence(t *testing.T) {
	names, err := fs.Glob(files, "*/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range twice(t, string(data)) {
			t.Errorf("%s: code %q has two sentences", name, code)
		}
	}
	if got := twice(t, `{"a": "b", "b": "b", "a": "c"}`); len(got) != 1 || got[0] != "a" {
		t.Errorf("of a file with a code twice: %q", got)
	}
}

// twice lists the keys of a flat object that stand in it again.
func twice(t *testing.T, text string) []string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var out []string
	for d.More() {
		key, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		var sentence string
		if err := d.Decode(&sentence); err != nil {
			t.Fatal(err)
		}
		code, _ := key.(string)
		if seen[code] {
			out = append(out, code)
		}
		seen[code] = true
	}
	return out
}
