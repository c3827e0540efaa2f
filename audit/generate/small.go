package generate

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"waymark/programme"
	"waymark/record"
)

const own, foreign = "acme", "guild"

// maker makes one world; everything it decides comes from its dice.
type maker struct {
	dice *rand.Rand
	// days are the few days on which things happen, in order, so that dates meet each other's boundaries.
	days []record.Date
	// pool are the things that can be obtained, awards the credentials of programmes.
	pool, awards []record.Ref
	// straight keeps awards from leading back to themselves.
	straight bool
	world    World
}

// Small makes a world of at most four linked programmes with about ten items, and a record of about eight entries.
func Small(seed uint64) World {
	m := &maker{dice: rand.New(rand.NewPCG(seed, 20040301))}
	m.calendar()
	m.things()
	programmes := 1 + m.roll(4)
	for i := range programmes {
		credential := fmt.Sprintf("%s/c%d", own, i)
		if m.chance(30) {
			credential = fmt.Sprintf("%s/p%d", own, i)
		}
		m.awards = append(m.awards, record.Ref{Kind: record.Credential, ID: credential})
	}
	for i := range programmes {
		leaves := 1 + m.roll(4)
		if i == 0 {
			leaves = 3 + m.roll(9)
		}
		m.world.Programmes = append(m.world.Programmes, m.programme(i, leaves))
	}
	m.world.Programme = m.world.Programmes[0].ID
	m.facts()
	m.record()
	m.rulings()
	return m.world
}

func (m *maker) roll(n int) int { return m.dice.IntN(n) }

func (m *maker) chance(percent int) bool { return m.dice.IntN(100) < percent }

func one[T any](m *maker, of []T) T { return of[m.roll(len(of))] }

// some picks n different ones, or all.
func some[T any](m *maker, n int, of []T) []T {
	of = slices.Clone(of)
	m.dice.Shuffle(len(of), func(i, j int) { of[i], of[j] = of[j], of[i] })
	return of[:min(n, len(of))]
}

// calendar picks the days on which things happen and the day of the audit.
func (m *maker) calendar() {
	day := record.Day(2001, 1, 10)
	for range 4 + m.roll(4) {
		m.days = append(m.days, day)
		if m.chance(25) {
			day++
		} else {
			day = day.AddMonths(1 + m.roll(7))
		}
	}
	m.world.Day = m.days[len(m.days)-1-m.roll(2)]
	m.world.VerifiedOnly = m.chance(8)
}

// when is one of the days, or one beside it.
func (m *maker) when() record.Date {
	d := one(m, m.days)
	switch m.roll(10) {
	case 0:
		return d + 1
	case 1:
		return d - 1
	}
	return d
}

// past is a day on or before that of the audit, nearly always.
func (m *maker) past() record.Date {
	d := m.when()
	if d > m.world.Day && !m.chance(10) {
		d = m.world.Day
	}
	return d
}

// things names what programmes can ask for.
func (m *maker) things() {
	for i := range 6 + m.roll(5) {
		m.pool = append(m.pool, record.Ref{Kind: record.Exam, ID: fmt.Sprintf("%s/e%d", own, i)})
	}
	m.pool = append(m.pool,
		record.Ref{Kind: record.Exam, ID: foreign + "/e0"},
		record.Ref{Kind: record.Credential, ID: foreign + "/x0"},
		record.Ref{Kind: record.Credential, ID: foreign + "/x1"},
	)
	if m.chance(30) {
		m.pool = append(m.pool, record.Ref{Kind: record.Course, ID: own + "/e0"}, record.Ref{Kind: record.Event, ID: own + "/sign"})
	}
}

// thing is what the programme with the number asks for: mostly an exam, at times an award, mostly of a later programme. A
// large programme asks mostly for exams of its own, as faculties do, and shares some with the others.
func (m *maker) thing(number int) record.Ref {
	awards := 22
	if m.straight {
		awards = 6
	}
	if later := m.awards[number+1:]; len(later) > 0 && m.chance(awards) {
		return one(m, later)
	}
	switch {
	case m.straight && m.chance(75):
		share := len(m.pool) / len(m.awards)
		return one(m, m.pool[number*share:(number+1)*share])
	case !m.straight && m.chance(3):
		return one(m, m.awards)
	default:
		return one(m, m.pool)
	}
}

// programme makes one with one or two versions.
func (m *maker) programme(i, leaves int) *programme.Programme {
	p := &programme.Programme{
		ID: fmt.Sprintf("%s/p%d", own, i), Title: fmt.Sprintf("Programme %d", i), Language: "en",
		Awards: programme.Award{Credential: m.awards[i].ID},
	}
	if m.chance(35) {
		p.Awards.TermMonths = one(m, []int{1, 2, 6, 12})
	}
	first := programme.Span{From: m.days[0] - 30}
	if m.chance(6) {
		first.From = one(m, m.days)
	}
	if m.chance(22) && first.From < m.days[len(m.days)-1] {
		first.Until = max(first.From, m.when())
		second := programme.Span{From: first.Until + 1}
		if m.chance(20) {
			second.From += record.Date(m.roll(60))
		}
		if m.chance(10) {
			second.Until = second.From + record.Date(m.roll(300))
		}
		p.Versions = []programme.Version{m.version(i, "1", first, leaves), m.version(i, "2", second, leaves)}
		return p
	}
	if m.chance(2) {
		first.Until = max(first.From, m.when())
	}
	p.Versions = []programme.Version{m.version(i, "1", first, leaves)}
	return p
}

// span is a range of days, perhaps without an end or a beginning.
func (m *maker) span() programme.Span {
	a, b := m.when(), m.when()
	if a > b {
		a, b = b, a
	}
	switch m.roll(3) {
	case 0:
		return programme.Span{From: a}
	case 1:
		return programme.Span{Until: b}
	}
	return programme.Span{From: a, Until: b}
}

// facts gives some things a first and last day, or makes them void.
func (m *maker) facts() {
	for _, r := range slices.Concat(m.pool, m.awards) {
		if !m.chance(28) {
			continue
		}
		f := &programme.Fact{Ref: r, Title: "The " + r.ID}
		if m.chance(30) {
			f.First = m.when()
		}
		if m.chance(30) {
			f.Last = max(m.when(), f.First)
		}
		if m.chance(8) {
			f.Void = m.when()
		}
		m.world.Facts = append(m.world.Facts, f)
	}
}
