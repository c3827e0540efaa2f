// Package report shows people and programs what was found: an audit of one programme or of several, and the rules of a
// programme.
//
// Call [Text], [Markdown], [HTML] or [JSON] for an audit, the Overview functions for several at once, and the Show
// functions for rules. Every function writes one complete document to a writer and gives back the first error of that
// writer.
//
// It never decides anything: every verdict, count and reason comes from the audit, and every sentence from package
// message. It reads no clock, no file and no environment, so the same question gives the same bytes. The fields of the
// JSON forms are promised (see [Schema]); the wording and layout meant for people may improve.
package report

import (
	"waymark/message"
	"waymark/record"
)

// Options say how a document is to look.
type Options struct {
	// Candidate is whose record was audited; nothing of it is shown but the name, and the id in JSON.
	Candidate record.Candidate
	// Width is how many columns a terminal has; 0 is 80, less than 40 is 40.
	Width int
	// Style paints; the zero Style paints nothing.
	Style Style
	// Unicode allows ✓ ◐ ✗ and lines of the tree; without it everything that is not a title is ASCII.
	Unicode bool
	// Compact writes JSON on one line.
	Compact bool
	// Link gives the address of a programme's own page, for HTML that is part of a site; nil makes no links.
	Link func(programme string) string
	// Words are the sentences; nil is English.
	Words *message.Catalogue
}

func (o Options) words() *message.Catalogue {
	if o.Words == nil {
		return message.English()
	}
	return o.Words
}

func (o Options) width() int {
	switch {
	case o.Width == 0:
		return 80
	case o.Width < 40:
		return 40
	default:
		return o.Width
	}
}

// Style paints parts of a terminal document. Each function gets a piece of one line and must not change its width; nil
// leaves it as it is. Colour is never the only sign of anything.
type Style struct {
	Heading, Met, Undecided, NotMet, Quiet func(string) string
}

// tone names a function of Style.
type tone uint8

const (
	plain tone = iota
	heading
	toneMet
	toneUndecided
	toneNotMet
	quiet
)

func (s Style) paint(t tone, text string) string {
	var f func(string) string
	switch t {
	case heading:
		f = s.Heading
	case toneMet:
		f = s.Met
	case toneUndecided:
		f = s.Undecided
	case toneNotMet:
		f = s.NotMet
	case quiet:
		f = s.Quiet
	case plain:
	}
	if f == nil {
		return text
	}
	return f(text)
}
