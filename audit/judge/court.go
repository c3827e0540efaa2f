package judge

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// court is one audit: what does not depend on which questions are granted.
type court struct {
	set          *programme.Set
	asked        *programme.Programme
	entries      []record.Evidence // with full ids
	rulings      []record.Ruling   // the record's and the set's, with full ids
	day          record.Date
	verifiedOnly bool

	refs    []record.Ref // every ref that any reached programme mentions
	number  map[record.Ref]int
	reached []*programme.Programme // by id, the asked one among them
	books   map[*programme.Version]*book
	// questions are those open on the day, in order.
	questions []Question
	events    []record.Date
	met       map[metKey]bool
	bases     map[baseKey][2]bits
}

type metKey struct {
	version    *programme.Version
	day        record.Date
	world      string
	held, ever bits
}

type baseKey struct {
	programme  *programme.Programme
	day, after record.Date
}

func newCourt(set *programme.Set, asked *programme.Programme, rec record.Record, day record.Date, verifiedOnly bool) *court {
	c := &court{
		set: set, asked: asked, day: day, verifiedOnly: verifiedOnly,
		number: map[record.Ref]int{}, books: map[*programme.Version]*book{},
		met: map[metKey]bool{}, bases: map[baseKey][2]bits{},
	}
	issuer := asked.Issuer()
	for _, e := range rec.Evidence {
		e.Ref = e.Within(issuer)
		c.entries = append(c.entries, e)
	}
	for _, r := range slices.Concat(rec.Rulings, set.Rulings()) {
		r.Evidence, r.For = r.Evidence.Within(issuer), r.For.Within(issuer)
		c.rulings = append(c.rulings, r)
	}
	c.reach(asked)
	slices.SortFunc(c.reached, func(a, b *programme.Programme) int {
		return slices.Compare([]byte(a.ID), []byte(b.ID))
	})
	c.findQuestions()
	c.findEvents()
	return c
}

// reach takes in the programme and every one that awards a credential it mentions, in whatever version.
func (c *court) reach(p *programme.Programme) {
	if p == nil || slices.Contains(c.reached, p) {
		return
	}
	c.reached = append(c.reached, p)
	for i := range p.Versions {
		b := c.read(p, &p.Versions[i])
		for _, n := range b.mentions {
			if c.refs[n].Kind == record.Credential {
				c.reach(c.set.Awarding(c.refs[n].ID))
			}
		}
	}
}

// index numbers a ref.
func (c *court) index(r record.Ref) int {
	n, known := c.number[r]
	if !known {
		n = len(c.refs)
		if n == len(bits{})*64 {
			panic("the judge is for small programmes")
		}
		c.number[r] = n
		c.refs = append(c.refs, r)
	}
	return n
}

// answer tells whether the ruling is one that answers questions of programmes or speaks of them.
func (c *court) ruled(q Question, day record.Date) (granted, ruled bool) {
	var last record.Ruling
	for _, r := range c.rulings {
		if r.Kind != record.Grant && r.Kind != record.RefuseOpen ||
			r.Programme != q.Programme || r.Question != q.ID || !r.InForce(day) {
			continue
		}
		if !ruled || r.From > last.From || r.From == last.From && r.Kind == record.RefuseOpen {
			last, ruled = r, true
		}
	}
	return last.Kind == record.Grant, ruled
}

// findQuestions lists the questions of the reached programmes that are open on the day of the audit.
func (c *court) findQuestions() {
	for _, b := range c.books {
		for _, q := range b.questions {
			if _, ruled := c.ruled(q, c.day); !ruled && !slices.Contains(c.questions, q) {
				c.questions = append(c.questions, q)
			}
		}
	}
	slices.SortFunc(c.questions, compareQuestions)
}

// findEvents lists every day, up to that of the audit, on which anything written down begins, and the days after
// anything ends.
func (c *court) findEvents() {
	add := func(first, last record.Date) {
		for _, d := range []record.Date{first, last + 1} {
			if d > 1 && d <= c.day {
				c.events = append(c.events, d)
			}
		}
	}
	for _, e := range c.entries {
		add(e.Date, e.Until)
		add(e.Revoked, 0)
	}
	for _, r := range c.rulings {
		add(r.From, r.Until)
	}
	for _, ref := range c.refs {
		if f := c.set.Fact(ref); f != nil {
			add(f.First, f.Last)
			add(f.Void, 0)
		}
	}
	for version, b := range c.books {
		add(version.InForce.From, version.InForce.Until)
		for _, span := range b.spans {
			add(span.From, span.Until)
		}
	}
	c.events = append(c.events, c.day)
	slices.Sort(c.events)
	c.events = slices.Compact(c.events)
}

// days lists the event days.
func (c *court) days() []record.Date { return c.events }

// counts tells whether the entry counts on the day in the programme; ever leaves out the condition on its end.
func (c *court) counts(p *programme.Programme, e record.Evidence, day record.Date, ever bool) bool {
	if e.Date > day || e.State == record.Refused || c.verifiedOnly && e.State != record.Verified {
		return false
	}
	if e.Revoked != 0 && e.Revoked <= day {
		return false
	}
	for _, r := range c.rulings {
		if r.Kind == record.Admit && r.Evidence == e.Ref && r.InForce(day) && (r.Programme == "" || r.Programme == p.ID) {
			return true
		}
	}
	if f := c.set.Fact(e.Ref); f != nil {
		if e.Date < f.First || f.Last != 0 && e.Date > f.Last || f.Void != 0 && f.Void <= day {
			return false
		}
	}
	return ever || e.Kind != record.Credential || e.Until == 0 || e.Until >= day
}

// isRevoked tells whether an entry of the programme's own credential has taken the award away.
func (c *court) isRevoked(p *programme.Programme, day record.Date) bool {
	from := c.revokedFrom(p)
	return from != 0 && from <= day
}

// revokedFrom is the first day on which the programme's award is taken away, or no day.
func (c *court) revokedFrom(p *programme.Programme) record.Date {
	own := record.Ref{Kind: record.Credential, ID: p.Awards.Credential}
	first := record.Date(0)
	for _, e := range c.entries {
		if e.Ref != own || e.Revoked == 0 || e.State == record.Refused || c.verifiedOnly && e.State != record.Verified {
			continue
		}
		if from := max(e.Revoked, e.Date); first == 0 || from < first {
			first = from
		}
	}
	return first
}

// bits is a set of numbered refs.
type bits [2]uint64

func (b bits) has(i int) bool { return b[i/64]>>(i%64)&1 == 1 }

func (b *bits) add(i int) { b[i/64] |= 1 << (i % 64) }

func (b bits) and(o bits) bits { return bits{b[0] & o[0], b[1] & o[1]} }

func (b bits) or(o bits) bits { return bits{b[0] | o[0], b[1] | o[1]} }

func (b bits) minus(o bits) bits { return bits{b[0] &^ o[0], b[1] &^ o[1]} }

func (b bits) within(o bits) bool { return b.minus(o) == bits{} }

func (b bits) empty() bool { return b == bits{} }
