package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write into README.md what its commands print")

// TestREADME runs every command of the README's console blocks ("$ waymark …") from the root of the repository, and
// holds that it prints what the README shows.
func TestREADME(t *testing.T) {
	t.Chdir("../..")
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(data), "```console\n")
	for i, block := range blocks[1:] {
		shown, after, _ := strings.Cut(block, "```")
		got := replay(t, shown)
		if diff := cmp.Diff(shown, got); diff != "" && !*update {
			t.Errorf("README.md shows something else than the command prints (-README +command):\n%s", diff)
		}
		blocks[i+1] = got + "```" + after
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(strings.Join(blocks, "```console\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// replay gives a console block as it would be printed: its commands, each with what it prints.
func replay(t *testing.T, block string) string {
	t.Helper()
	var b bytes.Buffer
	for line := range strings.Lines(block) {
		command, is := strings.CutPrefix(line, "$ ")
		if !is {
			continue
		}
		b.WriteString(line)
		args := words(strings.TrimSpace(command))
		if args[0] != "waymark" {
			t.Fatalf("README.md: a console block runs waymark and nothing else: %s", line)
		}
		c := &Command{
			Args: args[1:], Stdin: strings.NewReader(""), Stdout: &b, Stderr: &b,
			Env: func(string) string { return "" }, Now: func() time.Time { return today },
		}
		if code := c.Run(); code != exitAnswered && code != exitFindings {
			t.Errorf("README.md: %s exits with %d", command, code)
		}
	}
	return b.String()
}

// words takes a command line apart as a shell would that knows double quotes only.
func words(line string) []string {
	var all []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			all = append(all, part)
			continue
		}
		all = append(all, strings.Fields(part)...)
	}
	return all
}
