package verify

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"waymark/credential"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
)

// maxProofs is how many proofs of one document are looked at: each takes the whole document.
const maxProofs = 10

// proofs judges issuer and proof together: the proof names the key, the key must be the issuer's.
func (j *judge) proofs() {
	if j.doc.token != nil {
		j.signedToken()
		return
	}
	s, known := j.step(StepProof), 0
	all := j.doc.value.Get("proof").Each()
	if len(all) == 0 {
		s.fail(flaw.New("verify.no-proof"))
		j.unproved()
		return
	}
	if len(all) > maxProofs {
		s.fail(flaw.New("verify.many-proofs", flaw.Op("found", len(all)), flaw.Op("most", maxProofs)))
		j.unproved()
		return
	}
	for i := range all {
		if _, err := proof.SuiteOf(&all[i]); err != nil && len(all) > 1 {
			s.Notes = append(s.Notes, as(err))
			continue
		}
		known++
		j.embedded(s, &all[i])
	}
	if known == 0 && s.Outcome != Failed {
		s.note(Failed, flaw.New("verify.no-proof-known"))
	}
	j.settleOthers()
}

// settleOthers: in a set or chain, others may sign beside the one whose document it is, but never in their place.
func (j *judge) settleOthers() {
	s := j.signer()
	if s.Outcome == Skipped && len(j.others) > 0 {
		s.note(Failed, j.others[0])
		return
	}
	if len(j.others) > 0 {
		s.Notes = append(s.Notes, flaw.New("verify.also-signed", flaw.Op("n", len(j.others))))
	}
}

// unproved notes that nothing ties the document to the one it names.
func (j *judge) unproved() {
	s := j.signer()
	switch {
	case s.Outcome != Skipped:
	case j.presented:
		s.note(Unknown, flaw.New("verify.holder-unproved"))
	default:
		s.note(Unknown, flaw.New("verify.issuer-unproved", flaw.Op("issuer", j.issuer())))
	}
}

func (j *judge) issuer() string { return identifier(j.doc.value.Get("issuer")) }

// identifier is the id of an object, or the text itself.
func identifier(v *jsontree.Value) string {
	if v != nil && v.Kind == jsontree.Text {
		return v.Text
	}
	return v.Str("id")
}

// embedded judges one Data Integrity proof.
func (j *judge) embedded(s *Step, p *jsontree.Value) {
	if _, err := proof.SuiteOf(p); err != nil {
		// What we cannot read is not for that reason wrong.
		s.note(Unknown, as(err))
		return
	}
	if err := j.formal(p); err != nil {
		s.fail(err)
		return
	}
	method, err := j.method(p.Str("verificationMethod"))
	if err != nil {
		j.noKey(s, err)
		return
	}
	j.identify(method)
	if method.Purposes != nil && !slices.Contains(method.Purposes, j.purpose()) {
		s.fail(flaw.New("verify.key-purpose", flaw.Op("key", method.ID), flaw.Op("purpose", j.purpose())))
		return
	}
	if err := proof.Verify(j.options.Contexts, j.doc.value, *p, method.Key); err != nil {
		if flaw.Code(err) == "jsonld.unknown-context" {
			if s.Outcome != Failed {
				s.note(Unknown, as(err))
			}
			return
		}
		s.fail(err)
		return
	}
	if s.Outcome == Skipped {
		s.note(Passed, flaw.New("verify.proof-fits", flaw.Op("suite", p.Str("type")+" "+p.Str("cryptosuite"))))
	}
}

// noKey tells a key that cannot exist from one that could not be had.
func (j *judge) noKey(s *Step, err error) {
	switch flaw.Code(err) {
	case "key.fetch", "key.unreachable":
		if s.Outcome != Failed {
			s.note(Unknown, as(err))
		}
	default:
		s.fail(err)
	}
	j.unproved()
}

// formal checks what a proof must say of itself.
func (j *judge) formal(p *jsontree.Value) error {
	if purpose := p.Str("proofPurpose"); purpose != j.purpose() {
		return flaw.New("verify.purpose", flaw.Op("found", purpose), flaw.Op("want", j.purpose()))
	}
	if err := j.asked(p.Get("challenge"), p.Get("domain")); err != nil {
		return err
	}
	for _, name := range []string{"created", "expires"} {
		v := p.Get(name)
		if v == nil {
			continue
		}
		moment, err := credential.ParseTime(v.Text)
		if err != nil {
			return flaw.In(name, err)
		}
		if name == "expires" && moment.Before(j.options.Now) {
			return flaw.New("verify.proof-expired", flaw.Op("time", v.Text))
		}
		if name == "created" && moment.After(j.options.Now) {
			return flaw.New("verify.proof-future", flaw.Op("time", v.Text))
		}
	}
	return nil
}

