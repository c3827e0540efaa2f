package check

import (
	"strings"

	"waymark/diag"
	"waymark/programme"
)

// prose is one text that speaks about rules.
type prose struct {
	text string
	// about is the requirement the text stands on, or nil for the whole version.
	about programme.Requirement
	// title tells that it heads the requirement; every other text is made of sentences.
	title bool
	at    diag.Pos
}

// texts lists the titles and notes of a version in file order; those in another language than English are left out,
// for the rules about prose know English only.
func (rs *ruleset) texts() []prose {
	if !english(rs.programme.Language) {
		return nil
	}
	var all []prose
	if rs.version.Note != "" {
		all = append(all, prose{text: rs.version.Note, at: rs.atPart(part{key: "note"})})
	}
	for q := range rs.all() {
		head := q.Heading()
		if rs.again[q] {
			continue
		}
		if head.Title != "" {
			all = append(all, prose{text: head.Title, about: q, title: true, at: rs.atPart(part{of: q, key: "title"})})
		}
		if head.Note != "" {
			all = append(all, prose{text: head.Note, about: q, at: rs.atPart(part{of: q, key: "note"})})
		}
	}
	return all
}

func english(language string) bool { return language == "" || strings.HasPrefix(language, "en") }

// nouns are what rules ask for, in the singular.
var nouns = map[string]bool{
	"exam": true, "elective": true, "course": true, "credential": true, "certification": true, "test": true, "examination": true,
}

// fillers say nothing about which exams are meant.
var fillers = map[string]bool{
	"required": true, "more": true, "different": true, "further": true, "additional": true, "certification": true,
	"following": true, "these": true, "those": true, "the": true, "available": true, "remaining": true, "other": true,
	"such": true, "separate": true, "of": true, "listed": true, "mandatory": true, "total": true, "single": true,
}
