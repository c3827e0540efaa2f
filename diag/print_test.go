package diag_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/diag"
	"waymark/message"
)

var update = flag.Bool("update", false, "write the expected files anew")

const mcse = "programme: microsoft/mcse-2003\n" +
	"requires:\n" +
	"  - choose: 3   # 試験\n" +
	"    from: [exam 70-290, exam 70-291]\r\n" +
	"\ttitle: \x1b[31mred\n" +
	"\n"

func source(file string) []byte {
	if file == "packs/mcse 2003.yaml" {
		return []byte(mcse)
	}
	return nil
}

func findings() diag.List {
	at := func(line, column int) diag.Pos {
		return diag.Pos{File: "packs/mcse 2003.yaml", Line: line, Column: column}
	}
	op := message.Op
	return diag.List{
		{Severity: diag.Error, Rule: "asks-too-much", Code: "it asks for 3 of 2", Pos: at(3, 13), Length: 1, Hint: "ask for 2 at most"},
		{
			Severity: diag.Warning, Rule: "option-repeated", Code: "a code without a sentence", Pos: at(4, 17), Operands: []message.Operand{op("n", 2)},
			Related: []diag.Related{{Pos: at(4, 12), Code: "the first is here"}, {Code: "somewhere"}},
		},
		{Severity: diag.Note, Rule: "unconfirmed", Code: "only a rumour", Pos: at(5, 9)},
		{Severity: diag.Note, Rule: "unconfirmed", Code: "an empty line", Pos: at(6, 1)},
		{Severity: diag.Note, Rule: "unconfirmed", Code: "past the end", Pos: at(99, 1)},
		{Severity: diag.Note, Rule: "unconfirmed", Code: "no column", Pos: at(1, 0)},
		{Severity: diag.Error, Rule: "empty", Code: "no place at all"},
		{Severity: diag.Error, Rule: "unreadable", Code: "a file only", Pos: diag.Pos{File: "other.yaml", Line: 1, Column: 1}},
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func about(rule string) (summary, help string) {
	if rule == "asks-too-much" {
		return "A list asks for more than it holds", "# asks-too-much\n\nAsk for less."
	}
	return "", ""
}

func TestPrint(t *testing.T) {
	words := message.English()
	printers := map[string]func(io.Writer) error{
		"findings.txt":  func(w io.Writer) error { return diag.Text(w, findings(), diag.Layout{Source: source}) },
		"findings.json": func(w io.Writer) error { return diag.JSON(w, findings(), words) },
		"findings.sarif": func(w io.Writer) error {
			return diag.SARIF(w, findings(), diag.Tool{Name: "waymark", Version: "1.0.0", About: about}, words)
		},
	}
	for name, run := range printers {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := run(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.Bytes())
			if name != "findings.txt" && !json.Valid(b.Bytes()) {
				t.Error("not JSON")
			}
			if err := run(brokenWriter{}); !errors.Is(err, errBroken) {
				t.Errorf("a writer that fails gives %v", err)
			}
		})
	}
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestTextPaints(t *testing.T) {
	var b strings.Builder
	paint := func(p diag.Part, s string) string { return "<" + string(rune('0'+p)) + s + ">" }
	if err := diag.Text(&b, findings()[:1], diag.Layout{Source: source, Paint: paint}); err != nil {
		t.Fatal(err)
	}
	want := "<0packs/mcse 2003.yaml:3:13>: <3error:> it asks for 3 of 2 [asks-too-much]\n" +
		"  <43 |>   - choose: 3   # 試験\n" +
		"  <4  |>             <3^>\n" +
		"  <4=> ask for 2 at most\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// A line of any length gives a picture of a few columns with the mark under the right character.
func TestTextCutsLongLines(t *testing.T) {
	long := []byte(strings.Repeat("x", 5_000_000) + " wrong " + strings.Repeat("y", 5_000_000))
	list := diag.List{{Rule: "r", Code: "c", Pos: diag.Pos{File: "f", Line: 1, Column: 5_000_002}}}
	var b strings.Builder
	if err := diag.Text(&b, list, diag.Layout{Source: func(string) []byte { return long }}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if len(lines[1]) > 140 {
		t.Fatalf("a line of %d characters", len(lines[1]))
	}
	if mark := strings.Index(lines[2], "^~~~~"); mark < 0 || lines[1][mark:mark+5] != "wrong" || strings.HasSuffix(lines[2], "~~~~~~") {
		t.Errorf("wrong mark:\n%s", b.String())
	}
}

func TestSARIFWritesPathsAsURIs(t *testing.T) {
	for path, want := range map[string]string{
		"packs/a b.yaml": `"uri": "packs/a%20b.yaml"`,
		`packs\a.yaml`:   `"uri": "packs/a.yaml"`,
		"/srv/a.yaml":    `"uri": "file:///srv/a.yaml"`,
		`C:\a.yaml`:      `"uri": "file:///C:/a.yaml"`,
	} {
		var b strings.Builder
		list := diag.List{{Rule: "r", Code: "c", Pos: diag.Pos{File: path}}}
		if err := diag.SARIF(&b, list, diag.Tool{Name: "waymark"}, message.English()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s: no %s in\n%s", path, want, b.String())
		}
	}
}

func TestSummary(t *testing.T) {
	if got := findings().Summary(message.English()); got != "3 errors, 1 warning, 4 notes" {
		t.Error(got)
	}
	if got := (diag.List{}).Summary(message.English()); got != "nothing found" {
		t.Error(got)
	}
}
