package draft

import (
	"slices"
	"strings"
)

// speaksOfExams tells whether a sentence is about exams, so that a doubtful code in it is one.
func speaksOfExams(words []word) bool {
	for _, w := range words {
		if examWords[w.lower] || w.lower == "electives" || w.lower == "elective" || w.lower == "pass" {
			return true
		}
	}
	return false
}

// demands tells whether a sentence asks for what it names.
func demands(words []word) bool {
	found := false
	for _, w := range words {
		switch w.lower {
		case "pass", "passing", "complete", "completing", "require", "required", "requires", "take", "sit", "need", "needs", "must", "choose", "select":
			found = true
		case "not", "cannot", "retired", "replaced", "formerly":
			return false
		}
	}
	return found
}

// speaksOfRules tells whether a sentence without a number is about what is required all the same.
func speaksOfRules(words []word) bool {
	for _, w := range words {
		switch w.lower {
		case "elective", "electives", "core", "required", "requirement", "requirements", "substitute", "must":
			return true
		}
	}
	return false
}

// saysOnce tells whether a sentence says that something counts only once.
func saysOnce(words []word) bool {
	counts, once := false, false
	for i, w := range words {
		switch stem(w.lower) {
		case "count", "counted", "use", "used", "credit", "choose", "chosen", "apply", "applied", "satisfy", "serve", "fill":
			counts = true
		case "once", "twice":
			once = true
		case "both":
			once = once || i > 0 && (words[i-1].lower == "not" || words[i-1].lower == "for") && denied(words)
		case "again", "also":
			once = once || denied(words)
		}
	}
	return counts && once
}

func denied(words []word) bool {
	for _, w := range words {
		switch w.lower {
		case "not", "cannot", "can't", "can’t", "never", "neither":
			return true
		}
	}
	return false
}

// noteOnce keeps a sentence that says so, and which exams it names; none means all.
func (r *reader) noteOnce(s *span, words []word, codes []int) {
	note := onceNote{text: s, codes: map[string]bool{}}
	for _, i := range codes {
		note.codes[words[i].text] = true
	}
	r.page.once = append(r.page.once, note)
}

// startInstead reads "as an alternative to the electives, these certifications may substitute …".
func (r *reader) startInstead(s *span, words []word) bool {
	credentials, swaps := false, false
	in := &instead{intro: s}
	for i, w := range words {
		switch stem(w.lower) {
		case "alternative", "alternatively", "substitute", "instead", "lieu", "replace":
			swaps = true
		case "certification", "credential", "certificate":
			credentials = true
		case "combination", "pair":
			in.pairs = &words[i]
		case "third-party", "vendor", "other":
			in.foreign = true
		}
	}
	if !swaps || !credentials || len(r.page.lists) == 0 {
		return false
	}
	r.settle()
	r.page.rules = append(r.page.rules, ruleText{span: s})
	in.list = r.page.listAbout(words)
	r.instead, r.list = in, nil
	r.page.insteads = append(r.page.insteads, in)
	return true
}

// listAbout is the last list that shares a topic with the words, or the last one.
func (p *page) listAbout(words []word) *list {
	for _, v := range slices.Backward(p.lists) {
		for _, t := range v.topics() {
			for _, w := range words {
				if stem(w.lower) == t {
					return v
				}
			}
		}
	}
	return p.lists[len(p.lists)-1]
}

func (r *reader) insteadEntry(s *span) {
	before := len(r.instead.list.entries)
	r.credentialEntry(r.instead.list, s, r.instead.foreign)
	r.instead.list.instead += len(r.instead.list.entries) - before
	r.instead.entries = append(r.instead.entries, r.instead.list.entries[before:]...)
}

// ofCredentials tells whether a sentence introduces a list of credentials.
func ofCredentials(text string) bool {
	for _, w := range splitWords(text) {
		switch stem(w.lower) {
		case "certification", "credential", "certificate":
			return true
		}
	}
	return false
}

// advice keeps a sentence that recommends experience.
func (r *reader) advice(s *span, words []word) bool {
	advised, experience, plain, years, at := false, false, false, 0, 0
	for i, w := range words {
		switch w.lower {
		case "should", "recommended", "recommend", "recommends", "advised", "ideally", "suggested":
			if !advised {
				at = w.start
			}
			advised, plain = true, plain || w.lower != "should"
		case "experience", "background", "knowledge", "familiarity":
			experience = true
		case "year", "years":
			for j := max(0, i-2); j < i; j++ {
				if n, ok := number(words[j]); ok {
					years = n
				}
			}
		}
	}
	if !advised || !experience {
		return false
	}
	r.page.advice = append(r.page.advice, advice{text: s, at: s.at(at), years: years, plain: plain})
	return true
}

// contains tells whether the text has any of the words, whatever their case.
func contains(text string, words ...string) bool {
	lower := strings.ToLower(text)
	for _, w := range words {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}
