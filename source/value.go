package source

import (
	"waymark/diag"
	"waymark/record"
)

// Text is a scalar as it was written.
type Text struct {
	Value string
	Pos   diag.Pos
	// Length is how many characters to underline.
	Length int
}

// Given tells whether the file has the value at all.
func (t Text) Given() bool { return t.Pos.Known() }

// Day is a calendar day with its place.
type Day struct {
	Date   record.Date
	Pos    diag.Pos
	Length int
}

// Given tells whether the file has the day at all.
func (d Day) Given() bool { return d.Pos.Known() }

// Number is a whole number with its place.
type Number struct {
	Value  int
	Pos    diag.Pos
	Length int
}

// Given tells whether the file has the number at all.
func (n Number) Given() bool { return n.Pos.Known() }

// Flag is true or false with its place.
type Flag struct {
	Value bool
	Pos   diag.Pos
}

// Given tells whether the file has the flag at all.
func (f Flag) Given() bool { return f.Pos.Known() }

// Span is `{from: day, until: day}`; either may be missing.
type Span struct {
	From, Until Day
	Pos         diag.Pos
}

// Money is an amount in minor units of its currency: 125.00 USD is 12500.
type Money struct {
	Minor    int64
	Currency string // ISO 4217
	Pos      diag.Pos
	Length   int
}

// Item is `exam 70-290`, `ever-held credential mcse-nt4`, or the same as a key and its value.
type Item struct {
	// Ref is as written: a bare code names no issuer yet.
	Ref  record.Ref
	Ever bool
	// Pos is where the code stands where it is a value of its own, else where the whole item does.
	Pos    diag.Pos
	Length int
}

// Entry is one key and its value in a mapping whose keys are the author's own.
type Entry struct {
	Key, Value Text
}

// Backing is what may stand on any requirement, cover, fact or price: who says so, and how sure it is.
type Backing struct {
	// Sources name entries of the file's own list of sources.
	Sources []Text
	// Confidence is empty, confirmed, unconfirmed, disputed or sample.
	Confidence Text
	Note       Text
}
