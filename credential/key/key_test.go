package key_test

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/key"
)

func TestEveryKindSignsAndComesBack(t *testing.T) {
	for _, kind := range []key.Kind{key.Ed25519, key.P256, key.P384, key.RSA} {
		s, err := key.Generate(kind, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		signature, err := s.Sign([]byte("text"))
		if err != nil {
			t.Fatal(err)
		}
		if !s.Public().Verify([]byte("text"), signature) || s.Public().Verify([]byte("test"), signature) {
			t.Errorf("%s: a signature must fit its text alone", kind)
		}
		der, err := key.PKCS8(s)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := key.FromPKCS8(der); err != nil || !again.Public().Equal(s.Public()) {
			t.Errorf("%s: PKCS #8 does not come back, %v", kind, err)
		}
		jwk := s.Public().JWK()
		if again, err := key.ParseJWK(&jwk); err != nil || !again.Equal(s.Public()) {
			t.Errorf("%s: the JWK does not come back, %v", kind, err)
		}
		if kind == key.RSA {
			continue
		}
		if again, err := key.ParseMultikey(s.Public().Multikey()); err != nil || !again.Equal(s.Public()) {
			t.Errorf("%s: the multikey does not come back, %v", kind, err)
		}
		if m, err := (key.Resolver{}).Method(key.DIDKeyMethod(s.Public())); err != nil || !m.Key.Equal(s.Public()) {
			t.Errorf("%s: did:key does not resolve, %v", kind, err)
		}
	}
}

// A key must not reach a log by accident.
func TestPrivateKeysDoNotPrint(t *testing.T) {
	const secret = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
	s, err := key.FromSecretMultikey(secret)
	if err != nil {
		t.Fatal(err)
	}
	der, err := key.PKCS8(s)
	if err != nil {
		t.Fatal(err)
	}
	seed := der[len(der)-32:]
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		text := fmt.Sprintf(format, s)
		for _, leak := range []string{secret, hex.EncodeToString(seed), strings.Trim(fmt.Sprintf("%d", seed), "[]")[:19], hex.EncodeToString(seed[:8])} {
			if strings.Contains(text, leak) {
				t.Errorf("%s prints the key: %s", format, text)
			}
		}
	}
	for _, broken := range []string{secret[:len(secret)-1], secret + "z", "z" + secret} {
		if _, err := key.FromSecretMultikey(broken); err == nil || strings.Contains(err.Error(), secret[5:20]) {
			t.Errorf("a broken key gives %v", err)
		}
	}
}

func TestWebAddresses(t *testing.T) {
	for did, want := range map[string]string{
		"did:web:w3c-ccg.github.io":            "https://w3c-ccg.github.io/.well-known/did.json",
		"did:web:w3c-ccg.github.io:user:alice": "https://w3c-ccg.github.io/user/alice/did.json",
		"did:web:example.com%3A3000:user":      "https://example.com:3000/user/did.json",
		"did:web:":                             "", "did:web:a..b:..": "", "did:web:a%2Fb": "", "did:web:u%40h": "", "did:web:a:": "",
	} {
		got, err := key.WebAddress(did)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s is %q, %v; want %q", did, got, err, want)
		}
	}
}

func TestAPublishedDocumentLeadsToItsKeys(t *testing.T) {
	const holder = "did:web:a.example"
	var listed []key.Listed
	for i, kind := range []key.Kind{key.Ed25519, key.P256, key.RSA} {
		s, err := key.Generate(kind, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		listed = append(listed, key.Listed{Name: fmt.Sprintf("key-%d", i), Key: s.Public()})
	}
	listed[1].Revoked = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	document := key.Document(holder, listed)
	r := key.Resolver{Fetch: func(string) ([]byte, error) { return jsontree.Append(nil, &document), nil }}
	for i, l := range listed {
		m, err := r.Method(holder + "#" + l.Name)
		if err != nil || !m.Key.Equal(l.Key) || m.Controller != holder || len(m.Purposes) != 1 || (m.Revoked != "") != (i == 1) {
			t.Errorf("%s is %+v, %v", l.Name, m, err)
		}
	}
}

func TestMethodsThatCannotBe(t *testing.T) {
	offline := key.Resolver{}
	empty := key.Resolver{Fetch: func(string) ([]byte, error) { return nil, errors.New("no page") }}
	for id, want := range map[string]string{
		"did:key:z6Mk": "key.multikey", "did:ion:abc#k": "key.did-method", "abc": "key.method", "did:web:a.example#k": "key.fetch",
		"https://a.example/i#key-1":                                      "key.unreachable",
		"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#other": "key.method",
	} {
		for _, r := range []key.Resolver{offline, empty} {
			if _, err := r.Method(id); flaw.Code(err) != want && flaw.Code(err) != "key.fetch" {
				t.Errorf("%s gives %v, want %s", id, err, want)
			}
		}
	}
}

func FuzzMethod(f *testing.F) {
	f.Add("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", []byte(`{}`))
	f.Add("did:web:a.example#k", []byte(`{"id":"did:web:a.example","verificationMethod":[{"id":"#k","publicKeyMultibase":"zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"}]}`))
	f.Add("did:jwk:eyJrdHkiOiJPS1AifQ", []byte(`{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}`))
	f.Fuzz(func(t *testing.T, id string, page []byte) {
		r := key.Resolver{Fetch: func(string) ([]byte, error) { return page, nil }}
		if m, err := r.Method(id); err == nil {
			m.Key.Verify([]byte("text"), make([]byte, 64))
			jwk := m.Key.JWK()
			if again, err := key.ParseJWK(&jwk); err != nil || !again.Equal(m.Key) {
				t.Errorf("the key of %q does not come back: %v", id, err)
			}
		}
	})
}

// Base 58 is the number itself, however it is divided: every value comes out as long division gives it, and comes back.
func TestMultibaseComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.Byte(), 0, 120).Draw(t, "data")
		for range rapid.IntRange(0, 5).Draw(t, "zeros") {
			data = append([]byte{0}, data...)
		}
		text := key.EncodeMultibase(data)
		want := ""
		for n, mod := new(big.Int).SetBytes(data), new(big.Int); n.Sign() > 0; {
			n.DivMod(n, big.NewInt(58), mod)
			want = string("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[mod.Int64()]) + want
		}
		for _, b := range data {
			if b != 0 {
				break
			}
			want = "1" + want
		}
		if text != "z"+want {
			t.Fatalf("%x is %s, want z%s", data, text, want)
		}
		back, err := key.DecodeMultibase(text)
		if err != nil || !bytes.Equal(back, data) {
			t.Fatalf("%x comes back as %x, %v", data, back, err)
		}
	})
}

func FuzzMultibase(f *testing.F) {
	f.Add("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")
	f.Add("uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ")
	f.Add("z111")
	f.Fuzz(func(t *testing.T, text string) {
		data, err := key.DecodeMultibase(text)
		if err != nil {
			return
		}
		if again, err := key.DecodeMultibase(key.EncodeMultibase(data)); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%q does not come back: %v", text, err)
		}
	})
}
