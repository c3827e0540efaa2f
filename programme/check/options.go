package check

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// optionList is the options of one list with the ways to meet each, found by the pieces they begin with, so that long
// lists are compared option by option only where two have a piece in common.
type optionList struct {
	options []programme.Requirement
	// ways are nil where they could not all be listed.
	ways [][]way
	// starting gives the options with a way whose first piece is the ref; those with a way without pieces stand under the
	// zero ref.
	starting map[record.Ref][]int
}

func (rs *ruleset) optionsOf(q programme.Requirement) *optionList {
	l := &optionList{options: programme.Parts(q), starting: map[record.Ref][]int{}}
	l.ways = make([][]way, len(l.options))
	for i, o := range l.options {
		ways, complete := rs.ways.of(o)
		if !complete {
			ways = nil
		}
		l.ways[i] = ways
		item, single := o.(*programme.Item)
		if single && ways == nil {
			l.start(item.Ref, i)
		}
		for _, w := range ways {
			if len(w.items) == 0 {
				l.start(record.Ref{}, i)
			} else {
				l.start(w.items[0], i)
			}
		}
	}
	return l
}

func (l *optionList) start(ref record.Ref, i int) {
	if at := l.starting[ref]; len(at) == 0 || at[len(at)-1] != i {
		l.starting[ref] = append(at, i)
	}
}

// repeats gives the first option before the i-th that is the same option, or -1.
func (l *optionList) repeats(rs *ruleset, i int) int {
	var first record.Ref
	switch item, single := l.options[i].(*programme.Item); {
	case single:
		first = item.Ref
	case len(l.ways[i]) == 0:
		return -1
	case len(l.ways[i][0].items) > 0:
		first = l.ways[i][0].items[0]
	}
	for _, j := range l.starting[first] {
		if j >= i {
			break
		}
		if l.same(rs, j, i) {
			return j
		}
	}
	return -1
}

// same tells that two options ask for the same under the same conditions on a common day.
func (l *optionList) same(rs *ruleset, i, j int) bool {
	a, b := l.options[i], l.options[j]
	if rs.ways.reached[a.Heading().ID] || rs.ways.reached[b.Heading().ID] {
		return false // a cover or a share makes one of them different
	}
	if !sameHeading(a.Heading(), b.Heading()) {
		return false
	}
	x, isItem := a.(*programme.Item)
	y, areItems := b.(*programme.Item)
	if isItem || areItems {
		return isItem && areItems && x.Ref == y.Ref && x.Ever == y.Ever
	}
	return len(l.ways[i]) > 0 && len(l.ways[j]) > 0 && serveAll(l.ways[i], l.ways[j]) && serveAll(l.ways[j], l.ways[i])
}

// sameHeading tells that two options are open to the same people on some common day.
func sameHeading(a, b *programme.Head) bool {
	sameQuestion := a.Open == nil && b.Open == nil || a.Open != nil && b.Open != nil && a.Open.ID == b.Open.ID
	return sameQuestion && slices.Equal(a.Given, b.Given) && !never(overlap(a.Listed, b.Listed))
}

// serveAll tells that every way of a is also a way of b.
func serveAll(a, b []way) bool {
	for _, w := range a {
		if !slices.ContainsFunc(b, w.serves) {
			return false
		}
	}
	return true
}

// simpler gives an option of the list q that serves wherever the i-th does and asks for less, or nil.
func (l *optionList) simpler(rs *ruleset, q programme.Requirement, i int) programme.Requirement {
	if len(l.ways[i]) == 0 {
		return nil
	}
	near := slices.Clone(l.starting[record.Ref{}])
	for _, ref := range l.ways[i][0].items {
		near = append(near, l.starting[ref]...)
	}
	slices.Sort(near)
	for _, j := range slices.Compact(near) {
		others := l.ways[j]
		if j == i || len(others) == 0 || capped(q, l.options[j]) || l.same(rs, i, j) {
			continue
		}
		// Where several options count, the other may be used beside this one in a way that shares no piece with it; with
		// one way only it cannot.
		if needed(q) > 1 && (len(others) > 1 || len(others[0].items) == 0) {
			continue
		}
		if serveAll(l.ways[i], others) && !serveAll(others, l.ways[i]) {
			return l.options[j]
		}
	}
	return nil
}

// capped tells that a limit of the list counts the option, so that it cannot always take another's place.
func capped(q, o programme.Requirement) bool {
	list, ok := q.(*programme.Choose)
	item, single := o.(*programme.Item)
	return ok && single && slices.ContainsFunc(list.AtMost, func(c programme.Cap) bool { return slices.Contains(c.Of, item.Ref) })
}
