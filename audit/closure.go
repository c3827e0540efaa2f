package audit

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// closure is a programme with everything it reaches: the programmes that award the credentials its rules speak of, and
// the items they all ask for. It is compiled once and shared.
type closure struct {
	set   *programme.Set
	progs []*programme.Programme // the root first
	index map[string]int         // of a programme by id
	items []record.Ref           // in canonical order, so that numbers compare as refs do
	item  map[record.Ref]int32
	bare  map[record.Ref]int32 // of the root's own issuer, by bare code
	facts []*programme.Fact    // by item
	// awards is the item that each programme awards; awardedBy is the other way round, -1 for none.
	awards    []int32
	awardedBy []int32
	// order lists the programmes so that each comes after those it reaches; knots are those that reach one another.
	order [][]int
	// asks tells, by programme, whether it or one it reaches leaves a question open.
	asks      []bool
	questions []OpenQuestion
	// hangs tells, by question, on which items each option hangs that it leaves open: without any of them, to grant it changes nothing.
	hangs [][][]int32
	// cuts are the days on which a rule changes or a fact is void, ends the days from which an item is had no longer;
	// both ascending. cutsOf are the cuts that matter to each programme.
	cuts, ends []record.Date
	cutsOf     [][]record.Date
	envelope   []envelope
	rules      []record.Ruling // waivers and substitutes compiled into the views
	// sessions are those that lie ready: what they have prepared is for this closure.
	sessions sync.Pool
	outlines cache[*programme.Version, []line]
	views    cache[viewKey, *view]
	shops    cache[shopKey, *shop]
}

// newClosure compiles what a programme reaches. The rulings are those that change what is built: waivers and substitutes.
func newClosure(set *programme.Set, root *programme.Programme, rules []record.Ruling) *closure {
	c := &closure{set: set, index: map[string]int{}, item: map[record.Ref]int32{}, rules: rules}
	c.reach(root)
	slices.SortFunc(c.items, record.Ref.Compare)
	c.bare = map[record.Ref]int32{}
	for i, ref := range c.items {
		c.item[ref] = int32(i)
		if code, own := strings.CutPrefix(ref.ID, root.Issuer()+"/"); own && code != "" {
			c.bare[record.Ref{Kind: ref.Kind, ID: code}] = int32(i)
		}
	}
	c.facts = make([]*programme.Fact, len(c.items))
	c.awardedBy = make([]int32, len(c.items))
	for i, ref := range c.items {
		c.facts[i], c.awardedBy[i] = set.Fact(ref), -1
	}
	c.awards = make([]int32, len(c.progs))
	for i, p := range c.progs {
		c.awards[i] = c.item[credential(p)]
		c.awardedBy[c.awards[i]] = int32(i)
	}
	c.sortOrder()
	c.collectQuestions()
	c.collectCuts()
	c.envelope = c.envelopes()
	return c
}

// find gives the item of a ref as a record writes it: a bare code is the root issuer's own.
func (c *closure) find(ref record.Ref) (item int32, known bool) {
	if item, known = c.item[ref]; !known && ref.Bare() {
		item, known = c.bare[ref]
	}
	return item, known
}

func credential(p *programme.Programme) record.Ref {
	return record.Ref{Kind: record.Credential, ID: p.Awards.Credential}
}

// note adds an item, and the programme that awards it.
func (c *closure) note(ref record.Ref) {
	if _, known := c.item[ref]; known {
		return
	}
	c.item[ref] = -1
	c.items = append(c.items, ref)
	if ref.Kind == record.Credential {
		if p := c.set.Awarding(ref.ID); p != nil {
			c.reach(p)
		}
	}
}

func (c *closure) reach(p *programme.Programme) {
	if _, known := c.index[p.ID]; known {
		return
	}
	c.index[p.ID] = len(c.progs)
	c.progs = append(c.progs, p)
	c.note(credential(p))
	c.speaks(p, c.note)
}

// speaks visits every ref that a programme's rules speak of, and what may stand in for one by a ruling.
func (c *closure) speaks(p *programme.Programme, visit func(record.Ref)) {
	for i := range p.Versions {
		mentions(&p.Versions[i], func(ref record.Ref) {
			visit(ref)
			for _, r := range c.rules {
				if r.Kind == record.Substitute && r.For == ref && (r.Programme == "" || r.Programme == p.ID) {
					visit(r.Evidence)
				}
			}
		})
	}
}

// mentions visits every ref that a version's rules speak of.
func mentions(v *programme.Version, visit func(record.Ref)) {
	programme.Walk(v.Requires, func(r programme.Requirement) {
		for _, g := range r.Heading().Given {
			visit(g.Ref)
		}
		if item, ok := r.(*programme.Item); ok {
			visit(item.Ref)
		}
	})
	for _, cv := range v.Covers {
		visit(cv.By)
		for _, g := range cv.Given {
			visit(g.Ref)
		}
	}
}

// sortOrder puts the programmes into an order in which each comes after what it reaches (Tarjan's strongly connected
// components come out that way).
func (c *closure) sortOrder() {
	n := len(c.progs)
	low, num, on := make([]int, n), make([]int, n), make([]bool, n)
	var stack []int
	count := 0
	var visit func(i int)
	visit = func(i int) {
		count++
		low[i], num[i], on[i] = count, count, true
		stack = append(stack, i)
		for _, j := range c.supports(i) {
			if num[j] == 0 {
				visit(j)
				low[i] = min(low[i], low[j])
			} else if on[j] {
				low[i] = min(low[i], num[j])
			}
		}
		if low[i] != num[i] {
			return
		}
		at := slices.Index(stack, i)
		knot := slices.Clone(stack[at:])
		slices.Sort(knot)
		for _, j := range knot {
			on[j] = false
		}
		stack = stack[:at]
		c.order = append(c.order, knot)
	}
	visit(0)
}

