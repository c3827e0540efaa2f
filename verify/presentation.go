package verify

import (
	"bytes"
	"strings"

	"waymark/credential"
	"waymark/credential/bake"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/jwt"
	"waymark/credential/key"
	"waymark/credential/rdf"
)

// Presented is the answer about a presentation: what its holder signed, and each credential in it.
type Presented struct {
	Outcome Outcome
	// Steps are parse, holder and proof of the presentation itself.
	Steps []Step
	// Form is how it came: json or jwt.
	Form string
	// Document is the presentation that was judged, if there was one; Holder whom it names as its holder.
	Document jsontree.Value
	Holder   string
	// Credentials are the verdicts on what it presents, in its order.
	Credentials []*Verdict
}

// maxPresented is how many credentials of one presentation are judged: whoever sends more asks for a day's work.
const maxPresented = 100

// IsPresentation tells whether a document means to be a presentation: JSON or a token.
func IsPresentation(data []byte) bool {
	if bake.IsPNG(data) || bake.IsSVG(data) {
		return false
	}
	d, err := openPresentation(data)
	if d.token != nil && d.token.Payload.Get("vp") != nil {
		return true
	}
	types := d.value.Get("type")
	return types.HasText("VerifiablePresentation") || err != nil && types.HasText(credential.EnvelopedPresentation)
}

// Presentation judges a presentation: whether it is whole, whether the one it names as its holder signed it, for
// this asker and question (Options.Domain and Options.Challenge), and what each of its credentials is worth.
func Presentation(data []byte, o Options) *Presented {
	if o.Contexts == nil {
		o.Contexts = rdf.Default()
	}
	o.Fetch = once(o.Fetch)
	j := &judge{options: o, presented: true, verdict: &Verdict{}}
	for _, name := range []string{StepParse, StepHolder, StepProof} {
		j.verdict.Steps = append(j.verdict.Steps, Step{Name: name, Outcome: Skipped})
	}
	p := &Presented{}
	if j.parsePresentation(data) {
		j.proofs()
		p.Credentials, p.Holder = j.presentedCredentials(), j.holder()
		j.aboutOthers(p.Credentials)
	}
	p.Steps, p.Form, p.Document = j.verdict.Steps, j.verdict.Form, j.verdict.Credential
	p.conclude()
	return p
}

// conclude sums up: one failure decides, then whatever is unknown.
func (p *Presented) conclude() {
	p.Outcome = Passed
	outcomes := make([]Outcome, 0, len(p.Steps)+len(p.Credentials))
	for _, s := range p.Steps {
		outcomes = append(outcomes, s.Outcome)
	}
	for _, c := range p.Credentials {
		outcomes = append(outcomes, c.Outcome)
	}
	for _, o := range outcomes {
		switch o {
		case Failed:
			p.Outcome = Failed
			return
		case Unknown, Skipped:
			p.Outcome = Unknown
		case Passed:
		}
	}
}

// openPresentation takes a presentation out of JSON or a token.
func openPresentation(data []byte) (document, error) {
	if len(data) > MaxSize {
		return document{}, flaw.New("verify.size", flaw.Op("limit", MaxSize>>20))
	}
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	d := document{form: "json"}
	text := string(data)
	if !jwt.Looks(text) {
		var err error
		if d.value, err = jsontree.Parse(data); err != nil || !d.value.Get("type").HasText(credential.EnvelopedPresentation) {
			return d, err
		}
		if text, err = credential.OpenEnvelope(&d.value, credential.EnvelopedPresentation); err != nil {
			return d, err
		}
	}
	d.form = "jwt"
	var err error
	if d.token, err = jwt.Parse(text); err != nil {
		return d, err
	}
	d.value, err = d.token.Presentation()
	return d, err
}

