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
	goals    []lit
	// building is the programmes and items on the way to what is being built: none supports itself.
	building []record.Ref
	gates    int // behind which of them
}

// had is the variables of one item.
type had struct {
	stall *stall
	// any says whether it is had at all; ways in which way, only those that the last day leaves.
	any  int
	ways []wayVars
}

// wayVars are the variables of one way: had in it at all, and by each day that something asks about.
type wayVars struct {
	way  *way
	at   int
	last record.Date // the last free day of the way's window
	by   map[record.Date]int
}

// taken is the variables of one session: attended at all and, for a course taken alone, done by each day asked about.
type taken struct {
	at int
	by map[record.Date]int
}

// lit is something that is so or not: always, never (no variables), or as one of the variables says, of which at most
// one does.
type lit struct {
	yes  bool
	vars []int
}

var always = lit{yes: true}

func (l lit) never() bool { return !l.yes && len(l.vars) == 0 }

func one(v int) lit { return lit{vars: []int{v}} }

// terms are the variables, each once.
func (l lit) terms() []binary.Term {
	out := make([]binary.Term, len(l.vars))
	for i, v := range l.vars {
		out[i] = binary.Term{Var: v, Coef: 1}
	}
	return out
}

func term(v int, coef int64) binary.Term { return binary.Term{Var: v, Coef: coef} }

// implies adds: where v is so, l is.
func (m *model) implies(v int, l lit) {
	if !l.yes {
		m.p.AtLeast(0, append(l.terms(), term(v, -1))...)
	}
}

// newModel builds the model of a question with a last day. It has no costs yet.
func newModel(q *Question, w *world, mk *market, last record.Date) *model {
	m := &model{
		q: q, w: w, m: mk, cal: mk.cal, last: last, p: &binary.Program{}, items: map[record.Ref]*had{},
		sessions: map[*session]*taken{}, sales: map[*sale]int{}, deals: map[*deal]int{}, trees: map[treeKey]lit{},
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
		either := lit{}
		for _, g := range m.goals {
			either.yes = either.yes || g.yes
			either.vars = append(either.vars, g.vars...)
		}
		m.mustBe(either)
		return
	}
	for _, g := range m.goals {
		m.mustBe(g)
	}
}

