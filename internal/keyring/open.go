package keyring

import (
	"fmt"

	"waymark/credential/key"
	"waymark/internal/fault"
)

// Signing is a key that signs, under the name that proofs give it.
type Signing struct {
	// Issuer is the identifier that a credential signed with it names.
	Issuer string
	// Method names the key: the verificationMethod of a proof, the kid of a token.
	Method string
	key.Signer
}

// String keeps the key out of whatever is printed.
func (s Signing) String() string { return "key " + s.Method }

// Format keeps the key out of every verb.
func (s Signing) Format(f fmt.State, _ rune) { _, _ = fmt.Fprint(f, s.String()) }

// Signers are the keys of an opened ring that sign.
type Signers struct {
	Issuer Issuer
	// Proof signs the proofs inside credentials.
	Proof Signing
	// Token signs credentials as tokens; its Signer is nil where the ring has no key on P-256 and none of RSA.
	Token Signing
}

// Format keeps the keys out of every verb.
func (s *Signers) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "keys of %s", s.Issuer.Name) }

// Open gives the keys that sign: for proofs the newest that signs on Ed25519, or else on P-256 or P-384; for tokens the newest on
// P-256, or else of RSA.
func (r *Ring) Open(passphrase string) (*Signers, error) {
	s, err := r.unseal(passphrase)
	if err != nil {
		return nil, err
	}
	out := &Signers{Issuer: r.Issuer}
	proof := r.newest(key.Ed25519, key.P256, key.P384)
	if proof == nil {
		return nil, fault.New(fault.Conflict, "keys.none-signs")
	}
	if out.Proof, err = r.signing(s, proof); err != nil {
		return nil, err
	}
	if token := r.newest(key.P256, key.RSA); token != nil && r.Issuer.ID != "" {
		out.Token, err = r.signing(s, token)
	}
	return out, err
}

func (r *Ring) newest(kinds ...key.Kind) *Key {
	for _, kind := range kinds {
		for i := len(r.Keys) - 1; i >= 0; i-- {
			if k := &r.Keys[i]; k.Signs() && k.Public.Kind == kind {
				return k
			}
		}
	}
	return nil
}

func (r *Ring) signing(s secrets, k *Key) (Signing, error) {
	signer, err := s.signer(k)
	if err != nil {
		return Signing{}, err
	}
	issuer := r.Issuer.ID
	if issuer == "" {
		issuer = key.DIDKey(k.Public)
	}
	return Signing{issuer, r.method(k), signer}, nil
}
