// Package proof makes and checks Data Integrity proofs: the signatures that stand inside a credential.
//
// [Sign] makes a proof, [Verify] checks one with a key that the caller has found. Suites are eddsa-rdfc-2022,
// eddsa-jcs-2022, ecdsa-rdfc-2019 and ecdsa-jcs-2019 (P-256, P-384); the older Ed25519Signature2020 and the draft name
// eddsa-2022 are checked only. Proof sets are proofs side by side; a chained proof also covers those that it names.
//
// Whom the key belongs to, dates and trust are not asked here. What a proof covers never changes.
package proof

import (
	"crypto"
	"crypto/sha256"
	"crypto/sha512"
	"slices"
	"strings"
	"sync"
	"time"

	"waymark/credential/flaw"
	"waymark/credential/jcs"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/rdf"
)

// Suite is a way of signing.
type Suite struct {
	// Name is the cryptosuite; it is empty for a proof type that is its own suite.
	Name string
	// Type is the proof's type.
	Type string
	// Plain tells that JSON is signed in its canonical form (JCS), not as RDF.
	Plain bool
	// kinds are the keys that it takes.
	kinds []key.Kind
	// checkOnly: no new proofs are made with it.
	checkOnly bool
}

const dataIntegrity = "DataIntegrityProof"

// The suites.
var (
	EdDSARDFC = &Suite{Name: "eddsa-rdfc-2022", Type: dataIntegrity, kinds: []key.Kind{key.Ed25519}}
	EdDSAJCS  = &Suite{Name: "eddsa-jcs-2022", Type: dataIntegrity, Plain: true, kinds: []key.Kind{key.Ed25519}}
	ECDSARDFC = &Suite{Name: "ecdsa-rdfc-2019", Type: dataIntegrity, kinds: []key.Kind{key.P256, key.P384}}
	ECDSAJCS  = &Suite{Name: "ecdsa-jcs-2019", Type: dataIntegrity, Plain: true, kinds: []key.Kind{key.P256, key.P384}}

	eddsaDraft  = &Suite{Name: "eddsa-2022", Type: dataIntegrity, kinds: []key.Kind{key.Ed25519}, checkOnly: true}
	ed25519Sign = &Suite{Type: "Ed25519Signature2020", kinds: []key.Kind{key.Ed25519}, checkOnly: true}
)

var suites = []*Suite{EdDSARDFC, EdDSAJCS, ECDSARDFC, ECDSAJCS, eddsaDraft, ed25519Sign}

// SuiteNamed finds a suite by the name of its cryptosuite.
func SuiteNamed(name string) (*Suite, bool) {
	for _, s := range suites {
		if s.Name == name && name != "" && !s.checkOnly {
			return s, true
		}
	}
	return nil, false
}

// SuiteOf finds the suite of a proof.
func SuiteOf(proof *jsontree.Value) (*Suite, error) {
	typ, name := proof.Str("type"), proof.Str("cryptosuite")
	for _, s := range suites {
		if s.Type == typ && s.Name == name {
			return s, nil
		}
	}
	if typ != dataIntegrity {
		return nil, flaw.New("proof.type", flaw.Op("found", typ))
	}
	return nil, flaw.New("proof.suite", flaw.Op("found", name))
}

// Options are what a new proof says of itself.
type Options struct {
	Suite *Suite
	// Method names the key; Purpose is assertionMethod unless something else is given.
	Method, Purpose string
	Created         time.Time
	// ID lets a later proof of a chain name this one; Previous names earlier ones.
	ID       string
	Previous []string
	// Domain and Challenge bind a presentation to its asker.
	Domain, Challenge string
}

// Sign makes a proof over document, which may already have other proofs: those named by Previous are covered too. The
// document is not changed; [Attach] puts the proof in.
func Sign(p *rdf.Processor, document jsontree.Value, o Options, signer key.Signer) (jsontree.Value, error) {
	if o.Suite == nil || o.Suite.checkOnly || !o.Suite.takes(signer.Public().Kind) {
		return jsontree.Value{}, flaw.New("proof.key-kind", flaw.Op("found", signer.Public().Kind.String()))
	}
	config := o.config()
	if o.Suite.Plain {
		if c := document.Get("@context"); c != nil {
			config.Members = append(config.Members, jsontree.M("@context", *c))
		}
	}
	data, err := o.Suite.hashData(p, document, config, signer.Public().Kind)
	if err != nil {
		return jsontree.Value{}, err
	}
	signature, err := signer.Sign(data)
	if err != nil {
		return jsontree.Value{}, err
	}
	return config.With("proofValue", jsontree.String(key.EncodeMultibase(signature))), nil
}

func (o Options) config() jsontree.Value {
	purpose := o.Purpose
	if purpose == "" {
		purpose = "assertionMethod"
	}
	v := jsontree.Object()
	add := func(name, value string) {
		if value != "" {
			v.Members = append(v.Members, jsontree.M(name, jsontree.String(value)))
		}
	}
	add("id", o.ID)
	add("type", o.Suite.Type)
	add("cryptosuite", o.Suite.Name)
	if !o.Created.IsZero() {
		add("created", o.Created.UTC().Format("2006-01-02T15:04:05Z"))
	}
	add("verificationMethod", o.Method)
	add("proofPurpose", purpose)
	add("domain", o.Domain)
	add("challenge", o.Challenge)
	if len(o.Previous) == 1 {
		add("previousProof", o.Previous[0])
	} else if len(o.Previous) > 1 {
		v.Members = append(v.Members, jsontree.M("previousProof", jsontree.Strings(o.Previous...)))
	}
	return v
}

