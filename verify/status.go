package verify

import (
	"strings"
	"time"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/status"
)

// maxEntries is how many statuses of one credential are looked up: each unfolds a list.
const maxEntries = 20

// status asks the lists that the credential names.
func (j *judge) status() {
	s := j.step(StepStatus)
	entries := j.doc.value.Get("credentialStatus").Each()
	if len(entries) == 0 {
		s.note(Passed, flaw.New("verify.no-status"))
		return
	}
	if len(entries) > maxEntries {
		s.fail(flaw.New("verify.many-statuses", flaw.Op("found", len(entries)), flaw.Op("most", maxEntries)))
		return
	}
	s.Outcome = Passed
	for i := range entries {
		o, f := j.past(j.entry(&entries[i]))
		if o == Failed || s.Outcome == Passed {
			s.Outcome = o
			s.Notes = append([]*flaw.Flaw{f}, s.Notes...)
			continue
		}
		s.Notes = append(s.Notes, f)
	}
}

// past says what today's status tells of an earlier time. A revocation is never undone: who is not revoked today was not revoked
// then. Everything else may have been otherwise.
func (j *judge) past(o Outcome, f *flaw.Flaw) (Outcome, *flaw.Flaw) {
	never := f.Code == "verify.status-clear" && f.Operands[0].Value == status.Revocation
	if !j.when().Before(j.options.Now) || never || o == Unknown || f.Code != "verify.revoked" && f.Code != "verify.suspended" && f.Code != "verify.status-clear" {
		return o, f
	}
	return Unknown, flaw.New("verify.status-past", flaw.Op("time", j.options.Held.UTC().Format(time.DateOnly)))
}

func (j *judge) entry(v *jsontree.Value) (Outcome, *flaw.Flaw) {
	switch typ := v.Str("type"); typ {
	case "BitstringStatusListEntry", "StatusList2021Entry":
		return j.bit(v)
	case "1EdTechRevocationList":
		return j.revocations(v.Str("id"))
	default:
		return Unknown, flaw.New("verify.status-type", flaw.Op("found", typ))
	}
}

func (j *judge) fetch(address string) ([]byte, *flaw.Flaw) {
	if j.options.Fetch == nil || !strings.HasPrefix(address, "https://") {
		return nil, flaw.New("verify.status-unfetched", flaw.Op("address", address))
	}
	data, err := j.options.Fetch(address)
	if err != nil {
		return nil, flaw.New("verify.status-unfetched", flaw.Op("address", address))
	}
	return data, nil
}

// bit looks a credential up in a bit string list, which is itself a credential and must be a good one.
func (j *judge) bit(v *jsontree.Value) (Outcome, *flaw.Flaw) {
	e, err := status.ParseEntry(v)
	if flaw.Code(err) == "status.bits" {
		return Unknown, as(err)
	}
	if err != nil {
		return Failed, as(err)
	}
	data, missing := j.fetch(e.List)
	if missing != nil {
		return Unknown, missing
	}
	list, wrong := j.listCredential(data, e.List)
	if wrong != nil {
		return Unknown, wrong
	}
	n, err := e.Number(list)
	switch {
	case err != nil:
		return Failed, as(err)
	case n != 0 && e.Purpose == status.Revocation:
		return Failed, flaw.New("verify.revoked")
	case n != 0 && e.Purpose == status.Suspension:
		return Failed, flaw.New("verify.suspended")
	}
	if other := j.keeper(list, e.List); other != nil {
		return Unknown, other
	}
	switch {
	case e.Messages != nil:
		return Passed, flaw.New("verify.status-message", flaw.Op("purpose", e.Purpose), flaw.Op("message", e.Messages[n]))
	case n == 0:
		return Passed, flaw.New("verify.status-clear", flaw.Op("purpose", e.Purpose))
	default:
		return Passed, flaw.New("verify.status-set", flaw.Op("purpose", e.Purpose))
	}
}

// listCredential verifies the list: its form, proof and dates.
func (j *judge) listCredential(data []byte, address string) (*jsontree.Value, *flaw.Flaw) {
	o := j.options
	o.Recipient, o.Trusted, o.Held = "", nil, time.Time{}
	inner := &judge{options: o, verdict: &Verdict{}}
	for _, name := range Steps() {
		inner.verdict.Steps = append(inner.verdict.Steps, Step{Name: name, Outcome: Skipped})
	}
	if inner.parse(data) {
		inner.proofs()
		inner.dates()
	}
	for _, s := range inner.verdict.Steps {
		if s.Outcome == Failed || s.Outcome == Unknown && s.Name != StepIssuer {
			cause := ""
			if len(s.Notes) > 0 {
				cause = s.Notes[0].Error()
			}
			return nil, flaw.New("verify.list-bad", flaw.Op("address", address), flaw.Op("cause", cause))
		}
	}
	return &inner.doc.value, nil
}

// keeper holds the list to its place and to who keeps it. Whoever holds the place where it stands could put another list there, one of
// the issuer's or of their own: what such a list does not have is not for that reason in force. Another than the issuer may keep it, if
// the asker trusts them.
func (j *judge) keeper(list *jsontree.Value, address string) *flaw.Flaw {
	if id := list.Str("id"); id != "" && id != address {
		return flaw.New("verify.list-stands-in", flaw.Op("address", address), flaw.Op("found", id))
	}
	keeper := identifier(list.Get("issuer"))
	if _, trusted := j.options.Trusted[keeper]; trusted || keeper == j.issuer() {
		return nil
	}
	return flaw.New("verify.list-other", flaw.Op("address", address), flaw.Op("issuer", keeper))
}

// revocations reads the older list of 1EdTech: the identifiers that were revoked, unsigned, at an address of its own.
func (j *judge) revocations(address string) (Outcome, *flaw.Flaw) {
	data, missing := j.fetch(address)
	if missing != nil {
		return Unknown, missing
	}
	v, err := jsontree.Parse(data)
	if err != nil || v.Get("revokedCredential") == nil {
		return Unknown, flaw.New("verify.list-bad", flaw.Op("address", address), flaw.Op("cause", ""))
	}
	id := j.doc.value.Str("id")
	if id == "" {
		return Unknown, flaw.New("verify.status-nameless")
	}
	for _, e := range v.Get("revokedCredential").Each() {
		revoked := e.Get("revoked")
		if e.Str("id") == id && (revoked == nil || revoked.Kind != jsontree.False) {
			return Failed, flaw.New("verify.revoked")
		}
	}
	return Passed, flaw.New("verify.status-clear", flaw.Op("purpose", status.Revocation))
}
