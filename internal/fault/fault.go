// Package fault is how an act says that it was not done: one of five kinds, and a sentence for the person who asked.
//
// Make a fault with [New] where a rule of ours is broken, wrap a driver's or system's error with [Because]; ask with
// [KindOf]. The sentence is a code of the message catalogue with its operands, so that it can be said in another language.
//
// A fault never carries a secret: its operands are shown. The cause is for logs alone. The kinds are fixed: what speaks HTTP
// gives each its status.
package fault

import (
	"errors"
	"strings"

	"waymark/message"
)

// Kind is why an act was not done.
type Kind uint8

// The kinds. Unknown is the zero value: an error that nobody here foresaw, shown to nobody.
const (
	Unknown     Kind = iota
	NotFound         // what it names is not there
	Invalid          // what was asked makes no sense
	Conflict         // it does not fit what is there already
	Forbidden        // this person may not do it
	Unavailable      // it could not be done now; the same may succeed later
)

// String is the kind's word in logs and in JSON.
func (k Kind) String() string {
	switch k {
	case NotFound:
		return "not found"
	case Invalid:
		return "invalid"
	case Conflict:
		return "conflict"
	case Forbidden:
		return "forbidden"
	case Unavailable:
		return "unavailable"
	case Unknown:
		return "unknown"
	default:
		return "unknown"
	}
}

// Error is one act not done.
type Error struct {
	Kind Kind
	// Code is the sentence's code in the message catalogue.
	Code     string
	Operands []message.Operand
	// Cause is what lies behind it, for logs; may be nil.
	Cause error
}

// New makes a fault of its kind and its sentence.
func New(kind Kind, code string, operands ...message.Operand) error {
	return &Error{Kind: kind, Code: code, Operands: operands}
}

// Because makes a fault with the error behind it.
func Because(cause error, kind Kind, code string, operands ...message.Operand) error {
	return &Error{Kind: kind, Code: code, Operands: operands, Cause: cause}
}

// Sentence is the fault in words.
func (f *Error) Sentence(words *message.Catalogue) string {
	return words.Sentence(f.Code, f.Operands...)
}

// Error is the sentence in English, and the cause where the sentence does not tell it.
func (f *Error) Error() string {
	text := f.Sentence(message.English())
	if f.Cause == nil || strings.Contains(text, f.Cause.Error()) {
		return text
	}
	return text + ": " + f.Cause.Error()
}

// Unwrap gives the cause.
func (f *Error) Unwrap() error { return f.Cause }

// KindOf gives the kind of the nearest fault in the error's chain, or Unknown.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Error](err); ok {
		return f.Kind
	}
	return Unknown
}

// Is tells whether the error is a fault of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
