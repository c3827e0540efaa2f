package conformance

import (
	"errors"
	"net/http"
	"strings"

	"waymark/credential/jsontree"
	"waymark/verify"
)

// options are the verifier's: its own lists are the only documents that it can have.
func (c *Instance) options() verify.Options {
	return verify.Options{Now: c.now(), Fetch: c.fetch, Contexts: c.contexts}
}

var errAway = errors.New("nothing is fetched from elsewhere")

func (c *Instance) fetch(address string) ([]byte, error) {
	purpose, ok := strings.CutPrefix(address, c.base+"/status-lists/")
	if !ok {
		return nil, errAway
	}
	return c.publish(purpose)
}

// text gives what a request holds under name as the verifier reads it: an object as JSON, a token as it is.
func text(request *jsontree.Value, name string) ([]byte, bool) {
	v := request.Get(name)
	if v == nil || v.Kind != jsontree.Map && v.Kind != jsontree.Text {
		return nil, false
	}
	if v.Kind == jsontree.Text {
		// A document that is written into a string is none; a token is.
		return []byte(v.Text), !strings.HasPrefix(strings.TrimSpace(v.Text), "{")
	}
	return jsontree.Append(nil, v), true
}

// routeVerify says 200 where everything that was asked holds.
func (c *Instance) routeVerify(w http.ResponseWriter, r *http.Request) {
	request, ok := body(w, r)
	if !ok {
		return
	}
	data, ok := text(&request, "verifiableCredential")
	if !ok {
		refuse(w, http.StatusBadRequest, "PARSING_ERROR", "the request has no object “verifiableCredential”")
		return
	}
	o := c.options()
	if options := request.Get("options"); options != nil {
		o.Challenge, o.Domain = options.Str("challenge"), options.Str("domain")
	}
	verdict := verify.Verify(data, o)
	conclude(w, problems(wanted(verdict.Steps, request.Get("options").Get("checks"))), verdict.Credential)
}

func (c *Instance) routePresentation(w http.ResponseWriter, r *http.Request) {
	request, ok := body(w, r)
	if !ok {
		return
	}
	data, ok := text(&request, "verifiablePresentation")
	if !ok {
		refuse(w, http.StatusBadRequest, "PARSING_ERROR", "the request has no object “verifiablePresentation”")
		return
	}
	o := c.options()
	if options := request.Get("options"); options != nil {
		o.Challenge, o.Domain = options.Str("challenge"), options.Str("domain")
	}
	p := verify.Presentation(data, o)
	checks := request.Get("options").Get("checks")
	found := problems(wanted(p.Steps, checks))
	for _, v := range p.Credentials {
		found = append(found, problems(wanted(v.Steps, checks))...)
	}
	conclude(w, found, p.Document)
}

// wanted are the steps that the request's checks ask for; without checks, all but the issuer's. The data model calls that
// validation, which is the asker's own, and the suites use names that nobody answers to. Whether the document is whole
// and its proof fits is always asked.
func wanted(steps []verify.Step, checks *jsontree.Value) []verify.Step {
	var kept []verify.Step
	for _, s := range steps {
		switch s.Name {
		case verify.StepParse, verify.StepSchema, verify.StepHolder, verify.StepProof:
		case verify.StepIssuer:
			if !checks.HasText("issuer") {
				continue
			}
		case verify.StepStatus:
			if checks != nil && !checks.HasText("credentialStatus") && !checks.HasText("status") {
				continue
			}
		default:
			if checks != nil {
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept
}

// problems are the steps that did not hold.
func problems(steps []verify.Step) []problem {
	var found []problem
	for _, s := range steps {
		open := s.Name == verify.StepIssuer || s.Name == verify.StepSchema || s.Name == verify.StepHolder ||
			s.Name == verify.StepStatus && len(s.Notes) > 0 && s.Notes[0].Code == "verify.list-other" // the instance keeps lists for issuers that it is not
		if s.Outcome == verify.Passed || s.Outcome == verify.Skipped || s.Outcome == verify.Unknown && open {
			continue
		}
		name, detail := "PROOF_VERIFICATION_ERROR", ""
		if len(s.Notes) > 0 {
			name, detail = problemType(s.Notes[0].Code, name), s.Notes[0].Error()
		}
		found = append(found, newProblem(name, s.Name+": "+detail))
	}
	return found
}

func conclude(w http.ResponseWriter, found []problem, document jsontree.Value) {
	code, verified := http.StatusOK, len(found) == 0
	list := jsontree.Array()
	for _, p := range found {
		code = http.StatusBadRequest
		list.Items = append(list.Items, jsontree.Object(
			jsontree.M("type", jsontree.String(p.Type)), jsontree.M("title", jsontree.String(p.Title)), jsontree.M("detail", jsontree.String(p.Detail))))
	}
	out := jsontree.Object(jsontree.M("verified", jsontree.Bool(verified)), jsontree.M("problemDetails", list))
	if verified {
		out = out.With("document", document)
	}
	write(w, code, out)
}
