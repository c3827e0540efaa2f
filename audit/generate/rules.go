package generate

import (
	"fmt"
	"slices"

	"waymark/programme"
	"waymark/record"
)

// draft is a version in the making.
type draft struct {
	*maker
	number int
	ids    []string // of requirements
	within map[string]string
	refs   []record.Ref // of items
	left   int          // items yet to be made
	fresh  int          // out of a hundred tries, how many look for an item that stands nowhere yet
}

// version makes rules with about so many items.
func (m *maker) version(number int, name string, in programme.Span, leaves int) programme.Version {
	d := &draft{maker: m, number: number, left: leaves, fresh: one(m, []int{92, 92, 92, 92, 92, 10}), within: map[string]string{}}
	v := programme.Version{Name: name, InForce: in, Requires: &programme.All{}}
	for d.left > 0 {
		v.Requires.Of = append(v.Requires.Of, d.requirement(0, 70, "", false))
	}
	if len(d.ids) > 0 && m.chance(45) {
		v.Covers = append(v.Covers, d.cover())
		if m.chance(30) {
			v.Covers = append(v.Covers, d.cover())
		}
	}
	if m.chance(20) {
		v.NotBoth = append(v.NotBoth, programme.NotBoth{Of: distinct(some(m, 2+m.roll(2), d.refs))})
		if len(v.NotBoth[0].Of) < 2 {
			v.NotBoth = nil
		}
	}
	for n := 2; n > 0 && m.chance(30); n-- {
		if s, made := d.share(); made {
			v.Shares = append(v.Shares, s)
		}
	}
	return v
}

// requirement makes one, with an id so often, inside the requirement whose id is given, perhaps as an option of a list.
func (d *draft) requirement(depth, named int, parent string, option bool) programme.Requirement {
	head := d.head(named, parent, option)
	kind := d.roll(10)
	if depth > 2 || d.left < 2 || depth > 0 && kind < 5 {
		return d.item(head)
	}
	inner := head.ID
	if inner == "" {
		inner = parent
	}
	all := kind < 2 || depth > 0 && kind < 7
	kids := d.kids(depth, inner, !all)
	switch {
	case all || len(kids) < 2:
		return &programme.All{Head: head, Of: kids}
	case kind < 5 || depth > 0 && kind < 8:
		return &programme.Any{Head: head, Of: kids}
	default:
		c := &programme.Choose{Head: head, From: kids, N: 1 + min(d.roll(len(kids)), d.roll(len(kids)))}
		c.AtMost = d.caps(c)
		return c
	}
}

func (d *draft) kids(depth int, inner string, options bool) []programme.Requirement {
	var kids []programme.Requirement
	for range 2 + d.roll(4) {
		if d.left > 0 {
			kids = append(kids, d.requirement(depth+1, 35, inner, options))
		}
	}
	return kids
}

func (d *draft) item(head programme.Head) *programme.Item {
	d.left--
	it := &programme.Item{Head: &head, Ref: d.thing(d.number)}
	for tries := 0; tries < 6 && slices.Contains(d.refs, it.Ref) && d.chance(d.fresh); tries++ {
		it.Ref = d.thing(d.number)
	}
	it.Ever = it.Ref.Kind == record.Credential && d.chance(20)
	d.refs = append(d.refs, it.Ref)
	return it
}

func (d *draft) head(named int, parent string, option bool) programme.Head {
	var h programme.Head
	seldom := 2
	if option {
		seldom = 16
	}
	if d.number > 0 {
		seldom += 7
	}
	if d.chance(named) {
		h.ID = fmt.Sprintf("r%d", len(d.ids))
		d.ids = append(d.ids, h.ID)
		d.within[h.ID] = parent
	}
	if d.chance(seldom) {
		h.Given = d.given()
	}
	if d.chance(seldom) {
		h.Open = &programme.Question{ID: fmt.Sprintf("q%d", d.roll(2)), Because: "nothing says so"}
	}
	if d.chance(seldom / 2) {
		h.Listed = d.span()
	}
	return h
}

func (d *draft) given() []programme.Condition {
	var all []programme.Condition
	for range 1 + d.roll(5)/4 {
		c := programme.Condition{Ref: d.thing(d.number)}
		if c.Ref.Kind != record.Exam && c.Ref.Kind != record.Credential {
			c.Ref = d.pool[0]
		}
		c.Ever = c.Ref.Kind == record.Credential && d.chance(30)
		all = append(all, c)
	}
	return all
}

// caps limits some of the options that are items; two caps may cross.
func (d *draft) caps(c *programme.Choose) []programme.Cap {
	var items []record.Ref
	for _, k := range c.From {
		if it, isItem := k.(*programme.Item); isItem {
			items = append(items, it.Ref)
		}
	}
	items = distinct(items)
	var caps []programme.Cap
	for len(items) > 1 && len(caps) < 2 && d.chance(35) {
		caps = append(caps, programme.Cap{N: 1 + d.roll(2), Of: some(d.maker, 2+d.roll(2), items)})
	}
	return caps
}

func (d *draft) cover() programme.Cover {
	c := programme.Cover{By: d.thing(d.number), Fills: some(d.maker, 1+d.roll(3), d.ids)}
	c.Ever = c.By.Kind == record.Credential && d.chance(20)
	if d.chance(25) {
		c.Given = d.given()
	}
	if d.chance(12) {
		c.Open = &programme.Question{ID: fmt.Sprintf("q%d", d.roll(2)), Because: "nothing says so"}
	}
	if d.chance(10) {
		c.Listed = d.span()
	}
	return c
}

// share lets something count in two or three requirements of which none stands inside another.
func (d *draft) share() (programme.Share, bool) {
	var s programme.Share
	for _, id := range some(d.maker, 2+d.roll(2), d.ids) {
		if !slices.ContainsFunc(s.Between, func(o string) bool { return d.inside(id, o) || d.inside(o, id) }) {
			s.Between = append(s.Between, id)
		}
	}
	if d.chance(50) {
		s.Items = distinct(some(d.maker, 1+d.roll(2), d.refs))
	}
	return s, len(s.Between) > 1
}

func (d *draft) inside(id, outer string) bool {
	for ; id != ""; id = d.within[id] {
		if id == outer {
			return true
		}
	}
	return false
}

func distinct(refs []record.Ref) []record.Ref {
	slices.SortFunc(refs, record.Ref.Compare)
	return slices.Compact(refs)
}
