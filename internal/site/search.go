package site

import (
	"net/http"
	"strings"
	"sync"

	"waymark/find"
	"waymark/message"
	"waymark/programme"
)

// index is the search over one set of rules; a publication brings another set.
type index struct {
	sync.Mutex
	of    *programme.Set
	found *find.Index
}

func (x *index) over(set *programme.Set) *find.Index {
	x.Lock()
	defer x.Unlock()
	if x.of != set {
		x.of, x.found = set, find.New(set)
	}
	return x.found
}

// searchPage is what was found, and why.
type searchPage struct {
	Query string
	Hits  []hit
	More  int
}

type hit struct {
	Kind, ID, Title, Why string
	// Programme tells that it has a page of its own.
	Programme bool
}

var searchTemplate = newPage[searchPage]("search.html")

func search(v *visit) error {
	const longest, most = 200, 50
	query := strings.TrimSpace(v.r.URL.Query().Get("q"))
	if len(query) > longest {
		query = strings.ToValidUTF8(query[:longest], "")
	}
	rules, err := v.rules(v.options.Today())
	if err != nil {
		return err
	}
	shown := searchPage{Query: query}
	var found []find.Hit
	if query != "" {
		found = v.index.over(rules.Set).Search(query, 0)
	}
	for _, h := range found[:min(most, len(found))] {
		one := hit{Kind: h.Kind(), ID: h.ID(), Title: h.Title(), Programme: h.Programme != nil}
		var why []string
		for _, r := range h.Why {
			why = append(why, r.Sentence(message.English()))
		}
		one.Why = strings.Join(why, "; ")
		shown.Hits = append(shown.Hits, one)
	}
	shown.More = len(found) - len(shown.Hits)
	in := v.frame("Search")
	in.Query = query
	return searchTemplate.showIn(v, http.StatusOK, in, shown)
}
