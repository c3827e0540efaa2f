// Package find searches a set of programmes and facts: by code with or without its punctuation, by the beginning of a
// word, by title, issuer, abbreviation and job title, forgiving typos, and it says why each thing was found.
//
// Call [New] once for a set, then [Index.Search] as often as wanted, from many goroutines. The same query over the same
// set always gives the same hits in the same order. It never reads a file and keeps nothing between searches.
package find

import (
	"cmp"
	"slices"

	"waymark/programme"
)

// MaxHits is how many hits a search gives at most.
const MaxHits = 1000

// Hit is one thing found: a programme or a fact, never both.
type Hit struct {
	Programme *programme.Programme
	Fact      *programme.Fact
	// Why says what matched, the strongest first. Never empty.
	Why []Reason

	words, score int
}

// ID is issuer/code.
func (h Hit) ID() string {
	if h.Programme != nil {
		return h.Programme.ID
	}
	return h.Fact.Ref.ID
}

// Kind is programme, or the fact's kind in its word.
func (h Hit) Kind() string {
	if h.Programme != nil {
		return "programme"
	}
	return h.Fact.Ref.Kind.String()
}

// Title is what people call it.
func (h Hit) Title() string {
	if h.Programme != nil {
		return h.Programme.Title
	}
	return h.Fact.Title
}

// Search gives what matches the most words of the query, best first, at most limit hits (all of [MaxHits] where limit is
// not positive). A word is matched as written or as the beginning of a word; only where nothing in the set begins like it
// are typos forgiven. A word that matches nothing is passed over.
func (x *Index) Search(query string, limit int) []Hit {
	if limit <= 0 || limit > MaxHits {
		limit = MaxHits
	}
	found := map[int]*Hit{}
	for _, matches := range x.read(query) {
		for at, best := range x.best(matches) {
			h := found[at]
			if h == nil {
				h = &Hit{Programme: x.entries[at].programme, Fact: x.entries[at].fact}
				found[at] = h
			}
			h.words++
			h.score += best.score()
			h.Why = explain(h.Why, best)
		}
	}
	return rank(found, limit)
}

func rank(found map[int]*Hit, limit int) []Hit {
	most := 0
	for _, h := range found {
		most = max(most, h.words)
	}
	hits := make([]Hit, 0, len(found))
	for _, h := range found {
		if h.words == most {
			slices.SortStableFunc(h.Why, func(a, b Reason) int { return cmp.Compare(b.score, a.score) })
			hits = append(hits, *h)
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(
			cmp.Compare(b.score, a.score),
			cmp.Compare(place(a), place(b)),
			cmp.Compare(a.ID(), b.ID()),
		)
	})
	return hits[:min(limit, len(hits))]
}

// place puts programmes before facts and facts in the order of their kinds.
func place(h Hit) int {
	if h.Programme != nil {
		return 0
	}
	return int(h.Fact.Ref.Kind)
}
