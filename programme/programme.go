// Package programme says what a certification programme is: its rules in dated versions, the facts they rest on, and
// what it is worth to whom. It is types only.
//
// Package programme/compile makes a [Programme] from a file; [NewSet] puts programmes and facts together; package audit
// decides a candidate's standing against a Set. Values here are immutable once in a Set: share them freely, never write.
//
// Requirement kinds are added, never changed in meaning, so that an old rule set audits as it did.
package programme

import "waymark/record"

// Programme is the rules of one credential (ISO/IEC 17024: certification scheme) in dated versions.
type Programme struct {
	// ID is issuer/name, such as microsoft/mcse-2003.
	ID     string
	Title  string
	Awards Award
	// Language is the BCP 47 tag of the file's prose.
	Language string
	About    About
	Sources  []Source
	// Versions are in order of From and do not overlap.
	Versions []Version
	// SpecialisedBy are ids of programmes that build a designation on this one.
	SpecialisedBy []string
	// Hash is the SHA-256 of the canonical text of the programme's rules.
	Hash [32]byte
	// File is where the programme was read from.
	File string
}

// Issuer is the part of the id before the slash.
func (p *Programme) Issuer() string { return record.Ref{ID: p.ID}.Issuer() }

// VersionOn gives the version in force on the day, or nil.
func (p *Programme) VersionOn(day record.Date) *Version {
	for i := range p.Versions {
		if p.Versions[i].InForce.Holds(day) {
			return &p.Versions[i]
		}
	}
	return nil
}

// Award is the credential that follows from meeting a programme.
type Award struct {
	// Credential is the id of the credential; it may differ from the programme's.
	Credential   string
	Abbreviation string
	// TermMonths is how long an award is in force; 0 is for life.
	TermMonths int
}

// About is the programme in prose, for people.
type About struct {
	Summary Text
	// Person and Organisation say what the credential is worth to each.
	Person, Organisation []Text
	Audience             Text
	Occupations          []Text
	Recommends           []Recommendation
}

// Text is a piece of prose with the sources that say it.
type Text struct {
	Value      string
	Sources    []string
	Confidence Confidence
	// Language is the BCP 47 tag where it differs from the programme's.
	Language string
}

// Recommendation is advised and never required.
type Recommendation struct {
	// Years is the advised experience in years; 0 where the text alone says it.
	Years int
	Text  Text
}

// Version is the rules from one day to another.
type Version struct {
	// Name is what reports call the version, such as 2003-10; unique within the programme.
	Name    string
	InForce Span
	// Requires is the whole rule: every top-level requirement must be met. Never nil.
	Requires *All
	Covers   []Cover
	NotBoth  []NotBoth
	Shares   []Share
	// OnceWritten tells that the file says `counts: once` in so many words.
	OnceWritten bool
	Note        string
}

// Cover lets one piece of evidence fill several named requirements at once. It is used up once.
type Cover struct {
	By    record.Ref
	Ever  bool
	Fills []string
	Given []Condition
	Open  *Question
	// Listed are the days on which the cover is offered.
	Listed     Span
	Sources    []string
	Confidence Confidence
	Note       string
}

// NotBoth lets at most one of its items count in the programme.
type NotBoth struct {
	Of   []record.Ref
	Note string
}

// Share lets one piece of evidence fill one slot in each of the named requirements.
type Share struct {
	Between []string
	// Items limits the sharing to these; empty means any item.
	Items []record.Ref
	Note  string
}

// Source is a page or document that facts rest on.
type Source struct {
	ID         string
	Page       string
	Read       record.Date
	Confidence Confidence
	Says       string
}

// Confidence says how well a fact is known.
type Confidence uint8

// The confidences. Confirmed is the zero value: a named source says it.
const (
	Confirmed   Confidence = iota
	Unconfirmed            // general knowledge, or only a weak source
	Disputed               // sources disagree; the note says how
	Sample                 // invented for an example
)

// String is the confidence's word in files.
func (c Confidence) String() string {
	switch c {
	case Unconfirmed:
		return "unconfirmed"
	case Disputed:
		return "disputed"
	case Sample:
		return "sample"
	default:
		return "confirmed"
	}
}
