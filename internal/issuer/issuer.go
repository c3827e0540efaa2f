// Package issuer makes credentials in two acts, so that nothing is signed that was not looked at first.
//
// [Issuer.Prepare] makes a credential, signs it with a key that it throws away, holds the bytes to the data model, the official
// schema and our own verifier, and gives the draft, which is to be kept, and a token. [Issuer.Issue] signs what the token stands for
// with the issuer's key and checks the result again; a token works once, and only for the issuer who gave it. [Issuer.Resume] makes
// a new token of a draft that was kept.
//
// It keeps nothing, reads no clock and fetches nothing. What was signed differs from its draft by the proof alone.
package issuer

import (
	"bytes"
	"crypto/rand"
	"errors"
	"sync/atomic"
	"time"

	"waymark/credential"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/jwt"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
	"waymark/internal/fault"
	"waymark/internal/keyring"
	"waymark/message"
	"waymark/verify"
)

// Issuer signs with the keys of one ring. It is safe for use by many goroutines.
type Issuer struct {
	signers  *keyring.Signers
	suite    *proof.Suite
	contexts *rdf.Processor
}

// New makes an issuer of opened keys.
func New(signers *keyring.Signers) *Issuer {
	i := &Issuer{signers: signers, suite: proof.EdDSARDFC, contexts: rdf.Default()}
	if signers.Proof.Public().Kind != key.Ed25519 {
		i.suite = proof.ECDSARDFC
	}
	return i
}

// Plain is the same issuer with proofs over the JSON itself (eddsa-jcs-2022, ecdsa-jcs-2019) and not over its meaning (RDF). They are made
// three times as fast, and some verifiers of Open Badges do not read them.
func (i *Issuer) Plain() *Issuer {
	out := &Issuer{signers: i.signers, suite: proof.EdDSAJCS, contexts: i.contexts}
	if i.suite != proof.EdDSARDFC {
		out.suite = proof.ECDSAJCS
	}
	return out
}

// Profile is who issues, as credentials say it.
func (i *Issuer) Profile() credential.Profile {
	p := i.signers.Issuer
	return credential.Profile{
		ID: i.signers.Proof.Issuer, Name: p.Name, URL: p.URL, Description: p.Description, Email: p.Email, Image: credential.Image{ID: p.Image},
	}
}

// URL is the address below which the issuer's credentials and lists stand.
func (i *Issuer) URL() string { return i.signers.Issuer.URL }

// Method names the key that signs now, as documents name it.
func (i *Issuer) Method() string { return i.signers.Proof.Method }

// Token stands for one credential that was prepared and may be signed, once.
type Token struct {
	issuer *Issuer
	draft  jsontree.Value
	bytes  []byte
	used   atomic.Bool
}

// Stands tells whether the issuer gave the token, and for this very draft.
func (t *Token) Stands(i *Issuer, draft []byte) bool {
	return t.issuer == i && bytes.Equal(t.bytes, draft)
}

// Prepare makes the credential of an award and checks it, signed with a key that is thrown away at once. It gives the bytes that
// will be signed. The award's issuer is set here.
func (i *Issuer) Prepare(a credential.Award, at time.Time) ([]byte, *Token, error) {
	a.Issuer = i.Profile()
	v, err := a.Build()
	if err != nil {
		return nil, nil, refused(err)
	}
	return i.prepare(v, at)
}

// Resume checks a draft that was kept, as Prepare did, and gives a token for it.
func (i *Issuer) Resume(draft []byte, at time.Time) (*Token, error) {
	v, err := jsontree.Parse(draft)
	if err != nil {
		return nil, refused(err)
	}
	_, t, err := i.prepare(v, at)
	return t, err
}

