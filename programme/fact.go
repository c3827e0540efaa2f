package programme

import "waymark/record"

// Fact is what is known of one exam, course, credential or event.
type Fact struct {
	Ref          record.Ref
	Title        string
	Abbreviation string
	// First is the first day it could be had; no date means it has always been.
	First record.Date
	// Last is the last day it can be had. No date means that no last day is known, unless NoLast.
	Last record.Date
	// NoLast tells that a source says there is no last day.
	NoLast bool
	// Void is the day from which it no longer counts in audits; it never touches an award already earned.
	Void      record.Date
	Successor string
	// Level and Attributes describe it for people and, later, for selectors.
	Level      string
	Attributes map[string]string
	Prices     []Price
	Sources    []string
	Confidence Confidence
	Note       string
	// File and Line are where the fact stands.
	File string
	Line int
}

// Obtainable tells whether it can still be had on the day; one whose first day is yet to come can.
func (f *Fact) Obtainable(on record.Date) bool {
	return (f.Last == 0 || on <= f.Last) && (f.Void == 0 || on < f.Void)
}

// InLife tells whether it could be had on the day.
func (f *Fact) InLife(on record.Date) bool {
	return f.First <= on && (f.Last == 0 || on <= f.Last)
}

// Price is what something costs from one day to another.
type Price struct {
	// Amount is in minor units of Currency (12500 USD is 125 dollars).
	Amount   int64
	Currency string // ISO 4217
	// Place is where the price holds (a country or city as written); empty means anywhere.
	Place      string
	In         Span
	Sources    []string
	Confidence Confidence
}

// Issuer is a certification body.
type Issuer struct {
	// ID is the part of every id before the slash.
	ID    string
	Title string
	Page  string
	// Sources are the pages the issuer's facts rest on.
	Sources []Source
	File    string
}
