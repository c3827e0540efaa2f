// Package keyring keeps an issuer's keys in one file: who the issuer is and every public key in the clear, the private keys sealed
// by a passphrase.
//
// [New] makes a ring, [Parse] reads one, [Ring.Add], [Ring.Rotate], [Ring.Retire] and [Ring.Revoke] change it, [Ring.Bytes] writes
// it. [Ring.Open] gives the signers; [Ring.Document] is what did:web publishes. A key that signs no more stays in the ring with its
// public half, so that what it signed stays verifiable; its private half is destroyed.
//
// No error and no printed form holds a private key or the passphrase. The sealed part is an age file (age-encryption.org/v1): with
// the passphrase the age program opens it without this one. Rings once written stay readable.
package keyring

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/internal/fault"
	"waymark/message"
)

// format names the form of the file.
const format = "waymark-keys-1"

// Issuer is who signs, as its credentials say it.
type Issuer struct {
	// ID is the issuer's did:web; it is empty for one that is known by its key alone (did:key).
	ID string `json:"id,omitempty"`
	// URL is where the issuer's server is reached; credentials and status lists have addresses below it.
	URL         string `json:"url"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Email       string `json:"email,omitempty"`
	Image       string `json:"image,omitempty"`
}

// Key is one key of a ring without its private half.
type Key struct {
	// ID is the part after # in the key's identifier.
	ID      string
	Public  key.Public
	Created time.Time
	// Retired is when it signed no more; what it signed before holds. Zero: it signs.
	Retired time.Time
	// Revoked is when it was lost to others: nothing that it signed is believed any more.
	Revoked time.Time
}

// Signs tells whether the key signs new documents.
func (k *Key) Signs() bool { return k.Retired.IsZero() && k.Revoked.IsZero() }

// Ring is a file of keys.
type Ring struct {
	Issuer Issuer
	Keys   []Key
	sealed string
	// work is the logarithm of scrypt's cost; 0 is the usual.
	work int
}

// New makes a ring without keys. With did:web the identifier follows from the address; without, the issuer is its key.
func New(issuer Issuer, didWeb bool) (*Ring, error) {
	at, err := url.Parse(issuer.URL)
	if err != nil || at.Scheme != "https" || at.Host == "" || at.RawQuery != "" || at.Fragment != "" || at.User != nil {
		return nil, fault.New(fault.Invalid, "keys.url", message.Op("found", issuer.URL))
	}
	if strings.TrimSpace(issuer.Name) == "" {
		return nil, fault.New(fault.Invalid, "keys.no-name")
	}
	issuer.URL = strings.TrimSuffix(issuer.URL, "/")
	if didWeb {
		issuer.ID = "did:web:" + strings.ReplaceAll(at.Host, ":", "%3A")
		if path := strings.Trim(at.EscapedPath(), "/"); path != "" {
			issuer.ID += ":" + strings.ReplaceAll(path, "/", ":")
		}
		if _, err := key.WebAddress(issuer.ID); err != nil {
			return nil, fault.Because(err, fault.Invalid, "keys.url", message.Op("found", issuer.URL))
		}
	}
	return &Ring{Issuer: issuer}, nil
}

// form is the file.
type form struct {
	Format string    `json:"format"`
	Issuer Issuer    `json:"issuer"`
	Keys   []keyForm `json:"keys"`
	Sealed string    `json:"sealed,omitempty"`
}

type keyForm struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Public  json.RawMessage `json:"public"`
	Created time.Time       `json:"created"`
	Retired time.Time       `json:"retired,omitzero"`
	Revoked time.Time       `json:"revoked,omitzero"`
}

// maxSize bounds the files that are read.
const maxSize = 1 << 20

var keyID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// Parse reads a file of keys. Nothing of it is opened.
func Parse(data []byte) (*Ring, error) {
	if len(data) > maxSize {
		return nil, broken("larger than a file of keys is")
	}
	if _, err := jsontree.Parse(data); err != nil { // a member that stands there twice would be read one way or the other
		return nil, broken(err.Error())
	}
	var f form
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, broken(strings.TrimPrefix(err.Error(), "json: "))
	}
	if f.Format != format {
		return nil, fault.New(fault.Invalid, "keys.format", message.Op("found", f.Format), message.Op("want", format))
	}
	r, err := New(f.Issuer, f.Issuer.ID != "")
	if err != nil {
		return nil, err
	}
	if r.Issuer.ID != f.Issuer.ID {
		return nil, fault.New(fault.Invalid, "keys.id", message.Op("found", f.Issuer.ID), message.Op("want", r.Issuer.ID))
	}
	r.sealed = f.Sealed
	for i := range f.Keys {
		k, err := f.Keys[i].read()
		if err != nil {
			return nil, err
		}
		if r.find(k.ID) != nil {
			return nil, broken("the key " + k.ID + " stands there twice")
		}
		r.Keys = append(r.Keys, k)
	}
	return r, nil
}

func broken(why string) error { return fault.New(fault.Invalid, "keys.file", message.Op("why", why)) }

func (f *keyForm) read() (Key, error) {
	if !keyID.MatchString(f.ID) {
		return Key{}, broken(fmt.Sprintf("%q is no name of a key", f.ID))
	}
	jwk, err := jsontree.Parse(f.Public)
	if err != nil {
		return Key{}, broken("the public half of the key " + f.ID + " is no JSON Web Key")
	}
	public, err := key.ParseJWK(&jwk)
	if err != nil || public.Kind.String() != f.Kind {
		return Key{}, broken("the public half of the key " + f.ID + " is no JSON Web Key of the kind " + f.Kind)
	}
	if f.Created.IsZero() {
		return Key{}, broken("the key " + f.ID + " does not say when it was made")
	}
	return Key{f.ID, public, f.Created, f.Retired, f.Revoked}, nil
}

// Bytes is the ring as it is kept in a file.
func (r *Ring) Bytes() []byte {
	f := form{Format: format, Issuer: r.Issuer, Sealed: r.sealed, Keys: []keyForm{}}
	for i := range r.Keys {
		k := &r.Keys[i]
		jwk := k.Public.JWK()
		f.Keys = append(f.Keys, keyForm{k.ID, k.Public.Kind.String(), jsontree.Append(nil, &jwk), k.Created.UTC(), k.Retired.UTC(), k.Revoked.UTC()})
	}
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		panic(err) // texts and times alone
	}
	return append(data, '\n')
}

func (r *Ring) find(id string) *Key {
	at := slices.IndexFunc(r.Keys, func(k Key) bool { return k.ID == id })
	if at < 0 {
		return nil
	}
	return &r.Keys[at]
}

// Method gives the key of that name, and the identifier by which the documents that it signed name it.
func (r *Ring) Method(id string) (Key, string, error) {
	k := r.find(id)
	if k == nil {
		return Key{}, "", fault.New(fault.NotFound, "keys.no-key", message.Op("key", id))
	}
	return *k, r.method(k), nil
}

func (r *Ring) method(k *Key) string {
	if r.Issuer.ID == "" {
		return key.DIDKeyMethod(k.Public)
	}
	return r.Issuer.ID + "#" + k.ID
}

// Identifiers are what the issuer's credentials call it: its did:web, or every key that was not lost.
func (r *Ring) Identifiers() []string {
	if r.Issuer.ID != "" {
		return []string{r.Issuer.ID}
	}
	var all []string
	for i := range r.Keys {
		if r.Keys[i].Revoked.IsZero() {
			all = append(all, key.DIDKey(r.Keys[i].Public))
		}
	}
	return all
}

// Document is what the issuer publishes for did:web: every key that ever signed. A ring of did:key has none, and gives false.
func (r *Ring) Document() (jsontree.Value, bool) {
	if r.Issuer.ID == "" {
		return jsontree.Value{}, false
	}
	listed := make([]key.Listed, len(r.Keys))
	for i, k := range r.Keys {
		listed[i] = key.Listed{Name: k.ID, Key: k.Public, Revoked: k.Revoked}
	}
	return key.Document(r.Issuer.ID, listed), true
}
