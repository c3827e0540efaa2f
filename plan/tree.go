package plan

import (
	"slices"
	"strings"

	"waymark/programme"
	"waymark/record"
	"waymark/solve/binary"
)

// treeKey names a programme met by a day; context is what may not support it since it is being built above.
type treeKey struct {
	programme string
	day       record.Date
	context   string
}

// met says whether a programme is met on or before a day: under the rules of one of the periods up to it.
func (m *model) met(p *programme.Programme, day record.Date) lit {
	award := record.Ref{Kind: record.Credential, ID: p.Awards.Credential}
	if slices.Contains(m.building, award) {
		return lit{}
	}
	if m.w.met[p.ID] && m.inForce(award, m.w.day) && len(m.building) == 0 || m.inForce(award, min(day, m.last)) {
		return always
	}
	if day < m.w.day || m.w.revoked(award, day) {
		return lit{}
	}
	key := treeKey{programme: p.ID, day: day, context: m.context(p)}
	if l, known := m.trees[key]; known {
		return l
	}
	m.building = append(m.building, award)
	var ways []lit
	for _, period := range m.w.periods(p, max(min(day, m.last), m.w.day)) {
		if period.From > day {
			break
		}
		if v := p.VersionOn(period.From); v != nil {
			t := &tree{model: m, p: p, v: v, on: period.From, by: min(day, period.Until)}
			ways = append(ways, t.build())
		}
		if m.m.undated {
			break
		}
	}
	m.building = m.building[:len(m.building)-1]
	l := m.shared(m.anyOf(ways...))
	m.trees[key] = l
	return l
}

// inForce tells whether an award that follows from the record as it is, is in force on a day.
func (m *model) inForce(award record.Ref, day record.Date) bool {
	return slices.ContainsFunc(m.w.terms[award], func(s programme.Span) bool { return s.Holds(day) })
}

// context names what is being built and could be asked for by the programme.
func (m *model) context(p *programme.Programme) string {
	var out []string
	for _, ref := range m.building {
		if m.w.reaches(p, ref) {
			out = append(out, ref.String())
		}
	}
	return strings.Join(out, "\n")
}

// condition says whether something is had or held on or before a day, without being used up.
func (m *model) condition(ref record.Ref, ever bool, p *programme.Programme, day record.Date) lit {
	id, on := "", m.w.day
	if p != nil {
		id, on = p.ID, day
	}
	if m.w.holds(ref, ever, id, on) {
		return always
	}
	if ref.Kind == record.Credential {
		if by := m.w.set.Awarding(ref.ID); by != nil {
			return m.met(by, day)
		}
	}
	return m.hadBy(ref, day)
}

// tree is one version of a programme over what is had by a day.
type tree struct {
	*model
	p  *programme.Programme
	v  *programme.Version
	on record.Date // the first day of the period: the rules are the same on all of it
	by record.Date
	// stands counts the places of each thing; where there are several, or not_both names it, each is a decision of its own.
	stands map[record.Ref]int
	placed map[record.Ref][]placement
	refs   []record.Ref // the keys of placed in order of first mention
	inside []string     // ids of the requirements around what is being built
	covers []lit
}

// placement is a variable that says a piece is placed inside requirements with these ids.
type placement struct {
	v      int
	inside []string
}

func (t *tree) build() lit {
	t.stands, t.placed = map[record.Ref]int{}, map[record.Ref][]placement{}
	t.count()
	for i := range t.v.Covers {
		t.covers = append(t.covers, t.shared(t.cover(&t.v.Covers[i])))
	}
	out := t.requirement(t.v.Requires)
	for _, ref := range t.refs {
		t.placeOnce(ref)
	}
	for _, n := range t.v.NotBoth {
		t.apart(n.Of)
	}
	return out
}

// count counts the places where each thing stands on these days.
func (t *tree) count() {
	var visit func(r programme.Requirement)
	visit = func(r programme.Requirement) {
		if !t.active(r.Heading().Listed, r.Heading().Open) {
			return
		}
		if item, ok := r.(*programme.Item); ok {
			t.stands[item.Ref]++
			for _, ref := range t.w.standIns(item.Ref, t.p.ID, t.on) {
				t.stands[ref]++
			}
		}
		for _, part := range programme.Parts(r) {
			visit(part)
		}
	}
	visit(t.v.Requires)
	for _, c := range t.v.Covers {
		if t.active(c.Listed, c.Open) {
			t.stands[c.By]++
		}
	}
	for _, n := range t.v.NotBoth {
		for _, ref := range n.Of {
			t.stands[ref] += 2
		}
	}
}

func (t *tree) active(listed programme.Span, open *programme.Question) bool {
	return listed.Holds(t.on) && (open == nil || t.w.granted(t.p.ID, open.ID, t.on))
}

func (t *tree) given(conditions []programme.Condition) []lit {
	var out []lit
	for _, g := range conditions {
		if t.isVoid(g.Ref) {
			out = append(out, lit{yes: t.w.holds(g.Ref, g.Ever, t.p.ID, t.by)})
			continue
		}
		out = append(out, t.condition(g.Ref, g.Ever, t.p, t.by))
	}
	return out
}

func (t *tree) cover(c *programme.Cover) lit {
	if !t.active(c.Listed, c.Open) {
		return lit{}
	}
	return t.allOf(append(t.given(c.Given), t.piece(c.By, c.Ever, nil))...)
}

