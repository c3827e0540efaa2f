// Package outside finds the conformance data of others for our tests: vectors and examples that are not part of this
// project. Call [Folder] first; it skips the test where the data is absent, and fails it where CI is true.
package outside

import (
	"os"
	"path/filepath"
	"testing"
)

// Folder gives the path of one folder of the conformance data. It stands beside the project, as ../shared/conformance,
// or where WAYMARK_CONFORMANCE says.
func Folder(tb testing.TB, name string) string {
	tb.Helper()
	root := os.Getenv("WAYMARK_CONFORMANCE") //nolint:forbidigo // for tests alone
	if root == "" {
		root = filepath.Join(moduleRoot(tb), "..", "shared", "conformance")
	}
	folder := filepath.Join(root, name)
	if _, err := os.Stat(folder); err != nil { //nolint:gosec // the tester names the folder
		if os.Getenv("CI") == "true" { //nolint:forbidigo // for tests alone
			tb.Fatalf("the conformance data %s is absent, and CI must have it: set WAYMARK_CONFORMANCE", name)
		}
		tb.Skipf("the conformance data %s is absent: set WAYMARK_CONFORMANCE to its folder", name)
	}
	return folder
}

// Read gives the content of one file of a folder.
func Read(tb testing.TB, path ...string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func moduleRoot(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			tb.Fatal("no go.mod above the test")
		}
		dir = up
	}
}
