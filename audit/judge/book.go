package judge

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// book is one version of a programme read out into numbered nodes.
type book struct {
	programme *programme.Programme
	version   *programme.Version
	root      *node
	nodes     []*node // in file order
	slots     []*node // the items, in file order
	covers    []cover
	mentions  []int // numbers of refs, each once
	mentioned bits
	questions []Question
	spans     []programme.Span
}

// node is one requirement.
type node struct {
	requirement programme.Requirement
	id          string
	index, slot int // place among the nodes, and among the items or -1
	parent      *node
	given       []condition
	open        string
	listed      programme.Span
	ref         int // items only
	ever        bool
	list        bool // an any or choose: its kids are options, of which need are asked for
	need        int
	caps        []limit
	kids        []*node
}

type condition struct {
	ref  int
	ever bool
}

// limit is how many of some options, by their place among the kids, count at most.
type limit struct {
	n  int
	of []*node
}

type cover struct {
	ref    int
	ever   bool
	given  []condition
	open   string
	listed programme.Span
	fills  []string
}

// read reads a version once.
func (c *court) read(p *programme.Programme, v *programme.Version) *book {
	if b := c.books[v]; b != nil {
		return b
	}
	b := &book{programme: p, version: v}
	c.books[v] = b
	b.root = c.readNode(b, v.Requires, nil)
	for _, k := range v.Covers {
		b.covers = append(b.covers, cover{
			ref: c.mention(b, k.By), ever: k.Ever, given: c.readGiven(b, k.Given), open: b.ask(k.Open),
			listed: k.Listed, fills: k.Fills,
		})
		b.spans = append(b.spans, k.Listed)
	}
	for _, r := range c.rulings {
		if r.Kind == record.Substitute && (r.Programme == "" || r.Programme == p.ID) && slices.Contains(b.mentions, c.index(r.For)) {
			c.mention(b, r.Evidence)
		}
	}
	return b
}

// mention numbers a ref and notes that the version names it.
func (c *court) mention(b *book, r record.Ref) int {
	n := c.index(r)
	if !b.mentioned.has(n) {
		b.mentioned.add(n)
		b.mentions = append(b.mentions, n)
	}
	return n
}

// ask notes a question and gives its id, or nothing.
func (b *book) ask(q *programme.Question) string {
	if q == nil {
		return ""
	}
	b.questions = append(b.questions, Question{b.programme.ID, q.ID})
	return q.ID
}

func (c *court) readGiven(b *book, given []programme.Condition) []condition {
	var all []condition
	for _, g := range given {
		all = append(all, condition{c.mention(b, g.Ref), g.Ever})
	}
	return all
}

func (c *court) readNode(b *book, r programme.Requirement, parent *node) *node {
	h := r.Heading()
	n := &node{
		requirement: r, id: h.ID, index: len(b.nodes), slot: -1, parent: parent,
		given: c.readGiven(b, h.Given), open: b.ask(h.Open), listed: h.Listed,
	}
	b.nodes = append(b.nodes, n)
	b.spans = append(b.spans, h.Listed)
	var kids []programme.Requirement
	switch r := r.(type) {
	case *programme.Item:
		n.slot, n.ref, n.ever = len(b.slots), c.mention(b, r.Ref), r.Ever
		b.slots = append(b.slots, n)
	case *programme.All:
		kids, n.need = r.Of, len(r.Of)
	case *programme.Any:
		kids, n.need, n.list = r.Of, 1, true
	case *programme.Choose:
		kids, n.need, n.list = r.From, r.N, true
	}
	for _, k := range kids {
		n.kids = append(n.kids, c.readNode(b, k, n))
	}
	if r, isChoose := r.(*programme.Choose); isChoose {
		for _, limits := range r.AtMost {
			n.caps = append(n.caps, readCap(n, limits))
		}
	}
	return n
}

// readCap finds the options of the list that are items among those the cap names.
func readCap(n *node, limits programme.Cap) limit {
	l := limit{n: limits.N}
	for _, kid := range n.kids {
		if item, isItem := kid.requirement.(*programme.Item); isItem && slices.Contains(limits.Of, item.Ref) {
			l.of = append(l.of, kid)
		}
	}
	return l
}

// inside tells whether the node is, or stands within, the requirement with the id.
func (n *node) inside(id string) bool {
	for ; n != nil; n = n.parent {
		if n.id == id {
			return true
		}
	}
	return false
}
