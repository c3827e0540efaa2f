package credential

import (
	"encoding/base64"
	"mime"
	neturl "net/url"
	"strings"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// The types of a document that holds a signed token in place of members of its own.
const (
	EnvelopedCredential   = "EnvelopedVerifiableCredential"
	EnvelopedPresentation = "EnvelopedVerifiablePresentation"
)

// CheckPresentation says what the data model, 2.0 or 1.1, asks of a presentation and this one lacks. The credentials in
// it are held to the model too.
func CheckPresentation(v *jsontree.Value) error {
	if v.Kind != jsontree.Map {
		return flaw.New("model.object")
	}
	m := model{}
	switch first(v.Get("@context")) {
	case ContextV2:
	case ContextV1:
		m.one = true
	default:
		return flaw.In("@context", flaw.New("model.context"))
	}
	for _, check := range []func(*jsontree.Value) error{m.contexts, m.identity, m.words, m.holder, m.presented, m.parts} {
		if err := check(v); err != nil {
			return err
		}
	}
	if !v.Get("type").HasText("VerifiablePresentation") {
		return flaw.In("type", flaw.New("model.presentation-type"))
	}
	return nil
}

func (m model) holder(v *jsontree.Value) error {
	holder := v.Get("holder")
	if holder == nil {
		return nil
	}
	id := holder.Text
	if holder.Kind == jsontree.Map {
		id = holder.Str("id")
	}
	if holder.Kind != jsontree.Map && holder.Kind != jsontree.Text || !url(id) {
		return flaw.In("holder", flaw.New("model.holder"))
	}
	return nil
}

func (m model) presented(v *jsontree.Value) error {
	whole := v.Get("verifiableCredential")
	if whole != nil && whole.Kind == jsontree.Null {
		return flaw.In("verifiableCredential", flaw.New("model.presented"))
	}
	entries := whole.Each()
	for i := range entries {
		if err := m.presentedOne(&entries[i]); err != nil {
			return at("verifiableCredential", i, whole.Kind == jsontree.List, err)
		}
	}
	return nil
}

func (m model) presentedOne(v *jsontree.Value) error {
	switch {
	case v.Kind == jsontree.Text && m.one:
		return nil // the older model takes a token as it is
	case v.Kind != jsontree.Map:
		return flaw.New("model.presented")
	case v.Get("type").HasText(EnvelopedCredential):
		_, err := OpenEnvelope(v, EnvelopedCredential)
		return err
	default:
		return CheckModel(v)
	}
}

// OpenEnvelope gives the token that an enveloped credential or presentation (want) holds in its data: URL.
func OpenEnvelope(v *jsontree.Value, want string) (string, error) {
	types := v.Get("type").Each()
	rest, isData := strings.CutPrefix(v.Str("id"), "data:")
	if len(types) != 1 || types[0].Text != want || !isData || !v.Get("@context").HasText(ContextV2) {
		return "", flaw.New("model.envelope", flaw.Op("want", want))
	}
	head, body, found := strings.Cut(rest, ",")
	if !found {
		return "", flaw.New("model.envelope", flaw.Op("want", want))
	}
	head, packed := strings.CutSuffix(head, ";base64")
	media, _, err := mime.ParseMediaType(head)
	switch {
	case err != nil:
		return "", flaw.New("model.envelope-media", flaw.Op("found", head))
	case media != "application/vc+jwt" && media != "application/vp+jwt" && media != "application/jwt":
		return "", flaw.New("model.envelope-media", flaw.Op("found", media))
	case packed:
		data, err := base64.StdEncoding.DecodeString(body)
		if err != nil {
			return "", flaw.New("model.envelope", flaw.Op("want", want))
		}
		return string(data), nil
	}
	token, err := neturl.PathUnescape(body)
	if err != nil {
		return "", flaw.New("model.envelope", flaw.Op("want", want))
	}
	return token, nil
}

// Envelop puts a credential's token into an enveloped credential, as presentations hold it.
func Envelop(token string) jsontree.Value {
	return jsontree.Object(
		jsontree.M("@context", jsontree.String(ContextV2)),
		jsontree.M("id", jsontree.String("data:application/vc+jwt,"+token)),
		jsontree.M("type", jsontree.String(EnvelopedCredential)),
	)
}
