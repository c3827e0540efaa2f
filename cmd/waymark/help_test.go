package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// alone are the commands whose examples need no file, and are run.
var alone = []string{"list", "search", "explain", "version"}

// Every command has examples in its help, and each of them is a command line that is understood.
func TestHelpShowsWhatWorks(t *testing.T) {
	c := &Command{Env: func(string) string { return "" }}
	model, err := c.parser(&commandLine{})
	if err != nil {
		t.Fatal(err)
	}
	for _, node := range model.Model.Leaves(true) {
		var examples int
		for line := range strings.Lines(node.Detail) {
			call, is := strings.CutPrefix(strings.TrimSpace(line), "waymark ")
			if !is {
				continue
			}
			examples++
			call, _, _ = strings.Cut(call, " < ")
			parser, err := c.parser(&commandLine{})
			if err != nil {
				t.Fatal(err)
			}
			if chosen, err := parser.Parse(words(call)); err != nil || chosen.Selected().Name != node.Name {
				t.Errorf("the help of %s shows %s: %v", node.Name, line, err)
			}
			if slices.Contains(alone, words(call)[0]) {
				var said bytes.Buffer
				c := &Command{Args: words(call), Stdout: &said, Stderr: &said, Env: c.Env}
				if code := c.Run(); code != exitAnswered {
					t.Errorf("waymark %s ends with %d: %s", call, code, &said)
				}
			}
		}
		if examples == 0 {
			t.Errorf("the help of %s has no example", node.Name)
		}
	}
}
