package describe

import (
	"math/bits"
	"slices"

	"waymark/programme"
	"waymark/record"
)

// A piece fills one place. Where lists of the whole rule share pieces, the needs must say that none is counted twice. For
// lists of plain items this is exactly Hall's condition: of every few lists together, as many must be held as these lists
// ask for in all. So each group of lists that overlap becomes one need for every set of them.

// maxOverlap bounds the lists of one group: the needs double with each.
const maxOverlap = 6

// group is a list of plain items that stands in the whole rule.
type group struct {
	at     int // its place among the parts of the whole
	n      int
	pieces []piece
	// others are options of several pieces, which no other list has.
	others []*need
	title  string
}

// whole gives the need of the whole rule.
func (r *reader) whole() *need {
	parts := flattened(r.version.Requires.Of)
	var groups []group
	for i, q := range parts {
		if g, ok := r.group(i, q); ok {
			groups = append(groups, g)
		}
	}
	out := &need{}
	taken := map[int]bool{}
	for _, cluster := range clusters(groups) {
		if len(cluster) < 2 || len(cluster) > maxOverlap || !r.alone(cluster) {
			continue
		}
		for _, g := range cluster {
			taken[g.at] = true
		}
		out.of = append(out.of, hall(cluster)...)
		r.settle(cluster)
	}
	for i, q := range parts {
		if !taken[i] {
			out.of = append(out.of, r.requirement(q))
		}
	}
	out.n = len(out.of)
	return out
}

// flattened takes parts out of an all that only groups them.
func flattened(of []programme.Requirement) []programme.Requirement {
	var out []programme.Requirement
	for _, q := range of {
		if a, ok := q.(*programme.All); ok && plain(&a.Head) && a.ID == "" {
			out = append(out, flattened(a.Of)...)
			continue
		}
		out = append(out, q)
	}
	return out
}

// plain tells that nothing but its parts decides a requirement.
func plain(h *programme.Head) bool { return len(h.Given) == 0 && h.Open == nil && h.Listed.Always() }

// group gives a part of the whole as a list of items, if it is one and nothing else fills it.
func (r *reader) group(at int, q programme.Requirement) (group, bool) {
	h := q.Heading()
	g := group{at: at, n: 1, title: h.Title}
	if !plain(h) || r.fillable(h) {
		return g, false
	}
	from := []programme.Requirement{q}
	switch q := q.(type) {
	case *programme.Any:
		from = q.Of
	case *programme.Choose:
		g.n, from = q.N, q.From
		if len(q.AtMost) > 0 {
			return g, false
		}
	case *programme.All:
		return g, false
	case *programme.Item:
	}
	for _, option := range from {
		if !r.active(option.Heading()) {
			continue
		}
		item, ok := option.(*programme.Item)
		switch {
		case ok && r.dropped[item.Ref]:
		case ok && len(item.Heading().Given) == 0 && !r.excluded(item.Ref) && !r.fillable(item.Heading()):
			g.pieces = append(g.pieces, piece{item.Ref, item.Ever})
		case r.private(option):
			g.others = append(g.others, r.requirement(option))
		default:
			return g, false
		}
	}
	return g, true
}

// fillable tells whether a cover may fill a requirement, or does.
func (r *reader) fillable(h *programme.Head) bool {
	return h.ID != "" && (len(r.covers[h.ID]) > 0 || r.filled[h.ID])
}

// private tells whether no piece of a requirement has a place elsewhere.
func (r *reader) private(q programme.Requirement) bool {
	for ref, n := range r.count(q) {
		if n != 1 || r.uses[ref] != 1 || r.excluded(ref) {
			return false
		}
	}
	return true
}

func (r *reader) excluded(ref record.Ref) bool {
	return slices.ContainsFunc(r.version.NotBoth, func(n programme.NotBoth) bool {
		return slices.Contains(n.Of, ref) && r.placed(n.Of) > 1
	}) ||
		slices.ContainsFunc(r.version.Shares, func(s programme.Share) bool {
			return len(s.Items) == 0 || slices.Contains(s.Items, ref)
		})
}

