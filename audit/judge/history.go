package judge

import (
	"cmp"
	"fmt"
	"slices"

	"waymark/programme"
	"waymark/record"
)

// history is everything that is derived in one world: which awards, day by day.
type history struct {
	court *court
	world []Question
	key   string
	// before are the awards of the days before that of the audit, awards those of that day too.
	before, awards []award
}

type award struct {
	programme   *programme.Programme
	version     *programme.Version
	from, until record.Date // until 0: for life
}

// inForce tells whether the day lies in the award's term.
func (a award) inForce(day record.Date) bool {
	return a.from <= day && (a.until == 0 || day <= a.until)
}

// history lives through every event day in the world where the questions are granted.
func (c *court) history(world []Question) *history {
	h := &history{court: c, world: world, key: fmt.Sprint(world)}
	days := slices.Clone(c.days())
	for i := 0; i < len(days); i++ {
		day := days[i]
		if day == c.day {
			h.before = slices.Clone(h.awards)
		}
		for _, a := range h.settle(day, h.awards, nil, nil)[len(h.awards):] {
			h.awards = append(h.awards, a)
			if next := a.until + 1; a.until != 0 && next <= c.day && !slices.Contains(days, next) {
				days = append(days, next)
				slices.Sort(days)
			}
		}
	}
	return h
}

// settle adds to the awards those that are earned on the day: the least fixed point, without one programme's, if any.
// Further pieces may be had on that day.
func (h *history) settle(day record.Date, awards []award, further *bits, without *programme.Programme) []award {
	awards = slices.Clone(awards)
	for again := true; again; {
		again = false
		for _, p := range h.court.reached {
			if p == without || h.earned(p, day, awards) || h.court.isRevoked(p, day) || !h.meets(p, day, awards, further) {
				continue
			}
			a := award{programme: p, version: p.VersionOn(day), from: day}
			if p.Awards.TermMonths > 0 {
				a.until = day.AddMonths(p.Awards.TermMonths) - 1
			}
			awards, again = append(awards, a), true
		}
	}
	return awards
}

// earned tells whether an award of the programme is in force on the day.
func (h *history) earned(p *programme.Programme, day record.Date, awards []award) bool {
	return slices.ContainsFunc(awards, func(a award) bool { return a.programme == p && a.inForce(day) }) &&
		!h.court.isRevoked(p, day)
}

// lapsed is the last day of the latest award of the programme that ended by its term before the day.
func (h *history) lapsed(p *programme.Programme, day record.Date) record.Date {
	return h.court.lapsedOf(h.awards, p, day)
}

func (c *court) lapsedOf(awards []award, p *programme.Programme, day record.Date) record.Date {
	last := record.Date(0)
	for _, a := range awards {
		ended := a.programme == p && a.until != 0 && a.until < day
		if ended && !c.isRevoked(p, a.until) {
			last = max(last, a.until)
		}
	}
	return last
}

// isMet tells whether the programme asked about is met on the day of the audit, with further pieces had on that day.
func (h *history) isMet(further *bits) bool {
	return h.isMetGiven(h.settle(h.court.day, h.before, further, nil), further)
}

func (h *history) isMetGiven(awards []award, further *bits) bool {
	c := h.court
	return h.earned(c.asked, c.day, awards) || h.meets(c.asked, c.day, awards, further)
}

// meets tells whether the version in force on the day is met on the day.
func (h *history) meets(p *programme.Programme, day record.Date, awards []award, further *bits) bool {
	version := p.VersionOn(day)
	if version == nil {
		return false
	}
	c := h.court
	b := c.books[version]
	held, ever := h.pieces(p, day, awards, further)
	key := metKey{version, day, h.key, held.and(b.mentioned), ever.and(b.mentioned)}
	met, known := c.met[key]
	if !known {
		s := newSearch(h, b, day, held, ever)
		met = s.meet(b.root, func() bool { return true })
		c.met[key] = met
	}
	return met
}

// pieces are those held, and those held at any time, as the programme sees them on the day.
func (h *history) pieces(p *programme.Programme, day record.Date, awards []award, further *bits) (held, ever bits) {
	c := h.court
	after := c.lapsedOf(awards, p, day)
	key := baseKey{p, day, after}
	base, known := c.bases[key]
	if !known {
		for _, e := range c.entries {
			n, mentioned := c.number[e.Ref]
			if !mentioned || e.Date <= after {
				continue
			}
			if c.counts(p, e, day, false) {
				base[0].add(n)
			}
			if c.counts(p, e, day, true) {
				base[1].add(n)
			}
		}
		c.bases[key] = base
	}
	held, ever = base[0], base[1]
	for _, a := range awards {
		n, mentioned := c.number[record.Ref{Kind: record.Credential, ID: a.programme.Awards.Credential}]
		if !mentioned || a.programme == p || a.from <= after || a.from > day || c.isRevoked(a.programme, day) {
			continue
		}
		ever.add(n)
		if a.inForce(day) {
			held.add(n)
		}
	}
	if further != nil {
		held, ever = held.or(*further), ever.or(*further)
	}
	return held, ever.or(held)
}

// date is that of a piece: the earliest of what makes it held or, where nothing does and that is enough, ever held.
func (h *history) date(p *programme.Programme, ref int, day record.Date, ever bool) record.Date {
	if ever {
		if held := h.date(p, ref, day, false); held != 0 {
			return held
		}
	}
	c := h.court
	after := h.lapsed(p, day)
	first := record.Date(0)
	see := func(d record.Date) {
		if first == 0 || d < first {
			first = d
		}
	}
	for _, e := range c.entries {
		if e.Ref == c.refs[ref] && e.Date > after && c.counts(p, e, day, ever) {
			see(e.Date)
		}
	}
	for _, a := range h.awards {
		own := record.Ref{Kind: record.Credential, ID: a.programme.Awards.Credential}
		if own == c.refs[ref] && a.programme != p && a.from > after && a.from <= day && (ever || a.inForce(day)) && !c.isRevoked(a.programme, day) {
			see(a.from)
		}
	}
	return first
}

// derived lists the awards that stand on the day of the audit.
func (h *history) derived() []Award {
	var all []Award
	for _, a := range h.awards {
		if h.court.isRevoked(a.programme, h.court.day) {
			continue
		}
		all = append(all, Award{a.programme.ID, a.programme.Awards.Credential, a.from, a.until, a.version.Name})
	}
	slices.SortFunc(all, func(a, b Award) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Programme, b.Programme))
	})
	return all
}
