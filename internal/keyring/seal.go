package keyring

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"waymark/credential/key"
	"waymark/internal/fault"
	"waymark/message"
)

// LeastPassphrase is how long a passphrase must be at least.
const LeastPassphrase = 12

// mostWork bounds the cost that a file may ask for before its passphrase is tried: 2^22 takes some ten seconds.
const mostWork = 22

// Cost sets how much work it is to try a passphrase, as the logarithm of scrypt's cost, when the ring is sealed from now on. It is
// for tests: whoever guesses has it as easy as whoever knows.
func (r *Ring) Cost(logarithm int) *Ring {
	r.work = logarithm
	return r
}

// secrets are private keys in PKCS #8 by the names of their keys.
type secrets map[string][]byte

// seal closes the secrets in an age file.
func (r *Ring) seal(s secrets, passphrase string) error {
	if len(passphrase) < LeastPassphrase {
		return fault.New(fault.Invalid, "keys.passphrase-short", message.Op("least", LeastPassphrase))
	}
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return err
	}
	if r.work != 0 {
		recipient.SetWorkFactor(r.work)
	}
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	var out strings.Builder
	text := armor.NewWriter(&out)
	w, err := age.Encrypt(text, recipient)
	if err != nil {
		return err
	}
	if _, err = w.Write(data); err == nil {
		err = errors.Join(w.Close(), text.Close())
	}
	clear(data)
	r.sealed = out.String()
	return err
}

// unseal opens the age file. A ring that never had a key has no secrets.
func (r *Ring) unseal(passphrase string) (secrets, error) {
	if r.sealed == "" {
		return secrets{}, nil
	}
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fault.New(fault.Invalid, "keys.passphrase")
	}
	identity.SetMaxWorkFactor(mostWork)
	opened, err := age.Decrypt(armor.NewReader(strings.NewReader(r.sealed)), identity)
	if err != nil {
		if _, wrong := errors.AsType[*age.NoIdentityMatchError](err); wrong {
			return nil, fault.New(fault.Invalid, "keys.passphrase")
		}
		return nil, broken("the sealed part is no age file closed with a passphrase")
	}
	data, err := io.ReadAll(io.LimitReader(opened, maxSize))
	if err != nil {
		return nil, broken("the sealed part was changed")
	}
	defer clear(data)
	s := secrets{}
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&s); err != nil { // the error could quote a key
		return nil, broken("the sealed part does not hold private keys")
	}
	return s, nil
}

// signer gives the signer of a key, and holds that both halves are of one key.
func (s secrets) signer(k *Key) (key.Signer, error) {
	signer, err := key.FromPKCS8(s[k.ID])
	if err != nil || !signer.Public().Equal(k.Public) {
		return nil, fault.New(fault.Invalid, "keys.halves", message.Op("key", k.ID))
	}
	return signer, nil
}
