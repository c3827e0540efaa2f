// Package jwt secures credentials as JSON Web Tokens, as Open Badges 3.0 has them: ES256 and RS256.
//
// [Sign] makes a token of a credential, [Parse] reads one, [Token.Verify] checks its signature with a key that the
// caller has found, and [Token.Credential] gives the credential inside, in the form of VC 2.0 (the payload is the
// credential) or VC 1.1 (the claim vc holds it). Claims that contradict the credential are refused.
package jwt

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/key"
)

// Token is a signed token taken apart.
type Token struct {
	Header  jsontree.Value
	Payload jsontree.Value
	// signed are the bytes under the signature.
	signed    string
	signature []byte
}

// MaxSize bounds the tokens that are read.
const MaxSize = 4 << 20

// algorithms are the names in the header and the keys that go with them. EdDSA is checked but never made: 1EdTech's
// validator refuses it.
var algorithms = map[string]key.Kind{"ES256": key.P256, "RS256": key.RSA, "ES384": key.P384, "EdDSA": key.Ed25519}

// Looks tells whether text has the form of a token.
func Looks(text string) bool { return strings.HasPrefix(text, "eyJ") && strings.Count(text, ".") == 2 }

// Parse takes a compact token apart. Nothing of it is believed yet.
func Parse(text string) (*Token, error) {
	parts := strings.Split(strings.TrimSpace(text), ".")
	if len(parts) != 3 || len(text) > MaxSize {
		return nil, flaw.New("jwt.form")
	}
	t := &Token{signed: parts[0] + "." + parts[1]}
	for i, to := range []*jsontree.Value{&t.Header, &t.Payload} {
		data, err := base64.RawURLEncoding.Strict().DecodeString(parts[i])
		if err != nil {
			return nil, flaw.New("jwt.form")
		}
		if *to, err = jsontree.Parse(data); err != nil {
			return nil, err
		}
		if to.Kind != jsontree.Map {
			return nil, flaw.New("jwt.form")
		}
	}
	var err error
	if t.signature, err = base64.RawURLEncoding.Strict().DecodeString(parts[2]); err != nil {
		return nil, flaw.New("jwt.form")
	}
	if t.Header.Get("crit") != nil {
		return nil, flaw.New("jwt.critical")
	}
	if _, ok := algorithms[t.Header.Str("alg")]; !ok {
		return nil, flaw.New("jwt.algorithm", flaw.Op("found", t.Header.Str("alg")))
	}
	return t, nil
}

// KeyID is the identifier of the key, if the header names one.
func (t *Token) KeyID() string { return t.Header.Str("kid") }

// Key is the key that the header carries itself, if it does.
func (t *Token) Key() (key.Public, bool, error) {
	v := t.Header.Get("jwk")
	if v == nil {
		return key.Public{}, false, nil
	}
	k, err := key.ParseJWK(v)
	return k, true, err
}

// Verify checks the signature. The key must be of the algorithm's kind.
func (t *Token) Verify(public key.Public) error {
	if algorithms[t.Header.Str("alg")] != public.Kind {
		return flaw.New("jwt.key-kind", flaw.Op("found", public.Kind.String()), flaw.Op("algorithm", t.Header.Str("alg")))
	}
	if !public.Verify([]byte(t.signed), t.signature) {
		return flaw.New("proof.signature")
	}
	return nil
}