// clusters puts groups that share a piece together.
func clusters(groups []group) [][]group {
	var out [][]group
	for _, g := range groups {
		joined := []group{g}
		var next [][]group
		for _, c := range out {
			if slices.ContainsFunc(c, func(other group) bool { return overlap(g, other) }) {
				joined = slices.Concat(c, joined)
			} else {
				next = append(next, c)
			}
		}
		next = append(next, joined)
		out = next
	}
	return out
}

func overlap(a, b group) bool {
	return slices.ContainsFunc(a.pieces, func(p piece) bool { return slices.Contains(b.pieces, p) })
}

// alone tells whether the pieces of a cluster have no place outside it.
func (r *reader) alone(cluster []group) bool {
	places := map[record.Ref]int{}
	for _, g := range cluster {
		for _, p := range g.pieces {
			places[p.ref]++
		}
	}
	for ref, n := range places {
		if r.uses[ref] != n {
			return false
		}
	}
	return true
}

// settle notes that the places of a cluster are accounted for.
func (r *reader) settle(cluster []group) {
	for _, g := range cluster {
		for _, p := range g.pieces {
			r.uses[p.ref] = 1
		}
	}
}

// hall gives the needs that hold exactly when every group can have its own of the pieces held.
func hall(cluster []group) []*need {
	var out []*need
	for set := uint(1); set < 1<<len(cluster); set++ {
		n := &need{}
		for i, g := range cluster {
			if set&(1<<i) == 0 {
				continue
			}
			n.n += g.n
			n.of = append(n.of, g.others...)
			for _, p := range g.pieces {
				if !slices.Contains(n.pieces, p) {
					n.pieces = append(n.pieces, p)
				}
			}
			if bits.OnesCount(set) == 1 {
				n.title = g.title
			}
		}
		// Groups that share nothing say no more together than one by one.
		if bits.OnesCount(set) > 1 && !connected(cluster, set) {
			continue
		}
		if n.n > n.size() {
			return []*need{never()}
		}
		out = append(out, n)
	}
	return out
}

func connected(cluster []group, set uint) bool {
	reached := set & -set
	for {
		next := reached
		for i := range cluster {
			for j := range cluster {
				if reached&(1<<i) != 0 && set&(1<<j) != 0 && overlap(cluster[i], cluster[j]) {
					next |= 1 << j
				}
			}
		}
		if next == reached {
			return reached == set
		}
		reached = next
	}
}

// once notes the pieces that could still be counted twice.
func (r *reader) once() {
	for ref, n := range r.uses {
		if n > 1 && !r.shared(ref) {
			r.doubt(doubtOnce)
			return
		}
	}
}

// shared tells whether a piece may be placed in all of its places: each is inside a requirement of one sharing, and no
// two are inside the same.
func (r *reader) shared(ref record.Ref) bool {
	return slices.ContainsFunc(r.version.Shares, func(s programme.Share) bool {
		if len(s.Items) > 0 && !slices.Contains(s.Items, ref) {
			return false
		}
		inside := 0
		for _, id := range s.Between {
			q := named(r.version.Requires, id)
			if q == nil {
				continue
			}
			n := r.count(q)[ref]
			if n > 1 {
				return false
			}
			inside += n
		}
		return inside == r.uses[ref]
	})
}

func named(q programme.Requirement, id string) programme.Requirement {
	if q.Heading().ID == id {
		return q
	}
	for _, part := range programme.Parts(q) {
		if found := named(part, id); found != nil {
			return found
		}
	}
	return nil
}

// placed counts those of some pieces that have a place.
func (r *reader) placed(of []record.Ref) int {
	n := 0
	for _, ref := range of {
		if r.uses[ref] > 0 {
			n++
		}
	}
	return n
}
