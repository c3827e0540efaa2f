package main

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"waymark/credential/key"
	"waymark/internal/keyring"
	"waymark/verify"
)

// A server with a list tells those on it, and itself, from others; without one it leaves that to who asks.
func TestAServerTrustsWhomItsOperatorTrusts(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/verify.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var good []byte
	for _, f := range archive.Files {
		if f.Name == "good.json" {
			good = f.Data
		}
	}
	const board = "did:key:z6MkmJo7CLMg2f4h59XZ86wT7CHTMV6vc5oVwxT3cnp9KTvp"
	for _, c := range []struct {
		trusted map[string]string
		want    string
	}{
		{nil, "verify.issuer-known"},
		{map[string]string{board: "The Board"}, "verify.issuer-trusted"},
		{map[string]string{"did:web:other.example": "Other"}, "verify.issuer-unlisted"},
	} {
		s := &serving{installation: &installation{now: func() time.Time { return today }}, trusted: c.trusted}
		told := s.verifier()(t.Context(), good, verify.Options{})
		if got := told.Steps[2].Notes[0].Code; got != c.want {
			t.Errorf("%v: %s, want %s", c.trusted, got, c.want)
		}
	}
	for _, web := range []bool{true, false} {
		ring, err := keyring.New(keyring.Issuer{URL: "https://board.example", Name: "Board"}, web)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := ring.Cost(2).Add(key.Ed25519, "correct horse battery", today, rand.Reader); err != nil {
				t.Fatal(err)
			}
		}
		if err := ring.Revoke("key-1", "correct horse battery", today); err != nil {
			t.Fatal(err)
		}
		s := &serving{ring: ring, trusted: map[string]string{board: "The Board"}}
		all := s.trustedAndOwn()
		if own := ring.Identifiers(); len(all) != 2 || len(own) != 1 || all[own[0]] != "Board" || len(s.trusted) != 1 {
			t.Errorf("%v of %v", all, own)
		}
		if s.trusted = nil; s.trustedAndOwn() != nil {
			t.Error("without a list everybody known will do")
		}
	}
}
