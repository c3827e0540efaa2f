// Package describe writes programmes in the vocabularies that registries and search engines read: CTDL, as JSON-LD, and
// schema.org.
//
// Call [CTDL] or [SchemaOrg] with a set, a programme of it and the day that the description is for. In CTDL the rules are
// ConditionProfiles where these can say them (exams, credentials and courses, all of them or one of several), and a
// Pathway with ComponentConditions where they cannot (n of m, limits, conditions). What neither can say is written in
// words and counted by [Doubts]: a reader of the data alone would then be more generous than the rules are.
//
// It reads no clock and fetches nothing. Identifiers depend on the programme's alone, so they stay the same from one
// description to the next.
package describe

import (
	"crypto/sha1" //nolint:gosec // a UUID of version 5 is made with SHA-1
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// Options are what a description is made for.
type Options struct {
	// Day decides which version of the rules is described: the one in force, or the last one where none is.
	Day record.Date
	// Base is the address below which the described things have theirs, such as https://board.example/ctdl. Without one
	// they are named by UUIDs.
	Base string
	// Words are the sentences; nil takes the English ones.
	Words *message.Catalogue
}

// Doubts are the kinds of rule of a programme that its CTDL says only in words: none means that the data alone decides as
// the rules do.
func Doubts(p *programme.Programme, day record.Date) []string {
	v, _ := described(p, day)
	if v == nil {
		return nil
	}
	_, doubts := read(v, day)
	out := make([]string, len(doubts))
	for i, d := range doubts {
		out[i] = string(d)
	}
	return out
}

// described is the version that a description is about: the one in force, or the last.
func described(p *programme.Programme, day record.Date) (v *programme.Version, inForce bool) {
	if v = p.VersionOn(day); v != nil {
		return v, true
	}
	if n := len(p.Versions); n > 0 {
		return &p.Versions[n-1], false
	}
	return nil, false
}

// describer writes one description.
type describer struct {
	set       *programme.Set
	programme *programme.Programme
	version   *programme.Version
	day       record.Date
	base      string
	words     *message.Catalogue
}

func newDescriber(set *programme.Set, p *programme.Programme, o Options) (*describer, error) {
	v, inForce := described(p, o.Day)
	if v == nil {
		return nil, fmt.Errorf("%s has no version", p.ID)
	}
	d := &describer{set: set, programme: p, version: v, day: o.Day, base: strings.TrimSuffix(o.Base, "/"), words: o.Words}
	if d.words == nil {
		d.words = message.English()
	}
	if !inForce && v.InForce.Until != 0 {
		d.day = v.InForce.Until
	}
	return d, nil
}

func (d *describer) say(code string, operands ...message.Operand) string {
	return d.words.Sentence("describe."+code, operands...)
}

// object is a JSON object; its members are written in the order of their names.
type object map[string]any

// put adds a member that has something to say.
func (o object) put(name, text string) {
	if text != "" {
		o[name] = text
	}
}

func write(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// waymarkNamespace is the UUID under which identifiers are made.
const waymarkNamespace = "6ba7b811-9dad-11d1-80b4-00c04fd430c8" // that of URLs (RFC 9562)

// uuid makes the UUID of version 5 of a name.
func uuid(name string) string {
	space, err := hex.DecodeString(strings.ReplaceAll(waymarkNamespace, "-", ""))
	if err != nil {
		panic(err) // a constant
	}
	sum := sha1.Sum(append(space, "https://waymark.invalid/"+name...)) //nolint:gosec // as the standard has it
	sum[6] = sum[6]&0x0F | 0x50
	sum[8] = sum[8]&0x3F | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// ctid is the identifier of CTDL.
func ctid(name string) string { return "ce-" + uuid(name) }

func (d *describer) id(name string) string {
	if d.base == "" {
		return "urn:uuid:" + uuid(name)
	}
	return d.base + "/" + ctid(name)
}

// page is the address where people read about a ref or the programme, or "".
func (d *describer) page(ref record.Ref) string {
	if f := d.set.Fact(ref); f != nil {
		if i := d.set.Issuer(ref.Issuer()); i != nil {
			for _, s := range f.Sources {
				for _, known := range i.Sources {
					if known.ID == s && isAddress(known.Page) {
						return known.Page
					}
				}
			}
		}
	}
	if i := d.set.Issuer(ref.Issuer()); i != nil && isAddress(i.Page) {
		return i.Page
	}
	return d.ownPage()
}

func (d *describer) ownPage() string {
	for _, s := range d.programme.Sources {
		if isAddress(s.Page) {
			return s.Page
		}
	}
	if i := d.set.Issuer(d.programme.Issuer()); i != nil && isAddress(i.Page) {
		return i.Page
	}
	return ""
}

func isAddress(page string) bool {
	return (strings.HasPrefix(page, "https://") || strings.HasPrefix(page, "http://")) && !strings.ContainsAny(page, " <>\"")
}

// title is what people call a ref.
func (d *describer) title(ref record.Ref) string {
	if f := d.set.Fact(ref); f != nil && f.Title != "" {
		return f.Title
	}
	if p := d.set.Awarding(ref.ID); p != nil && ref.Kind == record.Credential {
		return p.Title
	}
	return ref.Code()
}

func (d *describer) issuerTitle(id string) string {
	if i := d.set.Issuer(id); i != nil && i.Title != "" {
		return i.Title
	}
	return id
}

// summary is what the programme is about, in a sentence.
func (d *describer) summary() string {
	if s := d.programme.About.Summary.Value; s != "" {
		return s
	}
	return d.say("award", message.Op("title", d.programme.Title), message.Op("issuer", d.issuerTitle(d.programme.Issuer())))
}

// term is how long an award is in force, as ISO 8601 has durations, or "" for life.
func (d *describer) term() string {
	if n := d.programme.Awards.TermMonths; n > 0 {
		return fmt.Sprintf("P%dM", n)
	}
	return ""
}

// credentialName is the name of what the programme awards, the same as where others ask for it.
func (d *describer) credentialName() string {
	if id := d.programme.Awards.Credential; id != "" {
		return record.Ref{Kind: record.Credential, ID: id}.String()
	}
	return "programme " + d.programme.ID
}
