package generate

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// record makes evidence of what the programmes mention, and of a little that they do not.
func (m *maker) record() {
	share := one(m, []int{25, 45, 60, 75})
	for _, r := range m.mentioned() {
		if isAward := slices.Contains(m.awards, r); isAward && !m.chance(20) || !isAward && !m.chance(share) {
			continue
		}
		m.enter(r)
		if m.chance(15) {
			m.enter(r)
		}
	}
	if m.chance(15) {
		m.enter(record.Ref{Kind: record.Exam, ID: own + "/unknown"})
	}
	if m.chance(8) {
		m.enter(work)
	}
	e := m.world.Record.Evidence
	m.dice.Shuffle(len(e), func(i, j int) { e[i], e[j] = e[j], e[i] })
}

// mentioned lists what any version asks for, once.
func (m *maker) mentioned() []record.Ref {
	var refs []record.Ref
	for _, p := range m.world.Programmes {
		for _, v := range p.Versions {
			refs = append(refs, Mentioned(v)...)
		}
	}
	return distinct(refs)
}

// enter adds one entry.
func (m *maker) enter(r record.Ref) {
	e := record.Evidence{Ref: r, Date: m.past()}
	if r.Issuer() == own && m.chance(30) {
		e.ID = r.Code()
	}
	switch n := m.roll(100); {
	case n < 35 || m.world.VerifiedOnly && n < 80:
		e.State = record.Verified
	case n > 94:
		e.State = record.Refused
	}
	if r.Kind == record.Credential || m.chance(3) {
		if m.chance(35) {
			e.Until = m.when()
		}
		if m.chance(10) {
			e.Revoked = m.when()
		}
	}
	m.world.Record.Evidence = append(m.world.Record.Evidence, e)
}

// rulings makes a few, of every kind, in the record or for everyone.
func (m *maker) rulings() {
	for m.chance(35) {
		r, made := m.ruling()
		if !made {
			continue
		}
		r.From, r.Author, r.Reason = m.past(), "A. Clerk", "as decided"
		if m.chance(25) {
			r.Until = max(r.From, m.when())
		}
		if m.chance(25) {
			m.world.Rulings = append(m.world.Rulings, r)
		} else {
			m.world.Record.Rulings = append(m.world.Record.Rulings, r)
		}
	}
}

// work is evidence that nobody sells.
var work = record.Ref{Kind: record.Experience, ID: own + "/work"}

func (m *maker) ruling() (record.Ruling, bool) {
	p := one(m, m.world.Programmes)
	r := record.Ruling{Kind: record.RulingKind(1 + m.roll(5)), Programme: p.ID}
	version := one(m, p.Versions)
	refs := Mentioned(version)
	switch r.Kind {
	case record.Grant, record.RefuseOpen:
		r.Question = one(m, []string{"q0", "q1"})
	case record.Admit:
		r.Evidence = one(m, refs)
	case record.Substitute:
		r.Evidence, r.For = one(m, slices.Concat(m.pool, m.awards)), one(m, refs)
		if m.chance(10) {
			r.Evidence = work
		}
	case record.Waive:
		var ids []string
		programme.Walk(version.Requires, func(q programme.Requirement) {
			if id := q.Heading().ID; id != "" {
				ids = append(ids, id)
			}
		})
		if len(ids) == 0 {
			return r, false
		}
		r.Requirement = one(m, ids)
	}
	if r.Kind == record.Admit || r.Kind == record.Substitute {
		if m.chance(30) {
			r.Programme = ""
		}
		if r.Evidence.Issuer() == own && m.chance(20) {
			r.Evidence.ID = r.Evidence.Code()
		}
	}
	return r, true
}

// Mentioned lists every ref a version names in requirements, conditions and covers, in canonical order.
func Mentioned(v programme.Version) []record.Ref {
	var refs []record.Ref
	add := func(given []programme.Condition) {
		for _, g := range given {
			refs = append(refs, g.Ref)
		}
	}
	programme.Walk(v.Requires, func(q programme.Requirement) {
		add(q.Heading().Given)
		if it, isItem := q.(*programme.Item); isItem {
			refs = append(refs, it.Ref)
		}
	})
	for _, c := range v.Covers {
		refs = append(refs, c.By)
		add(c.Given)
	}
	return distinct(refs)
}
