package key

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"math/big"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// ParseJWK reads a public key of a JSON Web Key. A private part is refused: whoever publishes one has lost the key.
func ParseJWK(v *jsontree.Value) (Public, error) {
	bad := flaw.New("key.jwk")
	if v == nil || v.Kind != jsontree.Map || v.Get("d") != nil {
		return Public{}, bad
	}
	x, okX := unbase64(v.Str("x"))
	switch v.Str("kty") + " " + v.Str("crv") {
	case "OKP Ed25519":
		if okX && len(x) == 32 {
			return Public{Kind: Ed25519, ed: x}, nil
		}
	case "EC P-256", "EC P-384":
		kind, curve, size := P256, elliptic.P256(), 32
		if v.Str("crv") == "P-384" {
			kind, curve, size = P384, elliptic.P384(), 48
		}
		y, okY := unbase64(v.Str("y"))
		if !okX || !okY || len(x) != size || len(y) != size {
			return Public{}, bad
		}
		k, err := ecdsa.ParseUncompressedPublicKey(curve, append(append([]byte{4}, x...), y...))
		if err != nil {
			return Public{}, bad
		}
		return Public{Kind: kind, ec: k}, nil
	case "RSA ":
		n, okN := unbase64(v.Str("n"))
		e, okE := unbase64(v.Str("e"))
		if !okN || !okE || len(n) < 256 || len(n) > 1024 || len(e) == 0 || len(e) > 4 {
			return Public{}, bad
		}
		k := &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
		if k.N.BitLen() < 2048 || k.E < 3 || k.E%2 == 0 {
			return Public{}, bad
		}
		return Public{Kind: RSA, rsa: k}, nil
	}
	return Public{}, bad
}

// JWK writes the key as a JSON Web Key.
func (p Public) JWK() jsontree.Value {
	text := func(data []byte) jsontree.Value {
		return jsontree.String(base64.RawURLEncoding.EncodeToString(data))
	}
	switch p.Kind {
	case Ed25519:
		return jsontree.Object(jsontree.M("kty", jsontree.String("OKP")), jsontree.M("crv", jsontree.String("Ed25519")),
			jsontree.M("x", text(p.ed)))
	case RSA:
		return jsontree.Object(jsontree.M("kty", jsontree.String("RSA")), jsontree.M("n", text(p.rsa.N.Bytes())),
			jsontree.M("e", text(big.NewInt(int64(p.rsa.E)).Bytes())))
	case P256, P384:
		x, y := coordinates(p.ec)
		return jsontree.Object(jsontree.M("kty", jsontree.String("EC")), jsontree.M("crv", jsontree.String(p.Kind.String())),
			jsontree.M("x", text(x)), jsontree.M("y", text(y)))
	default:
		return jsontree.Value{}
	}
}

func unbase64(text string) ([]byte, bool) {
	data, err := base64.RawURLEncoding.DecodeString(text)
	return data, err == nil && len(data) > 0
}
