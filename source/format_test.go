package source

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFormat(t *testing.T) {
	for name, c := range map[string]struct{ before, after string }{
		"keys go in order, comments with them": {`# what this is
# yaml-language-server: $schema=x

# the test
cases:   # all of them


  # the first
  - expect: {verdict: met}   # at once
    name: one


    as_of: 2005-06-01

    # nothing yet
    record: {}
test: a/b
# the end
`, `# what this is
# yaml-language-server: $schema=x

# the test
test: a/b
cases: # all of them
  # the first
  - name: one

    as_of: 2005-06-01

    # nothing yet
    record: {}
    expect: {verdict: met} # at once
# the end
`},
		"a comment in brackets opens them": {`test: a/b
cases: [
  {name: x, as_of: 2005-06-01, record: {}, # none
   expect: {verdict: "not met", least_left: 3}}]
`, `test: a/b
cases:
  - name: x
    as_of: 2005-06-01
    record: {} # none
    expect: {verdict: "not met", least_left: 3}
`},
		"text is folded, joined and kept": {"facts: a\ntitle: 'it''s'\npage: 'say \"so\"'\nexams:\n  1: {title: \"a\\tb\"}\n" +
			"  2:\n    title: one\n      two\n    note: " + strings.Repeat("word ", 30) + "end\n    level: |\n      x # y\n\n       z\n  3:\n    note: >\n      a\n      b\n\n      c\n", "facts: a\ntitle: \"it's\"\npage: 'say \"so\"'\nexams:\n  1: {title: \"a\\tb\"}\n" +
			"  2:\n    title: one two\n    level: |\n      x # y\n\n       z\n    note: >-\n      " + strings.TrimSpace(strings.Repeat("word ", 23)) + "\n      " + strings.Repeat("word ", 7) + "end\n  3:\n    note: >\n      a b\n\n      c\n"},
		"long lists are broken":     {"facts: a\nprices:\n  - exams: [" + strings.Repeat("70-290, ", 20) + "70-291]\n    amount: 1 USD\n", "facts: a\nprices:\n  - exams: [" + strings.TrimSpace(strings.Repeat("70-290, ", 13)) + "\n      " + strings.Repeat("70-290, ", 7) + "70-291]\n    amount: 1 USD\n"},
		"json stays json":           {`{"evidence":[{"exam":"a/b","date":"2004-01-01"}]}`, "{\n  \"evidence\": [\n    {\n      \"exam\": \"a/b\",\n      \"date\": \"2004-01-01\"\n    }\n  ]\n}\n"},
		"marks of other systems go": {"\ufeffrulings: []\r\n", "rulings: []\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, found := Format("x.yaml", []byte(c.before))
			if len(found) > 0 {
				t.Fatal(found)
			}
			if diff := cmp.Diff(c.after, string(got)); diff != "" {
				t.Error(diff)
			}
			again, _ := Format("x.yaml", got)
			if diff := cmp.Diff(string(got), string(again)); diff != "" {
				t.Error("formatted twice:", diff)
			}
		})
	}
}

func TestFormatLeavesFilesWithErrors(t *testing.T) {
	if out, found := Format("x.yaml", []byte("rulings: [{}]")); out != nil || !found.HasErrors() {
		t.Errorf("Format gave %q and %v", out, found)
	}
}

func TestFormatCatalogue(t *testing.T) {
	for name, data := range catalogue(t) {
		once, found := Format(name, data)
		if len(found) > 0 {
			t.Errorf("%s: %v", name, found)
			continue
		}
		if twice, _ := Format(name, once); string(twice) != string(once) {
			t.Errorf("%s: formatting twice is not formatting once:\n%s", name, cmp.Diff(string(once), string(twice)))
		}
	}
}

// catalogue gives every file that the project ships, but for the profiles of feeds, which ReadProfile reads.
func catalogue(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, dir := range []string{"../catalogue", "../examples"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err == nil && d.IsDir() && d.Name() == "feeds":
				return fs.SkipDir
			case err != nil || d.IsDir() || filepath.Ext(path) != ".yaml":
				return err
			}
			data, err := os.ReadFile(path)
			files[path] = data
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}
