package registrar

import (
	"context"
	"maps"
	"slices"
	"sync/atomic"

	"waymark/audit"
	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// Impact is what new rules would do to everyone in one programme on a day.
type Impact struct {
	Programme string
	// Audited is how many records there are, Met how many met the programme before, MetAfter how many meet it then.
	Audited, Met, MetAfter int
	// Gains and Loses are the candidates whose verdict becomes met, or is met no longer.
	Gains, Loses []int64
	// Certified are those who gain and hold no award of it: they become certified without doing anything.
	Certified []int64
	// OneAway are those who need one item more under the new rules; Further are those who need more items than before.
	OneAway, Further []int64
	// Unreachable are those who could have met it and no longer can.
	Unreachable []int64
	// Started is how many have at least one thing that the programme asks for.
	Started int
}

// Impact audits everyone against the rules in effect on the day and against the same rules with the files in place of those of
// the same names, and compares. It names the programmes to compare; none means all that the files hold. Progress, where it is
// given, hears how many records are behind it. Nothing is written.
func (r *Registrar) Impact(ctx context.Context, by Actor, texts map[string][]byte, ids []string, day record.Date, progress func(int64)) ([]Impact, error) {
	before, after, err := r.beforeAndAfter(ctx, by, texts, day)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		if ids, err = programmesOf(texts); err != nil {
			return nil, err
		}
	}
	changed := map[string]bool{}
	compared := make([]*comparison, len(ids))
	for i, id := range ids {
		if after.Set.Programme(id) == nil {
			return nil, fault.New(fault.NotFound, "fault.no-programme", message.Op("programme", id))
		}
		compared[i] = newComparison(id, before, after, r.options.Processors)
		changed[id] = before != after
	}
	if err := r.compare(ctx, day, compared, changed, progress); err != nil {
		return nil, err
	}
	out := make([]Impact, len(compared))
	for i, c := range compared {
		out[i] = c.total()
	}
	return out, nil
}

// compare audits everyone in each comparison.
func (r *Registrar) compare(ctx context.Context, day record.Date, compared []*comparison, changed map[string]bool, progress func(int64)) error {
	var done atomic.Int64
	return r.sweep(ctx, day, changed, func(worker int, candidate int64, rec *record.Record, awards []store.Award) error {
		for _, c := range compared {
			if err := c.add(worker, candidate, rec, awards, day); err != nil {
				return err
			}
		}
		if n := done.Add(1); progress != nil && n%1000 == 0 {
			progress(n)
		}
		return nil
	})
}

// beforeAndAfter gives the rules of the day, and those with the files in place of others; the same where there are no files.
func (r *Registrar) beforeAndAfter(ctx context.Context, by Actor, texts map[string][]byte, day record.Date) (before, after *Rules, err error) {
	err = r.view(ctx, by, Preview, 0, func(v *store.View) (err error) {
		if before, err = r.rulesOn(v, day); err != nil {
			return err
		}
		if after = before; len(texts) > 0 {
			after, err = r.with(v, texts, day)
		}
		return err
	})
	return before, after, err
}

func programmesOf(texts map[string][]byte) ([]string, error) {
	set, _, err := readRules(texts)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, p := range set.Programmes() {
		ids = append(ids, p.ID)
	}
	return ids, nil
}

// comparison compares one programme before and after.
type comparison struct {
	id            string
	before, after *Rules
	asked         map[record.Ref]bool
	workers       []Impact
}

func newComparison(id string, before, after *Rules, processors int) *comparison {
	c := &comparison{id: id, before: before, after: after, asked: map[record.Ref]bool{}, workers: make([]Impact, processors)}
	for _, rules := range []*Rules{before, after} {
		if p := rules.Set.Programme(id); p != nil {
			refs, _ := reach(rules.Set, p)
			maps.Copy(c.asked, setOf(refs))
		}
	}
	return c
}

func setOf(refs []record.Ref) map[record.Ref]bool {
	set := make(map[record.Ref]bool, len(refs))
	for _, ref := range refs {
		set[ref] = true
	}
	return set
}

func (c *comparison) add(worker int, candidate int64, rec *record.Record, awards []store.Award, day record.Date) error {
	to := &c.workers[worker]
	to.Audited++
	if slices.ContainsFunc(rec.Evidence, func(e record.Evidence) bool { return c.asked[e.Ref] }) {
		to.Started++
	}
	was, err := standingIn(c.before, c.id, rec, day)
	if err != nil {
		return err
	}
	is := was
	if c.before != c.after {
		if is, err = standingIn(c.after, c.id, rec, day); err != nil {
			return err
		}
	}
	to.note(candidate, was, is, slices.ContainsFunc(awards, func(a store.Award) bool { return a.Programme == c.id && StatusOn(&a, day) == InForce }))
	return nil
}

func (m *Impact) note(candidate int64, was, is audit.Standing, held bool) {
	met, meets := was.Verdict == audit.Met, is.Verdict == audit.Met
	if met {
		m.Met++
	}
	if meets {
		m.MetAfter++
	}
	switch {
	case meets && !met:
		m.Gains = append(m.Gains, candidate)
		if !held {
			m.Certified = append(m.Certified, candidate)
		}
	case met && !meets:
		m.Loses = append(m.Loses, candidate)
	}
	switch {
	case is.Unreachable && !was.Unreachable:
		m.Unreachable = append(m.Unreachable, candidate)
	case !meets && is.LeastLeft == 1:
		m.OneAway = append(m.OneAway, candidate)
	}
	if !is.Unreachable && !was.Unreachable && is.LeastLeft > was.LeastLeft {
		m.Further = append(m.Further, candidate)
	}
}

// standingIn audits by the rules; a programme that they do not have is met by nobody.
func standingIn(rules *Rules, id string, rec *record.Record, day record.Date) (audit.Standing, error) {
	if rules.Set.Programme(id) == nil {
		return audit.Standing{Verdict: audit.NotMet, Unreachable: true, LeastLeft: -1}, nil
	}
	return rules.auditor.Standing(id, rec, day, audit.Options{VerifiedOnly: true})
}

// total puts together what each goroutine found, in the order of the candidates' numbers.
func (c *comparison) total() Impact {
	out := Impact{Programme: c.id}
	for _, w := range c.workers {
		out.Audited, out.Started, out.Met, out.MetAfter = out.Audited+w.Audited, out.Started+w.Started, out.Met+w.Met, out.MetAfter+w.MetAfter
		for into, from := range map[*[]int64][]int64{
			&out.Gains: w.Gains, &out.Loses: w.Loses, &out.Certified: w.Certified, &out.OneAway: w.OneAway, &out.Further: w.Further,
			&out.Unreachable: w.Unreachable,
		} {
			*into = append(*into, from...)
		}
	}
	for _, list := range [][]int64{out.Gains, out.Loses, out.Certified, out.OneAway, out.Further, out.Unreachable} {
		slices.Sort(list)
	}
	return out
}
