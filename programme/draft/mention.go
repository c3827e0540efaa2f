package draft

import (
	"strings"

	"waymark/diag"
	"waymark/record"
)

// mention is a place where the page names an exam or a credential.
type mention struct {
	ref record.Ref
	// name is what the page calls it: a code, or a credential's name.
	name  string
	title string
	at    diag.Pos
}

// joint says how the mentions of one entry belong together.
type joint uint8

const (
	single joint = iota
	andAll       // "A+ and Network+": all of them
	orAny        // "70-297 or 70-298": one of them
	each         // "70-290, 70-291": entries of their own
)

// examsIn reads the exams that a piece of text names, with their titles. entry tells that it is an entry of a list, where
// what follows a code is its title; in a sentence only brackets, quotes or a colon make it one.
func (k *knowledge) examsIn(s *span, words []word, codes []int, issuer string, entry bool) []*mention {
	all := make([]*mention, 0, len(codes))
	for n, i := range codes {
		end := len(words)
		if n+1 < len(codes) {
			end = codes[n+1]
		}
		m := &mention{ref: k.examRef(words[i].text, issuer), name: words[i].text, at: s.at(words[i].start)}
		m.title = titleAfter(s.text, words, i, end, entry)
		if m.title == "" && entry && len(codes) == 1 {
			m.title = titleBefore(s.text, words, i)
		}
		all = append(all, m)
	}
	return all
}

// titleAfter is the title that follows the code of word i and ends before word end.
func titleAfter(text string, words []word, i, end int, entry bool) string {
	for end > i+1 && (end < len(words) || words[end-1].sign) && (connective(words[end-1]) || examWords[words[end-1].lower]) {
		end--
	}
	j, opened := i+1, ""
	for j < end && words[j].sign && !wordRune([]rune(words[j].text)[0]) {
		if opened == "" && words[j].text != "*" && words[j].text != "†" {
			opened = words[j].text
		}
		j++
	}
	if j >= end {
		return ""
	}
	if !entry {
		return quoted(text, words, j, end, opened)
	}
	if opened == "" && words[j].lower == words[j].text && shapeOf(words[j].text) == noCode {
		return "" // "70-290 is required"
	}
	return cleanTitle(text[words[j].start:words[end-1].end])
}

// quoted is a title in a sentence: up to the bracket or quote that closes it.
func quoted(text string, words []word, from, end int, opened string) string {
	closing := map[string]string{"(": ")", "[": "]", `"`: `"`, "“": "”", "‘": "’", "«": "»"}[opened]
	if closing == "" {
		return ""
	}
	depth := 1
	for j := from; j < end; j++ {
		switch words[j].text {
		case closing:
			depth--
		case opened:
			depth++
		}
		if depth == 0 && j > from {
			return cleanTitle(text[words[from].start:words[j-1].end])
		}
	}
	return ""
}

// titleBefore is the title before the code of word i: "Tides and Currents (HP-101)".
func titleBefore(text string, words []word, i int) string {
	end := i
	for end > 0 && (words[end-1].sign || examWords[words[end-1].lower]) {
		end--
	}
	start := 0
	for start < end && (words[start].sign || examWords[words[start].lower] || words[start].lower == "pass") {
		start++
	}
	if end-start < 2 {
		return ""
	}
	return cleanTitle(text[words[start].start:words[end-1].end])
}

func connective(w word) bool {
	switch w.lower {
	case "and", "or", "&", "+", ",", "/", "plus", ";", "(", "[", "either", "then":
		return true
	}
	return false
}

// cleanTitle drops what stands around a title: blanks, quotes, footnote marks.
func cleanTitle(title string) string {
	title = strings.TrimRight(strings.TrimSpace(title), " *†‡.;,")
	if open := strings.LastIndexAny(title, "(["); open > 0 && strings.Trim(title[open:], "()[]0123456789") == "" && len(title)-open <= 4 {
		title = strings.TrimSpace(title[:open])
	}
	title = strings.Trim(title, "\"“”")
	if strings.HasSuffix(title, ")") && !strings.Contains(title, "(") {
		title = strings.TrimSuffix(title, ")")
	}
	return title
}

// jointOf says how the codes of an entry are joined: by the connecting words before each but the first.
func jointOf(words []word, codes []int) joint {
	if len(codes) < 2 {
		return single
	}
	found := each
	for _, i := range codes[1:] {
		for j := i - 1; j >= 0 && (words[j].sign || connective(words[j]) || examWords[words[j].lower]); j-- {
			switch words[j].lower {
			case "and", "&", "+", "plus":
				return andAll
			case "or", "/":
				found = orAny
			}
		}
	}
	return found
}

// credentialsIn reads an entry that names credentials: one, or several joined by and. Whether "and" joins or is part of a
// name is told by what stands on both sides.
func (k *knowledge) credentialsIn(s *span, issuer string, foreign bool) []*mention {
	parts := []*span{s}
	var split []*span
	start := 0
	for _, w := range splitWords(s.text) {
		if w.lower == "and" || w.text == "&" || w.lower == "plus" || w.lower == "with" {
			split = append(split, s.slice(start, w.start).trim())
			start = w.end
		}
	}
	if split = append(split, s.slice(start, len(s.text)).trim()); len(split) > 1 && k.allCredentials(split) {
		parts = split
	}
	var all []*mention
	for _, p := range parts {
		name := cleanTitle(p.text)
		if name == "" || len(name) > 200 {
			continue
		}
		ref := k.credentialRef(name, issuer, foreign)
		if strings.HasSuffix(ref.ID, "/") || ref.ID == "" {
			continue
		}
		all = append(all, &mention{ref: ref, name: name, at: p.at(0)})
	}
	return all
}

// allCredentials tells whether every part can stand as a credential's name by itself.
func (k *knowledge) allCredentials(parts []*span) bool {
	first := ""
	for _, p := range parts {
		words := splitWords(p.text)
		if len(words) == 0 {
			return false
		}
		_, known := k.credentials[plainTitle(p.text)]
		plus := strings.HasSuffix(words[len(words)-1].text, "+")
		if first == "" {
			first = words[0].lower
		}
		if !known && !plus && !abbreviation(words[0].text) && words[0].lower != first {
			return false
		}
	}
	return len(parts) > 1
}