// Sign makes a token of a credential of VC 2.0. The header names the key by kid, which must be an address that leads to
// it, or carries the key itself where kid is empty.
func Sign(credential jsontree.Value, kid string, signer key.Signer) (string, error) {
	algorithm := map[key.Kind]string{key.P256: "ES256", key.RSA: "RS256"}[signer.Public().Kind]
	if algorithm == "" {
		return "", flaw.New("jwt.key-kind", flaw.Op("found", signer.Public().Kind.String()), flaw.Op("algorithm", "ES256, RS256"))
	}
	named := jsontree.M("kid", jsontree.String(kid))
	if kid == "" {
		named = jsontree.M("jwk", signer.Public().JWK())
	}
	header := jsontree.Object(jsontree.M("alg", jsontree.String(algorithm)), named, jsontree.M("typ", jsontree.String("JWT")))
	payload, err := withClaims(credential)
	if err != nil {
		return "", err
	}
	signed := segment(header) + "." + segment(payload)
	signature, err := signer.Sign([]byte(signed))
	if err != nil {
		return "", err
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

func segment(v jsontree.Value) string {
	return base64.RawURLEncoding.EncodeToString(jsontree.Append(nil, &v))
}

// withClaims adds the registered claims that the credential's own words stand for.
func withClaims(credential jsontree.Value) (jsontree.Value, error) {
	payload := credential.Without("proof")
	add := func(name, value string) {
		if value != "" {
			payload = payload.With(name, jsontree.String(value))
		}
	}
	add("iss", identifier(credential.Get("issuer")))
	add("jti", credential.Str("id"))
	add("sub", identifier(credential.Get("credentialSubject")))
	for _, c := range []struct{ claim, name string }{{"nbf", "validFrom"}, {"exp", "validUntil"}} {
		text := credential.Str(c.name)
		if text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return payload, flaw.New("jwt.date", flaw.Op("name", c.name), flaw.Op("found", text))
		}
		payload = payload.With(c.claim, jsontree.Int(int(at.Unix())))
	}
	return payload, nil
}

func first(v *jsontree.Value) string {
	if items := v.Each(); len(items) > 0 {
		return items[0].Text
	}
	return ""
}

// Presentation gives the presentation inside: the claim vp, or the payload itself. A holder that contradicts the issuer
// of the token is an error.
func (t *Token) Presentation() (jsontree.Value, error) {
	if err := t.typed("vp"); err != nil {
		return jsontree.Value{}, err
	}
	v := t.Payload.Without("iss", "jti", "nbf", "sub", "exp", "iat", "aud", "nonce")
	if vp := t.Payload.Get("vp"); vp != nil {
		v = *vp
	}
	if v.Kind != jsontree.Map {
		return v, flaw.New("jwt.presentation")
	}
	for _, c := range []struct{ claim, said string }{{"iss", identifier(v.Get("holder"))}, {"jti", v.Str("id")}} {
		if claim := t.Payload.Str(c.claim); claim != "" && c.said != "" && claim != c.said {
			return v, flaw.New("jwt.contradiction", flaw.Op("claim", c.claim), flaw.Op("found", claim), flaw.Op("want", c.said))
		}
	}
	return v, nil
}

// typed refuses a token whose header says that it is something else than a credential (vc) or a presentation (vp): a token that the
// same key signed for another purpose, such as signing in, is none. JWT says nothing of the kind, as does no type at all.
func (t *Token) typed(kind string) error {
	typ := t.Header.Get("typ")
	if typ == nil {
		return nil
	}
	name := strings.TrimPrefix(strings.ToLower(typ.Text), "application/")
	own := strings.HasPrefix(name, kind+"+") && strings.HasSuffix(name, "jwt")
	if typ.Kind != jsontree.Text || name != "jwt" && !own {
		return flaw.New("jwt.type", flaw.Op("found", typ.Text))
	}
	return nil
}

// identifier is the id of an object, or the value itself.
func identifier(v *jsontree.Value) string {
	if v == nil {
		return ""
	}
	if v.Kind == jsontree.Text {
		return v.Text
	}
	return v.Str("id")
}

// Credential gives the credential inside; one tells of VC 1.1. A claim that contradicts it is an error.
func (t *Token) Credential() (credential jsontree.Value, one bool, err error) {
	if err := t.typed("vc"); err != nil {
		return jsontree.Value{}, false, err
	}
	credential = t.Payload
	if vc := t.Payload.Get("vc"); vc != nil {
		credential = *vc
		// Some write a credential of 2.0 into the claim of 1.1; its dates are named as its context says.
		one = first(vc.Get("@context")) != "https://www.w3.org/ns/credentials/v2"
	} else {
		credential = credential.Without("iss", "jti", "nbf", "sub", "exp", "iat", "aud")
	}
	if credential.Kind != jsontree.Map {
		return credential, one, flaw.New("jwt.credential")
	}
	for _, c := range []struct{ claim, said string }{
		{"iss", identifier(credential.Get("issuer"))},
		{"jti", credential.Str("id")},
		{"sub", identifier(credential.Get("credentialSubject"))},
	} {
		if claim := t.Payload.Str(c.claim); claim != "" && c.said != "" && claim != c.said {
			return credential, one, flaw.New("jwt.contradiction", flaw.Op("claim", c.claim), flaw.Op("found", claim), flaw.Op("want", c.said))
		}
	}
	from, until := "validFrom", "validUntil"
	if one {
		from, until = "issuanceDate", "expirationDate"
	}
	for _, c := range []struct{ claim, name string }{{"nbf", from}, {"exp", until}} {
		claim, said := t.Payload.Get(c.claim), credential.Str(c.name)
		if claim == nil {
			continue
		}
		seconds, err := strconv.ParseFloat(claim.Text, 64)
		if err != nil || claim.Kind != jsontree.Number {
			return credential, one, flaw.New("jwt.date", flaw.Op("name", c.claim), flaw.Op("found", claim.Text))
		}
		if said == "" {
			// The claim alone says it, so the credential gets it.
			credential = credential.With(c.name, jsontree.String(time.Unix(int64(seconds), 0).UTC().Format(time.RFC3339)))
			continue
		}
		if at, err := time.Parse(time.RFC3339, said); err == nil && at.Unix() != int64(seconds) {
			return credential, one, flaw.New("jwt.contradiction", flaw.Op("claim", c.claim), flaw.Op("found", claim.Text), flaw.Op("want", said))
		}
	}
	return credential, one, nil
}
