package key

import (
	"encoding/base64"
	"net/url"
	"strings"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// Fetch gets the document at an https address. It is the caller's: this package makes no connection.
type Fetch func(address string) ([]byte, error)

// Source tells how a key is tied to who is said to hold it.
type Source int

// The ways, from the firmest to the loosest.
const (
	// SourceSelf: the identifier is the key (did:key, did:jwk).
	SourceSelf Source = iota + 1
	// SourceDocument: the holder's published document lists the key.
	SourceDocument
	// SourceReference: the key stands in the credential's own reference, and the holder's document was not to be had.
	SourceReference
)

// Method is a key that a proof names.
type Method struct {
	ID string
	// Controller is who holds the key.
	Controller string
	Key        Public
	Source     Source
	// Purposes are what the holder's document admits the key for; nil for a key that is its own identifier.
	Purposes []string
	// Revoked and Expires are the times in the document after which the key counts no more, as written there.
	Revoked, Expires string
}

// Resolver finds keys.
type Resolver struct {
	// Fetch is nil where nothing may be fetched.
	Fetch Fetch
}

// DIDKey is the did:key identifier of a key; DIDKeyMethod the name of its one verification method.
func DIDKey(p Public) string { return "did:key:" + p.Multikey() }

// DIDKeyMethod names the verification method of a key's did:key.
func DIDKeyMethod(p Public) string { return DIDKey(p) + "#" + p.Multikey() }

// Method finds the key that a proof's verificationMethod names.
func (r Resolver) Method(id string) (Method, error) {
	holder, fragment, _ := strings.Cut(id, "#")
	switch {
	case strings.HasPrefix(id, "did:key:"):
		return didKey(id, holder, fragment)
	case strings.HasPrefix(id, "did:jwk:"):
		return didJWK(id, holder, fragment)
	case strings.HasPrefix(id, "did:web:"):
		address, err := WebAddress(holder)
		if err != nil {
			return Method{}, err
		}
		return r.published(id, holder, address)
	case strings.HasPrefix(id, "did:"):
		return Method{}, flaw.New("key.did-method", flaw.Op("found", shorten(id)))
	case strings.HasPrefix(id, "https://"), strings.HasPrefix(id, "http://"):
		return r.web(id, holder, fragment)
	case strings.HasPrefix(id, "urn:"):
		return reference(id, holder, fragment)
	}
	return Method{}, flaw.New("key.method", flaw.Op("found", shorten(id)))
}

func didKey(id, holder, fragment string) (Method, error) {
	text := strings.TrimPrefix(holder, "did:key:")
	if fragment != "" && fragment != text {
		return Method{}, flaw.New("key.method", flaw.Op("found", shorten(id)))
	}
	k, err := ParseMultikey(text)
	if err != nil {
		return Method{}, err
	}
	return Method{ID: id, Controller: holder, Key: k, Source: SourceSelf}, nil
}

func didJWK(id, holder, fragment string) (Method, error) {
	data, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(holder, "did:jwk:"))
	if err != nil || fragment != "" && fragment != "0" {
		return Method{}, flaw.New("key.method", flaw.Op("found", shorten(id)))
	}
	v, err := jsontree.Parse(data)
	if err != nil {
		return Method{}, err
	}
	k, err := ParseJWK(&v)
	if err != nil {
		return Method{}, err
	}
	return Method{ID: id, Controller: holder, Key: k, Source: SourceSelf}, nil
}

// web finds a key by an https reference: in the document there, or, where that cannot be had, in the reference itself.
func (r Resolver) web(id, holder, fragment string) (Method, error) {
	if r.Fetch != nil && strings.HasPrefix(id, "https://") {
		m, err := r.published(id, holder, holder)
		if err == nil || flaw.Code(err) != "key.fetch" {
			return m, err
		}
		if m, self := reference(id, holder, fragment); self == nil {
			return m, nil
		}
		return Method{}, err
	}
	return reference(id, holder, fragment)
}

