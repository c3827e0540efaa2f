package verify

import (
	"strings"
	"time"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/status"
)

// status asks the lists that the credential names.
func (j *judge) status() {
	s := j.step(StepStatus)
	entries := j.doc.value.Get("credentialStatus").Each()
	if len(entries) == 0 {
		s.note(Passed, flaw.New("verify.no-status"))
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
	if inner.issuer() != j.issuer() {
		// The credential itself, signed by its issuer, names this list; another may keep it for them.
		s := j.step(StepStatus)
		s.Notes = append(s.Notes, flaw.New("verify.list-other", flaw.Op("address", address), flaw.Op("issuer", inner.issuer())))
	}
	return &inner.doc.value, nil
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
	for _, e := range v.Get("revokedCredential").Each() {
		revoked := e.Get("revoked")
		if id != "" && e.Str("id") == id && (revoked == nil || revoked.Kind != jsontree.False) {
			return Failed, flaw.New("verify.revoked")
		}
	}
	return Passed, flaw.New("verify.status-clear", flaw.Op("purpose", status.Revocation))
}
