package describe_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"waymark/catalogue"
)

// offline has nothing for the official context: the definitions beside it must do.
type offline struct{}

func (offline) LoadDocument(address string) (*ld.RemoteDocument, error) {
	return &ld.RemoteDocument{DocumentURL: address, Document: map[string]any{"@context": map[string]any{}}}, nil
}

// A graph is linked data without anything fetched: every member of every node is there after expansion, under its full name.
func TestGraphIsLinkedData(t *testing.T) {
	set := catalogue.All()
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = offline{}
	for _, p := range set.Programmes() {
		var given any
		if err := json.Unmarshal(ctdl(t, set, p, today), &given); err != nil {
			t.Fatal(err)
		}
		expanded, err := ld.NewJsonLdProcessor().Expand(given, options)
		if err != nil {
			t.Fatalf("%s: %v", p.ID, err)
		}
		if want, got := members(given.(map[string]any)["@graph"]), members(expanded); want != got {
			t.Errorf("%s: %d members, %d after expansion", p.ID, want, got)
		}
	}
}

// members counts what nodes say, by prefixed names or by full ones.
func members(v any) int {
	n := 0
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n += members(item)
		}
	case map[string]any:
		for name, value := range v {
			if strings.HasPrefix(name, "ceterms:") || strings.HasPrefix(name, "https://purl.org/ctdl/terms/") {
				n++
			}
			n += members(value)
		}
	}
	return n
}