func (j *judge) parsePresentation(data []byte) bool {
	s := j.step(StepParse)
	doc, err := openPresentation(data)
	j.verdict.Form = doc.form
	if err == nil {
		j.verdict.Credential = doc.value
		err = credential.CheckPresentation(&doc.value)
	}
	if n := len(doc.value.Get("verifiableCredential").Each()); err == nil && n > maxPresented {
		err = flaw.New("verify.presented-many", flaw.Op("found", n), flaw.Op("most", maxPresented))
	}
	if err != nil {
		s.fail(err)
		return false
	}
	j.doc = doc
	// The credentials inside stand under contexts and proofs of their own and are judged one by one.
	own := doc.value.Without("proof", "verifiableCredential")
	if err := j.options.Contexts.Compacted(&own); err != nil && doc.token == nil {
		if flaw.Code(err) == "jsonld.unknown-context" {
			s.note(Unknown, as(err))
		} else {
			s.fail(err)
		}
		return true
	}
	s.note(Passed, flaw.New("verify.parsed", flaw.Op("form", doc.form)))
	return true
}

func (j *judge) presentedCredentials() []*Verdict {
	o := j.options
	entries := j.doc.value.Get("verifiableCredential").Each()
	verdicts := make([]*Verdict, len(entries))
	for i := range entries {
		data := []byte(entries[i].Text)
		if entries[i].Kind != jsontree.Text {
			data = jsontree.Append(nil, &entries[i])
		}
		verdicts[i] = Verify(data, o)
	}
	return verdicts
}

// holder is whom the presentation names as its holder, or "".
func (j *judge) holder() string {
	v := j.doc.value.Get("holder")
	if v != nil && v.Kind == jsontree.Text {
		return v.Text
	}
	if id := v.Str("id"); id != "" || j.doc.token == nil {
		return id
	}
	return j.doc.token.Payload.Str("iss")
}

// aboutOthers notes which credentials are about somebody else than the holder: that is allowed, and worth knowing.
func (j *judge) aboutOthers(all []*Verdict) {
	s, holder := j.step(StepHolder), j.holder()
	for i, v := range all {
		for _, subject := range v.Credential.Get("credentialSubject").Each() {
			if id := subject.Str("id"); id != "" && holder != "" && id != holder {
				s.Notes = append(s.Notes, flaw.New("verify.holder-subject", flaw.Op("n", i+1), flaw.Op("subject", id)))
			}
		}
	}
}

// identifyHolder says who presents and why that is believed.
func (j *judge) identifyHolder(m key.Method) {
	s, holder := j.step(StepHolder), j.holder()
	owner, _, _ := strings.Cut(m.ID, "#")
	switch {
	case j.lapsed(m):
		s.fail(flaw.New("verify.key-lapsed", flaw.Op("key", m.ID)))
	case holder != "" && (m.Controller != holder || owner != holder):
		j.others = append(j.others, flaw.New("verify.holder-other", flaw.Op("found", m.Controller), flaw.Op("holder", holder)))
	case s.Outcome != Skipped:
	case m.Source == key.SourceReference:
		s.note(Unknown, flaw.New("verify.holder-reference", flaw.Op("holder", holder)))
	case holder == "":
		s.note(Passed, flaw.New("verify.holder-unnamed", flaw.Op("holder", m.Controller)))
	default:
		s.note(Passed, flaw.New("verify.holder-known", flaw.Op("holder", holder)))
	}
}

// asked holds a proof's challenge and domain to those that the asker gave: a presentation made for another is not ours.
func (j *judge) asked(challenge, domain *jsontree.Value) error {
	if !j.presented {
		return nil
	}
	if want := j.options.Challenge; want != "" && (challenge == nil || challenge.Kind != jsontree.Text || challenge.Text != want) {
		return flaw.New("verify.challenge", flaw.Op("found", texts(challenge)))
	}
	if want := j.options.Domain; want != "" && !domain.HasText(want) {
		return flaw.New("verify.domain", flaw.Op("found", texts(domain)), flaw.Op("want", want))
	}
	return nil
}

func texts(v *jsontree.Value) string {
	var all []string
	for _, item := range v.Each() {
		all = append(all, item.Text)
	}
	return strings.Join(all, ", ")
}
