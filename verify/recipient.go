package verify

import (
	"strings"

	"waymark/credential"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// recipient tells whether the credential is about the one whom the asker named.
func (j *judge) recipient() {
	s, want := j.step(StepRecipient), j.options.Recipient
	if want == "" {
		s.note(Skipped, flaw.New("verify.recipient-unasked"))
		return
	}
	named := false
	for _, subject := range j.doc.value.Get("credentialSubject").Each() {
		if id := subject.Str("id"); id != "" {
			named = true
			if id == want || id == "mailto:"+want {
				s.note(Passed, flaw.New("verify.recipient-fits", flaw.Op("recipient", want)))
				return
			}
		}
		for _, identity := range subject.Get("identifier").Each() {
			named = true
			if fits(&identity, want) {
				s.note(Passed, flaw.New("verify.recipient-fits", flaw.Op("recipient", want)))
				return
			}
		}
	}
	if named {
		s.fail(flaw.New("verify.recipient-other", flaw.Op("recipient", want)))
		return
	}
	s.fail(flaw.New("verify.recipient-nobody"))
}

// fits compares one identity, hashed or plain, with the one asked for; an e-mail address also in small letters.
func fits(identity *jsontree.Value, want string) bool {
	hash, salt := identity.Str("identityHash"), identity.Str("salt")
	for _, candidate := range []string{want, strings.ToLower(want)} {
		if hashed := identity.Get("hashed"); hashed != nil && hashed.Kind == jsontree.False {
			if hash == candidate {
				return true
			}
		} else if strings.EqualFold(hash, credential.HashIdentity(candidate, salt)) {
			return true
		}
	}
	return false
}
