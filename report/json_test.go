package report_test

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"waymark/audit"
	"waymark/report"
)

// published compiles the schema.
func published(t *testing.T) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(strings.NewReader(report.Schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("audit.schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("audit.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// Everything that JSON and OverviewJSON write is as the published schema says, on one line or on many.
func TestJSONIsAsItsSchemaSays(t *testing.T) {
	schema := published(t)
	set := auditSet()
	validate := func(name string, write func(io.Writer) error) {
		text := render(t, write)
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, s := range scenarios() {
		r, o := s.audit(t, set)
		validate(s.name, func(w io.Writer) error { return report.JSON(w, set, r, o) })
		r.Proved, r.Bound, r.AlternativesTotal = false, 0, -1
		validate(s.name+" unproved", func(w io.Writer) error { return report.JSON(w, set, r, report.Options{Compact: true}) })
	}
	for _, a := range worlds(t, 300) {
		validate(a.name, func(w io.Writer) error { return report.JSON(w, a.set, a.report, report.Options{}) })
	}
	all, o := overview(t, set)
	validate("overview", func(w io.Writer) error { return report.OverviewJSON(w, set, all, o) })
	validate("empty overview", func(w io.Writer) error { return report.OverviewJSON(w, set, nil, o) })
	if schema.Validate(map[string]any{"programme": "a/b"}) == nil {
		t.Error("the schema takes a report without a verdict")
	}
}

func TestCompactJSONIsOneLine(t *testing.T) {
	set := auditSet()
	r, o := scenarios()[1].audit(t, set)
	o.Compact = true
	text := render(t, func(w io.Writer) error { return report.JSON(w, set, r, o) })
	if strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
		t.Errorf("%d lines", strings.Count(text, "\n"))
	}
}

func TestOverviewIsNearestFirst(t *testing.T) {
	set := auditSet()
	all, o := overview(t, set)
	var got struct {
		Programmes []struct {
			Verdict     string
			Unreachable bool
			LeastLeft   *int `json:"least_left"`
		}
	}
	text := render(t, func(w io.Writer) error { return report.OverviewJSON(w, set, all, o) })
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	before := -1
	for _, p := range got.Programmes {
		distance := 1 << 30
		if p.Verdict == audit.Met.String() {
			distance = -1
		} else if p.LeastLeft != nil {
			distance = *p.LeastLeft
		}
		if distance < before {
			t.Errorf("%d after %d", distance, before)
		}
		before = distance
	}
}

// sentencesOf are the sentences that a report for programs gives of its evidence and its faults.
func sentencesOf(t *testing.T, asJSON []byte) []string {
	t.Helper()
	var got struct {
		Evidence []struct{ Why *struct{ Sentence string } }
		Findings []struct{ Message string }
	}
	if err := json.Unmarshal(asJSON, &got); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range got.Evidence {
		if e.Why != nil {
			out = append(out, e.Why.Sentence)
		}
	}
	for _, f := range got.Findings {
		out = append(out, f.Message)
	}
	return out
}
