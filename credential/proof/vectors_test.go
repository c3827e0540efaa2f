package proof_test

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/credential/flaw"
	"waymark/credential/jcs"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/outside"
	"waymark/credential/proof"
	"waymark/credential/rdf"
)

func processor() *rdf.Processor {
	return rdf.New(func(address string) ([]byte, bool) {
		return []byte(`{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}`),
			address == "https://www.w3.org/ns/credentials/examples/v2"
	})
}

func read(tb testing.TB, path ...string) jsontree.Value {
	tb.Helper()
	v, err := jsontree.Parse(outside.Read(tb, path...))
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

func text(tb testing.TB, folder, name, end string) string {
	tb.Helper()
	return string(bytes.TrimRight(outside.Read(tb, folder, name+end+".txt"), "\n"))
}

// Each intermediate of the W3C's vectors: canonical forms, hashes, signature and the signed document.
func TestVectors(t *testing.T) {
	vectors := []struct {
		folder, end, keys, unsigned string
		// sameSignature: the vector's signature is deterministic as ours is.
		sameSignature bool
	}{
		{"vc-di-eddsa/eddsa-rdfc-2022", "DataInt", "keyPair.json", "unsigned.json", true},
		{"vc-di-eddsa/eddsa-rdfc-2022/employ", "DataInt", "keyPair.json", "employmentAuth.json", true},
		{"vc-di-eddsa/eddsa-jcs-2022", "JCS", "keyPair.json", "unsigned.json", true},
		{"vc-di-eddsa/Ed25519Signature2020", "EdSig", "keyPair.json", "", false},
		{"vc-di-ecdsa/ecdsa-rdfc-2019-p256", "ECDSAP256", "p256KeyPair.json", "unsigned.json", true},
		{"vc-di-ecdsa/ecdsa-rdfc-2019-p256/employ", "ECDSAP256", "p256KeyPair.json", "employmentAuth.json", true},
		{"vc-di-ecdsa/ecdsa-rdfc-2019-p384", "ECDSAP384", "p384KeyPair.json", "unsigned.json", true},
		{"vc-di-ecdsa/ecdsa-rdfc-2019-p384/employ", "ECDSAP384", "p384KeyPair.json", "employmentAuth.json", true},
		{"vc-di-ecdsa/ecdsa-jcs-2019-p256", "JCSECDSAP256", "p256KeyPair.json", "unsigned.json", true},
		{"vc-di-ecdsa/ecdsa-jcs-2019-p384", "JCSECDSAP384", "p384KeyPair.json", "unsigned.json", true},
	}
	for _, v := range vectors {
		t.Run(v.folder, func(t *testing.T) {
			folder := outside.Folder(t, v.folder)
			root := outside.Folder(t, strings.SplitN(v.folder, "/", 2)[0])
			signed := read(t, folder, "signed"+v.end+".json")
			given := signed.Get("proof").Each()[0]
			keys := read(t, root, v.keys)
			public, err := key.ParseMultikey(keys.Str("publicKeyMultibase"))
			if err != nil {
				t.Fatal(err)
			}
			suite, err := proof.SuiteOf(&given)
			if err != nil {
				t.Fatal(err)
			}
			intermediates(t, folder, v.end, signed, suite.Plain, public.Kind)
			if err := proof.Verify(processor(), signed, given, public); err != nil {
				t.Errorf("the signed document: %v", err)
			}
			if v.unsigned == "" {
				return
			}
			secret := keys.Str("secretKeyMultibase") + keys.Str("privateKeyMultibase")
			resign(t, read(t, root, v.unsigned), given, suite, secret, v.sameSignature)
		})
	}
}

func intermediates(t *testing.T, folder, end string, signed jsontree.Value, plain bool, kind key.Kind) {
	t.Helper()
	hash := crypto.SHA256
	if kind == key.P384 {
		hash = crypto.SHA384
	}
	form := func(v jsontree.Value) string {
		if plain {
			return string(jcs.Append(nil, &v))
		}
		out, err := processor().CanonicalWith(&v, hash)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	sum := func(text string) string {
		if kind == key.P384 {
			s := sha512.Sum384([]byte(text))
			return hex.EncodeToString(s[:])
		}
		s := sha256.Sum256([]byte(text))
		return hex.EncodeToString(s[:])
	}
	document, config := form(signed.Without("proof")), form(read(t, folder, "proofConfig"+end+".json"))
	check := func(name, got string) {
		t.Helper()
		if diff := cmp.Diff(text(t, folder, name, end), strings.TrimRight(got, "\n")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	check("canonDoc", document)
	check("proofCanon", config)
	check("docHash", sum(document))
	check("proofHash", sum(config))
	check("combinedHash", sum(config)+sum(document))
	signature, err := key.DecodeMultibase(signed.Get("proof").Each()[0].Str("proofValue"))
	if err != nil {
		t.Fatal(err)
	}
	check("sigHex", hex.EncodeToString(signature))
	check("sigBTC58", key.EncodeMultibase(signature))
}

// resign makes the vector's proof again.
func resign(t *testing.T, unsigned, given jsontree.Value, suite *proof.Suite, secret string, same bool) {
	t.Helper()
	signer, err := key.FromSecretMultikey(secret)
	if err != nil {
		t.Fatal(err)
	}
	made, err := proof.Sign(processor(), unsigned, proof.Options{
		Suite: suite, Method: given.Str("verificationMethod"), Created: moment(t, given.Str("created")),
	}, signer)
	if err != nil {
		t.Fatal(err)
	}
	if err := proof.Verify(processor(), proof.Attach(unsigned, made), made, signer.Public()); err != nil {
		t.Errorf("our own proof: %v", err)
	}
	if same && !jsontree.Equal(made, given) {
		t.Errorf("our proof %s differs from the vector's %s", jsontree.Append(nil, &made), jsontree.Append(nil, &given))
	}
}

// A set: two proofs side by side. A chain: each covers the ones before it.
func TestProofSetsAndChains(t *testing.T) {
	folder := outside.Folder(t, "vc-di-eddsa/proof-set-chain")
	names, err := filepath.Glob(filepath.Join(folder, "signedProof*.json"))
	if err != nil || len(names) != 4 {
		t.Fatalf("%d signed documents, %v", len(names), err)
	}
	for _, name := range names {
		document := read(t, name)
		for i, p := range document.Get("proof").Each() {
			m, err := key.Resolver{}.Method(p.Str("verificationMethod"))
			if err != nil {
				t.Fatal(err)
			}
			if err := proof.Verify(processor(), document, p, m.Key); err != nil {
				t.Errorf("%s, proof %d: %v", filepath.Base(name), i, err)
			}
		}
	}
	madeAgain(t, folder)
}

// madeAgain makes the longest chain again, proof by proof; each comes out as the vector has it. A chain that has lost an
// earlier proof, or whose earlier proof was changed, does not fit any more.
func madeAgain(t *testing.T, folder string) {
	t.Helper()
	keys, want := read(t, folder, "multiKeyPairs.json"), read(t, folder, "signedProofChain2.json")
	secrets := map[string]string{}
	for _, pair := range keys.Members {
		secrets[pair.Value.Str("publicKeyMultibase")] = pair.Value.Str("privateKeyMultibase")
	}
	document := read(t, folder, "unsigned.json")
	for i, given := range want.Get("proof").Each() {
		method := given.Str("verificationMethod")
		_, public, _ := strings.Cut(method, "#")
		signer, err := key.FromSecretMultikey(secrets[public])
		if err != nil {
			t.Fatal(err)
		}
		o := proof.Options{Suite: proof.EdDSARDFC, Method: method, Created: moment(t, given.Str("created")), ID: given.Str("id")}
		for _, name := range given.Get("previousProof").Each() {
			o.Previous = append(o.Previous, name.Text)
		}
		made, err := proof.Sign(processor(), document, o, signer)
		if err != nil {
			t.Fatal(err)
		}
		if !jsontree.Equal(made, given) {
			t.Errorf("proof %d is %s, the vector's %s", i, jsontree.Append(nil, &made), jsontree.Append(nil, &given))
		}
		document = proof.Attach(document, made)
	}
	all := document.Get("proof").Items
	last := all[len(all)-1]
	m, err := key.Resolver{}.Method(last.Str("verificationMethod"))
	if err != nil {
		t.Fatal(err)
	}
	without := document.With("proof", jsontree.Array(all[0], all[1], last))
	if err := proof.Verify(processor(), without, last, m.Key); flaw.Code(err) != "proof.previous" {
		t.Errorf("without the proof before it: %v", err)
	}
	changed := document.With("proof", jsontree.Array(all[0], all[1], all[2].With("created", jsontree.String("2024-01-01T00:00:00Z")), last))
	if err := proof.Verify(processor(), changed, last, m.Key); flaw.Code(err) != "proof.signature" {
		t.Errorf("with the proof before it changed: %v", err)
	}
}
