package rdf_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"

	"waymark/credential/embedded"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/outside"
	"waymark/credential/rdf"
)

// examplesContext is what the W3C's vectors use for their own terms.
const (
	examplesAddress = "https://www.w3.org/ns/credentials/examples/v2"
	examplesContext = `{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}`
)

func more(address string) ([]byte, bool) {
	return []byte(examplesContext), address == examplesAddress
}

// loader gives json-gold the same contexts, each parsed once.
type loader map[string]*ld.RemoteDocument

var loaded = loader{}

func (l loader) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if d, ok := l[address]; ok {
		return d, nil
	}
	data, ok := embedded.Context(address)
	if !ok {
		if data, ok = more(address); !ok {
			return nil, fmt.Errorf("no context %s", address)
		}
	}
	var v any
	err := json.Unmarshal(data, &v)
	l[address] = &ld.RemoteDocument{DocumentURL: address, Document: v}
	return l[address], err
}

func gold(tb testing.TB, data []byte) (string, error) {
	tb.Helper()
	return goldText(data)
}

func goldText(data []byte) (string, error) {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return "", err
	}
	o := ld.NewJsonLdOptions("")
	o.Format, o.Algorithm, o.DocumentLoader, o.ProcessingMode = "application/n-quads", ld.AlgorithmURDNA2015, loaded, ld.JsonLd_1_1
	out, err := ld.NewJsonLdProcessor().Normalize(v, o)
	if err != nil {
		return "", err
	}
	return out.(string), nil
}

// Every document of the examples that we take, json-gold takes to the same canonical form; what we refuse, we refuse by
// a code.
func TestAgreesWithJSONGold(t *testing.T) {
	p := rdf.New(more)
	taken, refused := 0, map[string]int{}
	for _, folder := range []string{"openbadges3/examples", "dcc-fixtures/verifiableCredentials", "vc-di-eddsa", "vc-di-ecdsa"} {
		root := outside.Folder(t, folder)
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".json") {
				return err
			}
			data := outside.Read(t, path)
			if len(data) == 0 {
				return nil
			}
			v, err := jsontree.Parse(data)
			if err != nil {
				t.Errorf("%s: %v", path, err)
				return nil
			}
			if v.Get("@context") == nil {
				return nil
			}
			v = v.Without("proof")
			got, err := p.Canonical(&v)
			if err != nil {
				refused[flaw.Code(err)]++
				t.Logf("%s: %v", strings.TrimPrefix(path, root), err)
				return nil
			}
			want, err := gold(t, jsontree.Append(nil, &v))
			if err != nil {
				t.Errorf("%s: json-gold: %v", path, err)
				return nil
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("%s: %s", path, diff)
			}
			taken++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d documents alike, refused: %v", taken, refused)
	if taken < 150 {
		t.Errorf("only %d documents were compared", taken)
	}
}
