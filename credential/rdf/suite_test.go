package rdf_test

import (
	"crypto"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/credential/flaw"
	"waymark/credential/outside"
	"waymark/credential/rdf"
)

// The W3C's own tests of RDFC-1.0.
func TestCanonicalizationSuite(t *testing.T) {
	folder := outside.Folder(t, "rdf-canon")
	var manifest struct {
		Entries []struct{ ID, Type, Name, Action, Result, HashAlgorithm string }
	}
	if err := json.Unmarshal(outside.Read(t, folder, "manifest.jsonld"), &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest.Entries) < 86 {
		t.Errorf("the manifest lists %d tests, it had 86", len(manifest.Entries))
	}
	for _, e := range manifest.Entries {
		t.Run(strings.TrimPrefix(e.ID, "#"), func(t *testing.T) {
			d, err := rdf.ParseNQuads(outside.Read(t, folder, e.Action))
			if err != nil {
				t.Fatal(err)
			}
			hash := crypto.SHA256
			if e.HashAlgorithm == "SHA384" {
				hash = crypto.SHA384
			}
			switch e.Type {
			case "rdfc:RDFC10EvalTest":
				got, err := d.Canonical(hash)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(outside.Read(t, folder, e.Result)), string(got)); diff != "" {
					t.Error(diff)
				}
			case "rdfc:RDFC10MapTest":
				got, err := d.CanonicalLabels(hash)
				if err != nil {
					t.Fatal(err)
				}
				var want map[string]string
				if err := json.Unmarshal(outside.Read(t, folder, e.Result), &want); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
			case "rdfc:RDFC10NegativeEvalTest":
				if _, err := d.Canonical(hash); flaw.Code(err) != "rdf.poison" {
					t.Errorf("a poison graph gives %v", err)
				}
			default:
				t.Errorf("unknown type of test %s", e.Type)
			}
		})
	}
}
