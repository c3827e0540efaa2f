package describe

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

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
