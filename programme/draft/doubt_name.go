package draft

import (
	"slices"
	"unicode/utf8"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// doubtNames tells of a sentence about what is required that names another programme than the page's own: such sentences
// are copied from that programme's page.
func (r *reading) doubtNames(doubts *diag.List) {
	for _, s := range r.rules {
		words := splitWords(s.text)
		if holders(words) {
			continue
		}
		asked := r.askedFor(s.own)
		for i := 0; i < len(words); {
			end, named := r.otherProgramme(words, i, asked)
			if !named {
				i = max(end, i+1)
				continue
			}
			name := s.text[words[i].start:words[end-1].end]
			f := warning("import-other-programme", s.at(words[i].start), message.Op("found", name), message.Op("subject", r.subjectName()))
			f.Length = utf8.RuneCountInString(name)
			doubts.Add(f)
			break
		}
	}
}

func (r *reading) subjectName() string { return orElse(r.subject.abbreviation, r.subject.title) }

// holders tells whether a sentence speaks of those who hold another credential, which is no mistake.
func holders(words []word) bool {
	for _, w := range words {
		switch w.lower {
		case "hold", "holds", "holder", "holders", "holding", "already", "upgrade", "upgrading":
			return true
		}
	}
	return false
}

// askedFor are the credentials that a requirement itself asks for or rests on: its title may well name them.
func (r *reading) askedFor(own programme.Requirement) []string {
	if own == nil {
		return nil
	}
	var ids []string
	for _, c := range own.Heading().Given {
		ids = append(ids, c.Ref.ID)
	}
	collect(own, nil, func(s spot) {
		if s.item.Ref.Kind == record.Credential {
			ids = append(ids, s.item.Ref.ID)
		}
	})
	return ids
}

// otherProgramme tells whether a name that is another programme's begins at word i: a title that the set knows, an
// abbreviation that the set knows or the page explains, or any before "elective", "core", "candidates" and the like. It
// also gives the word after the name, of this programme too.
func (r *reading) otherProgramme(words []word, i int, asked []string) (end int, named bool) {
	if id, end := r.known.titleAt(words, i); end > 0 {
		own := id == r.tree.Awards.Credential || id == r.tree.ID || slices.Contains(asked, id)
		return end, !own
	}
	w := words[i]
	if w.sign || w.text == r.subject.abbreviation || !abbreviation(w.text) || len(w.text) < 3 {
		return i + 1, false
	}
	if ids := r.known.names[w.text]; len(ids) > 0 {
		return i + 1, !slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(asked, id) })
	}
	_, explained := r.subject.names[w.text]
	return i + 1, explained || r.asksFor(words, i)
}

// asksFor tells whether the words after an abbreviation make it the name of a programme.
func (r *reading) asksFor(words []word, i int) bool {
	if i+1 >= len(words) || r.subject.abbreviation == "" && initials(splitWords(r.subject.title)) == words[i].text {
		return false
	}
	switch words[i+1].lower {
	case "elective", "electives", "core", "candidate", "candidates", "credential", "certification":
		for _, c := range words[i].text {
			if c < 'A' || c > 'Z' {
				return false
			}
		}
		return true
	}
	return false
}
