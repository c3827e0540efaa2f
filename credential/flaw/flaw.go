// Package flaw says what is wrong with a credential: a code, where, and the values found.
//
// Every package under credential returns a [*Flaw] for a fault in the document itself; any other error means that the
// work could not be done. Ask [Code] for the code, print the error for a sentence. A flaw never holds key material.
package flaw

import (
	"errors"

	"waymark/message"
)

// Flaw is one fault found in a document.
type Flaw struct { //nolint:errname // it is a value of the trade first, and an error by the way
	// Code names the kind of fault; its sentence stands in the message catalogue.
	Code string
	// Path leads to the place inside the document as a JSON Pointer; it is empty for the document itself.
	Path string
	// Operands are the values that the sentence shows.
	Operands []message.Operand
}

// New makes a flaw of the whole document; [In] adds the path while the error is handed up.
func New(code string, operands ...message.Operand) *Flaw {
	return &Flaw{Code: code, Operands: operands}
}

// Op makes an operand.
func Op(name string, value any) message.Operand { return message.Op(name, value) }

// Error is the English sentence, with the place before it.
func (f *Flaw) Error() string {
	sentence := message.English().Sentence(f.Code, f.Operands...)
	if f.Path == "" {
		return sentence
	}
	return f.Path + ": " + sentence
}

// In puts step before the path of err, if err is a flaw.
func In(step string, err error) error {
	if f, ok := errors.AsType[*Flaw](err); ok {
		f.Path = "/" + pointer(step) + f.Path
	}
	return err
}

// Code gives the code of err, or "" if err is no flaw.
func Code(err error) string {
	if f, ok := errors.AsType[*Flaw](err); ok {
		return f.Code
	}
	return ""
}

// pointer escapes one step of a JSON Pointer (RFC 6901).
func pointer(step string) string {
	out := make([]byte, 0, len(step))
	for i := range len(step) {
		switch step[i] {
		case '~':
			out = append(out, "~0"...)
		case '/':
			out = append(out, "~1"...)
		default:
			out = append(out, step[i])
		}
	}
	return string(out)
}
