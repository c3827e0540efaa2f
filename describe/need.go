package describe

import (
	"maps"
	"slices"

	"waymark/programme"
	"waymark/record"
)

// piece is something that can be held: the component of a pathway.
type piece struct {
	ref record.Ref
	// ever asks only that a credential was held at some time.
	ever bool
}

// need is met when at least n of its parts are: pieces held, and needs met. It is all that a pathway can say.
type need struct {
	n      int
	pieces []piece
	of     []*need
	// title is what people call it, if they do.
	title string
}

// never is met by nothing.
func never() *need { return &need{n: 1} }

func all(of ...*need) *need    { return &need{n: len(of), of: of} }
func either(of ...*need) *need { return &need{n: 1, of: of} }
func holds(p piece) *need      { return &need{n: 1, pieces: []piece{p}} }

func (n *need) size() int { return len(n.pieces) + len(n.of) }

// tidy takes needs apart that add nothing: one of one, all within all, one within one.
func (n *need) tidy() *need {
	out := &need{n: n.n, pieces: slices.Clone(n.pieces), title: n.title}
	whole, one := n.n == n.size(), n.n == 1
	for _, part := range n.of {
		part = part.tidy()
		if part.n == 0 { // met by nothing at all
			if out.n > 0 {
				out.n--
			}
			continue
		}
		if part.size() == 0 && !whole { // never met
			continue
		}
		switch inside := part.n == part.size(); {
		case part.n == 1 && len(part.pieces) == 1 && len(part.of) == 0:
			out.pieces = append(out.pieces, part.pieces[0])
		case whole && inside && part.title == "", one && !whole && part.n == 1 && part.size() > 0 && part.title == "":
			out.pieces = append(out.pieces, part.pieces...)
			out.of = append(out.of, part.of...)
		default:
			out.of = append(out.of, part)
		}
	}
	if whole {
		out.n = out.size()
	}
	if out.n == 1 && len(out.pieces) == 0 && len(out.of) == 1 {
		inner := out.of[0]
		if inner.title == "" {
			inner.title = out.title
		}
		return inner
	}
	return out
}

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

// doubt names a rule that needs cannot say.
type doubt string

// The doubts.
const (
	doubtOnce  doubt = "once"
	doubtCap   doubt = "cap"
	doubtApart doubt = "apart"
	doubtOpen  doubt = "open"
)

func (r *reader) doubt(d doubt) { r.doubts = with(r.doubts, d) }

func with(doubts []doubt, d doubt) []doubt {
	if slices.Contains(doubts, d) {
		return doubts
	}
	return append(doubts, d)
}

// read gives the needs of a version on a day, and what they leave out.
func read(v *programme.Version, day record.Date) (*need, []doubt) {
	needs, doubts := readCovered(v, day, nil)
	return needs.tidy(), doubts
}

// maxCases bounds how many cases one rule is taken apart into.
const maxCases = 16

// readCovered reads the rules; dropped pieces are not placed. Where a piece of a cover has other places too, the rules are
// taken apart: into the case in which no cover is used, and those in which some are.
func readCovered(v *programme.Version, day record.Date, dropped map[record.Ref]bool) (*need, []doubt) {
	covers, open := inUse(v, day)
	r := newReader(v, day, dropped)
	for _, c := range covers {
		r.uses[c.By]++
		for _, id := range c.Fills {
			r.covers[id] = append(r.covers[id], c)
		}
	}
	direct, doubts := r.read()
	if open {
		doubts = with(doubts, doubtOpen)
	}
	if len(covers) == 0 || 1<<len(covers) > maxCases || !slices.Contains(doubts, doubtOnce) {
		return direct, doubts
	}
	cases, known := []*need(nil), []doubt(nil)
	for set := range 1 << len(covers) {
		c := newReader(v, day, dropped)
		var asked []*need
		fits := true
		for i, cover := range covers {
			if set&(1<<i) == 0 {
				continue
			}
			fits = fits && !c.dropped[cover.By] // one piece fills one cover
			c.spend(cover.By)
			asked = append(asked, conditions(cover.Given, holds(piece{cover.By, cover.Ever})))
			for _, id := range cover.Fills {
				c.filled[id] = true
			}
		}
		if !fits {
			continue
		}
		needs, more := c.read()
		for _, d := range more {
			known = with(known, d)
		}
		cases = append(cases, all(append(asked, needs)...))
	}
	if slices.Contains(known, doubtOnce) {
		return direct, doubts
	}
	if open {
		known = with(known, doubtOpen)
	}
	return either(cases...), known
}

// spend takes a piece as placed on a cover: it has no other place, nor has what does not count together with it.
func (r *reader) spend(ref record.Ref) {
	r.dropped[ref] = true
	for _, n := range r.version.NotBoth {
		if slices.Contains(n.Of, ref) {
			for _, other := range n.Of {
				r.dropped[other] = true
			}
		}
	}
}

