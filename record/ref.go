package record

import "strings"

// Kind is what a piece of evidence is.
type Kind uint8

// The seven kinds of evidence, in the order they are listed for people.
const (
	Exam       Kind = iota + 1 // an examination passed
	Credential                 // a credential held, of one's own or another body
	Course                     // a course attended
	Experience                 // a period of work
	Credit                     // an activity that earns credit
	Event                      // an endorsement, board, form, agreement or fee
	Attribute                  // a licence, degree or other property of the person
)

// Kinds lists every kind in order.
var Kinds = []Kind{Exam, Credential, Course, Experience, Credit, Event, Attribute}

var kindNames = [...]string{Exam: "exam", Credential: "credential", Course: "course", Experience: "experience", Credit: "credit", Event: "event", Attribute: "attribute"}

// String is the kind's word in files: exam, credential, course, experience, credit, event or attribute.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return ""
}

// KindOf gives the kind of a word, or false.
func KindOf(word string) (Kind, bool) {
	for _, k := range Kinds {
		if kindNames[k] == word {
			return k, true
		}
	}
	return 0, false
}

// Ref names one thing that evidence can be of: a kind and an id such as microsoft/70-290. An id without a slash is a
// bare code, understood inside an issuer's own programme.
type Ref struct {
	Kind Kind
	ID   string
}

// String prints the ref as programmes write it: exam microsoft/70-290.
func (r Ref) String() string { return r.Kind.String() + " " + r.ID }

// Bare tells whether the id names no issuer.
func (r Ref) Bare() bool { return !strings.Contains(r.ID, "/") }

// Within gives the ref with its issuer: a bare code is the issuer's own, and stays bare where no issuer is known.
func (r Ref) Within(issuer string) Ref {
	if r.ID != "" && issuer != "" && r.Bare() {
		r.ID = issuer + "/" + r.ID
	}
	return r
}

// Issuer is the part of the id before the slash, or empty.
func (r Ref) Issuer() string {
	issuer, _, found := strings.Cut(r.ID, "/")
	if !found {
		return ""
	}
	return issuer
}

// Code is the part of the id after the slash, or the whole bare code.
func (r Ref) Code() string { return r.ID[strings.Index(r.ID, "/")+1:] }

// Compare orders refs by id, then kind: the canonical order of every list of items.
func (r Ref) Compare(other Ref) int {
	if c := strings.Compare(r.ID, other.ID); c != 0 {
		return c
	}
	return int(r.Kind) - int(other.Kind)
}
