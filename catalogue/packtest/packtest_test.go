package packtest_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/audit"
	"waymark/catalogue/packtest"
	"waymark/message"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/source"
)

var update = flag.Bool("update", false, "write what fails into testdata/fails.txt")

func TestCasesThatPass(t *testing.T) {
	for _, o := range run(t, "passes") {
		if !o.Passed() {
			t.Errorf("%s: %s", o.Name, sentences(o))
		}
	}
}

// TestEveryExpectationCanFail holds that each thing a case can expect is compared, and what is said where it differs.
func TestEveryExpectationCanFail(t *testing.T) {
	var got strings.Builder
	for _, o := range run(t, "fails") {
		got.WriteString(sentences(o))
	}
	if *update {
		if err := os.WriteFile("testdata/fails.txt", []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/fails.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestUnknownProgramme(t *testing.T) {
	file := read(t, "passes.test.yaml")
	empty := programme.NewSet(nil, nil, nil, nil)
	outcomes, err := packtest.Run(empty, audit.New(empty), file.Test)
	if err != nil || len(outcomes) != 4 || outcomes[0].Passed() || outcomes[0].Report != nil {
		t.Errorf("tests of a programme that is not there: %v, %v", outcomes, err)
	}
}

func TestCoverage(t *testing.T) {
	coverage := packtest.NewCoverage(set(t).Programme("port/pilot"))
	outcomes := run(t, "passes")
	coverage.Add(outcomes[0].Report)
	want := []packtest.Seen{
		{Version: "1", ID: "core", NotMet: true}, {Version: "1", ID: "elective", NotMet: true}, {Version: "1", ID: "board", NotMet: true},
	}
	if diff := cmp.Diff(want, coverage.Requirements); diff != "" {
		t.Errorf("after nothing yet (-want +got):\n%s", diff)
	}
	coverage.Add(outcomes[1].Report)
	coverage.Add(nil)
	want[0].Met, want[1].Met = true, true
	if diff := cmp.Diff(want, coverage.Requirements); diff != "" {
		t.Errorf("after everything (-want +got):\n%s", diff)
	}
}

func run(t *testing.T, name string) []packtest.Outcome {
	t.Helper()
	set := set(t)
	outcomes, err := packtest.Run(set, audit.New(set), read(t, name+".test.yaml").Test)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

func set(t *testing.T) *programme.Set {
	t.Helper()
	set, found := compile.Set([]source.File{read(t, "pilot.yaml"), read(t, "deckhand.yaml")})
	if found.HasErrors() {
		t.Fatal(found)
	}
	return set
}

func read(t *testing.T, name string) source.File {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	file, found := source.Read(name, data)
	if len(found) > 0 {
		t.Fatal(found[0].Pos, found[0].Sentence(message.English()))
	}
	return file
}

func sentences(o packtest.Outcome) string {
	var b strings.Builder
	for _, f := range o.Failures {
		fmt.Fprintf(&b, "%d: %s\n", f.Pos.Line, f.Sentence(message.English()))
	}
	return b.String()
}
