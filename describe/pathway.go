package describe

import (
	"slices"
	"strings"

	"waymark/message"
	"waymark/record"
)

// pathwayOf says needs as a pathway: a component for each piece, and the conditions of the one that they lead to.
func (c *ctdl) pathwayOf(n *need) []object {
	name := "pathway " + c.programme.ID
	p := &pathway{ctdl: c, id: c.id(name)}
	end := c.credentialName() + " component"
	destination := p.component(end, "ceterms:CredentialComponent", c.text(c.programme.Title), c.text(c.summary()), c.ownPage())
	destination["ceterms:proxyFor"] = []string{c.id(c.credentialName())}
	destination["ceterms:isDestinationComponentOf"] = []string{p.id}
	destination["ceterms:hasCondition"] = []object{p.condition(n, c.programme.Title)}
	out := object{
		"@id": p.id, "@type": "ceterms:Pathway", "ceterms:ctid": ctid(name),
		"ceterms:name":                    c.ours(c.say("pathway-name", message.Op("title", c.programme.Title))),
		"ceterms:description":             c.ours(c.pathwayWords()),
		"ceterms:inLanguage":              []string{c.language()},
		"ceterms:ownedBy":                 []string{c.organisation(c.programme.Issuer())},
		"ceterms:hasDestinationComponent": []string{c.id(end)},
	}
	out.put("ceterms:subjectWebpage", c.ownPage())
	parts := []string{c.id(end)}
	for _, o := range p.components {
		parts = append(parts, o["@id"].(string)) //nolint:forcetypeassert // component has put it there
	}
	out["ceterms:hasPart"] = parts
	return append([]object{out, destination}, p.components...)
}

// pathwayWords says what the pathway is, and what of the rules it leaves to its readers.
func (c *ctdl) pathwayWords() string {
	words := []string{c.say("pathway", message.Op("version", c.version.Name))}
	for _, d := range c.doubts {
		words = append(words, c.say("doubt."+string(d)))
	}
	if c.version.Note != "" {
		words = append(words, c.version.Note)
	}
	return strings.Join(words, " ")
}

type pathway struct {
	*ctdl
	id         string
	components []object
	made       []piece
}

var componentTypes = map[record.Kind]string{
	record.Exam: "ceterms:AssessmentComponent", record.Credential: "ceterms:CredentialComponent", record.Course: "ceterms:CourseComponent",
	record.Experience: "ceterms:WorkExperienceComponent", record.Credit: "ceterms:CocurricularComponent",
	record.Event: "ceterms:BasicComponent", record.Attribute: "ceterms:BasicComponent",
}

func (p *pathway) component(name, typ string, title, description object, page string) object {
	o := object{
		"@id": p.ctdl.id(name), "@type": typ, "ceterms:ctid": ctid(name), "ceterms:name": title, "ceterms:description": description,
		"ceterms:isPartOf": []string{p.id},
	}
	o.put("ceterms:subjectWebpage", page)
	return o
}

// of gives the identifier of a piece's component and makes it once.
func (p *pathway) of(have piece) string {
	name := "component " + p.programme.ID + " " + have.ref.String()
	description := p.ours(p.say("piece."+have.ref.Kind.String(), message.Op("title", p.title(have.ref))))
	if have.ever {
		name += " ever"
		description = p.ours(p.say("piece.ever", message.Op("title", p.title(have.ref))))
	}
	if slices.Contains(p.made, have) {
		return p.ctdl.id(name)
	}
	p.made = append(p.made, have)
	o := p.component(name, componentTypes[have.ref.Kind], p.text(p.title(have.ref)), description, p.page(have.ref))
	o["ceterms:codedNotation"] = have.ref.Code()
	switch have.ref.Kind {
	case record.Exam, record.Credential, record.Course:
		o["ceterms:proxyFor"] = []string{p.target(have.ref)}
	default:
		o["ceterms:componentCategory"] = object{"en": have.ref.Kind.String()}
	}
	p.components = append(p.components, o)
	return o["@id"].(string) //nolint:forcetypeassert // component has put it there
}

func (p *pathway) condition(n *need, title string) object {
	if n.title != "" {
		title = n.title
	}
	out := object{
		"@type": "ceterms:ComponentCondition", "ceterms:name": p.text(title), "ceterms:requiredNumber": n.n,
		"ceterms:description": p.ours(p.count(n)),
	}
	switch {
	case n.n == n.size() && n.n > 1:
		out["ceterms:logicalOperator"] = "logic:And"
	case n.n == 1 && n.size() > 1:
		out["ceterms:logicalOperator"] = "logic:Or"
	}
	var targets []string
	for _, have := range n.pieces {
		targets = append(targets, p.of(have))
	}
	if len(targets) > 0 {
		out["ceterms:targetComponent"] = targets
	}
	var within []object
	for _, part := range n.of {
		within = append(within, p.condition(part, p.count(part)))
	}
	if len(within) > 0 {
		out["ceterms:hasCondition"] = within
	}
	return out
}

func (c *ctdl) count(n *need) string {
	switch {
	case n.size() == 0 && n.n > 0:
		return c.say("none")
	case n.n == n.size():
		return c.say("all")
	default:
		return c.say("count", message.Op("n", n.n), message.Op("of", n.size()))
	}
}
