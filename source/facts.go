package source

import (
	"waymark/diag"
	"waymark/record"
)

// Facts is a file of facts about one issuer's exams, credentials, courses and events.
type Facts struct {
	// Issuer is the part of every id before the slash.
	Issuer      Text
	Title, Page Text
	Sources     []Source
	// Facts are in file order.
	Facts  []Fact
	Prices []Price
	Pos    diag.Pos
}

// Fact is what the file says of one code.
type Fact struct {
	Kind record.Kind
	Code Text
	// Title is what people read.
	Title, Abbreviation Text
	First, Last, Void   Day
	// NoLast is the place of `last: none`.
	NoLast     diag.Pos
	Successor  Text
	Level      Text
	Attributes []Entry
	Backing
}

// Price is one entry of `prices:`.
type Price struct {
	Kind record.Kind
	// All tells that it holds for everything of the kind; otherwise for Codes.
	All    bool
	Codes  []Text
	Amount Money
	Place  Text
	In     Span
	Backing
	Pos diag.Pos
}
