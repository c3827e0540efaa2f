package source

import (
	"fmt"
	"strings"
	"testing"
)

// hostile are files made to exhaust a reader: none may panic, take long or give a tree without a finding.
func hostile() map[string]string {
	const long = 10 << 20
	var bomb strings.Builder
	bomb.WriteString("a: &a [x,x,x,x,x,x,x,x,x]\n")
	for c := 'b'; c < 'j'; c++ {
		fmt.Fprintf(&bomb, "%c: &%c [%s]\n", c, c, strings.Repeat("*"+string(c-1)+",", 9))
	}
	return map[string]string{
		"flow lists 10,000 deep":     strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		"flow mappings 10,000 deep":  strings.Repeat("{a: ", 10_000) + "1" + strings.Repeat("}", 10_000),
		"block lists 10,000 deep":    strings.Repeat("- ", 10_000) + "a",
		"explicit keys 10,000 deep":  strings.Repeat("? ", 10_000) + "a",
		"aliases that expand":        bomb.String(),
		"an alias of itself":         "evidence: &a [*a]\n",
		"merge keys":                 "evidence: &a {x: 1}\n<<: *a\n",
		"a line of 10 MB":            "title: " + strings.Repeat("a", long),
		"a quoted line of 10 MB":     "title: \"" + strings.Repeat("a b ", long/4) + "\"",
		"a key of 10 MB":             strings.Repeat("k", long) + ": x",
		"an open quote of 10 MB":     "title: \"" + strings.Repeat("a", long),
		"commas, 10 MB":              "[" + strings.Repeat(",", long),
		"a comment of 10 MB":         "# " + strings.Repeat("#", long),
		"comment lines, 2 MB":        strings.Repeat("#\n", 1<<19),
		"comments under a key, 1 MB": "programme: a/b\n" + strings.Repeat("  #\n", 1<<18),
		"spaces, 10 MB":              strings.Repeat(" ", long),
		"dashes, 1 MB":               strings.Repeat("- ", 1<<19),
		"anchors, 1 MB":              strings.Repeat("- &a x\n", 1<<17),
		"keys, 2 MB":                 strings.Repeat("k: v\n", 1<<18),
		"unknown keys, 2 MB":         "programme: a/b\n" + keysOf(1<<17),
		"new lines, 10 MB":           strings.Repeat("\n", long),
		"too long":                   strings.Repeat("a", MaxBytes+1),
		"zero bytes":                 "programme: a\x00b\n",
		"only zero bytes":            strings.Repeat("\x00", 1000),
		"UTF-16":                     "\xff\xfep\x00r\x00o\x00",
		"UTF-16 without a mark":      "\x00p\x00r\x00o\x00g",
		"Latin-1":                    "title: caf\xe9\n",
		"half a character":           "title: \xc3",
		"tags":                       "evidence: !!python/object:os.system [x]\n",
		"directives":                 "%YAML 9.9\n---\n%TAG ! x\nevidence: []\n",
		"null in a key":              "{null: 1, ~: 2, \"\": 3}",
		"nothing":                    "",
		"a scalar":                   "hello",
		"a list":                     "- a",
	}
}

func keysOf(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("k")
		for ; i > 0; i /= 26 {
			b.WriteByte(byte('a' + i%26))
		}
		b.WriteString(": v\n")
	}
	return b.String()
}

func TestHostileFilesAreSurvived(t *testing.T) {
	for name, data := range hostile() {
		t.Run(name, func(t *testing.T) {
			if _, found := Read("x.yaml", []byte(data)); !found.HasErrors() {
				t.Error("no finding")
			}
		})
	}
}
