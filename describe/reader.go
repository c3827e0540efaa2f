package describe

import (
	"maps"

	"waymark/programme"
	"waymark/record"
)

// reader turns the rules of one version on one day into needs.
type reader struct {
	version *programme.Version
	day     record.Date
	// covers are those that may fill a requirement, by its id.
	covers map[string][]*programme.Cover
	// filled are the requirements that a cover is taken to fill; dropped the pieces that are taken not to be placed.
	filled  map[string]bool
	dropped map[record.Ref]bool
	// uses counts how many places a piece could have at once: items and covers. One that has several fills one of them.
	uses map[record.Ref]int
	// doubts are what the needs do not say exactly.
	doubts []doubt
}

// read gives the needs of a version on a day, and what they leave out.
func read(v *programme.Version, day record.Date) (*need, []doubt) {
	needs, doubts := readCovered(v, day, nil)
	return needs.tidy(), doubts
}

func newReader(v *programme.Version, day record.Date, dropped map[record.Ref]bool) *reader {
	r := &reader{
		version: v, day: day, covers: map[string][]*programme.Cover{}, filled: map[string]bool{},
		dropped: maps.Clone(dropped), uses: map[record.Ref]int{},
	}
	if r.dropped == nil {
		r.dropped = map[record.Ref]bool{}
	}
	return r
}

// read gives the needs as far as they can be said.
func (r *reader) read() (*need, []doubt) {
	for ref, n := range r.count(r.version.Requires) {
		r.uses[ref] += n
	}
	apart := r.apart()
	if len(apart) == 0 {
		whole := r.whole()
		r.once()
		return whole, r.doubts
	}
	// Of pieces that do not count together the rules are read once for every choice that leaves none out needlessly.
	choices := choices(apart)
	if choices == nil {
		whole := r.whole()
		r.once()
		r.doubt(doubtApart)
		return whole, r.doubts
	}
	var cases []*need
	for _, without := range choices {
		c := newReader(r.version, r.day, r.dropped)
		c.covers, c.filled = r.covers, r.filled
		for _, ref := range without {
			c.dropped[ref] = true
		}
		maps.Copy(c.uses, r.uses)
		for _, ref := range without {
			delete(c.uses, ref)
		}
		cases = append(cases, c.whole())
		c.once()
		for _, d := range c.doubts {
			r.doubt(d)
		}
	}
	return either(cases...), r.doubts
}

// active tells whether an option exists on the day.
func (r *reader) active(h *programme.Head) bool {
	if h.Open != nil {
		r.doubt(doubtOpen)
		return false
	}
	return h.Listed.Holds(r.day)
}

// count gives how many places each piece could have at once inside a requirement: of options of which one is needed, only
// one is filled.
func (r *reader) count(q programme.Requirement) map[record.Ref]int {
	h := q.Heading()
	if !r.active(h) || h.ID != "" && r.filled[h.ID] {
		return nil
	}
	if item, ok := q.(*programme.Item); ok {
		if r.dropped[item.Ref] {
			return nil
		}
		return map[record.Ref]int{item.Ref: 1}
	}
	one := false
	switch q := q.(type) {
	case *programme.Any:
		one = true
	case *programme.Choose:
		one = q.N == 1
	case *programme.All, *programme.Item:
	}
	places := map[record.Ref]int{}
	for _, part := range programme.Parts(q) {
		for ref, n := range r.count(part) {
			if one {
				places[ref] = max(places[ref], n)
			} else {
				places[ref] += n
			}
		}
	}
	return places
}

// requirement gives the need of one requirement by itself.
func (r *reader) requirement(q programme.Requirement) *need {
	h := q.Heading()
	switch {
	case !r.active(h):
		return never()
	case h.ID != "" && r.filled[h.ID]:
		return conditions(h.Given, &need{title: h.Title})
	}
	return r.under(h, r.body(q))
}

// under adds to a requirement's own need the covers that fill it and the conditions that it stands under.
func (r *reader) under(h *programme.Head, own *need) *need {
	if covers := r.covers[h.ID]; h.ID != "" && len(covers) > 0 {
		ways := []*need{own}
		for _, c := range covers {
			if !r.dropped[c.By] {
				ways = append(ways, conditions(c.Given, holds(piece{c.By, c.Ever})))
			}
		}
		own = either(ways...)
	}
	own = conditions(h.Given, own)
	if own.title == "" {
		own.title = h.Title
	}
	return own
}

func conditions(given []programme.Condition, own *need) *need {
	if len(given) == 0 {
		return own
	}
	of := []*need{own}
	for _, c := range given {
		of = append(of, holds(piece{c.Ref, c.Ever}))
	}
	return all(of...)
}

func (r *reader) body(q programme.Requirement) *need {
	switch q := q.(type) {
	case *programme.Item:
		if r.dropped[q.Ref] {
			return never()
		}
		return holds(piece{q.Ref, q.Ever})
	case *programme.All:
		return &need{n: len(q.Of), of: r.each(q.Of)}
	case *programme.Any:
		return r.choice(1, q.Of, nil)
	case *programme.Choose:
		return r.choice(q.N, q.From, q.AtMost)
	}
	return never()
}

func (r *reader) each(of []programme.Requirement) []*need {
	needs := make([]*need, len(of))
	for i, q := range of {
		needs[i] = r.requirement(q)
	}
	return needs
}
