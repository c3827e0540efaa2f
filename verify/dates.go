package verify

import (
	"time"

	"waymark/credential"
	"waymark/credential/flaw"
)

// when is the time that the verdict is about.
func (j *judge) when() time.Time {
	if j.options.Held.IsZero() {
		return j.options.Now
	}
	return j.options.Held
}

// dates holds the credential's validity against the time asked for.
func (j *judge) dates() {
	s, when := j.step(StepDates), j.when()
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
		case name == from && moment.After(when):
			s.fail(flaw.New("verify.not-yet", flaw.Op("time", text)))
			return
		case name == until && moment.Before(when):
			s.fail(flaw.New("verify.expired", flaw.Op("time", text)))
			return
		}
	}
	s.note(Passed, flaw.New("verify.in-time"))
}
