package check_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/diag"
	"waymark/programme/check"
	"waymark/programme/compile"
	"waymark/source"
)

const published = "examples/as-published/mcse-2003.yaml"

// TestAsPublished holds what the linter says about the page as it was published, beside the facts of the catalogue.
func TestAsPublished(t *testing.T) {
	trees := catalogue(t)
	page := parse(t, "../../"+published, published)
	set, found := compile.Set(append(trees, page))
	if found.HasErrors() {
		t.Fatalf("compiling:\n%s", show(found))
	}
	var told diag.List
	for _, f := range check.Files([]source.File{page}, set) {
		if f.Rule != "unconfirmed" && f.Rule != "retired-slot" {
			told.Add(f)
		}
	}
	golden(t, "testdata/as-published.txt", show(told))
}

// TestCatalogueHasNoWarning holds that no rule cries wolf over the packs that ship.
func TestCatalogueHasNoWarning(t *testing.T) {
	trees := catalogue(t)
	set, _ := compile.Set(trees)
	for _, f := range check.Files(trees, set) {
		if f.Severity > diag.Note {
			t.Errorf("%s", show(diag.List{f}))
		}
	}
}

// catalogue reads every file of the catalogue, tests included.
func catalogue(tb testing.TB) []source.File {
	tb.Helper()
	names, err := filepath.Glob("../../catalogue/*/*.yaml")
	if err != nil || len(names) < 10 {
		tb.Fatalf("only %d files in the catalogue, %v", len(names), err)
	}
	var trees []source.File
	for _, name := range names {
		trees = append(trees, parse(tb, name, strings.TrimPrefix(filepath.ToSlash(name), "../../")))
	}
	return trees
}

func parse(tb testing.TB, path, name string) source.File {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	tree, found := source.Read(name, data)
	if found.HasErrors() {
		tb.Errorf("reading:\n%s", show(found))
	}
	return tree
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs (run with -update):\n%s", path, d)
	}
}