func (i *Issuer) prepare(v jsontree.Value, at time.Time) ([]byte, *Token, error) {
	if v.Get("proof") != nil {
		return nil, nil, fault.New(fault.Invalid, "issuer.signed")
	}
	thrownAway, err := key.Generate(i.signers.Proof.Public().Kind, rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	trial, err := credential.Issue(i.contexts, v, i.options(at), thrownAway)
	if err != nil {
		return nil, nil, refused(err)
	}
	if err := i.check(trial, thrownAway.Public(), at); err != nil {
		return nil, nil, err
	}
	draft := jsontree.Append(make([]byte, 0, 4096), &v)
	return draft, &Token{issuer: i, draft: v, bytes: draft}, nil
}

func (i *Issuer) options(at time.Time) proof.Options {
	return proof.Options{Suite: i.suite, Method: i.signers.Proof.Method, Created: at}
}

// check lets our own verifier judge the very bytes. Only the status may stay open: its list is not asked here.
func (i *Issuer) check(data []byte, public key.Public, at time.Time) error {
	verdict := verify.Verify(data, verify.Options{Now: at, Contexts: i.contexts, Key: func(id string) (key.Method, error) {
		if id != i.signers.Proof.Method {
			return key.Method{}, flaw.New("key.not-listed", flaw.Op("found", id))
		}
		return key.Method{ID: id, Controller: i.signers.Proof.Issuer, Key: public, Source: key.SourceDocument}, nil
	}})
	for _, s := range verdict.Steps {
		open := s.Name == verify.StepStatus || s.Name == verify.StepRecipient || s.Name == verify.StepSchema && s.Outcome == verify.Skipped
		if s.Outcome == verify.Failed || s.Outcome != verify.Passed && !open {
			return fault.Because(firstNote(s), fault.Invalid, "issuer.refused", message.Op("step", s.Title(message.English())), message.Op("why", firstNote(s).Error()))
		}
	}
	return nil
}

var errNoReason = errors.New("no reason given")

func firstNote(s verify.Step) error {
	if len(s.Notes) == 0 {
		return errNoReason
	}
	return s.Notes[0]
}

func refused(err error) error {
	return fault.Because(err, fault.Invalid, "issuer.refused", message.Op("step", message.English().Sentence("verify.step."+verify.StepParse)), message.Op("why", err.Error()))
}

// Signed is a credential in the forms in which it is given out.
type Signed struct {
	// Credential is the whole document with its proof inside; Proof is that member alone.
	Credential, Proof []byte
	// Token is the same credential as a token, or nothing where the ring has no key for tokens.
	Token []byte
}

// Issue signs what the token stands for, reads the result again, and holds that it is the draft and that the proof fits it with the
// key that verifiers will find.
func (i *Issuer) Issue(t *Token, at time.Time) (Signed, error) {
	if t.issuer != i {
		return Signed{}, fault.New(fault.Conflict, "issuer.other")
	}
	if t.used.Swap(true) {
		return Signed{}, fault.New(fault.Conflict, "issuer.used")
	}
	out, err := i.sign(t.draft, at)
	if err != nil || i.signers.Token.Signer == nil {
		return out, err
	}
	out.Token, err = i.token(t.draft)
	return out, err
}

// sign makes the credential with its proof.
func (i *Issuer) sign(v jsontree.Value, at time.Time) (Signed, error) {
	made, err := proof.Sign(i.contexts, v, i.options(at), i.signers.Proof)
	if err != nil {
		return Signed{}, err
	}
	signed := proof.Attach(v, made)
	out := Signed{Credential: jsontree.Append(make([]byte, 0, 4096), &signed), Proof: jsontree.Append(nil, signed.Get("proof"))}
	read, err := jsontree.Parse(out.Credential)
	if err != nil {
		return Signed{}, refused(err)
	}
	if !jsontree.Equal(read.Without("proof"), v) {
		return Signed{}, fault.New(fault.Conflict, "issuer.differs")
	}
	if err := proof.Verify(i.contexts, read, read.Get("proof").Items[0], i.signers.Proof.Public()); err != nil {
		return Signed{}, refused(err)
	}
	return out, nil
}

// token makes the credential as a token.
func (i *Issuer) token(v jsontree.Value) ([]byte, error) {
	text, err := jwt.Sign(v, i.signers.Token.Method, i.signers.Token)
	if err != nil {
		return nil, err
	}
	read, err := jwt.Parse(text)
	if err != nil {
		return nil, refused(err)
	}
	inside, _, err := read.Credential()
	if err != nil {
		return nil, refused(err)
	}
	if !jsontree.Equal(inside, v) {
		return nil, fault.New(fault.Conflict, "issuer.differs")
	}
	if err := read.Verify(i.signers.Token.Public()); err != nil {
		return nil, refused(err)
	}
	return []byte(text), nil
}

// Join puts a draft and its proof together again: the very bytes that were signed and checked.
func Join(draft, proof []byte) []byte {
	out := make([]byte, 0, len(draft)+len(proof)+10)
	out = append(out, draft[:len(draft)-1]...)
	out = append(out, `,"proof":`...)
	out = append(out, proof...)
	return append(out, '}')
}

// SignList signs a status list credential. It is not prepared first: nobody holds it, and it is replaced by the next.
func (i *Issuer) SignList(v jsontree.Value, at time.Time) ([]byte, error) {
	out, err := i.sign(v, at)
	return out.Credential, err
}
