// Package key reads and writes the public keys of issuers, finds them by their identifiers, and signs.
//
// [ParseMultikey] and [ParseJWK] read a key; [Resolver.Method] finds the one that a proof names (did:key without any
// outside help, did:web and https by a fetch function that the caller gives); a [Signer] signs. Keys are Ed25519, P-256,
// P-384, and RSA for JSON Web Signatures. No error and no printed form ever holds key material that is secret.
package key

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"math/big"

	"waymark/credential/flaw"
)

// Kind is the algorithm of a key.
type Kind int

// The kinds of key.
const (
	Ed25519 Kind = iota + 1
	P256
	P384
	RSA
)

// String gives the name that people use.
func (k Kind) String() string {
	switch k {
	case Ed25519:
		return "Ed25519"
	case P256:
		return "P-256"
	case P384:
		return "P-384"
	case RSA:
		return "RSA"
	default:
		return "unknown"
	}
}

// Public is a public key.
type Public struct {
	Kind Kind
	ed   ed25519.PublicKey
	ec   *ecdsa.PublicKey
	rsa  *rsa.PublicKey
}

// Equal tells whether two keys are the same.
func (p Public) Equal(o Public) bool {
	switch {
	case p.Kind != o.Kind:
		return false
	case p.Kind == Ed25519:
		return p.ed.Equal(o.ed)
	case p.Kind == RSA:
		return p.rsa.Equal(o.rsa)
	default:
		return p.ec != nil && p.ec.Equal(o.ec)
	}
}

// multicodec prefixes of public keys.
var codecs = []struct {
	kind   Kind
	prefix [2]byte
	size   int
	curve  elliptic.Curve
}{
	{Ed25519, [2]byte{0xED, 0x01}, 32, nil},
	{P256, [2]byte{0x80, 0x24}, 33, elliptic.P256()},
	{P384, [2]byte{0x81, 0x24}, 49, elliptic.P384()},
}

// ParseMultikey reads a publicKeyMultibase: base 58 or 64 of a multicodec prefix and the key.
func ParseMultikey(text string) (Public, error) {
	data, err := DecodeMultibase(text)
	if err != nil {
		return Public{}, err
	}
	for _, c := range codecs {
		if len(data) != c.size+2 || [2]byte(data) != c.prefix {
			continue
		}
		if c.curve == nil {
			return Public{Kind: Ed25519, ed: data[2:]}, nil
		}
		if k, ok := decompress(c.curve, data[2:]); ok {
			return Public{Kind: c.kind, ec: k}, nil
		}
	}
	return Public{}, flaw.New("key.multikey", flaw.Op("found", shorten(text)))
}

// decompress makes a key of one coordinate and the sign of the other.
func decompress(curve elliptic.Curve, data []byte) (*ecdsa.PublicKey, bool) {
	x, y := elliptic.UnmarshalCompressed(curve, data)
	if x == nil {
		return nil, false
	}
	size := len(data) - 1
	point := make([]byte, 1+2*size)
	point[0] = 4
	x.FillBytes(point[1 : 1+size])
	y.FillBytes(point[1+size:])
	k, err := ecdsa.ParseUncompressedPublicKey(curve, point)
	return k, err == nil
}

// coordinates are the two halves of a point.
func coordinates(k *ecdsa.PublicKey) (x, y []byte) {
	point, err := k.Bytes()
	if err != nil {
		panic(err) // every key here was checked when it was read
	}
	size := len(point) / 2
	return point[1 : 1+size], point[1+size:]
}

// Multikey writes the key as publicKeyMultibase; RSA has none.
func (p Public) Multikey() string {
	for _, c := range codecs {
		if c.kind != p.Kind {
			continue
		}
		raw := []byte(p.ed)
		if c.curve != nil {
			x, y := coordinates(p.ec)
			raw = append([]byte{2 | y[len(y)-1]&1}, x...)
		}
		return EncodeMultibase(append(c.prefix[:], raw...))
	}
	return ""
}

// Verify tells whether signature is this key's over data: Ed25519 as it is, the curves with their hash and the two
// numbers side by side, RSA with PKCS #1 v1.5 and SHA-256.
func (p Public) Verify(data, signature []byte) bool {
	switch p.Kind {
	case Ed25519:
		return ed25519.Verify(p.ed, data, signature)
	case P256, P384:
		size := (p.ec.Params().BitSize + 7) / 8
		if len(signature) != 2*size {
			return false
		}
		r, s := new(big.Int).SetBytes(signature[:size]), new(big.Int).SetBytes(signature[size:])
		return ecdsa.Verify(p.ec, p.digest(data), r, s)
	case RSA:
		sum := sha256.Sum256(data)
		return rsa.VerifyPKCS1v15(p.rsa, crypto.SHA256, sum[:], signature) == nil
	default:
		return false
	}
}

func (p Public) digest(data []byte) []byte {
	if p.Kind == P384 {
		sum := sha512.Sum384(data)
		return sum[:]
	}
	sum := sha256.Sum256(data)
	return sum[:]
}