// requirement says whether a requirement is met.
func (t *tree) requirement(r programme.Requirement) lit {
	h := r.Heading()
	if t.w.waived(t.p.ID, h.ID, t.on) {
		return always
	}
	if !t.active(h.Listed, h.Open) {
		return lit{}
	}
	needs := t.given(h.Given)
	if slices.ContainsFunc(needs, lit.never) {
		return lit{}
	}
	if h.ID != "" {
		t.inside = append(t.inside, h.ID)
	}
	ways := []lit{t.body(r)}
	if h.ID != "" {
		t.inside = t.inside[:len(t.inside)-1]
		for i, c := range t.v.Covers {
			if slices.Contains(c.Fills, h.ID) {
				ways = append(ways, t.covers[i])
			}
		}
	}
	return t.allOf(append(needs, t.anyOf(ways...))...)
}

// body says whether what a requirement asks for is there.
func (t *tree) body(r programme.Requirement) lit {
	switch r := r.(type) {
	case *programme.Item:
		ways := []lit{t.piece(r.Ref, r.Ever, t.inside)}
		for _, ref := range t.w.standIns(r.Ref, t.p.ID, t.on) {
			ways = append(ways, t.piece(ref, r.Ever, t.inside))
		}
		return t.anyOf(ways...)
	case *programme.All:
		return t.allOf(t.each(r.Of)...)
	case *programme.Any:
		return t.anyOf(t.each(r.Of)...)
	case *programme.Choose:
		return t.atLeast(r.N, t.limited(r, t.each(r.From)))
	}
	return lit{}
}

func (t *tree) each(list []programme.Requirement) []lit {
	out := make([]lit, len(list))
	for i, r := range list {
		out[i] = t.requirement(r)
	}
	return out
}

// limited replaces the options that a limit names by variables that say whether they count.
func (t *tree) limited(r *programme.Choose, lits []lit) []lit {
	if len(r.AtMost) == 0 {
		return lits
	}
	counted := map[int]int{}
	for _, limit := range r.AtMost {
		var terms []binary.Term
		for i, option := range r.From {
			item, ok := option.(*programme.Item)
			if !ok || !slices.Contains(limit.Of, item.Ref) || lits[i].never() {
				continue
			}
			v, known := counted[i]
			if !known {
				v = t.whole(lits[i])
				counted[i] = v
			}
			terms = append(terms, term(v, 1))
		}
		t.model.p.AtMost(int64(limit.N), terms...)
	}
	out := slices.Clone(lits)
	for i, v := range counted {
		out[i] = one(v)
	}
	return out
}

// isVoid tells whether passes of something count no longer on these days.
func (t *tree) isVoid(ref record.Ref) bool {
	f := t.w.set.Fact(ref)
	return f != nil && f.Void != 0 && f.Void <= t.on && !t.w.admitted(ref, t.p.ID, t.on)
}

// piece says whether the piece of something is placed in one place.
func (t *tree) piece(ref record.Ref, ever bool, inside []string) lit {
	var have lit
	switch {
	case t.w.holds(ref, ever, t.p.ID, t.on):
		have = always
	case t.isVoid(ref):
		return lit{}
	default:
		have = t.condition(ref, ever, t.p, t.by)
	}
	if have.never() || t.stands[ref] < 2 {
		return have
	}
	v := t.whole(have)
	if len(t.placed[ref]) == 0 {
		t.refs = append(t.refs, ref)
	}
	t.placed[ref] = append(t.placed[ref], placement{v, slices.Clone(inside)})
	return one(v)
}

// placeOnce adds that a piece is placed once in all, or by a share once in each of its requirements and nowhere else.
func (t *tree) placeOnce(ref record.Ref) {
	p := t.model.p
	var all, modes []binary.Term
	for _, x := range t.placed[ref] {
		all = append(all, term(x.v, 1))
	}
	for _, s := range t.v.Shares {
		if len(s.Items) > 0 && !slices.Contains(s.Items, ref) {
			continue
		}
		mode := p.Var(0)
		modes = append(modes, term(mode, 1))
		all = append(all, term(mode, -int64(len(s.Between)-1)))
		for _, x := range t.placed[ref] {
			if !slices.ContainsFunc(s.Between, func(id string) bool { return slices.Contains(x.inside, id) }) {
				p.AtMost(1, term(x.v, 1), term(mode, 1))
			}
		}
		for _, id := range s.Between {
			var within []binary.Term
			for _, x := range t.placed[ref] {
				if slices.Contains(x.inside, id) {
					within = append(within, term(x.v, 1))
				}
			}
			n := int64(len(within))
			p.AtMost(1+n, append(within, term(mode, n))...)
		}
	}
	p.AtMost(1, all...)
	if len(modes) > 1 {
		p.AtMost(1, modes...)
	}
}

// apart adds that at most one of the things is placed.
func (t *tree) apart(refs []record.Ref) {
	p := t.model.p
	var terms []binary.Term
	for _, ref := range refs {
		if len(t.placed[ref]) == 0 {
			continue
		}
		v := p.Var(0)
		for _, x := range t.placed[ref] {
			p.AtLeast(0, term(v, 1), term(x.v, -1))
		}
		terms = append(terms, term(v, 1))
	}
	if len(terms) > 1 {
		p.AtMost(1, terms...)
	}
}
