package find

import (
	"slices"
	"strings"
)

// field is where a word stands in an entry.
type field uint8

const (
	fieldKind field = iota
	fieldIssuer
	fieldOccupation
	fieldPart
	fieldTitle
	fieldAbbreviation
	fieldID
	fieldCode
)

var fieldWeight = [...]int{
	fieldKind: 10, fieldIssuer: 30, fieldOccupation: 40, fieldPart: 50, fieldTitle: 60, fieldAbbreviation: 90, fieldID: 95,
	fieldCode: 100,
}

// quality is how well a word of the query fits a word of an entry.
type quality uint8

const (
	alike   quality = iota + 1 // a typo or two away
	nearly                     // one typo away
	begins                     // the entry's word begins with it
	written                    // it stands there as written
)

// match is a term of the index that fits a word of the query.
type match struct {
	term    int
	quality quality
}

// fit is a match at one place.
type fit struct {
	posting
	quality quality
}

func (f fit) score() int { return fieldWeight[f.field] * int(f.quality) }

const (
	maxQuery = 400
	maxWords = 16
)

// read takes the query apart into words and gives for each the terms that fit it. The query as a whole, then each of its
// words with its punctuation left out, is tried as a code before it is taken apart further.
func (x *Index) read(query string) [][]match {
	if len(query) > maxQuery {
		query = strings.ToValidUTF8(query[:maxQuery], "")
	}
	if m := x.asWritten(fold(query)); x.names(m) {
		return [][]match{m}
	}
	var words [][]match
	add := func(m []match) {
		if len(m) > 0 && len(words) < maxWords {
			words = append(words, m)
		}
	}
	for word := range strings.FieldsSeq(query) {
		joined, parts := fold(word), split(word)
		m := x.asWritten(joined)
		if len(m) == 0 {
			m = x.misspelt(joined)
		}
		if len(m) > 0 || len(parts) < 2 {
			add(m)
			continue
		}
		for _, part := range parts {
			m := x.asWritten(fold(part))
			if len(m) == 0 {
				m = x.misspelt(fold(part))
			}
			add(m)
		}
	}
	return words
}

// names tells whether a term stands as written as the code or id of an entry.
func (x *Index) names(matches []match) bool {
	return slices.ContainsFunc(matches, func(m match) bool {
		return m.quality == written && slices.ContainsFunc(x.postings[m.term], func(p posting) bool {
			return p.field >= fieldID
		})
	})
}

// asWritten gives the terms that are the word or begin with it.
func (x *Index) asWritten(word string) []match {
	if word == "" {
		return nil
	}
	var matches []match
	at, _ := slices.BinarySearch(x.terms, word)
	for ; at < len(x.terms) && strings.HasPrefix(x.terms[at], word); at++ {
		q := begins
		if x.terms[at] == word {
			q = written
		}
		matches = append(matches, match{at, q})
	}
	return matches
}

// misspelt gives the terms that a person may have meant by the word: of all that are near enough, the nearest, and the words
// that begin with one of them, as one that is spelt right finds them too.
func (x *Index) misspelt(word string) []match {
	from := []rune(word)
	allowed := typos(len(from))
	if len(from) > maxTypo {
		return nil
	}
	var matches []match
	for i, term := range x.terms {
		d := distance(from, term, allowed)
		if d > allowed {
			continue
		}
		if d < allowed {
			matches, allowed = nil, d
		}
		matches = append(matches, match{term: i})
	}
	var all []match
	last := -1 // terms that begin alike stand together, so that none comes twice
	for _, m := range matches {
		q := nearly
		if allowed > 1 {
			q = alike
		}
		for at := max(m.term, last+1); at < len(x.terms) && strings.HasPrefix(x.terms[at], x.terms[m.term]); at++ {
			all = append(all, match{at, q})
			q, last = alike, at
			if strings.ContainsAny(x.terms[m.term], "0123456789") {
				break // a code that goes on is another code
			}
		}
	}
	return all
}

// best gives for every entry the best place of any of the terms.
func (x *Index) best(matches []match) map[int]fit {
	best := map[int]fit{}
	for _, m := range matches {
		for _, p := range x.postings[m.term] {
			f := fit{p, m.quality}
			if old, seen := best[p.entry]; !seen || f.score() > old.score() {
				best[p.entry] = f
			}
		}
	}
	return best
}
