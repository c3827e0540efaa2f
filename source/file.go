package source

import "waymark/record"

// Kind is what a file is.
type Kind uint8

// The kinds of file. Unknown is one whose first key says nothing of the kind.
const (
	Unknown       Kind = iota
	ProgrammeFile      // programme:
	FactsFile          // facts:
	RecordFile         // candidate: or evidence:
	TestFile           // test:
	RulingsFile        // rulings: alone
	OffersFile         // offers:
)

// String is the word for the kind of file in sentences.
func (k Kind) String() string {
	switch k {
	case ProgrammeFile:
		return "programme"
	case FactsFile:
		return "facts"
	case RecordFile:
		return "record"
	case TestFile:
		return "test"
	case RulingsFile:
		return "rulings"
	case OffersFile:
		return "offers"
	default:
		return "unknown"
	}
}

// File is what one file says. Kind tells which field is set; where the findings hold an error the tree may lack parts.
type File struct {
	Name      string
	Kind      Kind
	Programme *Programme
	Facts     *Facts
	Record    *record.Record
	Test      *Test
	Rulings   []record.Ruling
	Offers    *Offers
}