// supports lists the programmes whose awards programme i speaks of.
func (c *closure) supports(i int) []int {
	var out []int
	c.speaks(c.progs[i], func(ref record.Ref) {
		if by := c.awardedBy[c.item[ref]]; by >= 0 && !slices.Contains(out, int(by)) {
			out = append(out, int(by))
		}
	})
	return out
}

// collectQuestions lists the open questions by programme and id: their places are the bits of a world.
func (c *closure) collectQuestions() {
	c.asks = make([]bool, len(c.progs))
	for i, p := range c.progs {
		eachQuestion(p, func(q *programme.Question, _ []programme.Condition) {
			c.asks[i] = true
			found := OpenQuestion{Programme: p.ID, ID: q.ID, Because: q.Because}
			if c.questionIndex(p.ID, q.ID) < 0 {
				c.questions = append(c.questions, found)
			}
		})
	}
	slices.SortFunc(c.questions, func(a, b OpenQuestion) int {
		return cmp.Or(cmp.Compare(a.Programme, b.Programme), cmp.Compare(a.ID, b.ID))
	})
	c.hangs = make([][][]int32, len(c.questions))
	for _, p := range c.progs {
		eachQuestion(p, func(q *programme.Question, given []programme.Condition) {
			var on []int32
			for _, g := range given {
				on = append(on, c.item[g.Ref])
			}
			at := c.questionIndex(p.ID, q.ID)
			c.hangs[at] = append(c.hangs[at], on)
		})
	}
	for _, knot := range c.order {
		asks := false
		for _, i := range knot {
			asks = asks || c.asks[i]
			for _, j := range c.supports(i) {
				asks = asks || c.asks[j]
			}
		}
		for _, i := range knot {
			c.asks[i] = asks
		}
	}
}

// eachQuestion visits every option that a programme leaves open, with the conditions under which it counts.
func eachQuestion(p *programme.Programme, visit func(*programme.Question, []programme.Condition)) {
	for i := range p.Versions {
		programme.Walk(p.Versions[i].Requires, func(r programme.Requirement) {
			if h := r.Heading(); h.Open != nil {
				visit(h.Open, h.Given)
			}
		})
		for _, cv := range p.Versions[i].Covers {
			if cv.Open != nil {
				visit(cv.Open, append(slices.Clone(cv.Given), programme.Condition{Ref: cv.By}))
			}
		}
	}
}

func (c *closure) questionIndex(programmeID, id string) int {
	return slices.IndexFunc(c.questions, func(q OpenQuestion) bool { return q.Programme == programmeID && q.ID == id })
}

// collectCuts lists the days from which a rule or a fact is another than the day before.
func (c *closure) collectCuts() {
	c.cutsOf = make([][]record.Date, len(c.progs))
	for i, p := range c.progs {
		c.cutsOf[i] = sortDays(c.cutsIn(p))
		c.cuts = append(c.cuts, c.cutsOf[i]...)
	}
	c.cuts = sortDays(c.cuts)
	for _, f := range c.facts {
		if f != nil && f.Last > 0 {
			c.ends = append(c.ends, f.Last+1)
		}
	}
	c.ends = sortDays(c.ends)
}

// cutsIn lists the cuts that matter to a programme.
func (c *closure) cutsIn(p *programme.Programme) (days []record.Date) {
	cut := func(s programme.Span) {
		if s.From > 0 {
			days = append(days, s.From)
		}
		if s.Until > 0 {
			days = append(days, s.Until+1)
		}
	}
	for i := range p.Versions {
		cut(p.Versions[i].InForce)
		programme.Walk(p.Versions[i].Requires, func(r programme.Requirement) { cut(r.Heading().Listed) })
		for _, cv := range p.Versions[i].Covers {
			cut(cv.Listed)
		}
	}
	c.speaks(p, func(ref record.Ref) {
		if f := c.facts[c.item[ref]]; f != nil {
			cut(programme.Span{From: f.Void})
		}
	})
	for _, r := range c.rules {
		cut(programme.Span{From: r.From, Until: r.Until})
	}
	return days
}

// sortDays puts days into order, each once.
func sortDays(days []record.Date) []record.Date {
	slices.Sort(days)
	return slices.Compact(days)
}

// segment is the number of cuts on or before the day: all is the same on the days of one segment.
func segment(cuts []record.Date, day record.Date) int {
	i, found := slices.BinarySearch(cuts, day)
	if found {
		i++
	}
	return i
}

// view gives the rules on the days of a segment, of which the day is one, in a world.
func (c *closure) view(key viewKey, day record.Date) *view {
	return c.views.get(key, func() *view { return c.build(key, day) })
}

// shop gives what can be had on a day under a view.
func (c *closure) shop(v *view, day record.Date) *shop {
	return c.shops.get(shopKey{view: v, end: segment(c.ends, day)}, func() *shop { return c.stock(v, day) })
}

// price says how an item that is not had can be got on a day.
func (c *closure) price(item int, day record.Date, goalOf []int) solve.Price {
	if by := c.awardedBy[item]; by >= 0 {
		if goalOf[by] >= 0 {
			return solve.Supplied
		}
		return solve.Never
	}
	switch c.items[item].Kind {
	case record.Exam, record.Course, record.Event, record.Credential:
		if f := c.facts[item]; f != nil && !f.Obtainable(day) {
			return solve.Shut
		}
		return solve.Open
	case record.Experience, record.Credit, record.Attribute:
	}
	return solve.Never
}
