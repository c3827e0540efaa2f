package plan

import (
	"cmp"
	"maps"
	"slices"

	"waymark/record"
	"waymark/solve/binary"
)

// model is one question as a 0/1 programme: what must be had by which day so that every goal is met by a last day.
type model struct {
	q    *Question
	w    *world
	m    *market
	cal  *calendar
	last record.Date // nothing happens after it
	p    *binary.Program

	items    map[record.Ref]*had
	sessions map[*session]*taken
	sales    map[*sale]int
	deals    map[*deal]int
	trees    map[treeKey]lit
	// needs is what is known of the variables that stand for requirements; itemVars gives, for a variable that says how or by
	// when an item is had, the one that says whether.
	needs    map[int]*needs
	itemVars map[int]int
	goals    []lit
	// building is the programmes and items on the way to what is being built: none supports itself.
	building []record.Ref
	gates    int // behind which of them
}

// newModel builds the model of a question with a last day. It has no costs yet.
func newModel(q *Question, w *world, mk *market, last record.Date) *model {
	m := &model{
		q: q, w: w, m: mk, cal: mk.cal, last: last, p: &binary.Program{}, items: map[record.Ref]*had{},
		sessions: map[*session]*taken{}, sales: map[*sale]int{}, deals: map[*deal]int{}, trees: map[treeKey]lit{},
		needs: map[int]*needs{}, itemVars: map[int]int{},
	}
	for _, g := range q.Goals {
		by := last
		if g.By != 0 {
			by = min(by, g.By)
		}
		m.goals = append(m.goals, m.met(w.progs[g.Programme], by))
	}
	m.reach()
	for _, ref := range mk.wishes.Include {
		m.mustHave(ref)
	}
	m.fillUp()
	m.order()
	m.study()
	m.crowd()
	m.bargain()
	return m
}

// reach asks for the goals.
func (m *model) reach() {
	if m.q.Nearest {
		m.mustBe(m.anyOf(m.goals...))
		return
	}
	for _, g := range m.goals {
		m.mustBe(g)
	}
}

// fillUp adds what nothing needs and that may yet be bought, since a saving asks for a least number of things.
func (m *model) fillUp() {
	for _, ref := range m.w.items {
		if s := m.m.items[ref]; s != nil && slices.ContainsFunc(s.ways, func(w *way) bool { return helps(w.deals) }) {
			m.item(ref)
		}
	}
	for _, ref := range m.m.refs {
		for _, s := range m.m.courses[ref] {
			if s.until <= m.last && slices.ContainsFunc(s.sales, func(x *sale) bool { return helps(x.deals) }) {
				m.session(s)
			}
		}
	}
}

func sorted[K cmp.Ordered, V any](by map[K]V) []K { return slices.Sorted(maps.Keys(by)) }

func (m *model) sortedItems() []record.Ref {
	var out []record.Ref
	for ref := range m.items {
		out = append(out, ref)
	}
	slices.SortFunc(out, record.Ref.Compare)
	return out
}

// sortedSessions are those in use, in the order of the offers.
func (m *model) sortedSessions() []*session {
	var out []*session
	for _, ref := range m.m.refs {
		for _, s := range m.m.courses[ref] {
			if _, used := m.sessions[s]; used {
				out = append(out, s)
			}
		}
	}
	return out
}
