package source

import "slices"

// The shapes of every mapping, small ones first. docs/language.md shows the same in examples, package schema as JSON
// Schema; a test there holds that the keys agree.
var (
	spanShape     = &shape{name: "span", fields: []field{may("from"), may("until")}}
	openShape     = &shape{name: "open", fields: []field{needs("question"), needs("because")}}
	capShape      = &shape{name: "at-most", fields: []field{needs("n"), needs("of")}}
	freeShape     = &shape{name: "free", each: &shape{name: "free-value"}}
	sourceShape   = &shape{name: "source", fields: []field{needs("id"), needs("page"), may("read"), may("confidence"), may("says")}}
	awardShape    = &shape{name: "awards", fields: []field{needs("credential"), may("abbreviation"), may("term")}}
	proseShape    = &shape{name: "prose", fields: []field{needs("text"), may("sources"), may("confidence"), may("language"), may("note")}}
	valueShape    = &shape{name: "value", fields: []field{mayOf("person", proseShape), mayOf("organisation", proseShape)}}
	adviceShape   = &shape{name: "recommendation", fields: []field{may("years"), needs("text"), may("sources"), may("confidence"), may("language"), may("note")}}
	coverShape    = &shape{name: "cover", fields: backing(needs("by"), needs("fills"), may("given"), mayOf("open", openShape), mayOf("listed", spanShape))}
	notBothShape  = &shape{name: "not-both", fields: []field{needs("of"), may("note")}}
	shareShape    = &shape{name: "share", fields: []field{needs("between"), may("items"), may("note")}}
	factShape     = &shape{name: "fact", fields: backing(may("title"), may("abbreviation"), may("first"), may("last"), may("void"), may("successor"), may("level"), mayOf("attributes", freeShape))}
	factsOfKind   = &shape{name: "facts-of-kind", each: factShape}
	priceShape    = &shape{name: "price", fields: backing(may("exams"), may("credentials"), may("courses"), may("events"), needs("amount"), may("place"), may("from"), may("until"))}
	personShape   = &shape{name: "candidate", fields: []field{may("id"), may("name"), may("emails"), mayOf("identifiers", freeShape)}}
	evidenceShape = &shape{name: "evidence", fields: []field{
		may("exam"), may("credential"), may("course"), may("experience"), may("credit"), may("event"), may("attribute"),
		needs("date"), may("until"), may("revoked"), may("state"), may("source"), may("reference"), may("score"),
		may("version"), may("amount"), may("unit"), mayOf("attributes", freeShape), may("note"),
	}}
	rulingShape = &shape{name: "ruling", fields: []field{
		may("grant"), may("refuse"), may("admit"), may("substitute"), may("for"), may("waive"), may("programme"),
		needs("from"), may("until"), needs("author"), needs("reason"),
	}}
	recordFields = []field{mayOf("candidate", personShape), mayOf("evidence", evidenceShape), mayOf("rulings", rulingShape)}
	recordShape  = &shape{name: "record", fields: recordFields}
	rulingsShape = &shape{name: "rulings", fields: []field{needsOf("rulings", rulingShape)}}
	expectShape  = &shape{name: "expect", fields: []field{
		needs("verdict"), may("least_left"), may("unreachable"), may("left"), mayOf("requirements", freeShape),
		mayOf("derived", freeShape), may("questions"), may("met_on"), mayOf("counts", freeShape),
	}}
	caseShape = &shape{name: "case", fields: []field{
		needs("name"), needs("as_of"), needsOf("record", recordShape), may("verified_only"), needsOf("expect", expectShape),
	}}
	testShape  = &shape{name: "test", fields: []field{needs("test"), needsOf("cases", caseShape)}}
	factsShape = &shape{name: "facts", fields: []field{
		needs("facts"), may("title"), may("page"), mayOf("sources", sourceShape), mayOf("exams", factsOfKind),
		mayOf("credentials", factsOfKind), mayOf("courses", factsOfKind), mayOf("events", factsOfKind),
		mayOf("prices", priceShape),
	}}
	requirementShape = newRequirementShape()
	versionFields    = []field{
		mayOf("in_force", spanShape), may("note"), needsOf("requires", requirementShape), mayOf("covers", coverShape),
		mayOf("not_both", notBothShape), mayOf("shares", shareShape), may("counts"),
	}
	versionShape = &shape{name: "version", fields: append([]field{needs("version")}, versionFields...)}
	headFields   = []field{
		needs("programme"), needs("title"), may("language"), needsOf("awards", awardShape), mayOf("sources", sourceShape),
		mayOf("summary", proseShape), mayOf("value", valueShape), mayOf("audience", proseShape),
		mayOf("occupations", proseShape), mayOf("recommends", adviceShape), may("specialised_by"),
	}
	splitShape     = &shape{name: "programme", fields: append(slices.Clip(headFields), needsOf("versions", versionShape))}
	programmeShape = &shape{name: "programme", fields: append(append(slices.Clip(headFields), may("version")), versionFields...)}
)

// newRequirementShape ties the knot: a requirement holds requirements.
func newRequirementShape() *shape {
	s := &shape{name: "requirement"}
	s.fields = backing(
		may("id"), may("title"), may("exam"), may("exams"), may("credential"), may("credentials"), may("ever"),
		may("course"), may("courses"), may("event"), may("events"), may("given"), mayOf("open", openShape),
		mayOf("listed", spanShape),
	)
	s.fields = append(s.fields, mayOf("all", s), mayOf("any", s), may("choose"), mayOf("from", s), mayOf("at_most", capShape))
	return s
}
