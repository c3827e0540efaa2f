package generate

import (
	"fmt"
	"math/rand/v2"

	"waymark/programme"
	"waymark/record"
)

// Large makes a world of one to four linked programmes with 50 to 300 items in all.
func Large(seed uint64) World { return Static(seed, 50+int(seed*101%251)) }

// Static makes a world of one to four linked programmes with about so many items in all: lists that overlap, nested
// alternatives, caps, exclusions, shares, conditions, covers and derived credentials. Everything in it holds on every day of
// the record, no award ends and no award leads back to itself, so that being met is a question about sets alone.
func Static(seed uint64, items int) World {
	m := &maker{straight: true, dice: rand.New(rand.NewPCG(seed, 19990920)), days: []record.Date{record.Day(2003, 1, 1), record.Day(2004, 5, 1)}}
	m.world.Day = record.Day(2005, 6, 1)
	for i := range items * 3 / 4 {
		m.pool = append(m.pool, record.Ref{Kind: record.Exam, ID: fmt.Sprintf("%s/%03d", own, i)})
	}
	for i := range 4 {
		m.pool = append(m.pool, record.Ref{Kind: record.Credential, ID: fmt.Sprintf("%s/x%d", foreign, i)})
	}
	programmes := 1 + m.roll(4)
	for i := range programmes {
		m.awards = append(m.awards, record.Ref{Kind: record.Credential, ID: fmt.Sprintf("%s/c%d", own, i)})
	}
	for i := range programmes {
		share := items
		if programmes > 1 && i == 0 {
			share = items * 2 / 3
		} else if programmes > 1 {
			share = items / 3 / (programmes - 1)
		}
		m.world.Programmes = append(m.world.Programmes, m.degree(i, share))
	}
	m.world.Programme = m.world.Programmes[0].ID
	m.retire()
	for _, r := range some(m, m.roll(min(40, 2+items/2)), m.pool) {
		m.world.Record.Evidence = append(m.world.Record.Evidence, record.Evidence{Ref: r, Date: one(m, m.days), State: record.Verified})
	}
	return m.world
}

// retire ends the life of some items after the days of the record.
func (m *maker) retire() {
	for _, r := range m.pool {
		if m.chance(15) {
			m.world.Facts = append(m.world.Facts, &programme.Fact{Ref: r, Title: r.ID, Last: record.Day(2005, 5, 31)})
		}
	}
}

// degree makes a programme of sections with about so many items.
func (m *maker) degree(i, items int) *programme.Programme {
	d := &draft{maker: m, number: i, left: items, within: map[string]string{}}
	v := programme.Version{Name: "1", InForce: programme.Span{From: record.Day(2000, 1, 1)}, Requires: &programme.All{}}
	sections := min(3+m.roll(10), 1+items/4)
	for range sections {
		v.Requires.Of = append(v.Requires.Of, d.section(items/sections))
	}
	for range m.roll(3) {
		v.NotBoth = append(v.NotBoth, programme.NotBoth{Of: distinct(some(m, 2+m.roll(2), d.refs))})
	}
	if m.chance(35) {
		v.Covers = append(v.Covers, programme.Cover{By: d.thing(i), Fills: some(m, 1+m.roll(3), d.ids)})
		if m.chance(50) {
			v.Covers[0].Given = d.given()
		}
	}
	if m.chance(35) && len(d.ids) > 1 {
		v.Shares = append(v.Shares, programme.Share{Between: some(m, 2, d.ids)})
		if m.chance(50) {
			v.Shares[0].Items = distinct(some(m, 1+m.roll(4), d.refs))
		}
	}
	return &programme.Programme{
		ID: fmt.Sprintf("%s/p%d", own, i), Title: fmt.Sprintf("Programme %d", i), Language: "en",
		Awards: programme.Award{Credential: m.awards[i].ID}, Versions: []programme.Version{v},
	}
}

// section makes a list or a set of alternatives with about so many items.
func (d *draft) section(items int) programme.Requirement {
	head := programme.Head{ID: fmt.Sprintf("s%d", len(d.ids))}
	d.ids = append(d.ids, head.ID)
	if d.chance(20) {
		a := &programme.Any{Head: head}
		for range 2 + d.roll(3) {
			a.Of = append(a.Of, d.route())
		}
		return a
	}
	c := &programme.Choose{Head: head, N: 1 + d.roll(1+min(items/3, 3))}
	for len(c.From) < max(items, c.N+1) {
		switch {
		case d.chance(8):
			c.From = append(c.From, d.route())
		default:
			c.From = append(c.From, d.item(programme.Head{}))
		}
	}
	if d.chance(30) {
		c.AtMost = d.caps(c)
	}
	return c
}

// route is a combination, perhaps under a condition.
func (d *draft) route() programme.Requirement {
	a := &programme.All{}
	if d.chance(25) {
		a.Given = d.given()
	}
	for range 2 + d.roll(2) {
		if d.chance(20) {
			a.Of = append(a.Of, &programme.Choose{N: 1 + d.roll(2), From: []programme.Requirement{
				d.item(programme.Head{}), d.item(programme.Head{}), d.item(programme.Head{}),
			}})
			continue
		}
		a.Of = append(a.Of, d.item(programme.Head{}))
	}
	return a
}
