package draft

import (
	"waymark/diag"
	"waymark/message"
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
		for i, w := range words {
			if name := r.otherProgramme(words, i); name != "" {
				f := warning("import-other-programme", s.at(w.start), message.Op("found", name), message.Op("subject", r.subjectName()))
				f.Length = len([]rune(w.text))
				doubts.Add(f)
				break
			}
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

// otherProgramme is the name at word i where it is another programme's: an abbreviation that the page explains, or that the
// set knows, or any before "elective", "core", "candidates" and the like.
func (r *reading) otherProgramme(words []word, i int) string {
	w := words[i]
	if w.sign || w.text == r.subject.abbreviation || !abbreviation(w.text) || len(w.text) < 3 {
		return ""
	}
	_, explained := r.subject.names[w.text]
	known := len(r.known.names[w.text]) > 0
	if explained || known || r.asksFor(words, i) {
		return w.text
	}
	return ""
}

// asksFor tells whether the words after an abbreviation make it the name of a programme.
func (r *reading) asksFor(words []word, i int) bool {
	if r.subject.abbreviation == "" || i+1 >= len(words) {
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

// doubtCodes tells of a code that the facts of its issuer do not know.
func (r *reading) doubtCodes(doubts *diag.List) {
	covered := map[string]bool{}
	for _, m := range r.mentions {
		ref := m.ref.Within(r.subject.issuer)
		if ref.Kind != record.Exam || r.known.set == nil {
			continue
		}
		issuer := ref.Issuer()
		if _, asked := covered[issuer]; !asked {
			covered[issuer] = r.known.covers(issuer)
		}
		if covered[issuer] && r.known.set.Fact(ref) == nil {
			doubts.Add(warning("import-unknown-code", m.at, message.Op("item", shown(ref))))
		}
	}
}
