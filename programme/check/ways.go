package check

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// maxWays bounds how many ways are listed: a requirement with more is left unjudged rather than judged slowly.
const maxWays = 200

// way is one least set of pieces that meets a requirement, and what must hold for it to be open to a person.
type way struct {
	// items are sorted and differ from each other, for a piece is placed once.
	items     []record.Ref
	given     []programme.Condition
	questions []string
	// listed is empty (From after Until) where no day holds all of its parts.
	listed programme.Span
}

// wayfinder lists ways under what holds in a whole version.
type wayfinder struct {
	notBoth []programme.NotBoth
	// reached are the ids that covers fill or shares name: such a requirement has ways that its own tree does not show.
	reached map[string]bool
}

func newWayfinder(v *programme.Version) wayfinder {
	f := wayfinder{notBoth: v.NotBoth, reached: map[string]bool{}}
	for _, c := range v.Covers {
		for _, id := range c.Fills {
			f.reached[id] = true
		}
	}
	for _, s := range v.Shares {
		for _, id := range s.Between {
			f.reached[id] = true
		}
	}
	return f
}

// of lists the ways to meet r; complete is false where there are too many, or ways that the tree does not show.
func (f wayfinder) of(r programme.Requirement) (ways []way, complete bool) {
	ways, complete = f.body(r)
	for i := range ways {
		ways[i] = ways[i].under(r.Heading())
	}
	return ways, complete
}

// body is [wayfinder.of] without what r's own heading asks for.
func (f wayfinder) body(r programme.Requirement) (ways []way, complete bool) {
	if id := r.Heading().ID; id != "" && f.reached[id] {
		return nil, false
	}
	switch r := r.(type) {
	case *programme.Item:
		// One that was held at any time is a weaker piece than one in force; the two are not compared.
		return []way{{items: []record.Ref{r.Ref}}}, !r.Ever
	case *programme.All:
		return f.chosen(r.Of, len(r.Of))
	case *programme.Any:
		return f.chosen(r.Of, 1)
	case *programme.Choose:
		if len(r.AtMost) > 0 {
			return nil, false
		}
		return f.chosen(r.From, r.N)
	default:
		return nil, false
	}
}

// chosen lists the ways to meet n of the requirements.
func (f wayfinder) chosen(from []programme.Requirement, n int) ([]way, bool) {
	if n > maxWays || n < 0 {
		return nil, false
	}
	byCount := make([][]way, n+1)
	byCount[0] = []way{{}}
	for _, r := range from {
		ways, complete := f.of(r)
		if !complete {
			return nil, false
		}
		for k := n; k > 0; k-- {
			for _, a := range byCount[k-1] {
				for _, b := range ways {
					if w, ok := f.join(a, b); ok {
						byCount[k] = append(byCount[k], w)
					}
				}
			}
			if len(byCount[k]) > maxWays {
				return nil, false
			}
		}
	}
	return byCount[n], true
}

// join puts two ways together; ok is false where both ask for one piece, or for two that exclude each other.
func (f wayfinder) join(a, b way) (w way, ok bool) {
	items := slices.Concat(a.items, b.items)
	slices.SortFunc(items, record.Ref.Compare)
	if len(slices.Compact(slices.Clone(items))) < len(items) {
		return way{}, false
	}
	for _, not := range f.notBoth {
		if len(common(items, not.Of)) > 1 {
			return way{}, false
		}
	}
	return way{
		items:     items,
		given:     slices.Concat(a.given, b.given),
		questions: slices.Concat(a.questions, b.questions),
		listed:    overlap(a.listed, b.listed),
	}, true
}

// under adds what the heading asks for.
func (w way) under(head *programme.Head) way {
	w.given = slices.Concat(w.given, head.Given)
	if head.Open != nil {
		w.questions = append(slices.Clone(w.questions), head.Open.ID)
	}
	w.listed = overlap(w.listed, head.Listed)
	return w
}

// serves tells that whoever goes the way w has everything that the way v asks for.
func (w way) serves(v way) bool {
	for _, ref := range v.items {
		if !slices.Contains(w.items, ref) {
			return false
		}
	}
	for _, c := range v.given {
		if !w.implies(c) {
			return false
		}
	}
	for _, q := range v.questions {
		if !slices.Contains(w.questions, q) {
			return false
		}
	}
	return overlap(v.listed, w.listed) == w.listed
}

// implies tells that the condition holds for whoever goes this way: it is asked for as a condition, or its piece is used.
func (w way) implies(c programme.Condition) bool {
	if slices.Contains(w.items, c.Ref) {
		return true
	}
	return slices.ContainsFunc(w.given, func(has programme.Condition) bool {
		return has.Ref == c.Ref && (has.Ever == c.Ever || c.Ever)
	})
}

// never tells that no day is in the span.
func never(s programme.Span) bool { return s.Until != 0 && s.From > s.Until }

// overlap gives the days that both spans hold; it is [never] where there are none.
func overlap(a, b programme.Span) programme.Span {
	s := programme.Span{From: max(a.From, b.From), Until: a.Until}
	if s.Until == 0 || b.Until != 0 && b.Until < s.Until {
		s.Until = b.Until
	}
	return s
}

// common gives the refs of a that are among b, each once.
func common(a, b []record.Ref) []record.Ref {
	var both []record.Ref
	for _, ref := range a {
		if slices.Contains(b, ref) && !slices.Contains(both, ref) {
			both = append(both, ref)
		}
	}
	return both
}
