package check_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/diag"
	"waymark/docs"
	"waymark/message"
	"waymark/programme/check"
	"waymark/programme/compile"
	"waymark/source"
)

var update = flag.Bool("update", false, "write into docs/checks.md what the rules say about its examples")

const page = "../../docs/checks.md"

// TestExamples runs every example of docs/checks.md and compares what its rule finds with the text block after it.
func TestExamples(t *testing.T) {
	before, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	after := runExamples(t, string(before))
	if *update {
		if err := os.WriteFile(page, []byte(after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(string(before), after); d != "" {
		t.Errorf("docs/checks.md does not say what the rules find (run with -update):\n%s", d)
	}
}

// runExamples gives the page with every text block replaced by what the rule of its section finds.
func runExamples(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	var files []file
	var block bytes.Buffer
	rule, kind, bad := "", "", map[string]int{}
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case kind == "" && (trimmed == "```yaml" || trimmed == "```text"):
			kind = trimmed[3:]
			block.Reset()
		case kind == "yaml" && trimmed == "```":
			files = append(files, file{exampleName(files, block.String()), block.String()})
			kind = ""
		case kind == "text" && trimmed == "```":
			found := findings(t, files)
			said := example(t, rule, found)
			if said != "" {
				bad[rule]++
			} else {
				bad[rule+" good"]++
			}
			out.WriteString(said)
			files, kind = nil, ""
		case kind == "text":
			continue
		case kind == "yaml":
			block.WriteString(line)
		case strings.HasPrefix(line, "## "):
			rule = strings.TrimSpace(line[3:])
		}
		out.WriteString(line)
	}
	for _, r := range check.Rules() {
		if bad[r.Name] == 0 || bad[r.Name+" good"] == 0 {
			t.Errorf("%s has %d examples with findings and %d without; each rule needs both", r.Name, bad[r.Name], bad[r.Name+" good"])
		}
	}
	return out.String()
}

type file struct{ name, text string }

// exampleName names an example by its first key: programme.yaml, then programme-2.yaml.
func exampleName(before []file, text string) string {
	kind, _, _ := strings.Cut(text, ":")
	if kind == "evidence" || kind == "candidate" {
		kind = "record"
	}
	name, n := kind+".yaml", 1
	for slices.ContainsFunc(before, func(f file) bool { return f.name == name }) {
		n++
		name = fmt.Sprintf("%s-%d.yaml", kind, n)
	}
	return name
}

// findings reads, compiles and checks files; reading and compiling must succeed.
func findings(t *testing.T, files []file) diag.List {
	t.Helper()
	var trees []source.File
	for _, f := range files {
		tree, found := source.Read(f.name, []byte(f.text))
		if found.HasErrors() {
			t.Errorf("reading:\n%s\n%s", f.text, show(found))
		}
		trees = append(trees, tree)
	}
	set, found := compile.Set(trees)
	if found.HasErrors() {
		t.Errorf("compiling:\n%s", show(found))
	}
	return check.Files(trees, set)
}

// example prints the findings of the rule; errors and warnings of other rules would confuse its readers.
func example(t *testing.T, rule string, found diag.List) string {
	t.Helper()
	var own diag.List
	for _, f := range found {
		switch {
		case f.Rule == rule:
			own.Add(f)
		case f.Severity > diag.Note:
			t.Errorf("an example of %s also breaks another rule:\n%s", rule, show(diag.List{f}))
		}
	}
	return show(own)
}

// show prints findings as the page does.
func show(found diag.List) string {
	var b strings.Builder
	words := message.English()
	for _, f := range found {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", f.Pos, f.Severity, f.Sentence(words), f.Rule)
		for _, r := range f.Related {
			fmt.Fprintf(&b, "    %s: %s\n", r.Pos, words.Sentence(r.Code, r.Operands...))
		}
		if hint := f.HintSentence(words); hint != "" {
			fmt.Fprintf(&b, "    %s\n", hint)
		}
	}
	return b.String()
}

// TestEveryRuleHasItsSection holds that the page and the rules name the same rules in the same order, with the same
// severity, first version and reason.
func TestEveryRuleHasItsSection(t *testing.T) {
	var names []string
	for _, r := range check.Rules() {
		names = append(names, r.Name)
		section, ok := check.Explain(r.Name)
		if want := fmt.Sprintf("*%s · since %s*\n\n%s\n", r.Severity, r.Since, r.Why); !ok || !strings.HasPrefix(section, want) {
			t.Errorf("the section of %s should begin with\n%s", r.Name, want)
		}
	}
	if d := cmp.Diff(names, docs.Sections()); d != "" {
		t.Errorf("rules and sections of docs/checks.md differ:\n%s", d)
	}
	if _, ok := check.Explain("no-such-rule"); ok {
		t.Error("a rule that does not exist is explained")
	}
}

// TestEverySentence holds that every finding on the page has its sentences.
func TestEverySentence(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"finding.", "hint.", "related.", "{"} {
		for line := range strings.Lines(string(text)) {
			if strings.Contains(line, ".yaml:") && strings.Contains(line, code) {
				t.Errorf("a sentence or an operand is missing: %s", line)
			}
		}
	}
}
