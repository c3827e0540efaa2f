package generate

import (
	"fmt"
	"math/rand/v2"

	"waymark/programme"
	"waymark/record"
)

// Overlapping makes a world of two lists that ask for k each of the same n pieces held and as many more, with a
// combination, a condition and a limit beside: what takes time that doubles with every k where pieces are tried in turn.
func Overlapping(k, n int) World {
	m := &maker{dice: rand.New(rand.NewPCG(uint64(k), uint64(n)))}
	m.world.Day = record.Day(2005, 6, 1)
	for i := range 2 * n {
		m.pool = append(m.pool, record.Ref{Kind: record.Exam, ID: fmt.Sprintf("%s/%03d", own, i)})
	}
	for _, r := range m.pool[:n] {
		m.world.Record.Evidence = append(m.world.Record.Evidence, record.Evidence{Ref: r, Date: record.Day(2004, 5, 1)})
	}
	list := func(id string, from []record.Ref) *programme.Choose {
		c := &programme.Choose{Head: programme.Head{ID: id}, N: k}
		for _, r := range from {
			c.From = append(c.From, &programme.Item{Ref: r})
		}
		return c
	}
	first, second := list("first", m.pool[:n+n/2]), list("second", m.pool[n/4:])
	first.From = append(first.From, &programme.All{Of: []programme.Requirement{
		&programme.Item{Ref: m.pool[0]}, &programme.Item{Ref: m.pool[2*n-1]},
	}})
	first.AtMost = []programme.Cap{{N: (k + 1) / 2, Of: m.pool[n/4 : n/2]}}
	second.Given = []programme.Condition{{Ref: m.pool[n/4]}}
	m.world.Programmes = []*programme.Programme{{
		ID: own + "/p0", Title: "Two lists", Language: "en", Awards: programme.Award{Credential: own + "/c0"},
		Versions: []programme.Version{{
			Name: "1", InForce: programme.Span{From: record.Day(2000, 1, 1)},
			Requires: &programme.All{Of: []programme.Requirement{first, second}},
		}},
	}}
	m.world.Programme = own + "/p0"
	return m.world
}

// Degree makes a world the size of a degree: 120 requirements, lists of up to 2,000 codes, 40 pieces held.
func Degree(seed uint64) World {
	m := &maker{straight: true, dice: rand.New(rand.NewPCG(seed, 2000))}
	m.world.Day = record.Day(2005, 6, 1)
	for i := range 6000 {
		m.pool = append(m.pool, record.Ref{Kind: record.Course, ID: fmt.Sprintf("%s/%04d", own, i)})
	}
	all := &programme.All{}
	for i := range 120 {
		all.Of = append(all.Of, m.subject(fmt.Sprintf("s%d", i)))
	}
	m.world.Programmes = []*programme.Programme{{
		ID: own + "/p0", Title: "Degree", Language: "en", Awards: programme.Award{Credential: own + "/c0"},
		Versions: []programme.Version{{Name: "1", InForce: programme.Span{From: record.Day(2000, 1, 1)}, Requires: all}},
	}}
	m.world.Programme = own + "/p0"
	for _, r := range some(m, 40, m.pool) {
		m.world.Record.Evidence = append(m.world.Record.Evidence, record.Evidence{Ref: r, Date: record.Day(2004, 5, 1)})
	}
	return m.world
}

// subject asks for some of a list: of a few courses, of a department's, or of most there are.
func (m *maker) subject(id string) programme.Requirement {
	size := 3 + m.roll(20)
	if m.chance(20) {
		size = 100 + m.roll(1900)
	}
	c := &programme.Choose{Head: programme.Head{ID: id}, N: 1 + m.roll(3)}
	from := m.roll(len(m.pool) - size) // departments number their courses together
	for _, r := range m.pool[from : from+size] {
		c.From = append(c.From, &programme.Item{Ref: r})
	}
	if m.chance(15) {
		c.AtMost = []programme.Cap{{N: 1, Of: m.pool[from : from+size/2]}}
	}
	if m.chance(10) {
		c.From = append(c.From, &programme.All{Of: []programme.Requirement{
			&programme.Item{Ref: one(m, m.pool)}, &programme.Item{Ref: one(m, m.pool)},
		}})
	}
	return c
}
