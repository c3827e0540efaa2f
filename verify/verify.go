// Package verify says, step by step, what a credential is worth: whether it is whole, who issued it and why that one is
// known, whether the signature fits, whether its dates and status hold, and whether it is about the person asked for.
//
// Call [Verify] with the bytes of a credential (JSON, a token, or a baked PNG or SVG) and [Options]; read the [Verdict].
// Fetching is a function in the options: without one, nothing leaves the machine, and what would have to be fetched
// comes out as unknown, never as good. The time is an option too. A verdict is good only if every step is.
package verify

import (
	"errors"
	"time"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/rdf"
	"waymark/message"
)

// Options are what the asker knows and wants.
type Options struct {
	// Now is the time for which the verdict is given.
	Now time.Time
	// Held, if not zero, is a time before Now: the verdict is then whether the credential was good at that time, as far as it can be
	// told today.
	Held time.Time
	// Fetch gets documents of issuers and status lists over https. Nil: nothing is fetched.
	Fetch key.Fetch
	// Key finds the key that a proof names, for an issuer who checks its own work; nil: it is found by its identifier.
	Key func(id string) (key.Method, error)
	// Trusted names the issuers that the asker trusts; nil: the asker has no list, and no issuer is held against one.
	Trusted map[string]string
	// Recipient, if not empty, is the e-mail address, DID or other identity that the credential must be about.
	Recipient string
	// Challenge and Domain, if not empty, are what a presentation must have been made for.
	Challenge, Domain string
	// Contexts reads further JSON-LD contexts; nil takes the built-in ones.
	Contexts *rdf.Processor
}

// Outcome is what a step or the whole came to.
type Outcome int

// The outcomes. The zero Outcome is not a good one.
const (
	Unknown Outcome = iota
	Skipped
	Passed
	Failed
)

var outcomes = map[Outcome]string{Unknown: "unknown", Skipped: "skipped", Passed: "passed", Failed: "failed"}

// String is the outcome's word.
func (o Outcome) String() string { return outcomes[o] }

// The names of the steps, in their order.
const (
	StepParse     = "parse"
	StepSchema    = "schema"
	StepIssuer    = "issuer"
	StepProof     = "proof"
	StepDates     = "dates"
	StepStatus    = "status"
	StepRecipient = "recipient"
	// StepHolder is a presentation's own, in place of the issuer's.
	StepHolder = "holder"
)

// Steps lists the names in their order.
func Steps() []string {
	return []string{StepParse, StepSchema, StepIssuer, StepProof, StepDates, StepStatus, StepRecipient}
}

// Step is one thing that was looked at.
type Step struct {
	Name    string
	Outcome Outcome
	// Notes say why; the first is the one that decided.
	Notes []*flaw.Flaw
}

// Title is the step's heading.
func (s Step) Title(c *message.Catalogue) string { return c.Sentence("verify.step." + s.Name) }

func (s *Step) note(o Outcome, f *flaw.Flaw) {
	s.Outcome = o
	s.Notes = append(s.Notes, f)
}

func (s *Step) fail(err error) { s.note(Failed, asFlaw(err)) }

func asFlaw(err error) *flaw.Flaw {
	if flaw.Code(err) == "" {
		return flaw.New("verify.broken", flaw.Op("cause", err.Error()))
	}
	f := &flaw.Flaw{}
	*f = *as(err)
	return f
}

// Verdict is the answer.
type Verdict struct {
	Outcome Outcome
	Steps   []Step
	// Form is how the credential came: json, jwt, png or svg; inside a picture, what was in it follows.
	Form string
	// Credential is the document that was judged, if there was one.
	Credential jsontree.Value
}

// Step gives the step of that name.
func (v *Verdict) Step(name string) *Step {
	for i := range v.Steps {
		if v.Steps[i].Name == name {
			return &v.Steps[i]
		}
	}
	return nil
}

// ExitCode is what a command ends with: 0 good, 1 not good, 2 not to be decided here.
func (v *Verdict) ExitCode() int {
	switch v.Outcome {
	case Passed:
		return 0
	case Failed:
		return 1
	default:
		return 2
	}
}

// Verify judges a credential.
func Verify(data []byte, o Options) *Verdict {
	if o.Contexts == nil {
		o.Contexts = rdf.Default()
	}
	o.Fetch = once(o.Fetch)
	j := &judge{options: o, verdict: &Verdict{}}
	for _, name := range Steps() {
		j.verdict.Steps = append(j.verdict.Steps, Step{Name: name, Outcome: Skipped})
	}
	if j.parse(data) {
		j.schema()
		j.proofs()
		j.dates()
		j.status()
		j.recipient()
	}
	j.conclude()
	return j.verdict
}

// maxFetched bounds how many documents one verification may ask for, and maxBytes how large they are together: a credential can name as
// many as it likes.
const (
	maxFetched = 100
	maxBytes   = 64 << 20
)

var errFetchedEnough = errors.New("the document names more documents than are fetched for one")

// once gives a fetch that asks for each document once, and for no more than [maxFetched].
func once(fetch key.Fetch) key.Fetch {
	if fetch == nil {
		return nil
	}
	type page struct {
		data []byte
		err  error
	}
	known, bytes := map[string]page{}, 0
	return func(address string) ([]byte, error) {
		if p, ok := known[address]; ok {
			return p.data, p.err
		}
		if len(known) >= maxFetched || bytes > maxBytes {
			return nil, errFetchedEnough
		}
		data, err := fetch(address)
		bytes += len(data)
		known[address] = page{data, err}
		return data, err
	}
}

// judge is one verification under way.
type judge struct {
	options Options
	verdict *Verdict
	doc     document
	// presented tells that a presentation is judged: its holder signs, to show who they are.
	presented bool
	// others are proofs by keys that are not the issuer's, or the holder's.
	others []*flaw.Flaw
}

// purpose is what a proof must have been made for, and the key admitted for.
func (j *judge) purpose() string {
	if j.presented {
		return "authentication"
	}
	return "assertionMethod"
}

// signer is the step that says who signed.
func (j *judge) signer() *Step {
	if j.presented {
		return j.step(StepHolder)
	}
	return j.step(StepIssuer)
}

func (j *judge) step(name string) *Step { return j.verdict.Step(name) }

// method finds the key that a proof names.
func (j *judge) method(id string) (key.Method, error) {
	if j.options.Key != nil {
		return j.options.Key(id)
	}
	return key.Resolver{Fetch: j.options.Fetch}.Method(id)
}

// conclude sums the steps up: one failed step decides; then any that is unknown.
func (j *judge) conclude() {
	j.verdict.Outcome = Passed
	for _, s := range j.verdict.Steps {
		switch {
		case s.Outcome == Failed:
			j.verdict.Outcome = Failed
			return
		case s.Outcome == Unknown:
			j.verdict.Outcome = Unknown
		case s.Outcome == Skipped && (s.Name == StepParse || s.Name == StepIssuer || s.Name == StepProof || s.Name == StepDates):
			j.verdict.Outcome = Unknown
		}
	}
}
