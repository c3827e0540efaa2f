package draft

import (
	"slices"

	"waymark/diag"
	"waymark/programme"
)

// reading is what either reader made of a page: the rules as a tree, where each part stands, and what the page says of
// them. The doubts look at nothing else.
type reading struct {
	file    string
	known   *knowledge
	subject subject
	tree    *programme.Programme
	// places are where the parts of the tree stand on the page.
	places map[programme.Requirement]diag.Pos
	// items are the mentions behind the items of the tree.
	items map[*programme.Item]*mention
	// remarks are comments for the draft, by part.
	remarks map[programme.Requirement]string
	// mentions are all places that name an exam or a credential.
	mentions []*mention
	// units are the named parts of the rules that a count in the prose may speak of.
	units  []unit
	claims []claim
	// rules are the sentences that speak of what is required.
	rules []ruleText
	once  []onceNote
	// strict tells that the page has the form of show --markdown, whose ids are whole and whose rules are complete.
	strict bool
}

// unit is a named part of the rules: how many exams it asks for and how many it lists.
type unit struct {
	version        int
	name           string
	topics         []string
	needed, listed int
	at             diag.Pos
	// own is the quantity that made the unit what it is; it is held against the list alone.
	own *quantity
	// of is the part itself.
	of programme.Requirement
}

func newReading(file string, known *knowledge) *reading {
	return &reading{
		file: file, known: known, places: map[programme.Requirement]diag.Pos{}, items: map[*programme.Item]*mention{},
		remarks: map[programme.Requirement]string{},
	}
}

// place is where the part stands, or the start of the page.
func (r *reading) place(q programme.Requirement) diag.Pos {
	if at, ok := r.places[q]; ok {
		return at
	}
	return diag.Pos{File: r.file, Line: 1, Column: 1}
}

// name is what people call a part of the rules.
func name(q programme.Requirement) string {
	h := q.Heading()
	switch {
	case h.Title != "":
		return h.Title
	case h.ID != "":
		return h.ID
	}
	return ""
}

// needed is how many pieces of evidence a part of the rules asks for at least.
func needed(q programme.Requirement) int {
	switch q := q.(type) {
	case *programme.All:
		n := 0
		for _, part := range q.Of {
			n += needed(part)
		}
		return n
	case *programme.Any:
		return least(q.Of, 1)
	case *programme.Choose:
		return least(q.From, q.N)
	case *programme.Item:
	}
	return 1
}

// least adds up the n options that ask for least.
func least(of []programme.Requirement, n int) int {
	counts := make([]int, len(of))
	for i, o := range of {
		counts[i] = needed(o)
	}
	slices.Sort(counts)
	sum := max(0, n-len(counts))
	for _, c := range counts[:min(max(n, 0), len(counts))] {
		sum += c
	}
	return sum
}
