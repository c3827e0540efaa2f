package schema_test

import (
	"slices"
	"testing"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/outside"
	"waymark/credential/schema"
)

func TestOfficialSchemas(t *testing.T) {
	folder := outside.Folder(t, "openbadges3/examples")
	for name, c := range map[string]struct {
		address string
		place   string
	}{
		"simple.json": {schema.Achievement, ""}, "complete.json": {schema.Achievement, ""}, "endorsement-valid.json": {schema.Endorsement, ""},
		"simple-err-evidence-type.json": {schema.Achievement, "/evidence/0/type"},
		"simple-err-issued.json":        {schema.Achievement, "/credentialSubject"},
		"simple-did-web-method.json":    {schema.Achievement, "/proof"},
	} {
		v, err := jsontree.Parse(outside.Read(t, folder, name))
		if err != nil {
			t.Fatal(err)
		}
		found, err := schema.Check(&v, c.address)
		if err != nil {
			t.Fatal(err)
		}
		at := func(f *flaw.Flaw) bool { return f.Path == c.place }
		if len(found) > 0 != (c.place != "") || c.place != "" && !slices.ContainsFunc(found, at) {
			t.Errorf("%s must break at %q: %v", name, c.place, found)
		}
	}
}

func TestOtherSchemasAreNotFetched(t *testing.T) {
	v := jsontree.Object()
	if _, err := schema.Check(&v, "https://a.example/schema.json"); flaw.Code(err) != "schema.unknown" {
		t.Errorf("an unknown schema gives %v", err)
	}
}
