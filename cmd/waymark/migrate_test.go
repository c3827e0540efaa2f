package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"waymark/internal/store/storetest"
)

// An installation moves to PostgreSQL and back by the program, with its feed in it, and goes on in each place.
func TestMoveToPostgresAndBack(t *testing.T) {
	folder := t.TempDir()
	lite, post, back := filepath.Join(folder, "one.db"), storetest.Postgres(t), filepath.Join(folder, "two.db")
	root, err := filepath.Abs("../../examples/feeds")
	ok(t, err)
	waymark := func(db string, args ...string) string {
		t.Helper()
		program, err := os.Executable()
		ok(t, err)
		c := exec.Command(program)
		c.Args = append([]string{"waymark"}, args...)
		c.Env = append(os.Environ(), "WAYMARK_DB="+db, "WAYMARK_TODAY=2005-06-01", "WAYMARK_AS=mia@example.org")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("waymark %v: %v: %s", args, err, out)
		}
		return string(out)
	}
	has := func(db, words string, args ...string) {
		t.Helper()
		if got := waymark(db, args...); !strings.Contains(got, words) {
			t.Errorf("waymark %v says %q, not %q", args, got, words)
		}
	}
	feed := []string{"feed", "take", filepath.Join(root, "testhall.csv"), "--profile", filepath.Join(root, "testhall.yaml")}
	waymark(lite, "install", "--admin", "ada@example.org")
	waymark(lite, "account", "open", "mia@example.org", "--name", "Mia", "--role", "manager")
	waymark(lite, feed...)
	has(lite, "every one compared", "migrate", "--to", post)
	has(post, "the journal is whole", "journal", "verify")
	has(post, "feed 1: 7 rows, 3 recorded", feed...)
	has(post, "microsoft/mcp", "people", "show", "1")
	waymark(post, "people", "add", "Bo Li")
	has(post, "is copied to", "backup", filepath.Join(folder, "backup.db"))
	has(post, "every one compared", "migrate", "--to", back)
	has(back, "the journal is whole", "journal", "verify")
	has(back, "Bo Li", "people", "list")
	has(filepath.Join(folder, "backup.db"), "Bo Li", "people", "list")
}
