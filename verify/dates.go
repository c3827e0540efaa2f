package verify

import (
	"waymark/credential"
	"waymark/credential/flaw"
)

// dates holds the credential's validity against the time asked for.
func (j *judge) dates() {
	s := j.step(StepDates)
	from, until := "validFrom", "validUntil"
	if j.doc.one {
		from, until = "issuanceDate", "expirationDate"
	}
	for _, name := range []string{from, until} {
		text := j.doc.value.Str(name)
		if text == "" {
			continue
		}
		moment, err := credential.ParseTime(text)
		switch {
		case err != nil:
			s.fail(flaw.In(name, err))
			return
		case name == from && moment.After(j.options.Now):
			s.fail(flaw.New("verify.not-yet", flaw.Op("time", text)))
			return
		case name == until && moment.Before(j.options.Now):
			s.fail(flaw.New("verify.expired", flaw.Op("time", text)))
			return
		}
	}
	s.note(Passed, flaw.New("verify.in-time"))
}
