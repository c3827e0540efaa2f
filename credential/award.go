// Package credential builds Open Badges 3.0 credentials of plain values, checks that a credential is whole, and signs it.
//
// Fill an [Award] and call [Award.Build], then [Issue] with a signer; what comes out is a W3C Verifiable Credential 2.0
// that any verifier reads. [CheckModel] says what the data model asks of a credential that others made. The packages
// below this one do the parts: canonical forms (rdf, jcs), proofs, tokens, keys, status lists, schemas.
//
// It never reads the clock, fetches nothing and keeps no keys. Credentials that were once issued stay readable and
// verifiable: contexts, schemas and canonical forms are pinned.
package credential

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"waymark/credential/jsontree"
	"waymark/credential/schema"
	"waymark/credential/status"
)

// The contexts of a new credential. The extensions define the types that 1EdTech keeps out of its main context.
const (
	ContextV2         = "https://www.w3.org/ns/credentials/v2"
	ContextV1         = "https://www.w3.org/2018/credentials/v1"
	ContextOpenBadges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
	ContextExtensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
)

// Award is what an issuer says of a recipient.
type Award struct {
	// ID is the credential's own identifier, a URL or urn:uuid.
	ID                string
	Name, Description string
	Issuer            Profile
	Recipient         Recipient
	Achievement       Achievement
	Results           []Result
	Evidence          []Evidence
	Image             Image
	// Awarded is the day of the award; ValidFrom and ValidUntil bound the credential. Zero leaves out.
	Awarded, ValidFrom, ValidUntil time.Time
	// Status is where the credential's status stands; the schema of Open Badges takes one entry, no more.
	Status status.Entry
	// NamesSchema puts the official JSON Schema into the credential.
	NamesSchema bool
}

// Profile is a person or organization.
type Profile struct {
	ID, Name, URL, Description, Email string
	Image                             Image
}

// Image is a picture with the words that stand for it.
type Image struct{ ID, Caption string }

// Recipient is who the award is about: by an identifier of their own (a DID), or by hashed identities.
type Recipient struct {
	ID         string
	Identities []Identity
}

// Identity names a recipient by something that can be compared, such as a hashed e-mail address.
type Identity struct {
	// Type is emailAddress, name, … as Open Badges lists them.
	Type string
	// Hash is the value after [HashIdentity], or the plain value where Plain is set.
	Hash, Salt string
	Plain      bool
}

// HashIdentity hides an identity behind SHA-256 and a salt. An e-mail address can still be guessed by who has the
// credential: the salt keeps two credentials from being linked, no more.
func HashIdentity(identity, salt string) string {
	sum := sha256.Sum256([]byte(identity + salt))
	return "sha256$" + hex.EncodeToString(sum[:])
}

// Achievement is what was achieved.
type Achievement struct {
	ID, Type, Name, Description string
	// CriteriaURL and Criteria say what had to be done; at least one must be given.
	CriteriaURL, Criteria string
	Image                 Image
	Alignments            []Alignment
	Results               []ResultDescription
	Creator               *Profile
	Tags                  []string
	Code, Field, Version  string
	InLanguage            string
}

// Alignment ties an achievement to an entry of a framework: CTDL, an occupation, a job title.
type Alignment struct{ URL, Name, Type, Framework, Code, Description string }

// ResultDescription says what a result means.
type ResultDescription struct {
	ID, Name, Type     string
	Min, Max, Required string
}

// Result is a score or outcome.
type Result struct{ Description, Value, Status string }

// Evidence points to what shows the achievement.
type Evidence struct{ ID, Name, Narrative, Description, Genre string }

// Build makes the unsigned credential and holds it to the data model and the official schema.
func (a Award) Build() (jsontree.Value, error) {
	v := a.value()
	if err := Check(&v); err != nil {
		return jsontree.Value{}, err
	}
	return v, nil
}

func (a Award) value() jsontree.Value {
	contexts := []string{ContextV2, ContextOpenBadges}
	if a.NamesSchema {
		contexts = append(contexts, ContextExtensions)
	}
	b := newObject()
	b.put("@context", jsontree.Strings(contexts...))
	b.text("id", a.ID)
	b.put("type", jsontree.Strings("VerifiableCredential", "OpenBadgeCredential"))
	b.text("name", a.Name)
	b.text("description", a.Description)
	b.image(a.Image)
	b.put("issuer", a.Issuer.value())
	b.time("validFrom", a.ValidFrom)
	b.time("validUntil", a.ValidUntil)
	b.time("awardedDate", a.Awarded)
	b.put("credentialSubject", a.subject())
	b.each("evidence", len(a.Evidence), func(i int) jsontree.Value { return a.Evidence[i].value() })
	if a.Status.List != "" {
		b.put("credentialStatus", a.Status.Value())
	}
	if a.NamesSchema {
		s := newObject()
		s.text("id", schema.Achievement)
		s.text("type", "1EdTechJsonSchemaValidator2019")
		b.put("credentialSchema", jsontree.Array(s.Value))
	}
	return b.Value
}

func (a Award) subject() jsontree.Value {
	b := newObject()
	b.text("id", a.Recipient.ID)
	b.put("type", jsontree.Strings("AchievementSubject"))
	b.each("identifier", len(a.Recipient.Identities), func(i int) jsontree.Value { return a.Recipient.Identities[i].value() })
	b.put("achievement", a.Achievement.value())
	b.each("result", len(a.Results), func(i int) jsontree.Value { return a.Results[i].value() })
	return b.Value
}

