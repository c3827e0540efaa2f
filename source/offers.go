package source

import (
	"waymark/diag"
	"waymark/record"
)

// Offers is a file of what one provider offers.
type Offers struct {
	// Provider names the provider, Issuer whose the file's bare codes are.
	Provider, Issuer Text
	Title, Page      Text
	AsOf             Day
	Sources          []Source
	// Lead and Waits hold for every item that says nothing else.
	Lead  Number
	Waits []Number
	Items []Offered
	// Prices hold for all items of a kind, or those named.
	Prices  []Price
	Courses []OfferedCourse
	Savings []Saving
	Backing
	Pos diag.Pos
}

// Offered is what the file says of one exam, credential or event.
type Offered struct {
	Kind    record.Kind
	Code    Text
	Prices  []Price
	Lead    Number
	Waits   []Number
	SatBy   []Condition
	Prepare []Preparation
	Backing
}

// Preparation is one entry of `prepare:`.
type Preparation struct {
	Courses []Text
	Study   Number
	Note    Text
	Pos     diag.Pos
}

// OfferedCourse is what the file says of one course.
type OfferedCourse struct {
	Code, Title Text
	Alone       *Alone
	Classes     []Class
	Note        Text
}

// Alone is a course taken without a class.
type Alone struct {
	Study  Number
	Amount Money
	Pos    diag.Pos
}

// Class is one entry of `classes:`: every day from one to another, or the days named.
type Class struct {
	ID, Place   Text
	From, Until Day
	On          []Day
	Seats       Number
	Amount      Money
	Note        Text
	Pos         diag.Pos
}

// Saving is one entry of `savings:`.
type Saving struct {
	ID, Title Text
	// On is what it applies to, Kinds everything of a kind.
	On     []Item
	Kinds  []Text
	Costs  Money
	Off    Money
	Each   Money
	Retake Flag
	// Percent, Needs, Uses, Booked and Valid are numbers: of things or of days.
	Percent, Needs, Uses, Booked, Valid Number
	In                                  Span
	Places, With                        []Text
	Note                                Text
	Pos                                 diag.Pos
}
