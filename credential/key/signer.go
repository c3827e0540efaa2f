package key

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"io"
	"math/big"

	"waymark/credential/flaw"
)

// Signer signs with a key that it keeps to itself: a key in memory here, or one in a device.
type Signer interface {
	// Public is the key that the signatures are checked with.
	Public() Public
	// Sign gives the signature in the form that [Public.Verify] takes.
	Sign(data []byte) ([]byte, error)
}

// private is a signer over a key in memory.
type private struct {
	public Public
	key    crypto.Signer
}

// String and Format keep the key out of logs, whatever the verb.
func (p *private) String() string { return "private key of " + p.public.Multikey() }

// Format writes what String says.
func (p *private) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// Public implements [Signer].
func (p *private) Public() Public { return p.public }

// Sign implements [Signer]. Signatures of one key over the same data are the same.
func (p *private) Sign(data []byte) ([]byte, error) {
	switch p.public.Kind {
	case Ed25519:
		return p.key.Sign(nil, data, crypto.Hash(0))
	case RSA:
		sum := sha256.Sum256(data)
		return p.key.Sign(nil, sum[:], crypto.SHA256)
	default:
	}
	hash := crypto.SHA256
	if p.public.Kind == P384 {
		hash = crypto.SHA384
	}
	digest := p.public.digest(data)
	der, err := p.key.Sign(nil, digest, hash)
	if err != nil {
		return nil, fmt.Errorf("sign with a key on %s: %w", p.public.Kind, err)
	}
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &pair); err != nil {
		return nil, fmt.Errorf("sign with a key on %s: %w", p.public.Kind, err)
	}
	size := (p.public.ec.Params().BitSize + 7) / 8
	out := make([]byte, 2*size)
	pair.R.FillBytes(out[:size])
	pair.S.FillBytes(out[size:])
	return out, nil
}

// Generate makes a new key of that kind from random.
func Generate(kind Kind, random io.Reader) (Signer, error) {
	var made crypto.Signer
	var err error
	switch kind {
	case Ed25519:
		_, made, err = ed25519.GenerateKey(random)
	case P256:
		made, err = ecdsa.GenerateKey(elliptic.P256(), random)
	case P384:
		made, err = ecdsa.GenerateKey(elliptic.P384(), random)
	case RSA:
		made, err = rsa.GenerateKey(random, 3072)
	default:
		return nil, flaw.New("key.kind")
	}
	if err != nil {
		return nil, fmt.Errorf("generate a key of kind %s: %w", kind, err)
	}
	return FromPrivate(made)
}

// FromPrivate makes a signer of a standard library key.
func FromPrivate(k crypto.Signer) (Signer, error) {
	public, ok := fromPublic(k.Public())
	if !ok {
		return nil, flaw.New("key.kind")
	}
	return &private{public, k}, nil
}

func fromPublic(k crypto.PublicKey) (Public, bool) {
	switch k := k.(type) {
	case ed25519.PublicKey:
		return Public{Kind: Ed25519, ed: k}, true
	case *ecdsa.PublicKey:
		switch k.Curve {
		case elliptic.P256():
			return Public{Kind: P256, ec: k}, true
		case elliptic.P384():
			return Public{Kind: P384, ec: k}, true
		}
	case *rsa.PublicKey:
		return Public{Kind: RSA, rsa: k}, k.N.BitLen() >= 2048
	}
	return Public{}, false
}

// FromPKCS8 reads a private key in PKCS #8; ToPKCS8 in a key file is its other half.
func FromPKCS8(der []byte) (Signer, error) {
	k, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, flaw.New("key.private") // the cause could quote the key
	}
	s, ok := k.(crypto.Signer)
	if !ok {
		return nil, flaw.New("key.kind")
	}
	return FromPrivate(s)
}

// PKCS8 gives the private key of a signer in memory, to be sealed and stored.
func PKCS8(s Signer) ([]byte, error) {
	p, ok := s.(*private)
	if !ok {
		return nil, flaw.New("key.kept")
	}
	return x509.MarshalPKCS8PrivateKey(p.key)
}

// FromSecretMultikey reads a secretKeyMultibase.
func FromSecretMultikey(text string) (Signer, error) {
	data, err := DecodeMultibase(text)
	if err != nil || len(data) < 3 {
		return nil, flaw.New("key.private")
	}
	switch prefix, raw := [2]byte(data), data[2:]; {
	case prefix == [2]byte{0x80, 0x26} && len(raw) == ed25519.SeedSize:
		return FromPrivate(ed25519.NewKeyFromSeed(raw))
	case prefix == [2]byte{0x86, 0x26} && len(raw) == 32:
		return fromScalar(elliptic.P256(), raw)
	case prefix == [2]byte{0x87, 0x26} && len(raw) == 48:
		return fromScalar(elliptic.P384(), raw)
	}
	return nil, flaw.New("key.private")
}

func fromScalar(curve elliptic.Curve, raw []byte) (Signer, error) {
	k, err := ecdsa.ParseRawPrivateKey(curve, raw)
	if err != nil {
		return nil, flaw.New("key.private")
	}
	return FromPrivate(k)
}
