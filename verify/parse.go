package verify

import (
	"bytes"
	"errors"

	"waymark/credential"
	"waymark/credential/bake"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/jwt"
)

// MaxSize bounds what is read at all.
const MaxSize = 16 << 20

// document is a credential taken out of its wrapping.
type document struct {
	form  string
	value jsontree.Value
	token *jwt.Token
	// one tells of the data model 1.1.
	one bool
}

func as(err error) *flaw.Flaw {
	f, _ := errors.AsType[*flaw.Flaw](err)
	return f
}

// open takes a credential out of JSON, a token or a picture.
func open(data []byte) (document, error) {
	if len(data) > MaxSize {
		return document{}, flaw.New("verify.size", flaw.Op("limit", MaxSize>>20))
	}
	d := document{}
	if bake.IsPNG(data) || bake.IsSVG(data) {
		d.form = "svg "
		if bake.IsPNG(data) {
			d.form = "png "
		}
		var err error
		if data, err = bake.Extract(data); err != nil {
			return d, err
		}
	}
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if jwt.Looks(string(data)) {
		d.form += "jwt"
		token, err := jwt.Parse(string(data))
		if err != nil {
			return d, err
		}
		d.token = token
		d.value, d.one, err = token.Credential()
		return d, err
	}
	d.form += "json"
	var err error
	if d.value, err = jsontree.Parse(data); err != nil || !d.value.Get("type").HasText(credential.EnvelopedCredential) {
		return d, err
	}
	text, err := credential.OpenEnvelope(&d.value, credential.EnvelopedCredential)
	if err != nil {
		return d, err
	}
	d.form += " jwt"
	if d.token, err = jwt.Parse(text); err != nil {
		return d, err
	}
	d.value, d.one, err = d.token.Credential()
	return d, err
}

// parse is the first step: it is one document, it keeps to the data model, and nothing of it escapes the signature.
func (j *judge) parse(data []byte) bool {
	s := j.step(StepParse)
	doc, err := open(data)
	j.verdict.Form = doc.form
	if err == nil {
		j.verdict.Credential = doc.value
		err = credential.CheckModel(&doc.value)
	}
	if err != nil {
		s.fail(err)
		return false
	}
	doc.one = contextOf(&doc.value) == credential.ContextV1
	j.doc = doc
	// A token's signature covers its bytes; a proof's covers what JSON-LD makes of them.
	unsigned := doc.value.Without("proof")
	if err := j.options.Contexts.Compacted(&unsigned); err != nil {
		switch {
		case flaw.Code(err) == "jsonld.unknown-context":
			s.note(Unknown, as(err))
		case doc.token != nil:
			s.note(Passed, as(err))
		default:
			s.fail(err)
			return true
		}
		return true
	}
	s.note(Passed, flaw.New("verify.parsed", flaw.Op("form", doc.form)))
	return true
}

func contextOf(v *jsontree.Value) string {
	if items := v.Get("@context").Each(); len(items) > 0 {
		return items[0].Text
	}
	return ""
}
