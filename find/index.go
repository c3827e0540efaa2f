package find

import (
	"slices"
	"strings"

	"waymark/programme"
	"waymark/record"
)

// Index is a set made ready for searching. It is immutable.
type Index struct {
	entries []entry
	// terms are all words of all entries, sorted; postings[i] says where terms[i] stands.
	terms    []string
	postings [][]posting
}

type entry struct {
	programme *programme.Programme
	fact      *programme.Fact
	issuer    string
}

// posting is one word of one entry.
type posting struct {
	entry int
	field field
	// text is what people read where the word stands: the word in a title, the whole of a job title.
	text string
}

// New makes the set ready for searching. A credential that a programme of the set awards is found as its programme.
func New(set *programme.Set) *Index {
	x := &Index{}
	words := map[string][]posting{}
	for _, p := range set.Programmes() {
		x.add(words, entry{programme: p, issuer: issuerTitle(set, p.Issuer())})
	}
	for _, f := range set.Facts() {
		if f.Ref.Kind == record.Credential && set.Awarding(f.Ref.ID) != nil {
			continue
		}
		x.add(words, entry{fact: f, issuer: issuerTitle(set, f.Ref.Issuer())})
	}
	for term := range words {
		x.terms = append(x.terms, term)
	}
	slices.Sort(x.terms)
	x.postings = make([][]posting, len(x.terms))
	for i, term := range x.terms {
		x.postings[i] = words[term]
	}
	return x
}

func issuerTitle(set *programme.Set, id string) string {
	if i := set.Issuer(id); i != nil && i.Title != "" {
		return i.Title
	}
	return id
}

func (x *Index) add(words map[string][]posting, e entry) {
	at := len(x.entries)
	x.entries = append(x.entries, e)
	put := func(f field, term, text string) {
		if term != "" {
			words[term] = append(words[term], posting{at, f, text})
		}
	}
	each := func(f field, text string) {
		for _, w := range split(text) {
			put(f, fold(w), w)
		}
	}
	whole := func(f field, text string) {
		for _, w := range split(text) {
			put(f, fold(w), text)
		}
	}

	ref, title, abbreviation := e.names()
	put(fieldCode, fold(ref.Code()), ref.Code())
	put(fieldID, fold(ref.ID), ref.ID)
	for part := range strings.FieldsFuncSeq(ref.Code(), isPunctuation) {
		if part != ref.Code() {
			put(fieldPart, fold(part), ref.Code())
		}
	}
	put(fieldAbbreviation, fold(abbreviation), abbreviation)
	each(fieldTitle, title)
	whole(fieldIssuer, e.issuer)
	if id := fold(ref.Issuer()); id != fold(e.issuer) {
		put(fieldIssuer, id, e.issuer)
	}
	if e.programme != nil {
		put(fieldKind, "programme", "programme")
		for _, o := range e.programme.About.Occupations {
			whole(fieldOccupation, o.Value)
		}
		return
	}
	put(fieldKind, ref.Kind.String(), ref.Kind.String())
}

func (e entry) names() (ref record.Ref, title, abbreviation string) {
	if e.programme != nil {
		return record.Ref{ID: e.programme.ID}, e.programme.Title, e.programme.Awards.Abbreviation
	}
	return e.fact.Ref, e.fact.Title, e.fact.Abbreviation
}