// identify says who the issuer is and why that is believed.
func (j *judge) identify(m key.Method) {
	if j.presented {
		j.identifyHolder(m)
		return
	}
	s, issuer := j.step(StepIssuer), j.issuer()
	holder, _, _ := strings.Cut(m.ID, "#")
	switch {
	case m.Source == key.SourceSelf && strings.HasPrefix(issuer, "urn:"):
		s.note(Unknown, flaw.New("verify.issuer-unbound", flaw.Op("issuer", issuer), flaw.Op("holder", m.Controller)))
	// The document that lists the key must be the issuer's own: anybody's may claim a controller.
	case m.Controller != issuer || holder != issuer:
		j.others = append(j.others, flaw.New("verify.issuer-other", flaw.Op("holder", m.Controller), flaw.Op("issuer", issuer)))
	case j.lapsed(m):
		s.fail(flaw.New("verify.key-lapsed", flaw.Op("key", m.ID)))
	case s.Outcome != Skipped:
	case m.Source == key.SourceReference:
		s.note(Unknown, flaw.New("verify.issuer-reference", flaw.Op("issuer", issuer)))
	case j.options.Trusted == nil:
		s.note(Passed, flaw.New("verify.issuer-known", flaw.Op("issuer", issuer)))
	default:
		if name, ok := j.options.Trusted[issuer]; ok {
			s.note(Passed, flaw.New("verify.issuer-trusted", flaw.Op("issuer", issuer), flaw.Op("name", name)))
		} else {
			s.note(Unknown, flaw.New("verify.issuer-unlisted", flaw.Op("issuer", issuer)))
		}
	}
}

// lapsed tells whether the holder has ended the key before now. A key that was only rotated out has no end and stays.
func (j *judge) lapsed(m key.Method) bool {
	for _, text := range []string{m.Revoked, m.Expires} {
		if text == "" {
			continue
		}
		if end, err := credential.ParseTime(text); err != nil || !end.After(j.options.Now) {
			return true
		}
	}
	return false
}

// signedToken judges the signature of a token.
func (j *judge) signedToken() {
	s, t := j.step(StepProof), j.doc.token
	method, err := j.tokenKey()
	if err != nil {
		if flaw.Code(err) == "verify.no-key-id" {
			s.note(Unknown, as(err))
			j.unproved()
			return
		}
		j.noKey(s, err)
		return
	}
	j.identify(method)
	j.settleOthers()
	if err := j.asked(t.Payload.Get("nonce"), t.Payload.Get("aud")); err != nil {
		s.fail(err)
		return
	}
	if method.Purposes != nil && !slices.Contains(method.Purposes, j.purpose()) {
		s.fail(flaw.New("verify.key-purpose", flaw.Op("key", method.ID), flaw.Op("purpose", j.purpose())))
		return
	}
	if err := t.Verify(method.Key); err != nil {
		s.fail(err)
		return
	}
	s.note(Passed, flaw.New("verify.proof-fits", flaw.Op("suite", "JWT "+t.Header.Str("alg"))))
}

// tokenKey finds the key of a token: the one it carries, which proves nothing of the issuer, or the one that it names.
func (j *judge) tokenKey() (key.Method, error) {
	t, issuer := j.doc.token, j.issuer()
	if j.presented {
		issuer = j.holder()
	}
	if k, carried, err := t.Key(); carried || err != nil {
		return key.Method{ID: issuer, Controller: issuer, Key: k, Source: key.SourceReference}, err
	}
	id := t.KeyID()
	if id == "" {
		return key.Method{}, flaw.New("verify.no-key-id")
	}
	m, err := j.method(id)
	if err != nil {
		return m, err
	}
	if m.Source == key.SourceDocument && m.Controller == strings.SplitN(id, "#", 2)[0] && below(id, issuer) {
		// A bare key at an address below the issuer's own is the issuer's.
		m.ID, m.Controller = issuer, issuer
	}
	return m, nil
}

// below tells whether an https address is part of another, and surely so: a shared host alone proves nothing. A host that is an issuer
// itself has its keys where hosts have such things, since others may put documents on it. Whoever writes the address may not lead out
// of the issuer's part by dots, nor ask the issuer's site to send us elsewhere.
func below(address, whole string) bool {
	at, err := url.Parse(address)
	of, wrong := url.Parse(whole)
	if err != nil || wrong != nil || at.Scheme != "https" || of.Scheme != "https" || at.Host != of.Host || at.User != nil || at.RawQuery != of.RawQuery {
		return false
	}
	if strings.Contains(at.EscapedPath(), "%") && at.EscapedPath() != of.EscapedPath() || at.Path != "" && path.Clean(at.Path) != strings.TrimSuffix(at.Path, "/") && at.Path != "/" {
		return false
	}
	part := strings.TrimSuffix(of.EscapedPath(), "/")
	if part == "" {
		return strings.Trim(at.Path, "/") == "" || strings.HasPrefix(at.Path, "/.well-known/")
	}
	rest, ok := strings.CutPrefix(at.EscapedPath(), part)
	return ok && (rest == "" || rest[0] == '/')
}
