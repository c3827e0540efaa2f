package describe

import (
	"io"
	"slices"

	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// The contexts of CTDL: the official one, and the few definitions that a description needs, for readers that cannot
// fetch it.
const officialContext = "https://credreg.net/ctdl/schema/context/json"

func contexts() []any {
	link := func(name string) object { return object{"@id": name, "@type": "@id"} }
	words := func(name string) object { return object{"@id": name, "@container": "@language"} }
	own := object{ //nolint:gosec // addresses, no secrets
		"ceterms":        "https://purl.org/ctdl/terms/",
		"ceasn":          "https://purl.org/ctdlasn/terms/",
		"credentialStat": "https://purl.org/ctdl/vocabs/credentialStat/",
		"logic":          "https://purl.org/ctdl/vocabs/logic/",
		"xsd":            "http://www.w3.org/2001/XMLSchema#",
	}
	for _, name := range []string{"name", "description", "alternateName", "targetNodeName", "componentCategory"} {
		own["ceterms:"+name] = words("ceterms:" + name)
	}
	for _, name := range []string{
		"subjectWebpage", "ownedBy", "offeredBy", "targetNode", "targetAssessment", "targetCredential", "targetLearningOpportunity",
		"hasDestinationComponent", "hasPart", "isPartOf", "proxyFor", "targetComponent", "logicalOperator",
	} {
		own["ceterms:"+name] = link("ceterms:" + name)
	}
	return []any{officialContext, own}
}

// CTDL writes the programme as CTDL JSON-LD: one graph with the credential, its issuer, what it asks for, and a pathway
// where condition profiles cannot say the rules.
func CTDL(w io.Writer, set *programme.Set, p *programme.Programme, o Options) error {
	d, err := newDescriber(set, p, o)
	if err != nil {
		return err
	}
	needs, doubts := read(d.version, d.day)
	c := &ctdl{describer: d, doubts: doubts}
	graph := []object{c.credential(needs)}
	graph = append(graph, c.organisations()...)
	graph = append(graph, c.targets...)
	graph = append(graph, c.pathway...)
	return write(w, object{"@context": contexts(), "@graph": graph})
}

// ctdl is one graph under way.
type ctdl struct {
	*describer
	doubts []doubt
	// targets are the exams, credentials and courses that were named, in that order.
	targets []object
	named   []record.Ref
	pathway []object
}

// text is a text with its language, as CTDL writes it.
func (c *ctdl) text(s string) object { return object{c.language(): s} }

// ours is a text of ours.
func (c *ctdl) ours(s string) object { return object{c.words.Language(): s} }

func (c *ctdl) organisation(issuer string) string { return c.id("issuer " + issuer) }

func (c *ctdl) credential(needs *need) object {
	status := "Active"
	if !c.version.InForce.Holds(c.day) || c.programme.VersionOn(c.day) == nil {
		status = "Ceased"
	}
	out := object{
		"@id": c.id(c.credentialName()), "@type": "ceterms:Certification", "ceterms:ctid": ctid(c.credentialName()),
		"ceterms:name": c.text(c.programme.Title), "ceterms:description": c.text(c.summary()),
		"ceterms:inLanguage": []string{c.language()},
		"ceterms:ownedBy":    []string{c.organisation(c.programme.Issuer())},
		"ceterms:offeredBy":  []string{c.organisation(c.programme.Issuer())},
		"ceterms:credentialStatusType": object{
			"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": "credentialStat:" + status,
			"ceterms:targetNodeName": object{"en-US": status},
		},
	}
	out.put("ceterms:subjectWebpage", c.ownPage())
	out.put("ceterms:renewalFrequency", c.term())
	if a := c.programme.Awards.Abbreviation; a != "" {
		out["ceterms:alternateName"] = object{c.language(): []string{a}}
	}
	var jobs []object
	for _, t := range c.programme.About.Occupations {
		jobs = append(jobs, object{"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": c.text(t.Value)})
	}
	if len(jobs) > 0 {
		out["ceterms:occupationType"] = jobs
	}
	if advice := c.recommends(); len(advice) > 0 {
		out["ceterms:recommends"] = advice
	}
	out["ceterms:requires"] = c.requires(needs)
	return out
}

func (c *ctdl) recommends() []object {
	var out []object
	for _, r := range c.programme.About.Recommends {
		profile := object{"@type": "ceterms:ConditionProfile", "ceterms:description": c.text(r.Text.Value)}
		if r.Text.Value == "" {
			profile["ceterms:description"] = c.ours(c.say("experience", message.Op("n", r.Years)))
		}
		if r.Years > 0 {
			profile["ceterms:yearsOfExperience"] = r.Years
		}
		out = append(out, profile)
	}
	return out
}

// requires says the rules: in profiles, or in one that leads to the pathway.
func (c *ctdl) requires(needs *need) []object {
	if profiles, ok := c.profiles(needs); ok && len(c.doubts) == 0 {
		return profiles
	}
	c.targets, c.named = nil, nil
	c.pathway = c.pathwayOf(needs)
	profile := object{"@type": "ceterms:ConditionProfile", "ceterms:description": c.ours(c.say("pathway", message.Op("version", c.version.Name)))}
	if from := c.version.InForce.From; from != 0 {
		profile["ceterms:dateEffective"] = from.String()
	}
	return []object{profile}
}

// organisations are the issuers of everything in the graph.
func (c *ctdl) organisations() []object {
	issuers := []string{c.programme.Issuer()}
	for _, ref := range c.named {
		if i := ref.Issuer(); i != "" && !slices.Contains(issuers, i) {
			issuers = append(issuers, i)
		}
	}
	var out []object
	for _, id := range issuers {
		o := object{
			"@id": c.organisation(id), "@type": "ceterms:CredentialOrganization", "ceterms:ctid": ctid("issuer " + id),
			"ceterms:name": object{"en": c.issuerTitle(id)},
		}
		if i := c.set.Issuer(id); i != nil && isAddress(i.Page) {
			o["ceterms:subjectWebpage"] = i.Page
		}
		out = append(out, o)
	}
	return out
}

// target names an exam, credential or course, and puts it into the graph once.
func (c *ctdl) target(ref record.Ref) string {
	name := ref.String()
	id := c.id(name)
	if slices.Contains(c.named, ref) || name == c.credentialName() {
		return id
	}
	c.named = append(c.named, ref)
	kind := map[record.Kind]string{
		record.Exam: "ceterms:AssessmentProfile", record.Credential: "ceterms:Certification", record.Course: "ceterms:Course",
	}[ref.Kind]
	o := object{
		"@id": id, "@type": kind, "ceterms:ctid": ctid(name), "ceterms:name": c.text(c.title(ref)),
		"ceterms:codedNotation": ref.Code(), "ceterms:ownedBy": []string{c.organisation(ref.Issuer())},
	}
	o.put("ceterms:subjectWebpage", c.page(ref))
	c.targets = append(c.targets, o)
	return id
}
