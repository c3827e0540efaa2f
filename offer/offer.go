// Package offer says what exams, courses and savings are on offer: prices by day, place and currency, what prepares for
// what, dated classes, and what makes them cheaper. It is types only.
//
// A [Provider] is made from a file by package programme/compile; package plan finds the best way through several of them.
// Values here are immutable once made. What a field means for a plan is written in docs/offers.md.
//
// Fields are added, never changed in meaning, so that an old file of offers plans as it did.
package offer

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// Provider is one body's offers.
type Provider struct {
	// ID names the provider; Issuer is whose a bare code is.
	ID, Issuer string
	Title      string
	Page       string
	// AsOf is the business day the offers are of.
	AsOf       record.Date
	Sources    []programme.Source
	Confidence programme.Confidence
	Note       string
	Items      []Item
	Courses    []Course
	Savings    []Saving
	// Hash is the SHA-256 of the file's bytes.
	Hash [32]byte
	// File is where the offers were read from.
	File string
}

// Item is what is offered of one exam, event or credential of another body.
type Item struct {
	Ref    record.Ref
	Prices []programme.Price
	// Lead is how many days lie at least between booking and sitting.
	Lead int
	// Waits are the days to wait after the first failed try, the second, and so on; the last holds for all that follow.
	Waits []int
	// Given says who may sit it at all: all of these must hold before the day.
	Given []programme.Condition
	// Prepare are the ways to get ready, any one of which is enough; none means that nothing is known to be needed.
	Prepare    []Preparation
	Confidence programme.Confidence
	Note       string
}

// Preparation is one way to get ready: every course, and so many hours of study alone.
type Preparation struct {
	Courses []record.Ref
	Hours   int
	Note    string
}

// Course is what is offered of one course.
type Course struct {
	Ref   record.Ref
	Title string
	// Alone is the course taken without a class, or nil.
	Alone   *Alone
	Classes []Class
	Note    string
}

// Alone is a course taken by oneself, at any time.
type Alone struct {
	Hours  int
	Amount int64
	// Currency is empty where no price is known.
	Currency string
}

// Class is a course on given days in a given place.
type Class struct {
	// ID is unique within the provider.
	ID    string
	Place string
	// Days are the days it meets, ascending.
	Days []record.Date
	// Seats is how many are free, -1 where that is not known.
	Seats    int
	Amount   int64
	Currency string
	Note     string
}

// First is the class's first day.
func (c *Class) First() record.Date { return c.Days[0] }

// Last is the class's last day.
func (c *Class) Last() record.Date { return c.Days[len(c.Days)-1] }

// Saving makes things cheaper.
type Saving struct {
	// ID is unique within the provider.
	ID, Title string
	// On is what it applies to; Kinds applies it to everything the provider offers of a kind.
	On    []record.Ref
	Kinds []record.Kind
	// Cost is what it costs itself: a pass, a pack of vouchers, a bundle. Currency is that of every amount here.
	Cost     int64
	Currency string
	// Percent and Off are taken off the price of each thing; with Fixed each costs Each, if that is less.
	Percent int
	Off     int64
	Fixed   bool
	Each    int64
	// Retake pays for one second try of each exam it is used for.
	Retake bool
	// Needs is how many things must be bought with it at least, Uses how many can be at most; 0 is no limit.
	Needs, Uses int
	// Booked is how many days before its first day a thing must be booked.
	Booked int
	// In are the days in which the thing must begin; Valid is for how many days the saving lasts once begun, 0 for ever.
	In    programme.Span
	Valid int
	// Places limits it to things in these places; empty means anywhere.
	Places []string
	// With names other savings of the provider that may be used for the same thing. Naming is mutual.
	With []string
	Note string
}

// Takes is how much the saving takes off a price, before it is limited by the price itself. Retakes is how many second
// tries the price has to pay for beside the first.
func (s *Saving) Takes(price int64, retakes int) int64 {
	off := price*int64(s.Percent)/100 + s.Off
	if s.Fixed {
		off += max(price-s.Each, 0)
	}
	if s.Retake && retakes > 0 {
		off += price
	}
	return off
}

// AppliesTo tells whether the saving is for the thing at all.
func (s *Saving) AppliesTo(ref record.Ref) bool {
	return slices.Contains(s.On, ref) || slices.Contains(s.Kinds, ref.Kind)
}

// Alongside tells whether two savings may be used for the same thing.
func Alongside(a, b *Saving) bool {
	return slices.Contains(a.With, b.ID) || slices.Contains(b.With, a.ID)
}
