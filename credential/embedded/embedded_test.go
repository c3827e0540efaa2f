package embedded_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"waymark/credential/embedded"
)

func TestEveryDocumentHasItsPinnedBytes(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range embedded.Documents() {
		find := embedded.Context
		if d.Kind == embedded.KindSchema {
			find = embedded.Schema
		}
		for _, address := range append([]string{d.Address}, d.Also...) {
			data, ok := find(address)
			if !ok {
				t.Errorf("%s is not found", address)
				continue
			}
			if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != d.SHA256 {
				t.Errorf("%s has SHA-256 %x, pinned is %s", address, sum, d.SHA256)
			}
			if !json.Valid(data) {
				t.Errorf("%s is not JSON", address)
			}
			if seen[address] {
				t.Errorf("%s is listed twice", address)
			}
			seen[address] = true
		}
		if d.Source == "" || d.Licence == "" {
			t.Errorf("%s has no source or licence", d.Address)
		}
	}
}

// The W3C publishes this digest in the recommendation itself.
func TestVersionTwoContextIsTheRecommendations(t *testing.T) {
	data, _ := embedded.Context("https://www.w3.org/ns/credentials/v2")
	sum := sha256.Sum256(data)
	if got := hex.EncodeToString(sum[:]); got != "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734" {
		t.Errorf("SHA-256 is %s", got)
	}
}

func TestEveryFileIsListed(t *testing.T) {
	listed := map[string]bool{}
	for _, d := range embedded.Documents() {
		listed[d.File] = true
	}
	for _, folder := range []string{"contexts", "schemas"} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !listed[folder+"/"+e.Name()] {
				t.Errorf("%s/%s is on no list", folder, e.Name())
			}
		}
	}
}
