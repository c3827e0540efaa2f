package draft

import (
	"strconv"
	"strings"

	"waymark/programme"
	"waymark/record"
)

// reading makes the rules of a page without a fixed form into a tree.
func (p *page) reading(known *knowledge) *reading {
	r := newReading(p.file, known)
	r.subject, r.mentions, r.claims, r.rules, r.once = p.subject, p.mentions, p.claims, p.rules, p.once
	p.mergeLists()
	t := &treeMaker{reading: r, ids: map[string]bool{}}
	v := programme.Version{InForce: programme.Span{From: p.dated}, OnceWritten: p.onceForAll(), Requires: &programme.All{}}
	for _, l := range p.lists {
		if len(l.entries) > 0 {
			v.Requires.Of = append(v.Requires.Of, t.list(l))
		}
	}
	for _, g := range p.groups {
		t.group(g)
	}
	r.tree = &programme.Programme{
		ID: p.subject.id, Title: orElse(p.subject.title, p.subject.id), Language: "en",
		Awards:   programme.Award{Credential: record.Ref{ID: p.subject.id}.Code(), Abbreviation: p.subject.abbreviation},
		About:    p.aboutText(),
		Versions: []programme.Version{v},
	}
	return r
}

// mergeLists joins a list that a heading's number governs with the further ones under the same heading that have none.
func (p *page) mergeLists() {
	for _, g := range p.groups {
		if len(g.lists) < 2 || !g.lists[0].inherited {
			continue
		}
		for _, l := range g.lists[1:] {
			if l.quantity == nil {
				g.lists[0].entries = append(g.lists[0].entries, l.entries...)
				l.entries = nil
			}
		}
	}
}

// onceForAll tells whether the page says of every exam that it counts once.
func (p *page) onceForAll() bool {
	for _, n := range p.once {
		if len(n.codes) == 0 {
			return true
		}
	}
	return false
}

func (p *page) aboutText() programme.About {
	texts := func(spans []*span) []programme.Text {
		var all []programme.Text
		for _, s := range spans {
			all = append(all, programme.Text{Value: s.text})
		}
		return all
	}
	one := func(s *span) programme.Text {
		if s == nil {
			return programme.Text{}
		}
		return programme.Text{Value: s.text}
	}
	a := programme.About{
		Summary: one(p.about.summary), Audience: one(p.about.audience), Person: texts(p.about.person),
		Organisation: texts(p.about.organisation), Occupations: texts(p.about.occupations),
	}
	for _, adv := range p.advice {
		a.Recommends = append(a.Recommends, programme.Recommendation{Years: adv.years, Text: programme.Text{Value: adv.text.text}})
	}
	return a
}

// treeMaker makes requirements of lists.
type treeMaker struct {
	*reading
	ids map[string]bool
}

// list makes one requirement.
func (t *treeMaker) list(l *list) programme.Requirement {
	head := programme.Head{Title: l.title}
	head.ID = t.id(orElse(slug(l.title), "part"))
	parts := make([]programme.Requirement, 0, len(l.entries))
	for _, e := range l.entries {
		parts = append(parts, t.entry(e))
	}
	var q programme.Requirement = &programme.All{Head: head, Of: parts}
	if !l.every() {
		q = &programme.Choose{Head: head, N: l.quantity.n, From: parts}
	}
	t.places[q] = l.at
	u := unit{name: l.name(), topics: topics(l.label), needed: needed(q), listed: len(l.entries) - l.instead, at: l.at, own: l.quantity, of: q}
	if l.inherited {
		u.topics = l.group.topics()
	}
	t.units = append(t.units, u)
	return q
}

// group makes a heading a unit, so that counts in the prose can speak of it, and holds its own count against its lists.
func (t *treeMaker) group(g *group) {
	u := unit{name: g.title, topics: g.topics(), at: g.text.at(0)}
	explicit := 0
	for _, l := range g.lists {
		u.listed += len(l.entries) - l.instead
		if l.inherited {
			return
		}
		if len(l.entries) > 0 {
			explicit++
			u.needed += l.needed()
		}
	}
	if explicit == 0 {
		return
	}
	t.units = append(t.units, u)
	if g.count != nil {
		t.claims = append(t.claims, claim{quantity: *g.count, topics: g.topics(), text: g.text, heading: true})
	}
}

// id makes an id that no other requirement has.
func (t *treeMaker) id(base string) string {
	id := base
	for n := 2; t.ids[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	t.ids[id] = true
	return id
}

// entry makes one part or option.
func (t *treeMaker) entry(e *entry) programme.Requirement {
	of := make([]programme.Requirement, 0, len(e.mentions))
	for _, m := range e.mentions {
		it := &programme.Item{Ref: m.ref}
		t.places[it], t.items[it] = m.at, m
		t.remarks[it] = remark(m)
		of = append(of, it)
	}
	var q programme.Requirement
	switch {
	case len(of) == 1:
		return of[0]
	case e.joint == andAll:
		q = &programme.All{Of: of}
	default:
		q = &programme.Any{Of: of}
	}
	t.places[q] = e.at
	return q
}

// remark is the comment beside an item: its line, and what the page calls it.
func remark(m *mention) string {
	called := m.title
	if m.ref.Kind != record.Exam {
		called = m.name
	}
	return strings.TrimSuffix("line "+strconv.Itoa(m.at.Line)+": "+called, ": ")
}
