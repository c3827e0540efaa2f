package find

import (
	"slices"

	"waymark/message"
)

// Reason says what matched: a code and its operands. Its sentence is "find." + Code in the message catalogue.
type Reason struct {
	// Code is one of [ReasonCodes].
	Code string
	// Found is what stands in the entry: the code, the words of the title, the job title.
	Found []string

	score int
}

// Sentence is the reason in words.
func (r Reason) Sentence(words *message.Catalogue) string {
	return words.Sentence("find."+r.Code, message.Op("found", r.Found))
}

var fieldNames = [...]string{
	fieldKind: "kind", fieldIssuer: "issuer", fieldOccupation: "occupation", fieldPart: "code", fieldTitle: "title",
	fieldAbbreviation: "abbreviation", fieldID: "id", fieldCode: "code",
}

// ReasonCodes lists every code, so that a test can hold that each has its sentence: where the match stands, with
// "-begins" where only the beginning matches and "-like" where a typo was forgiven.
func ReasonCodes() []string {
	var codes []string
	for _, name := range fieldNames {
		codes = append(codes, name, name+"-begins", name+"-like")
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// explain adds why f matched; words found in one place in one way are one reason.
func explain(why []Reason, f fit) []Reason {
	code := fieldNames[f.field]
	switch f.quality {
	case begins:
		code += "-begins"
	case alike, nearly:
		code += "-like"
	case written:
	}
	for i := range why {
		if why[i].Code != code {
			continue
		}
		if !slices.Contains(why[i].Found, f.text) {
			why[i].Found = append(why[i].Found, f.text)
		}
		why[i].score = max(why[i].score, f.score())
		return why
	}
	return append(why, Reason{Code: code, Found: []string{f.text}, score: f.score()})
}
