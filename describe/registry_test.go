//go:build ctdl

package describe_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"waymark/catalogue"
)

// The JSON Schemas of the Credential Registry take every credential, pathway and component of the catalogue. They are not part
// of this project: run this with -tags ctdl, and WAYMARK_CTDL as the folder of those of CredentialEngine/CredentialRegistry
// (fixtures/schemas/ce_registry).
func TestSchemasOfTheRegistry(t *testing.T) {
	folder := os.Getenv("WAYMARK_CTDL")
	if folder == "" {
		t.Fatal("WAYMARK_CTDL names no folder of the Credential Registry's schemas")
	}
	schemas := map[string]*jsonschema.Schema{}
	for name, file := range map[string]string{"Certification": "credential.json", "Pathway": "pathway.json", "Component": "pathway_component.json"} {
		f, err := os.Open(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(f)
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		complete(document)
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource("https://registry.example/"+file, document); err != nil {
			t.Fatal(err)
		}
		if schemas[name], err = c.Compile("https://registry.example/" + file); err != nil {
			t.Fatal(err)
		}
	}
	set, checked := catalogue.All(), map[string]int{}
	for _, p := range set.Programmes() {
		var given map[string]any
		if err := json.Unmarshal(ctdl(t, set, p, today), &given); err != nil {
			t.Fatal(err)
		}
		for i, item := range given["@graph"].([]any) {
			n := item.(map[string]any)
			kind := strings.TrimPrefix(n["@type"].(string), "ceterms:")
			if strings.HasSuffix(kind, "Component") {
				kind = "Component"
			}
			if schemas[kind] == nil || kind == "Certification" && i > 0 { // those of others are named, not described
				continue
			}
			if n["ceterms:subjectWebpage"] == nil { // an invented programme
				checked["without a page"]++
				continue
			}
			checked[kind]++
			if err := schemas[kind].Validate(n); err != nil {
				t.Errorf("%s, %s: %v", p.ID, n["@id"], err)
			}
		}
	}
	t.Logf("%v hold", checked)
}

// complete adds the definitions that a schema names and forgets to give, which ask for nothing; and puts texts with their
// language, which the registry has everywhere now, in the place of the bare texts of the oldest schema.
func complete(document any) {
	definitions := document.(map[string]any)["definitions"].(map[string]any)
	for _, name := range []string{"meta:langstring", "meta:langstring_multi"} {
		definitions[name] = map[string]any{"type": "object", "minProperties": json.Number("1")}
	}
	var look func(v any)
	look = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				look(item)
			}
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				name := strings.TrimPrefix(ref, "#/definitions/")
				if definitions[name] == nil {
					definitions[name] = map[string]any{}
				}
			}
			for _, item := range v {
				look(item)
			}
		}
	}
	for _, d := range definitions {
		look(d)
	}
}