func reference(id, holder, fragment string) (Method, error) {
	k, err := ParseMultikey(fragment)
	if err != nil {
		return Method{}, flaw.New("key.unreachable", flaw.Op("found", shorten(id)))
	}
	return Method{ID: id, Controller: holder, Key: k, Source: SourceReference}, nil
}

// WebAddress is where the document of a did:web stands.
func WebAddress(did string) (string, error) {
	bad := flaw.New("key.did-web", flaw.Op("found", shorten(did)))
	parts := strings.Split(strings.TrimPrefix(did, "did:web:"), ":")
	for i, part := range parts {
		plain, err := url.PathUnescape(part)
		if err != nil || plain == "" || plain == "." || plain == ".." || strings.ContainsAny(plain, "/\\?#@") {
			return "", bad
		}
		if i > 0 {
			parts[i] = url.PathEscape(plain)
			continue
		}
		host, err := url.Parse("https://" + plain)
		if err != nil || host.Host != plain || host.Hostname() == "" {
			return "", bad
		}
		parts[i] = plain
	}
	if len(parts) == 1 {
		return "https://" + parts[0] + "/.well-known/did.json", nil
	}
	return "https://" + strings.Join(parts, "/") + "/did.json", nil
}

// published finds a method in the document that its holder publishes.
func (r Resolver) published(id, holder, address string) (Method, error) {
	if r.Fetch == nil {
		return Method{}, flaw.New("key.fetch", flaw.Op("address", address))
	}
	data, err := r.Fetch(address)
	if err != nil {
		return Method{}, flaw.New("key.fetch", flaw.Op("address", address))
	}
	v, err := jsontree.Parse(data)
	if err != nil {
		return Method{}, flaw.New("key.document", flaw.Op("address", address))
	}
	return inDocument(&v, id, holder)
}

// inDocument finds a verification method in a controller document, or takes the document for the method or key itself.
func inDocument(v *jsontree.Value, id, holder string) (Method, error) {
	if v.Get("kty") != nil {
		k, err := ParseJWK(v)
		return Method{ID: id, Controller: holder, Key: k, Source: SourceDocument}, err
	}
	if v.Str("id") == id && v.Get("publicKeyMultibase") != nil {
		return fromMethod(v, id, holder, nil)
	}
	if v.Str("id") != holder {
		return Method{}, flaw.New("key.document-other", flaw.Op("found", shorten(v.Str("id"))), flaw.Op("want", shorten(holder)))
	}
	var found *jsontree.Value
	var purposes []string
	for _, name := range []string{"verificationMethod", "assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation"} {
		entries := v.Get(name).Each()
		for i := range entries {
			entry := &entries[i]
			named := entry.Str("id")
			if entry.Kind == jsontree.Text {
				named = entry.Text
			}
			if strings.HasPrefix(named, "#") {
				named = holder + named
			}
			if named != id {
				continue
			}
			if entry.Kind == jsontree.Map {
				found = entry
			}
			if name != "verificationMethod" {
				purposes = append(purposes, name)
			}
		}
	}
	if found == nil {
		return Method{}, flaw.New("key.not-listed", flaw.Op("found", shorten(id)))
	}
	if purposes == nil {
		purposes = []string{}
	}
	return fromMethod(found, id, holder, purposes)
}

func fromMethod(v *jsontree.Value, id, holder string, purposes []string) (Method, error) {
	m := Method{
		ID: id, Controller: v.Str("controller"), Source: SourceDocument, Purposes: purposes,
		Revoked: v.Str("revoked"), Expires: v.Str("expires"),
	}
	if m.Controller == "" {
		m.Controller = holder
	}
	var err error
	if jwk := v.Get("publicKeyJwk"); jwk != nil {
		m.Key, err = ParseJWK(jwk)
	} else {
		m.Key, err = ParseMultikey(v.Str("publicKeyMultibase"))
	}
	return m, err
}
