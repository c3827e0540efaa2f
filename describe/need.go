package describe

import (
	"slices"

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
