package keyring_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/internal/fault"
	"waymark/internal/keyring"
	"waymark/message"
)

const passphrase = "correct horse battery"

var day = time.Date(2026, time.March, 1, 9, 0, 0, 0, time.UTC)

func ring(t testing.TB, kinds ...key.Kind) *keyring.Ring {
	t.Helper()
	r, err := keyring.New(keyring.Issuer{URL: "https://board.example/awards/", Name: "Exam Board"}, true)
	check(t, err)
	r.Cost(2)
	for _, kind := range kinds {
		_, err := r.Add(kind, passphrase, day, rand.Reader)
		check(t, err)
	}
	return r
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func code(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Code
	}
	return fmt.Sprint(err)
}

func again(t testing.TB, r *keyring.Ring) *keyring.Ring {
	t.Helper()
	read, err := keyring.Parse(r.Bytes())
	check(t, err)
	if string(read.Bytes()) != string(r.Bytes()) {
		t.Errorf("read and written again it differs:\n%s\n%s", r.Bytes(), read.Bytes())
	}
	return read.Cost(2)
}

func TestRingIsReadAgainAndSigns(t *testing.T) {
	r := again(t, ring(t, key.Ed25519, key.P256, key.P384, key.RSA))
	s, err := r.Open(passphrase)
	check(t, err)
	if s.Proof.Issuer != "did:web:board.example:awards" || s.Proof.Method != "did:web:board.example:awards#key-1" || s.Token.Method != "did:web:board.example:awards#key-2" {
		t.Errorf("signs with %v and %v", s.Proof, s.Token)
	}
	signature, err := s.Proof.Sign([]byte("words"))
	check(t, err)
	document, there := r.Document()
	if !there {
		t.Fatal("no document")
	}
	fetch := func(address string) ([]byte, error) {
		if address != "https://board.example/awards/did.json" {
			t.Errorf("asked for %s", address)
		}
		return jsontree.Append(nil, &document), nil
	}
	m, err := key.Resolver{Fetch: fetch}.Method(s.Proof.Method)
	check(t, err)
	if !m.Key.Verify([]byte("words"), signature) || m.Controller != s.Proof.Issuer {
		t.Error("the published key does not verify what the private one signed")
	}
}

func TestDIDKeyNamesTheIssuerByItsKey(t *testing.T) {
	r, err := keyring.New(keyring.Issuer{URL: "https://board.example", Name: "Exam Board"}, false)
	check(t, err)
	_, err = r.Cost(2).Add(key.Ed25519, passphrase, day, rand.Reader)
	check(t, err)
	s, err := again(t, r).Open(passphrase)
	check(t, err)
	if want := key.DIDKey(s.Proof.Public()); s.Proof.Issuer != want || s.Proof.Method != key.DIDKeyMethod(s.Proof.Public()) {
		t.Errorf("%v, want %s", s.Proof, want)
	}
	if _, there := r.Document(); there {
		t.Error("did:key publishes nothing")
	}
}

// A key that was replaced signs no more and cannot, but what it signed stays verifiable; what a revoked one signed does not.
func TestOldKeysStayVerifiable(t *testing.T) {
	r := ring(t, key.Ed25519)
	before, err := r.Open(passphrase)
	check(t, err)
	made, err := r.Rotate(key.Ed25519, passphrase, day.AddDate(1, 0, 0), rand.Reader)
	check(t, err)
	r = again(t, r)
	after, err := r.Open(passphrase)
	check(t, err)
	if made.ID != "key-2" || after.Proof.Method != before.Proof.Issuer+"#key-2" || r.Keys[0].Signs() {
		t.Errorf("after the change %v signs", after.Proof)
	}
	listed := func() key.Method {
		document, _ := r.Document()
		m, err := key.Resolver{Fetch: func(string) ([]byte, error) { return jsontree.Append(nil, &document), nil }}.Method(before.Proof.Method)
		check(t, err)
		return m
	}
	if m := listed(); !m.Key.Equal(before.Proof.Public()) || m.Revoked != "" || len(m.Purposes) == 0 {
		t.Errorf("the old key is published as %+v", m)
	}
	check(t, r.Revoke("key-1", passphrase, day.AddDate(2, 0, 0)))
	if m := listed(); m.Revoked != "2028-03-01T09:00:00Z" {
		t.Errorf("the lost key is published as %+v", m)
	}
	check(t, r.Retire("key-2", passphrase, day))
	_, err = r.Open(passphrase)
	for what, got := range map[string]string{
		"keys.none-signs": code(err), "keys.ended": code(r.Retire("key-2", passphrase, day)), "keys.no-key": code(r.Retire("key-9", passphrase, day)),
	} {
		if got != what {
			t.Errorf("got %s, want %s", got, what)
		}
	}
	_, err = r.Rotate(key.P256, passphrase, day, rand.Reader)
	if code(err) != "keys.none-of-kind" {
		t.Error(err)
	}
}