// Attach gives the document with the proof after those it has, always as an array: 1EdTech's schema asks for one.
func Attach(document, proof jsontree.Value) jsontree.Value {
	proofs := append([]jsontree.Value{}, document.Get("proof").Each()...)
	return document.With("proof", jsontree.Array(append(proofs, proof)...))
}

func (s *Suite) takes(kind key.Kind) bool {
	return slices.Contains(s.kinds, kind)
}

// hashData is what is signed: the hash of the proof's own words, then the hash of the document.
func (s *Suite) hashData(p *rdf.Processor, document, config jsontree.Value, kind key.Kind) ([]byte, error) {
	unsecured, err := covered(document, config)
	if err != nil {
		return nil, err
	}
	if !s.Plain {
		if c := document.Get("@context"); c != nil {
			config = config.With("@context", *c)
		}
	}
	hash := crypto.SHA256
	if kind == key.P384 {
		hash = crypto.SHA384
	}
	sum, err := s.sum(make([]byte, 0, 2*sha512.Size384), p, &config, hash)
	if err != nil {
		return nil, flaw.In("proof", err)
	}
	return s.sum(sum, p, &unsecured, hash)
}

// canonical keeps the memory of canonical JSON, which lives only until it is hashed.
var canonical = sync.Pool{New: func() any { return new([]byte) }}

// sum appends the hash of a value's canonical form.
func (s *Suite) sum(dst []byte, p *rdf.Processor, v *jsontree.Value, hash crypto.Hash) ([]byte, error) {
	if s.Plain {
		form := canonical.Get().(*[]byte) //nolint:forcetypeassert // the pool holds nothing else
		*form = jcs.Append((*form)[:0], v)
		dst = digest(dst, hash, *form)
		canonical.Put(form)
		return dst, nil
	}
	form, err := p.CanonicalWith(v, hash)
	if err != nil {
		return nil, err
	}
	return digest(dst, hash, form), nil
}

func digest(dst []byte, hash crypto.Hash, data []byte) []byte {
	if hash == crypto.SHA384 {
		sum := sha512.Sum384(data)
		return append(dst, sum[:]...)
	}
	sum := sha256.Sum256(data)
	return append(dst, sum[:]...)
}

// covered is the document that a proof is over: without its proofs, but for those that the proof names.
func covered(document, config jsontree.Value) (jsontree.Value, error) {
	unsecured := document.Without("proof")
	previous := config.Get("previousProof").Each()
	if len(previous) == 0 {
		return unsecured, nil
	}
	var matching []jsontree.Value
	for _, name := range previous {
		found := false
		for _, other := range document.Get("proof").Each() {
			if id := other.Str("id"); id != "" && id == name.Text {
				matching, found = append(matching, other), true
			}
		}
		if !found {
			return jsontree.Value{}, flaw.New("proof.previous", flaw.Op("found", name.Text))
		}
	}
	return unsecured.With("proof", jsontree.Array(matching...)), nil
}

// Verify checks one proof of document with the key that it names.
func Verify(p *rdf.Processor, document, proof jsontree.Value, public key.Public) error {
	suite, err := SuiteOf(&proof)
	if err != nil {
		return err
	}
	if !suite.takes(public.Kind) {
		return flaw.New("proof.key-kind", flaw.Op("found", public.Kind.String()))
	}
	signature, err := suite.signature(&proof, public.Kind)
	if err != nil {
		return err
	}
	if suite.Plain {
		if document, err = underProofContext(document, &proof); err != nil {
			return err
		}
	}
	config := proof.Without("proofValue")
	if !suite.Plain {
		named := config
		if c := document.Get("@context"); c != nil {
			named = config.With("@context", *c)
		}
		if err := p.Compacted(&named); err != nil {
			return flaw.In("proof", err)
		}
	}
	data, err := suite.hashData(p, document, config, public.Kind)
	if err != nil {
		return err
	}
	if !public.Verify(data, signature) {
		return flaw.New("proof.signature")
	}
	return nil
}

func (s *Suite) signature(proof *jsontree.Value, kind key.Kind) ([]byte, error) {
	text := proof.Str("proofValue")
	if !strings.HasPrefix(text, "z") {
		return nil, flaw.New("proof.value")
	}
	signature, err := key.DecodeMultibase(text)
	size := 64
	if kind == key.P384 {
		size = 96
	}
	if err != nil || len(signature) != size {
		return nil, flaw.New("proof.value")
	}
	return signature, nil
}

// underProofContext checks, for plain JSON, that the document's contexts begin with the proof's, and takes the proof's.
func underProofContext(document jsontree.Value, proof *jsontree.Value) (jsontree.Value, error) {
	given := proof.Get("@context")
	if given == nil {
		return document, nil
	}
	have, want := document.Get("@context").Each(), given.Each()
	if len(have) < len(want) {
		return document, flaw.New("proof.context")
	}
	for i := range want {
		if !jsontree.Equal(have[i], want[i]) {
			return document, flaw.New("proof.context")
		}
	}
	return document.With("@context", *given), nil
}