func (i Identity) value() jsontree.Value {
	b := newObject()
	b.text("type", "IdentityObject")
	b.put("hashed", jsontree.Bool(!i.Plain))
	b.text("identityHash", i.Hash)
	b.text("identityType", i.Type)
	b.text("salt", i.Salt)
	return b.Value
}

func (p Profile) value() jsontree.Value {
	b := newObject()
	b.text("id", p.ID)
	b.put("type", jsontree.Strings("Profile"))
	b.text("name", p.Name)
	b.text("url", p.URL)
	b.text("description", p.Description)
	b.text("email", p.Email)
	b.image(p.Image)
	return b.Value
}

func (a Achievement) value() jsontree.Value {
	b := newObject()
	b.text("id", a.ID)
	b.put("type", jsontree.Strings("Achievement"))
	b.text("achievementType", a.Type)
	b.text("name", a.Name)
	b.text("description", a.Description)
	criteria := newObject()
	criteria.text("id", a.CriteriaURL)
	criteria.text("narrative", a.Criteria)
	b.put("criteria", criteria.Value)
	b.image(a.Image)
	b.each("alignment", len(a.Alignments), func(i int) jsontree.Value { return a.Alignments[i].value() })
	b.each("resultDescription", len(a.Results), func(i int) jsontree.Value { return a.Results[i].value() })
	if a.Creator != nil {
		b.put("creator", a.Creator.value())
	}
	if len(a.Tags) > 0 {
		b.put("tag", jsontree.Strings(a.Tags...))
	}
	b.text("humanCode", a.Code)
	b.text("fieldOfStudy", a.Field)
	b.text("version", a.Version)
	b.text("inLanguage", a.InLanguage)
	return b.Value
}

func (a Alignment) value() jsontree.Value {
	b := newObject()
	b.put("type", jsontree.Strings("Alignment"))
	b.text("targetCode", a.Code)
	b.text("targetDescription", a.Description)
	b.text("targetFramework", a.Framework)
	b.text("targetName", a.Name)
	b.text("targetType", a.Type)
	b.text("targetUrl", a.URL)
	return b.Value
}

func (r ResultDescription) value() jsontree.Value {
	b := newObject()
	b.text("id", r.ID)
	b.put("type", jsontree.Strings("ResultDescription"))
	b.text("name", r.Name)
	b.text("resultType", r.Type)
	b.text("valueMin", r.Min)
	b.text("valueMax", r.Max)
	b.text("requiredValue", r.Required)
	return b.Value
}

func (r Result) value() jsontree.Value {
	b := newObject()
	b.put("type", jsontree.Strings("Result"))
	b.text("resultDescription", r.Description)
	b.text("value", r.Value)
	b.text("status", r.Status)
	return b.Value
}

func (e Evidence) value() jsontree.Value {
	b := newObject()
	b.text("id", e.ID)
	b.put("type", jsontree.Strings("Evidence"))
	b.text("name", e.Name)
	b.text("narrative", e.Narrative)
	b.text("description", e.Description)
	b.text("genre", e.Genre)
	return b.Value
}

// object is an object under construction: what is empty is left out.
type object struct{ jsontree.Value }

func newObject() *object { return &object{jsontree.Object()} }

func (o *object) put(name string, v jsontree.Value) {
	o.Members = append(o.Members, jsontree.M(name, v))
}

func (o *object) text(name, text string) {
	if text != "" {
		o.put(name, jsontree.String(text))
	}
}

func (o *object) time(name string, at time.Time) {
	if !at.IsZero() {
		o.put(name, jsontree.String(at.UTC().Format("2006-01-02T15:04:05Z")))
	}
}

func (o *object) each(name string, n int, value func(int) jsontree.Value) {
	if n == 0 {
		return
	}
	items := make([]jsontree.Value, n)
	for i := range items {
		items[i] = value(i)
	}
	o.put(name, jsontree.Array(items...))
}

func (o *object) image(i Image) {
	if i.ID == "" {
		return
	}
	b := newObject()
	b.text("id", i.ID)
	b.text("type", "Image")
	b.text("caption", i.Caption)
	o.put("image", b.Value)
}

// Check holds an unsigned or signed credential of VC 2.0 to the data model and, if it is an Open Badge, to the official
// schema. The first fault found is returned.
func Check(v *jsontree.Value) error {
	if err := CheckModel(v); err != nil {
		return err
	}
	address := SchemaOf(v)
	if address == "" {
		return nil
	}
	found, err := schema.Check(v, address)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return found[0]
	}
	return nil
}

// SchemaOf is the official schema that goes with the credential's types, or "".
func SchemaOf(v *jsontree.Value) string {
	types := v.Get("type")
	switch {
	case first(v.Get("@context")) != ContextV2:
		return ""
	case types.HasText("OpenBadgeCredential"), types.HasText("AchievementCredential"):
		return schema.Achievement
	case types.HasText("EndorsementCredential"):
		return schema.Endorsement
	}
	return ""
}

func first(v *jsontree.Value) string {
	if items := v.Each(); len(items) > 0 {
		return items[0].Text
	}
	return ""
}
