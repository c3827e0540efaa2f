package describe

import (
	"io"
	"strings"

	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// SchemaOrg writes the programme as an EducationalOccupationalCredential of schema.org, as a page's JSON-LD has it.
func SchemaOrg(w io.Writer, set *programme.Set, p *programme.Programme, o Options) error {
	d, err := newDescriber(set, p, o)
	if err != nil {
		return err
	}
	issuer := object{"@type": "Organization", "name": d.issuerTitle(p.Issuer())}
	if i := set.Issuer(p.Issuer()); i != nil && isAddress(i.Page) {
		issuer["url"] = i.Page
	}
	out := object{
		"@context": "https://schema.org", "@type": "EducationalOccupationalCredential",
		"@id":  d.id(d.credentialName()),
		"name": p.Title, "description": d.summary(), "credentialCategory": "Certification",
		"identifier": p.ID, "recognizedBy": issuer, "inLanguage": d.language(),
	}
	out.put("url", d.ownPage())
	out.put("alternateName", p.Awards.Abbreviation)
	out.put("validFor", d.term())
	if asked := d.asked(); len(asked) > 0 {
		out["competencyRequired"] = asked
	}
	if jobs := p.About.Occupations; len(jobs) > 0 {
		about := make([]object, len(jobs))
		for i, job := range jobs {
			about[i] = object{"@type": "Occupation", "name": job.Value}
		}
		out["about"] = about
	}
	return write(w, out)
}

func (d *describer) language() string {
	if l := d.programme.Language; l != "" {
		return l
	}
	return "en"
}

// asked says each part of the whole rule in a few words.
func (d *describer) asked() []string {
	var out []string
	for _, q := range flattened(d.version.Requires.Of) {
		if h := q.Heading(); !h.Listed.Holds(d.day) || h.Open != nil {
			continue
		}
		out = append(out, d.brief(q))
	}
	return out
}

func (d *describer) brief(q programme.Requirement) string {
	title := q.Heading().Title
	switch q := q.(type) {
	case *programme.Item:
		return d.say("piece."+q.Ref.Kind.String(), message.Op("title", d.title(q.Ref)))
	case *programme.Choose:
		return d.titled(title, d.say("count", message.Op("n", q.N), message.Op("of", len(q.From))), q.From)
	case *programme.Any:
		return d.titled(title, d.say("one"), q.Of)
	case *programme.All:
		return d.titled(title, d.say("all"), q.Of)
	}
	return title
}

// maxNamed bounds the options that are named in a sentence.
const maxNamed = 12

func (d *describer) titled(title, count string, of []programme.Requirement) string {
	var names []string
	for _, q := range of {
		if item, ok := q.(*programme.Item); ok {
			names = append(names, d.name(item.Ref))
		} else {
			names = append(names, d.brief(q))
		}
	}
	text := count
	if len(names) <= maxNamed {
		text = count + ": " + strings.Join(names, "; ")
	}
	if title == "" {
		return text
	}
	return title + ": " + text
}

func (d *describer) name(ref record.Ref) string {
	if t := d.title(ref); t != ref.Code() {
		return t + " (" + ref.Code() + ")"
	}
	return ref.Code()
}