// fillUp adds what nothing needs and that may yet be bought, since a saving asks for a least number of things.
func (m *model) fillUp() {
	helps := func(deals []*deal) bool {
		return slices.ContainsFunc(deals, func(d *deal) bool { return d.saving.Needs > 0 })
	}
	for _, ref := range m.w.items {
		if s := m.m.items[ref]; s != nil && slices.ContainsFunc(s.ways, (*way).helps) {
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

// mustBe adds that something is so.
func (m *model) mustBe(l lit) {
	if !l.yes {
		m.p.AtLeast(1, l.terms()...)
	}
}

func (m *model) mustHave(ref record.Ref) {
	if m.w.holds(ref, false, "", m.w.day) {
		return
	}
	if p := m.w.set.Awarding(ref.ID); ref.Kind == record.Credential && p != nil && m.w.progs[p.ID] != nil {
		m.mustBe(m.met(p, m.last))
		return
	}
	if ref.Kind == record.Course {
		m.mustBe(m.counted(ref, m.last))
		return
	}
	m.mustBe(m.hadBy(ref, m.last))
}

// item gives the variables of an item, or nil where it cannot be had.
func (m *model) item(ref record.Ref) *had {
	if h, known := m.items[ref]; known {
		return h
	}
	s := m.m.items[ref]
	if s == nil {
		return nil
	}
	h := &had{stall: s}
	m.items[ref] = h
	for _, w := range s.ways {
		last := m.cal.lastFree(min(w.until, m.last))
		if m.m.undated {
			last = m.w.day
		}
		if last >= w.from && last != 0 {
			h.ways = append(h.ways, wayVars{way: w, last: last, by: map[record.Date]int{}})
		}
	}
	if len(h.ways) == 0 {
		return h
	}
	h.any = m.p.Var(0)
	for i := range h.ways {
		h.ways[i].at = h.any
		if len(h.ways) > 1 {
			h.ways[i].at = m.p.Var(0)
		}
	}
	if len(h.ways) > 1 {
		m.equal(h)
	}
	for i := range h.ways {
		m.permit(h, &h.ways[i], h.ways[i].at, h.ways[i].last)
	}
	return h
}

// equal adds: it is had exactly if it is had in one of its ways.
func (m *model) equal(h *had) {
	terms := []binary.Term{term(h.any, -1)}
	for _, w := range h.ways {
		terms = append(terms, term(w.at, 1))
	}
	m.p.AtLeast(0, terms...)
	m.p.AtMost(0, terms...)
}

// permit adds what a way needs before its day, which is on or before last: its courses, and what its gate asks for.
func (m *model) permit(h *had, w *wayVars, v int, last record.Date) {
	if m.m.undated {
		return
	}
	if p := w.way.prepare; p != nil {
		for _, c := range p.Courses {
			if !m.w.holds(c, false, "", m.w.day) {
				m.implies(v, m.attended(c, last-1))
			}
		}
	}
	if len(h.stall.given) == 0 {
		return
	}
	// The conditions hold on an earlier day, so that what is being built may support them; the item itself cannot.
	around := m.building
	m.building = []record.Ref{h.stall.ref}
	m.gates++
	for _, g := range h.stall.given {
		var l lit
		if m.gates <= deepest {
			l = m.condition(g.Ref, g.Ever, nil, last-1)
		}
		m.implies(v, l)
	}
	m.gates--
	m.building = around
}

// deepest is how many gates may stand one behind the other.
const deepest = 8

// hadBy says whether an item is had by a step on or before a day.
func (m *model) hadBy(ref record.Ref, day record.Date) lit {
	if slices.Contains(m.building, ref) {
		return lit{}
	}
	if ref.Kind == record.Course && m.m.items[ref] == nil {
		return m.counted(ref, day)
	}
	h := m.item(ref)
	if h == nil {
		return lit{}
	}
	if m.m.undated {
		day = m.w.day
	}
	var out lit
	whole := true
	for i := range h.ways {
		w := &h.ways[i]
		if w.last <= day {
			out.vars = append(out.vars, w.at)
			continue
		}
		whole = false
		last := m.cal.lastFree(min(day, w.last))
		if last == 0 || last < w.way.from {
			continue
		}
		v, known := w.by[last]
		if !known {
			v = m.p.Var(0)
			w.by[last] = v
			m.permit(h, w, v, last)
		}
		out.vars = append(out.vars, v)
	}
	if whole && len(h.ways) > 0 {
		return one(h.any)
	}
	return out
}

// attended says whether a course is taken and over on or before a day.
func (m *model) attended(ref record.Ref, day record.Date) lit {
	var out lit
	for _, s := range m.m.courses[ref] {
		if s.class != nil && s.until > min(day, m.last) {
			continue
		}
		k := m.session(s)
		if s.class != nil || day >= m.last {
			out.vars = append(out.vars, k.at)
			continue
		}
		v, known := k.by[day]
		if !known {
			v = m.p.Var(0)
			k.by[day] = v
		}
		out.vars = append(out.vars, v)
	}
	return out
}

// counted says whether a class of a course is over on or before a day, within the life of the course: that is what rules
// that ask for the course count.
func (m *model) counted(ref record.Ref, day record.Date) lit {
	var out lit
	life, alive := m.m.life(ref)
	for _, s := range m.m.courses[ref] {
		if alive && s.class != nil && life.Holds(s.until) && s.until <= min(day, m.last) {
			out.vars = append(out.vars, m.session(s).at)
		}
	}
	return out
}

// session gives the variables of a session.
func (m *model) session(s *session) *taken {
	k := m.sessions[s]
	if k == nil {
		k = &taken{at: m.p.Var(0), by: map[record.Date]int{}}
		m.sessions[s] = k
	}
	return k
}

// order adds that what is had by a day is had by later ones, and in the same way.
func (m *model) order() {
	for _, ref := range m.sortedItems() {
		h := m.items[ref]
		for i := range h.ways {
			m.chain(h.ways[i].at, h.ways[i].by)
		}
	}
	for _, ref := range m.m.refs {
		var either lit
		for _, s := range m.m.courses[ref] {
			if k := m.sessions[s]; k != nil {
				either.vars = append(either.vars, k.at)
				m.chain(k.at, k.by)
			}
		}
		if len(either.vars) > 1 {
			m.p.AtMost(1, either.terms()...)
		}
	}
}

// chain adds that what is so by a day is so by every later one, and at all.
func (m *model) chain(at int, by map[record.Date]int) {
	next := at
	for _, d := range slices.Backward(sortedDays(by)) {
		m.p.AtLeast(0, term(next, 1), term(by[d], -1))
		next = by[d]
	}
}

func sortedDays(by map[record.Date]int) []record.Date {
	return slices.Sorted(maps.Keys(by))
}

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

// milestones are the days by which something may have to be had, ascending.
func (m *model) milestones() []record.Date {
	var out []record.Date
	for _, h := range m.items {
		for i := range h.ways {
			out = append(out, h.ways[i].last)
			out = append(out, sortedDays(h.ways[i].by)...)
		}
	}
	for s, k := range m.sessions {
		if s.class == nil {
			out = append(out, m.last+1)
			for d := range k.by {
				out = append(out, d+1)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// due is the variable that says whether a way must be had by a day, or -1.
func (w *wayVars) due(day record.Date) int {
	if w.last <= day {
		return w.at
	}
	return latest(w.by, day)
}

// latest is the variable of the last day up to a day, or -1.
func latest(by map[record.Date]int, day record.Date) int {
	best := -1
	var on record.Date
	for d, v := range by {
		if d <= day && d > on {
			best, on = v, d
		}
	}
	return best
}

// study adds, for every milestone, that there is time to study for what must be had by it.
func (m *model) study() {
	if m.cal.hours == 0 || m.m.undated {
		return
	}
	for _, day := range m.milestones() {
		room := int64(m.cal.hours) * int64(m.cal.freeBefore(day))
		var terms []binary.Term
		for _, ref := range m.sortedItems() {
			h := m.items[ref]
			for i := range h.ways {
				if v := h.ways[i].due(day); v >= 0 {
					terms = append(terms, term(v, daysAWeek*int64(h.ways[i].way.hours)))
				}
			}
		}
		for _, s := range m.sortedSessions() {
			if s.class != nil {
				terms = append(terms, term(m.sessions[s].at, int64(m.cal.hours)*int64(daysBefore(s.class.Days, day))))
			} else if v := m.sessions[s].due(day, m.last); v >= 0 {
				terms = append(terms, term(v, daysAWeek*int64(s.hours)))
			}
		}
		m.p.AtMost(room, terms...)
	}
}

// due is the variable that says whether a course taken alone must be done before a day, or -1.
func (k *taken) due(day, last record.Date) int {
	if day > last {
		return k.at
	}
	return latest(k.by, day-1)
}

func daysBefore(days []record.Date, day record.Date) int {
	i, _ := slices.BinarySearch(days, day)
	return i
}

// crowd adds that no two classes share a day, and that there are days enough for the exams.
func (m *model) crowd() {
	byDay := map[record.Date][]binary.Term{}
	var days []record.Date
	for _, s := range m.sortedSessions() {
		if s.class == nil {
			continue
		}
		for _, d := range s.class.Days {
			if len(byDay[d]) == 0 {
				days = append(days, d)
			}
			byDay[d] = append(byDay[d], term(m.sessions[s].at, 1))
		}
	}
	slices.Sort(days)
	for _, d := range days {
		if len(byDay[d]) > 1 {
			m.p.AtMost(1, byDay[d]...)
		}
	}
	if n := int64(m.m.wishes.AtOnce); n > 0 && !m.m.undated {
		m.atOnce(n)
	}
}

// atOnce adds, for every stretch of days from when a way can first be had to a milestone, that what falls in it has room.
func (m *model) atOnce(n int64) {
	var firsts []record.Date
	for _, h := range m.items {
		for _, w := range h.ways {
			firsts = append(firsts, w.way.from)
		}
	}
	slices.Sort(firsts)
	for _, from := range slices.Compact(firsts) {
		for _, day := range m.milestones() {
			var terms []binary.Term
			for _, ref := range m.sortedItems() {
				h := m.items[ref]
				if !sat(ref) {
					continue
				}
				for i := range h.ways {
					if v := h.ways[i].due(day); v >= 0 && h.ways[i].way.from >= from {
						terms = append(terms, term(v, 1))
					}
				}
			}
			room := n * int64(m.cal.freeIn(from, day))
			if int64(len(terms)) <= n || len(terms) == 0 {
				continue
			}
			for _, s := range m.sortedSessions() {
				if s.class != nil {
					taken := daysBefore(s.class.Days, day+1) - daysBefore(s.class.Days, from)
					terms = append(terms, term(m.sessions[s].at, n*int64(taken)))
				}
			}
			m.p.AtMost(room, terms...)
		}
	}
}

// sat tells whether an item is an exam for the limit of exams a day: an exam, or a credential of another body.
func sat(ref record.Ref) bool { return ref.Kind == record.Exam || ref.Kind == record.Credential }

// bargain adds what savings ask for.
func (m *model) bargain() {
	uses := map[*deal][]int{}
	for _, ref := range m.sortedItems() {
		h := m.items[ref]
		for _, w := range h.ways {
			for _, d := range w.way.deals {
				uses[d] = append(uses[d], w.at)
			}
		}
	}
	for _, s := range m.sortedSessions() {
		m.sell(s, uses)
	}
	bySaving := map[any][]binary.Term{}
	for _, d := range m.m.savings {
		if !d.counted || len(uses[d]) == 0 {
			continue
		}
		v := m.p.Var(0)
		m.deals[d] = v
		bySaving[d.saving] = append(bySaving[d.saving], term(v, 1))
		var all []binary.Term
		for _, u := range uses[d] {
			m.p.AtLeast(0, term(v, 1), term(u, -1))
			all = append(all, term(u, 1))
		}
		if n := d.saving.Needs; n > 0 {
			m.p.AtLeast(0, append(slices.Clone(all), term(v, -int64(n)))...)
		}
		if n := d.saving.Uses; n > 0 {
			m.p.AtMost(0, append(all, term(v, -int64(n)))...)
		}
	}
	for _, d := range m.m.savings {
		if terms := bySaving[d.saving]; len(terms) > 1 {
			m.p.AtMost(1, terms...)
			delete(bySaving, d.saving)
		}
	}
}

// sell adds the variables of what a session can be had for.
func (m *model) sell(s *session, uses map[*deal][]int) {
	v := m.sessions[s].at
	if len(s.sales) == 1 {
		m.sales[s.sales[0]] = v
	} else {
		terms := []binary.Term{term(v, -1)}
		for _, o := range s.sales {
			m.sales[o] = m.p.Var(0)
			terms = append(terms, term(m.sales[o], 1))
		}
		m.p.AtLeast(0, terms...)
		m.p.AtMost(0, terms...)
	}
	for _, o := range s.sales {
		for _, d := range o.deals {
			uses[d] = append(uses[d], m.sales[o])
		}
	}
}

// weight is what an objective adds up over the variables: a cost a variable.
type weight map[int]int64

// weights gives what an objective counts; for the cost first the things without a price, then the amount.
func (m *model) weights(o part) weight {
	out := weight{}
	for _, ref := range m.sortedItems() {
		h := m.items[ref]
		for i := range h.ways {
			w := &h.ways[i]
			switch o {
			case countPart:
				out[h.any] = 1
			case unpricedPart:
				if !w.way.priced {
					out[w.at]++
				}
			case costPart:
				out[w.at] += w.way.paid
			case studyPart:
				out[w.at] += int64(w.way.hours)
			}
		}
	}
	for _, s := range m.sortedSessions() {
		m.weighSession(out, s, o)
	}
	if o == costPart {
		for d, v := range m.deals {
			out[v] += d.saving.Cost
		}
	}
	return out
}

func (m *model) weighSession(out weight, s *session, o part) {
	v := m.sessions[s].at
	switch o {
	case countPart:
		if m.w.asked[s.course.Ref] && s.class != nil {
			out[v]++
		}
	case unpricedPart:
		if !s.priced {
			out[v]++
		}
	case costPart:
		for _, x := range s.sales {
			out[m.sales[x]] += x.paid
		}
	case studyPart:
		out[v] += int64(s.studyHours())
	}
}

// studyHours is how much study a session counts for.
func (s *session) studyHours() int {
	if s.class != nil {
		return ClassHours * len(s.class.Days)
	}
	return s.hours
}

// atMost adds that an objective is at most so much.
func (m *model) atMost(o part, most int64) {
	w := m.weights(o)
	var terms []binary.Term
	for v, c := range w {
		terms = append(terms, term(v, c))
	}
	slices.SortFunc(terms, func(a, b binary.Term) int { return cmp.Compare(a.Var, b.Var) })
	m.p.AtMost(most, terms...)
}