func TestPassphrase(t *testing.T) {
	r := ring(t, key.Ed25519)
	whole := string(r.Bytes())
	_, err := r.Open("another passphrase")
	_, short := ring(t).Add(key.Ed25519, "short", day, rand.Reader)
	_, mixed := r.Add(key.Ed25519, "another passphrase", day, rand.Reader)
	if code(err) != "keys.passphrase" || code(short) != "keys.passphrase-short" || code(mixed) != "keys.passphrase" {
		t.Error(err, short, mixed)
	}
	if string(r.Bytes()) != whole {
		t.Error("what failed changed the ring")
	}
	check(t, r.Reseal(passphrase, "a new passphrase"))
	if _, err := r.Open(passphrase); code(err) != "keys.passphrase" {
		t.Error(err)
	}
	_, err = again(t, r).Open("a new passphrase")
	check(t, err)
}

func TestBrokenFilesAreRefused(t *testing.T) {
	r := ring(t, key.Ed25519)
	whole := string(r.Bytes())
	for why, change := range map[string][2]string{
		"keys.format": {"waymark-keys-1", "waymark-keys-9"},
		"keys.id":     {"did:web:board.example:awards", "did:web:other.example"},
		"keys.url":    {"https://board.example/awards", "http://board.example"},
		"keys.file":   {`"created"`, `"creatde"`},
	} {
		if _, err := keyring.Parse([]byte(strings.Replace(whole, change[0], change[1], 1))); code(err) != why {
			t.Errorf("%s: %v", why, err)
		}
	}
	other := ring(t, key.Ed25519)
	mine, its := regexp.MustCompile(`"x": "[^"]+"`).FindString(whole), regexp.MustCompile(`"x": "[^"]+"`).FindString(string(other.Bytes()))
	swapped, err := keyring.Parse([]byte(strings.Replace(whole, mine, its, 1)))
	check(t, err)
	if _, err := swapped.Open(passphrase); code(err) != "keys.halves" {
		t.Errorf("halves of two keys: %v", err)
	}
	cut := strings.Index(whole, "AGE ENCRYPTED FILE-----") + 300
	for _, spoiled := range []string{whole[:cut] + "A" + whole[cut+1:], whole[:cut] + whole[cut+4:]} {
		r, err := keyring.Parse([]byte(spoiled))
		if err == nil {
			_, err = r.Open(passphrase)
		}
		if err == nil {
			t.Error("a changed file opens")
		}
	}
}

// Nothing that can be printed of a ring, of its signers or of an error holds a private key or the passphrase.
func TestNoSecretIsPrinted(t *testing.T) {
	r := ring(t, key.Ed25519, key.P256, key.RSA)
	s, err := r.Open(passphrase)
	check(t, err)
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(&out, nil))
	jsonLog := slog.New(slog.NewJSONHandler(&out, nil))
	var secrets []string
	for _, signer := range []key.Signer{s.Proof.Signer, s.Token.Signer} {
		der, err := key.PKCS8(signer)
		check(t, err)
		raw := der[len(der)-32:] // the seed of Ed25519 ends it; of P-256 a part in the middle is the scalar
		if signer.Public().Kind == key.P256 {
			raw = der[36:68]
		}
		secrets = append(secrets, string(raw), hex.EncodeToString(raw), base64.StdEncoding.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw),
			strings.Trim(fmt.Sprintf("%d", raw), "[]"), strings.ToUpper(hex.EncodeToString(raw)), strings.Trim(fmt.Sprintf("%#v", raw), "[]byte{}"),
			base64.StdEncoding.EncodeToString(der)[30:60])
	}
	secrets = append(secrets, passphrase)
	_, wrong := r.Open("another passphrase")
	for _, value := range []any{r, *r, s, *s, s.Proof, s.Token, s.Proof.Signer, s.Token.Signer, wrong, &r.Keys[0]} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
		log.Info("printed", "value", value)
		jsonLog.Info("printed", "value", value)
		data, _ := json.Marshal(value)
		out.Write(data)
	}
	out.Write(r.Bytes())
	for i, secret := range secrets {
		if strings.Contains(out.String(), secret) {
			t.Errorf("secret %d is printed", i)
		}
	}
	if !strings.Contains(out.String(), s.Proof.Method) {
		t.Error("the test prints nothing")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(string(ring(f, key.Ed25519, key.P256).Bytes()))
	f.Add(string(ring(f).Bytes()))
	f.Add(`{"format":"waymark-keys-1","issuer":{"url":"https://x.example","name":"X"},"keys":[]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := keyring.Parse([]byte(text))
		if err != nil {
			return
		}
		if _, err := keyring.Parse(r.Bytes()); err != nil {
			t.Fatalf("what was read is not read again: %v", err)
		}
	})
}

var said = regexp.MustCompile(`"(keys\.[a-z-]+)"`)

func TestEveryCodeHasItsSentence(t *testing.T) {
	used := map[string]bool{}
	names, err := filepath.Glob("*.go")
	check(t, err)
	for _, name := range names {
		data, err := os.ReadFile(name)
		check(t, err)
		for _, m := range said.FindAllStringSubmatch(string(data), -1) {
			if used[m[1]] = true; !message.English().Has(m[1]) {
				t.Errorf("%s has no sentence", m[1])
			}
		}
	}
	for _, c := range message.English().Codes() {
		if strings.HasPrefix(c, "keys.") && !used[c] {
			t.Errorf("the sentence of %s is used nowhere", c)
		}
	}
}
