package credential

import (
	"regexp"
	"strings"
	"time"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// CheckModel says what the Verifiable Credentials Data Model, 2.0 or 1.1, asks of a credential and this one lacks.
func CheckModel(v *jsontree.Value) error {
	if v.Kind != jsontree.Map {
		return flaw.New("model.object")
	}
	one := false
	switch first(v.Get("@context")) {
	case ContextV2:
	case ContextV1:
		one = true
	default:
		return flaw.In("@context", flaw.New("model.context"))
	}
	m := model{one: one}
	for _, check := range []func(*jsontree.Value) error{
		m.contexts, m.identity, m.types, m.issuer, m.subjects, m.dates, m.parts, m.resources,
	} {
		if err := check(v); err != nil {
			return err
		}
	}
	return nil
}

// model is the version that a credential is held to.
type model struct{ one bool }

func (m model) contexts(v *jsontree.Value) error {
	for i, c := range v.Get("@context").Each() {
		if c.Kind != jsontree.Map && (c.Kind != jsontree.Text || !url(c.Text)) {
			return at("@context", i, true, flaw.New("model.context-entry"))
		}
	}
	return nil
}

func (m model) identity(v *jsontree.Value) error {
	if id := v.Get("id"); id != nil && (id.Kind != jsontree.Text || !url(id.Text)) {
		return flaw.In("id", flaw.New("model.id"))
	}
	return nil
}

func (m model) types(v *jsontree.Value) error {
	if err := m.words(v); err != nil {
		return err
	}
	if !v.Get("type").HasText("VerifiableCredential") {
		return flaw.In("type", flaw.New("model.credential-type"))
	}
	return nil
}

// words holds that the types are text.
func (m model) words(v *jsontree.Value) error {
	types := v.Get("type")
	for i, t := range types.Each() {
		if t.Kind != jsontree.Text || t.Text == "" {
			return at("type", i, types.Kind == jsontree.List, flaw.New("model.type"))
		}
	}
	return nil
}

func (m model) issuer(v *jsontree.Value) error {
	issuer := v.Get("issuer")
	if issuer == nil {
		return flaw.New("model.no-issuer")
	}
	id := issuer.Text
	if issuer.Kind == jsontree.Map {
		id = issuer.Str("id")
	}
	if issuer.Kind == jsontree.List || !url(id) {
		return flaw.In("issuer", flaw.New("model.issuer"))
	}
	return nil
}

func (m model) subjects(v *jsontree.Value) error {
	subject := v.Get("credentialSubject")
	subjects := subject.Each()
	if len(subjects) == 0 {
		return flaw.New("model.no-subject")
	}
	for i := range subjects {
		s := &subjects[i]
		if s.Kind != jsontree.Map || len(s.Members) == 0 {
			return at("credentialSubject", i, subject.Kind == jsontree.List, flaw.New("model.subject"))
		}
		if id := s.Get("id"); id != nil && (id.Kind != jsontree.Text || !url(id.Text)) {
			return at("credentialSubject", i, subject.Kind == jsontree.List, flaw.In("id", flaw.New("model.id")))
		}
	}
	return nil
}

func (m model) dates(v *jsontree.Value) error {
	from, until := "validFrom", "validUntil"
	if m.one {
		from, until = "issuanceDate", "expirationDate"
		if v.Get(from) == nil {
			return flaw.New("model.no-date")
		}
	}
	var bounds [2]time.Time
	for i, name := range []string{from, until} {
		text := v.Get(name)
		if text == nil {
			continue
		}
		moment, err := ParseTime(text.Text)
		if err != nil {
			return flaw.In(name, flaw.New("model.date", flaw.Op("found", text.Text)))
		}
		bounds[i] = moment
	}
	if !bounds[1].IsZero() && bounds[1].Before(bounds[0]) {
		return flaw.In(until, flaw.New("model.order"))
	}
	return nil
}

var timestamp = regexp.MustCompile(`^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$`)

// ParseTime reads an xsd:dateTime with its time zone, as the data model has them.
func ParseTime(text string) (time.Time, error) {
	if !timestamp.MatchString(text) {
		return time.Time{}, flaw.New("model.date", flaw.Op("found", text))
	}
	// The last second of a day may be written as 24:00:00.
	if day, ok := strings.CutSuffix(text, "T24:00:00Z"); ok {
		at, err := time.Parse(time.DateOnly, day)
		return at.AddDate(0, 0, 1), err
	}
	return time.Parse(time.RFC3339, text)
}

// parts are the members that name a mechanism: each needs a type, some an identifier.
func (m model) parts(v *jsontree.Value) error {
	for _, part := range []struct {
		name   string
		needID bool
	}{
		{"credentialStatus", m.one}, {"credentialSchema", true}, {"refreshService", m.one}, {"termsOfUse", false}, {"evidence", false}, {"proof", false},
	} {
		whole := v.Get(part.name)
		entries := whole.Each()
		for i := range entries {
			if err := m.part(&entries[i], part.needID); err != nil {
				return at(part.name, i, whole.Kind == jsontree.List, err)
			}
		}
	}
	return nil
}

func (m model) part(v *jsontree.Value, needID bool) error {
	if v.Kind != jsontree.Map {
		return flaw.New("model.part")
	}
	types := v.Get("type").Each()
	if len(types) == 0 {
		return flaw.New("model.part-type")
	}
	for i := range types {
		if types[i].Kind != jsontree.Text || types[i].Text == "" {
			return flaw.New("model.part-type")
		}
	}
	id := v.Get("id")
	if id == nil && needID || id != nil && (id.Kind != jsontree.Text || !url(id.Text)) {
		return flaw.New("model.id")
	}
	return nil
}

// resources are the relatedResource entries: each once, with a digest.
func (m model) resources(v *jsontree.Value) error {
	whole := v.Get("relatedResource")
	entries := whole.Each()
	seen := map[string]bool{}
	for i := range entries {
		e := &entries[i]
		id := e.Str("id")
		switch {
		case e.Kind != jsontree.Map || !url(id):
			return at("relatedResource", i, whole.Kind == jsontree.List, flaw.New("model.id"))
		case seen[id]:
			return at("relatedResource", i, whole.Kind == jsontree.List, flaw.New("model.resource-twice", flaw.Op("found", id)))
		case e.Str("digestSRI") == "" && e.Str("digestMultibase") == "":
			return at("relatedResource", i, whole.Kind == jsontree.List, flaw.New("model.resource-digest"))
		}
		seen[id] = true
	}
	return nil
}

// url tells whether text is an absolute URL or another identifier with a scheme, without blanks.
func url(text string) bool {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || rest == "" || scheme == "" || strings.ContainsAny(text, " \t\n\r<>\"") {
		return false
	}
	for i := range len(scheme) {
		c := scheme[i]
		if c|0x20 >= 'a' && c|0x20 <= 'z' || i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.') {
			continue
		}
		return false
	}
	return true
}
