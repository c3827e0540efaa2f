package source

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"waymark/schema"
)

// editor says what an editor would say of a file: nil where its schema accepts it.
type editor map[string]*jsonschema.Schema

func newEditor(t *testing.T) editor {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	names, err := schema.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if err := c.AddResource("https://waymark.example/"+n.Name(), document(t, n.Name())); err != nil {
			t.Fatal(err)
		}
	}
	e := editor{}
	for _, kind := range []Kind{ProgrammeFile, FactsFile, RecordFile, TestFile, RulingsFile, OffersFile} {
		s, err := c.Compile("https://waymark.example/" + kind.String() + ".json")
		if err != nil {
			t.Fatal(err)
		}
		e[kind.String()] = s
	}
	return e
}

func document(t *testing.T, name string) any {
	t.Helper()
	data, err := schema.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (e editor) validate(t *testing.T, kind Kind, data []byte) error {
	t.Helper()
	var n yaml.Node
	if err := yaml.Load(data, &n); err != nil {
		t.Fatal(err)
	}
	return e[kind.String()].Validate(plainValue(n.Content[0]))
}

// plainValue gives what an editor sees: plain true, false and numbers are no text to it.
func plainValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plainValue(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plainValue(c))
		}
		return list
	default:
		return plainScalar(n)
	}
}

func plainScalar(n *yaml.Node) any {
	switch {
	case n.Style == 0 && (n.Value == "true" || n.Value == "false"):
		return n.Value == "true"
	case n.Style == 0 && strings.Trim(n.Value, "0123456789") == "" && n.Value != "":
		return json.Number(strings.TrimLeft(n.Value[:len(n.Value)-1], "0") + n.Value[len(n.Value)-1:])
	default:
		return n.Value
	}
}

func TestSchemasAcceptWhatWeShip(t *testing.T) {
	e := newEditor(t)
	for name, data := range catalogue(t) {
		f, found := Read(name, data)
		if len(found) > 0 {
			t.Errorf("%s: %v", name, found)
			continue
		}
		if err := e.validate(t, f.Kind, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every mistake here is found by the reader and by an editor.
func TestSchemasRefuseMistakes(t *testing.T) {
	const head = "programme: a/b\ntitle: B\nawards: {credential: b}\n"
	e := newEditor(t)
	for name, data := range map[string]string{
		"unknown key":          head + "requires: [exam 1]\nrequire: []\n",
		"unknown key inside":   head + "requires: [{exam: 1, titel: x}]\n",
		"missing title":        "programme: a/b\nawards: {credential: b}\nrequires: [exam 1]\n",
		"no issuer":            "programme: b\ntitle: B\nawards: {credential: b}\nrequires: [exam 1]\n",
		"nothing required":     head,
		"two bodies":           head + "requires: [{exam: 1, all: [exam 2]}]\n",
		"no body":              head + "requires: [{title: x}]\n",
		"choose without from":  head + "requires: [{choose: 1}]\n",
		"no item":              head + "requires: [test 1]\n",
		"no condition":         head + "requires: [{exam: 1, given: has 2}]\n",
		"bad confidence":       head + "requires: [{exam: 1, confidence: high}]\n",
		"bad term":             "programme: a/b\ntitle: B\nawards: {credential: b, term: 3 weeks}\nrequires: [exam 1]\n",
		"version beside split": head + "versions: [{version: 1, requires: [exam 1]}]\nrequires: [exam 1]\n",
		"bad day":              "facts: a\nexams: {1: {first: 1.2.2003}}\n",
		"bad money":            "facts: a\nprices: [{exams: all, amount: $125}]\n",
		"price of nothing":     "facts: a\nprices: [{amount: 125.00 USD}]\n",
		"evidence of nothing":  "evidence: [{date: 2004-01-01}]\n",
		"evidence of two":      "evidence: [{exam: 1, course: 2, date: 2004-01-01}]\n",
		"evidence of no day":   "evidence: [{exam: 1}]\n",
		"bad state":            "evidence: [{exam: 1, date: 2004-01-01, state: sure}]\n",
		"ruling of nothing":    "rulings: [{from: 2004-01-01, author: A, reason: B}]\n",
		"ruling of nobody":     "rulings: [{admit: exam 1, from: 2004-01-01, reason: B}]\n",
		"grant of nothing":     "rulings: [{grant: q, from: 2004-01-01, author: A, reason: B}]\n",
		"no verdict":           "test: a/b\ncases: [{name: x, as_of: 2004-01-01, record: {}, expect: {}}]\n",
		"bad verdict":          "test: a/b\ncases: [{name: x, as_of: 2004-01-01, record: {}, expect: {verdict: maybe}}]\n",
	} {
		t.Run(name, func(t *testing.T) {
			f, found := Read("x.yaml", []byte(data))
			if !found.HasErrors() {
				t.Error("the reader accepts it")
			}
			if e.validate(t, f.Kind, []byte(data)) == nil {
				t.Error("the schema accepts it")
			}
		})
	}
}

func TestSchemasKnowTheReadersKeys(t *testing.T) {
	defs := document(t, "common.json").(map[string]any)["$defs"].(map[string]any)
	roots := map[*shape]string{
		programmeShape: "programme", factsShape: "facts", recordShape: "record", testShape: "test", rulingsShape: "rulings",
		offersShape: "offers",
	}
	seen := map[*shape]bool{splitShape: true, freeShape: true}
	var walk func(s *shape)
	walk = func(s *shape) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		walk(s.each)
		for _, f := range s.fields {
			walk(f.of)
		}
		if s.each != nil || len(s.fields) == 0 {
			return
		}
		def, _ := defs[s.name].(map[string]any)
		if root := roots[s]; root != "" {
			def = document(t, root+".json").(map[string]any)
		}
		compareKeys(t, s, def)
	}
	for s := range roots {
		walk(s)
	}
	walk(versionShape)
}

// compareKeys holds that a shape and a schema have the same keys, all with a description, and need the same.
func compareKeys(t *testing.T, s *shape, def map[string]any) {
	t.Helper()
	properties, _ := def["properties"].(map[string]any)
	var keys []string
	for key, value := range properties {
		if key != "versions" { // the other form of a programme
			keys = append(keys, key)
		}
		p := value.(map[string]any)
		if p["description"] == nil && p["$ref"] == nil {
			t.Errorf("%s: %s has no description", s.name, key)
		}
	}
	slices.Sort(keys)
	if diff := cmp.Diff(s.keys(), keys); diff != "" {
		t.Errorf("%s: keys of the reader (-) and of the schema (+) differ:\n%s", s.name, diff)
	}
	var needed, required []string
	for _, f := range s.fields {
		if f.needed && f.key != "requires" || f.needed && s == versionShape {
			needed = append(needed, f.key)
		}
	}
	list, _ := def["required"].([]any)
	for _, r := range list {
		required = append(required, r.(string))
	}
	slices.Sort(needed)
	slices.Sort(required)
	if diff := cmp.Diff(needed, required); diff != "" {
		t.Errorf("%s: keys that the reader needs (-) and the schema requires (+) differ:\n%s", s.name, diff)
	}
}
