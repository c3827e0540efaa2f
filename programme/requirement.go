package programme

import "waymark/record"

// Requirement is a node of the rules. The set of kinds is closed: [Item], [All], [Any] and [Choose].
//
//sumtype:decl
type Requirement interface {
	// Heading gives what every requirement carries whatever its kind. Never nil.
	Heading() *Head
	requirement()
}

// Head is what every requirement carries.
type Head struct {
	// ID is unique within a version; empty where the file gives none.
	ID string
	// Title is what people read; empty where the file gives none.
	Title string
	Note  string
	// Given are the conditions under which the requirement may be used at all; a condition uses nothing up.
	Given []Condition
	// Open is set where the published rule does not decide whether this option exists.
	Open *Question
	// Listed are the days on which this option stands in its list; both ends zero means always.
	Listed Span
	// Sources name entries of the programme's sources that say this; Confidence is Confirmed unless said otherwise.
	Sources    []string
	Confidence Confidence
}

// Heading gives the head itself, so that every kind that embeds one has it.
func (h *Head) Heading() *Head { return h }

// Silent tells that the head says nothing.
func (h *Head) Silent() bool {
	return h.ID == "" && h.Title == "" && h.Note == "" && len(h.Given) == 0 && h.Open == nil && h.Listed.Always() &&
		len(h.Sources) == 0 && h.Confidence == Confirmed
}

// Heading gives the head, one that says nothing where the item has none; it must not be written to.
func (i *Item) Heading() *Head {
	if i.Head == nil {
		return &silent
	}
	return i.Head
}

var silent Head

func (*Item) requirement()   {}
func (*All) requirement()    {}
func (*Any) requirement()    {}
func (*Choose) requirement() {}

// Item asks for one piece of evidence: an exam passed, a credential in force, a course attended, an event.
type Item struct {
	// Head is what it says of itself; nil where that is nothing, as of most items of a long list.
	Head *Head
	Ref  record.Ref
	// Ever asks for a credential that was held at any time, in force or not.
	Ever bool
}

// All asks for every part.
type All struct {
	Head
	Of []Requirement
}

// Any asks for one of its options.
type Any struct {
	Head
	Of []Requirement
}

// Choose asks for at least N different options; an option counts as one, whatever it asks for.
type Choose struct {
	Head
	N    int
	From []Requirement
	// AtMost limits how many options of a part of the list may count towards N.
	AtMost []Cap
}

// Cap lets at most N of the named items count as options of one list.
type Cap struct {
	N  int
	Of []record.Ref
}

// Condition asks that the candidate has something, without using it up.
type Condition struct {
	Ref record.Ref
	// Ever is for credentials: held at any time. Otherwise a credential must be in force on the day.
	Ever bool
}

// Question is something the published rule leaves open.
type Question struct {
	// ID names the question within its programme.
	ID string
	// Because says why it is open.
	Because string
}

// Span is a range of days, both inclusive; a zero end is open.
type Span struct {
	From, Until record.Date
}

// Holds tells whether the day lies in the span.
func (s Span) Holds(day record.Date) bool {
	return s.From <= day && (s.Until == 0 || day <= s.Until)
}

// Always tells whether the span has no ends.
func (s Span) Always() bool { return s == Span{} }

// Parts are the requirements directly inside one, in file order: none inside an item. They are the requirement's own, not a copy.
func Parts(r Requirement) []Requirement {
	var of []Requirement
	switch r := r.(type) {
	case *All:
		of = r.Of
	case *Any:
		of = r.Of
	case *Choose:
		of = r.From
	case *Item:
	}
	return of
}

// Walk visits a requirement and all inside it, in file order.
func Walk(r Requirement, visit func(Requirement)) {
	visit(r)
	for _, part := range Parts(r) {
		Walk(part, visit)
	}
}
