package source

import (
	"waymark/diag"
	"waymark/record"
)

// Programme is a programme file.
type Programme struct {
	// ID is issuer/name; compile complains of one without an issuer.
	ID              Text
	Title, Language Text
	Awards          Award
	Sources         []Source
	Summary         Prose
	// Person and Organisation are the two lists under `value`.
	Person, Organisation []Prose
	Audience             Prose
	Occupations          []Prose
	Recommends           []Recommendation
	SpecialisedBy        []Text
	// Versions holds one version where the file has no `versions:`.
	Versions []Version
	// Split tells that the file has `versions:`.
	Split bool
	Pos   diag.Pos
}

// Award is `awards:`.
type Award struct {
	Credential, Abbreviation Text
	// Term is lifetime, or a number of months or years.
	Term Term
	Pos  diag.Pos
}

// Term is `lifetime`, `36 months` or `3 years`.
type Term struct {
	// Months is 0 for life.
	Months int
	Pos    diag.Pos
	Length int
}

// Source is one entry of `sources:` at the head of a file.
type Source struct {
	ID, Page, Says Text
	Read           Day
	Confidence     Text
	Pos            diag.Pos
}

// Prose is text for people with the sources that say it.
type Prose struct {
	Text     Text
	Language Text
	Backing
}

// Recommendation is one entry of `recommends:`.
type Recommendation struct {
	Years Number
	Prose
}

// Version is one entry of `versions:`, or what stands at the top of a file without it.
type Version struct {
	Name     Text
	InForce  Span
	Requires []*Requirement
	Covers   []Cover
	NotBoth  []NotBoth
	Shares   []Share
	Counts   Text
	Note     Text
	// Pos is where the entry begins; RequiresPos is the key `requires`.
	Pos, RequiresPos diag.Pos
}

// Body is what a requirement asks for.
type Body uint8

// The bodies. NoBody stands only in a tree that has an error.
const (
	NoBody     Body = iota
	ItemBody        // exam, credential, course or event: Items[0]
	ItemsBody       // exams, credentials, courses or events: as many options or parts as Items
	AllBody         // all: Of
	AnyBody         // any: Of
	ChooseBody      // choose N from Of
)

// Requirement is a node of the rules as written.
type Requirement struct {
	Body Body
	// Short tells that it is written as text (`exam 70-290`) and not as a mapping.
	Short     bool
	ID, Title Text
	Given     []Condition
	Open      *Question
	Listed    Span
	Items     []Item
	N         Number
	Of        []*Requirement
	AtMost    []Cap
	Backing
	// Pos is where the requirement begins, BodyPos the key that says what it asks for.
	Pos, BodyPos diag.Pos
	// Length is that of the text where Short, else of the key at BodyPos.
	Length int
}

// Condition is `holds CREDENTIAL`, `ever held CREDENTIAL` or `passed EXAM`.
type Condition struct {
	Ref    record.Ref
	Ever   bool
	Pos    diag.Pos
	Length int
}

// Question is `open:`.
type Question struct {
	ID, Because Text
	Pos         diag.Pos
}

// Cap is one entry of `at_most:`.
type Cap struct {
	N   Number
	Of  []Item
	Pos diag.Pos
}

// Cover is one entry of `covers:`.
type Cover struct {
	By     Item
	Fills  []Text
	Given  []Condition
	Open   *Question
	Listed Span
	Backing
	Pos diag.Pos
}

// NotBoth is one entry of `not_both:`.
type NotBoth struct {
	Of   []Item
	Note Text
	Pos  diag.Pos
}

// Share is one entry of `shares:`.
type Share struct {
	Between []Text
	Items   []Item
	Note    Text
	Pos     diag.Pos
}