// inUse are the covers that may be used on the day; open tells of one that an open question keeps out.
func inUse(v *programme.Version, day record.Date) (covers []*programme.Cover, open bool) {
	for i := range v.Covers {
		c := &v.Covers[i]
		switch {
		case c.Open != nil:
			open = true
		case c.Listed.Holds(day):
			covers = append(covers, c)
		}
	}
	return covers, open
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

// apart are the sets of pieces that do not count together and that no limit of one list says.
func (r *reader) apart() [][]record.Ref {
	var out [][]record.Ref
	for _, n := range r.version.NotBoth {
		if !r.together(r.version.Requires, n.Of) {
			out = append(out, n.Of)
		}
	}
	return out
}

// choices are the least sets of pieces to leave out so that of each set at most one stays; nil if they are too many.
func choices(apart [][]record.Ref) [][]record.Ref {
	sets := [][]record.Ref{nil}
	for _, of := range apart {
		var next [][]record.Ref
		for _, set := range sets {
			for keep := range of {
				grown := slices.Clone(set)
				for i, ref := range of {
					if i != keep && !slices.Contains(grown, ref) {
						grown = append(grown, ref)
					}
				}
				next = append(next, grown)
			}
		}
		sets = least(next)
		if len(sets) > maxCases {
			return nil
		}
	}
	return sets
}

// least drops the sets that hold another.
func least(sets [][]record.Ref) [][]record.Ref {
	slices.SortStableFunc(sets, func(a, b []record.Ref) int { return len(a) - len(b) })
	var out [][]record.Ref
	for _, set := range sets {
		if !slices.ContainsFunc(out, func(small []record.Ref) bool {
			return !slices.ContainsFunc(small, func(ref record.Ref) bool { return !slices.Contains(set, ref) })
		}) {
			out = append(out, set)
		}
	}
	return out
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
	for _, part := range parts(q) {
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

func parts(q programme.Requirement) []programme.Requirement {
	switch q := q.(type) {
	case *programme.All:
		return q.Of
	case *programme.Any:
		return q.Of
	case *programme.Choose:
		return q.From
	case *programme.Item: // has none
	}
	return nil
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

// choice gives the need of n options. Of the options under a limit, at most k count: they are k needs, met when one of
// them is held, when two are, and so on.
func (r *reader) choice(n int, from []programme.Requirement, caps []programme.Cap) *need {
	out := &need{n: n}
	limits := r.limits(from, caps)
	limited := make([][]*need, len(limits))
	for _, q := range from {
		if !r.active(q.Heading()) {
			continue
		}
		part := r.requirement(q)
		in := -1
		if item, ok := q.(*programme.Item); ok {
			in = slices.IndexFunc(limits, func(c programme.Cap) bool { return slices.Contains(c.Of, item.Ref) })
		}
		if in < 0 {
			out.of = append(out.of, part)
		} else {
			limited[in] = append(limited[in], part)
		}
	}
	for i, options := range limited {
		for k := 1; k <= min(limits[i].N, len(options)); k++ {
			out.of = append(out.of, &need{n: k, of: options})
		}
	}
	if out.n > out.size() {
		return never()
	}
	return out
}

// limits are the caps of a list and the pairs of it of which only one counts. They are said exactly where none overlaps
// another.
func (r *reader) limits(from []programme.Requirement, caps []programme.Cap) []programme.Cap {
	limits := slices.Clone(caps)
	for _, n := range r.version.NotBoth {
		if r.listed(from, n.Of) {
			limits = append(limits, programme.Cap{N: 1, Of: n.Of})
		}
	}
	seen := map[record.Ref]bool{}
	for _, c := range limits {
		for _, ref := range c.Of {
			if seen[ref] {
				r.doubt(doubtCap)
			}
			seen[ref] = true
		}
	}
	return limits
}

// listed tells whether every one of these stands in the list as an item that can be had and only its own piece fills.
func (r *reader) listed(from []programme.Requirement, of []record.Ref) bool {
	for _, ref := range of {
		if !slices.ContainsFunc(from, func(q programme.Requirement) bool {
			item, ok := q.(*programme.Item)
			return ok && item.Ref == ref && r.active(item.Heading()) && !r.fillable(item.Heading())
		}) {
			return false
		}
	}
	return true
}

// together tells whether those that exclude each other stand in one list and nowhere else, so that a limit says it; or
// whether at most one of them stands anywhere.
func (r *reader) together(q programme.Requirement, of []record.Ref) bool {
	places := 0
	for _, ref := range of {
		if r.uses[ref] > 1 {
			return false
		}
		places += r.uses[ref]
	}
	return places <= 1 || r.oneList(q, of)
}

func (r *reader) oneList(q programme.Requirement, of []record.Ref) bool {
	switch q.(type) {
	case *programme.Any, *programme.Choose:
		if r.listed(parts(q), of) {
			return true
		}
	case *programme.All, *programme.Item:
	}
	return slices.ContainsFunc(parts(q), func(part programme.Requirement) bool { return r.oneList(part, of) })
}
