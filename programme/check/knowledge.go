package check

import (
	"slices"
	"sync"

	"waymark/programme"
	"waymark/record"
)

// forever is the day after the last one: what has no known end lasts until then.
const forever = record.MaxDate + 1

// knowledge is what follows from the whole set. Everything but the set is worked out when it is first asked for.
type knowledge struct {
	set *programme.Set
	// earnable tells of every awarded credential whether its rules can be met at all, nobody holding one to begin with.
	earnable func() map[string]bool
	// until is the last day on which every awarded credential can still be earned with what can be had on that day.
	until func() map[string]record.Date
	// codes are those known of each kind and issuer, sorted.
	codes func() map[listing][]string
	// listings are the kinds of things by an issuer of which there are facts.
	listings func() map[listing]bool
	// bare gives the facts that a bare code may mean, of every issuer.
	bare func() map[record.Ref][]*programme.Fact
	// titles gives what has a plain title, of each kind and issuer.
	titles func() map[titleKey][]*programme.Fact
	// asks gives the programmes whose credentials a programme asks for, by its id.
	asks func() map[string][]string
}

func newKnowledge(set *programme.Set) *knowledge {
	k := &knowledge{set: set}
	k.earnable = sync.OnceValue(k.findEarnable)
	k.until = sync.OnceValue(k.findUntil)
	k.codes = sync.OnceValue(k.findCodes)
	k.listings = sync.OnceValue(k.findListings)
	k.bare = sync.OnceValue(k.findBare)
	k.titles = sync.OnceValue(k.findTitles)
	k.asks = sync.OnceValue(k.findAsks)
	return k
}

// findEarnable is a least fixed point: a credential is earnable when its rules can be met with those already found so.
func (k *knowledge) findEarnable() map[string]bool {
	can := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for _, p := range k.set.Programmes() {
			if can[p.Awards.Credential] {
				continue
			}
			for i := range p.Versions {
				e := earning{k.set, &p.Versions[i], can}
				if e.met(p.Versions[i].Requires) {
					can[p.Awards.Credential], changed = true, true
				}
			}
		}
	}
	return can
}

// earning judges whether a version can be met with the credentials that can be earned.
type earning struct {
	set *programme.Set
	v   *programme.Version
	can map[string]bool
}

func (e earning) met(q programme.Requirement) bool {
	for _, c := range e.v.Covers {
		if slices.Contains(c.Fills, q.Heading().ID) && e.had(c.By) && e.hold(c.Given) {
			return true
		}
	}
	if !e.hold(q.Heading().Given) {
		return false
	}
	if item, ok := q.(*programme.Item); ok {
		return e.had(item.Ref)
	}
	met := 0
	for _, part := range programme.Parts(q) {
		if e.met(part) {
			met++
		}
	}
	return met >= needed(q)
}

func (e earning) had(ref record.Ref) bool {
	return ref.Kind != record.Credential || e.set.Awarding(ref.ID) == nil || e.can[ref.ID]
}

func (e earning) hold(given []programme.Condition) bool {
	return !slices.ContainsFunc(given, func(c programme.Condition) bool { return !e.had(c.Ref) })
}

// findUntil is a least fixed point too: it starts with nothing that can be earned on any day.
func (k *knowledge) findUntil() map[string]record.Date {
	until := map[string]record.Date{}
	for changed := true; changed; {
		changed = false
		for _, p := range k.set.Programmes() {
			for i := range p.Versions {
				v := &p.Versions[i]
				last := lasting{k.set, v, until}.of(v.Requires)
				if v.InForce.Until != 0 {
					last = min(last, v.InForce.Until)
				}
				if last > until[p.Awards.Credential] {
					until[p.Awards.Credential], changed = last, true
				}
			}
		}
	}
	return until
}

// lasting finds until when requirements of a version can be filled anew. Conditions are taken to hold: whoever holds a
// credential keeps it.
type lasting struct {
	set   *programme.Set
	v     *programme.Version
	until map[string]record.Date
}

// of is the last day on which what q asks for can be had: of a list, the day when the last but enough options end.
func (l lasting) of(q programme.Requirement) record.Date {
	last := l.own(q)
	if until := q.Heading().Listed.Until; until != 0 {
		last = min(last, until)
	}
	for _, c := range l.v.Covers {
		if id := q.Heading().ID; id != "" && slices.Contains(c.Fills, id) {
			day := l.ref(c.By)
			if c.Listed.Until != 0 {
				day = min(day, c.Listed.Until)
			}
			last = max(last, day)
		}
	}
	return last
}

func (l lasting) own(q programme.Requirement) record.Date {
	if item, ok := q.(*programme.Item); ok {
		return l.ref(item.Ref)
	}
	var days []record.Date
	for _, part := range programme.Parts(q) {
		days = append(days, l.of(part))
	}
	slices.Sort(days)
	switch n := needed(q); {
	case n < 1:
		return forever
	case n > len(days):
		return 0
	default:
		return days[len(days)-n]
	}
}

func (l lasting) ref(ref record.Ref) record.Date {
	if ref.Kind == record.Credential && l.set.Awarding(ref.ID) != nil {
		return l.until[ref.ID]
	}
	fact := l.set.Fact(ref)
	last := forever
	if fact != nil && fact.Last != 0 && !fact.NoLast {
		last = fact.Last
	}
	if fact != nil && fact.Void != 0 {
		last = min(last, fact.Void-1)
	}
	return last
}

// findAsks lists, for every programme, those whose credentials its rules name as a piece, a condition or a cover.
func (k *knowledge) findAsks() map[string][]string {
	asks := map[string][]string{}
	for _, p := range k.set.Programmes() {
		for i := range p.Versions {
			for ref := range named(&p.Versions[i]) {
				if ref.Kind != record.Credential {
					continue
				}
				if q := k.set.Awarding(ref.ID); q != nil && !slices.Contains(asks[p.ID], q.ID) {
					asks[p.ID] = append(asks[p.ID], q.ID)
				}
			}
		}
	}
	return asks
}

// reached lists the programmes whose credentials the programme asks for, directly or through others.
func (k *knowledge) reached(id string) []string {
	all := []string{id}
	for i := 0; i < len(all); i++ {
		for _, next := range k.asks()[all[i]] {
			if !slices.Contains(all, next) {
				all = append(all, next)
			}
		}
	}
	return all[1:]
}

// leads tells that the programme from is the programme to, or asks, directly or through others, for its credential.
func (k *knowledge) leads(from, to string) bool {
	return from == to || slices.Contains(k.reached(from), to)
}
