package jwt_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/jwt"
	"waymark/credential/key"
)

const credential = `{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:1","type":["VerifiableCredential"],` +
	`"issuer":{"id":"https://a.example/i"},"validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z","credentialSubject":{"id":"did:example:ada"}}`

func parsed(tb testing.TB, text string) jsontree.Value {
	tb.Helper()
	v, err := jsontree.Parse([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// go-jose reads what we sign, and we read what it signs.
func TestAgreesWithGoJose(t *testing.T) {
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	rs, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for algorithm, c := range map[jose.SignatureAlgorithm]struct{ private, public any }{
		jose.ES256: {ec, &ec.PublicKey}, jose.RS256: {rs, &rs.PublicKey},
	} {
		var signer key.Signer
		if algorithm == jose.ES256 {
			signer, err = key.FromPrivate(ec)
		} else {
			signer, err = key.FromPrivate(rs)
		}
		if err != nil {
			t.Fatal(err)
		}
		ours, err := jwt.Sign(parsed(t, credential), "", signer)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := jose.ParseSignedCompact(ours, []jose.SignatureAlgorithm{algorithm})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := theirs.Verify(c.public); err != nil {
			t.Errorf("%s: go-jose does not verify ours: %v", algorithm, err)
		}
		maker, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: c.private}, nil)
		if err != nil {
			t.Fatal(err)
		}
		made, err := maker.Sign([]byte(credential))
		if err != nil {
			t.Fatal(err)
		}
		compact, err := made.CompactSerialize()
		if err != nil {
			t.Fatal(err)
		}
		token, err := jwt.Parse(compact)
		if err != nil {
			t.Fatal(err)
		}
		if err := token.Verify(signer.Public()); err != nil {
			t.Errorf("%s: we do not verify go-jose's: %v", algorithm, err)
		}
	}
}

func TestTheCredentialComesBack(t *testing.T) {
	signer, err := key.Generate(key.P256, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	want := parsed(t, credential)
	text, err := jwt.Sign(want, "https://a.example/i#k", signer)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jwt.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	got, one, err := token.Credential()
	if err != nil || one || !jsontree.Equal(got, want) {
		t.Errorf("got %s, %t, %v", jsontree.Append(nil, &got), one, err)
	}
	for claim, value := range map[string]string{"iss": "https://a.example/i", "jti": "urn:uuid:1", "sub": "did:example:ada"} {
		if token.Payload.Str(claim) != value {
			t.Errorf("%s is %s", claim, token.Payload.Str(claim))
		}
	}
	if token.KeyID() != "https://a.example/i#k" || len(token.Header.Members) != 3 {
		t.Errorf("the header is %s", jsontree.Append(nil, &token.Header))
	}
}

func unsigned(header, payload string) string {
	e := base64.RawURLEncoding.EncodeToString
	return e([]byte(header)) + "." + e([]byte(payload)) + "." + e([]byte("signature"))
}

func TestWhatIsRefused(t *testing.T) {
	const header = `{"alg":"ES256"}`
	for text, want := range map[string]string{
		"a.b":                             "jwt.form",
		"a.b.c.d":                         "jwt.form",
		unsigned(`{"alg":"none"}`, "{}"):  "jwt.algorithm",
		unsigned(`{"alg":"HS256"}`, "{}"): "jwt.algorithm",
		unsigned(`{"alg":"ES256","crit":[]}`, "1"):                                            "jwt.form",
		unsigned(`{"alg":"ES256","crit":["b"]}`, "{}"):                                        "jwt.critical",
		unsigned(`{"alg":"ES256","typ":"vp+jwt"}`, credential):                                "jwt.type",
		unsigned(`{"alg":"ES256","typ":"at+jwt"}`, credential):                                "jwt.type",
		unsigned(`{"alg":"ES256","typ":["JWT"]}`, credential):                                 "jwt.type",
		unsigned(`{"alg":"ES256","typ":"application/VC+JWT"}`, credential):                    "",
		unsigned(`{"alg":"ES256","typ":"vc+ld+json+jwt"}`, credential):                        "",
		unsigned(header, `{"iss":"x","issuer":"y"}`):                                          "jwt.contradiction",
		unsigned(header, `{"vc":{"id":"x"},"jti":"y"}`):                                       "jwt.contradiction",
		unsigned(header, `{"vc":{"issuanceDate":"2026-01-01T00:00:00Z"},"nbf":1}`):            "jwt.contradiction",
		unsigned(header, `{"validUntil":"2026-01-01T00:00:00Z","exp":"soon"}`):                "jwt.date",
		unsigned(header, `{"vc":1}`):                                                          "jwt.credential",
		unsigned(header, `{"vc":{"credentialSubject":{"id":"did:example:a"}},"sub":"did:b"}`): "jwt.contradiction",
	} {
		token, err := jwt.Parse(text)
		if err == nil {
			_, _, err = token.Credential()
		}
		if flaw.Code(err) != want {
			t.Errorf("%s gives %v, want %s", text, err, want)
		}
	}
	// The key must be of the algorithm's kind: a token cannot choose a weaker one.
	ed, err := key.Generate(key.Ed25519, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jwt.Parse(unsigned(header, "{}"))
	if err != nil {
		t.Fatal(err)
	}
	if err := token.Verify(ed.Public()); flaw.Code(err) != "jwt.key-kind" {
		t.Errorf("another kind of key gives %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(unsigned(`{"alg":"ES256"}`, credential))
	f.Add(unsigned(`{"alg":"RS256","jwk":{"kty":"RSA"}}`, `{"vc":{"issuer":"x"},"nbf":1.5}`))
	f.Fuzz(func(t *testing.T, text string) {
		token, err := jwt.Parse(text)
		if err != nil {
			return
		}
		if !strings.Contains(text, ".") {
			t.Errorf("accepted without parts: %q", text)
		}
		_, _, _ = token.Credential()
		if k, ok, err := token.Key(); ok && err == nil {
			_ = token.Verify(k)
		}
	})
}
