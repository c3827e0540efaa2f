package key

import (
	"time"

	"waymark/credential/jsontree"
)

// Listed is a key as its holder publishes it.
type Listed struct {
	// Name is the part after # in the key's identifier.
	Name string
	Key  Public
	// Revoked, if not zero, ends the key: what it signed is no longer believed.
	Revoked time.Time
}

// Document is the document that a holder publishes for did:web, at [WebAddress]. It lists every key that ever signed: one
// that the holder uses no more stays, also under assertionMethod, or its old signatures would fail.
func Document(holder string, keys []Listed) jsontree.Value {
	methods, names := jsontree.Array(), jsontree.Array()
	for _, k := range keys {
		id := holder + "#" + k.Name
		m := jsontree.Object(
			jsontree.M("id", jsontree.String(id)),
			jsontree.M("type", jsontree.String("Multikey")),
			jsontree.M("controller", jsontree.String(holder)),
		)
		if k.Key.Kind == RSA {
			m.Members[1].Value = jsontree.String("JsonWebKey")
			m = m.With("publicKeyJwk", k.Key.JWK())
		} else {
			m = m.With("publicKeyMultibase", jsontree.String(k.Key.Multikey()))
		}
		if !k.Revoked.IsZero() {
			m = m.With("revoked", jsontree.String(k.Revoked.UTC().Format("2006-01-02T15:04:05Z")))
		}
		methods.Items = append(methods.Items, m)
		names.Items = append(names.Items, jsontree.String(id))
	}
	return jsontree.Object(
		jsontree.M("@context", jsontree.Strings("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")),
		jsontree.M("id", jsontree.String(holder)),
		jsontree.M("verificationMethod", methods),
		jsontree.M("assertionMethod", names),
	)
}
