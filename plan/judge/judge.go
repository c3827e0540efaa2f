// Package judge finds the best route of small questions by trying everything: every set of items, every day, every class,
// every saving. It follows docs/plan.md sentence by sentence and shares no code with the engine, so that where the two agree
// both are probably right.
//
// Call [Best]. It is for tests only: its time grows with every item, day and offer, so keep questions to about four items
// and six days. Nothing is promised to old data.
package judge

import (
	"slices"
	"time"

	"waymark/offer"
	"waymark/programme"
	"waymark/record"
)

// Question is what is asked: the words are those of docs/plan.md.
type Question struct {
	Set             *programme.Set
	Record          record.Record
	Day             record.Date
	Goals           []Goal
	Nearest         bool
	Offers          []*offer.Provider
	Budget          int64
	Places          []string
	Currency        string
	Hours           int
	Earliest        record.Date
	Latest          record.Date
	Away            []record.Date
	AwayOn          []time.Weekday
	Alone, InClass  bool
	Avoid, Include  []record.Ref
	AtOnce, Retakes int
	Failed          map[record.Ref][]record.Date
	// Items are all that the rules ask for and no programme awards.
	Items []record.Ref
	// Order is a permutation of 0 exams, 1 cost, 2 finish, 3 study.
	Order [4]int
}

// Goal is a programme and the day by which it must be met, or none.
type Goal struct {
	Programme string
	By        record.Date
}

// Totals are the four objectives; the cost is the number of unpriced things and the amount.
type Totals struct {
	Exams, Unpriced int
	Cost            int64
	Finish          record.Date
	Study           int
}

// Best gives the totals of the best route, and whether there is one.
func Best(q *Question) (Totals, bool) {
	c := &court{q: q, from: max(q.Day, q.Earliest), audits: map[string]finding{}, gates: map[string]bool{}}
	c.courses(0)
	return c.best, c.found
}

// Curve gives the best cost for every finish that some route has and no cheaper one undercuts, earliest last.
func Curve(q *Question) []Totals {
	c := &court{q: q, from: max(q.Day, q.Earliest), audits: map[string]finding{}, gates: map[string]bool{}, all: map[record.Date]Totals{}}
	c.courses(0)
	var days []record.Date
	for d := range c.all {
		days = append(days, d)
	}
	slices.Sort(days)
	var out []Totals
	for _, d := range days {
		t := c.all[d]
		if len(out) == 0 || cheaper(t, out[len(out)-1]) {
			out = append(out, t)
		}
	}
	slices.Reverse(out)
	return out
}

func cheaper(a, b Totals) bool {
	return a.Unpriced < b.Unpriced || a.Unpriced == b.Unpriced && a.Cost < b.Cost
}

// court tries everything about one question.
type court struct {
	q        *Question
	from     record.Date
	attended []attended
	had      []had
	audits   map[string]finding
	gates    map[string]bool
	best     Totals
	found    bool
	all      map[record.Date]Totals // where the curve is asked for: the cheapest by finish
}

// attended is a course taken.
type attended struct {
	provider *offer.Provider
	course   *offer.Course
	class    *offer.Class // nil: alone
}

// had is an item with its day and preparation.
type had struct {
	ref     record.Ref
	day     record.Date
	prepare *offer.Preparation
}

type finding struct {
	met    bool
	finish record.Date
}

// courses decides the courses from the i-th on.
func (c *court) courses(i int) {
	n := 0
	for _, p := range c.q.Offers {
		for k := range p.Courses {
			if n == i {
				c.course(i, p, &p.Courses[k])
				return
			}
			n++
		}
	}
	c.items(0)
}

func (c *court) course(i int, p *offer.Provider, o *offer.Course) {
	c.courses(i + 1)
	if slices.Contains(c.q.Avoid, o.Ref) || slices.ContainsFunc(c.attended, func(a attended) bool { return a.course.Ref == o.Ref }) {
		return
	}
	try := func(a attended) {
		c.attended = append(c.attended, a)
		c.courses(i + 1)
		c.attended = c.attended[:len(c.attended)-1]
	}
	if o.Alone != nil && !c.q.InClass && (o.Alone.Currency == "" || o.Alone.Currency == c.q.Currency) {
		try(attended{p, o, nil})
	}
	if c.q.Alone {
		return
	}
	for k := range o.Classes {
		if c.open(&o.Classes[k]) {
			try(attended{p, o, &o.Classes[k]})
		}
	}
}

// open tells whether a class can be attended beside those chosen.
func (c *court) open(k *offer.Class) bool {
	if k.Seats == 0 || !c.near(k.Place) || k.Currency != "" && k.Currency != c.q.Currency {
		return false
	}
	for _, d := range k.Days {
		if !c.free(d) || c.inClass(d) {
			return false
		}
	}
	return true
}

func (c *court) near(place string) bool {
	return place == "" || len(c.q.Places) == 0 || slices.Contains(c.q.Places, place)
}

func (c *court) free(d record.Date) bool {
	return d >= c.from && d <= c.q.Latest && !slices.Contains(c.q.Away, d) && !slices.Contains(c.q.AwayOn, d.Time().Weekday())
}

func (c *court) inClass(d record.Date) bool {
	return slices.ContainsFunc(c.attended, func(a attended) bool { return a.class != nil && slices.Contains(a.class.Days, d) })
}

// items decides the items from the i-th on: left out, or on each day with each preparation.
func (c *court) items(i int) {
	if i == len(c.q.Items) {
		c.weigh()
		return
	}
	c.items(i + 1)
	ref := c.q.Items[i]
	if slices.Contains(c.q.Avoid, ref) || ref.Kind == record.Course && c.offered(ref) {
		return
	}
	for d := c.from; d <= c.q.Latest; d++ {
		if !c.free(d) || c.inClass(d) || !c.alive(ref, d) {
			continue
		}
		for _, p := range c.preparations(ref) {
			if p != nil && !c.over(p.Courses, d) {
				continue
			}
			c.had = append(c.had, had{ref, d, p})
			if !c.crowded(d) {
				c.items(i + 1)
			}
			c.had = c.had[:len(c.had)-1]
		}
	}
}

func (c *court) offered(ref record.Ref) bool {
	for _, p := range c.q.Offers {
		for i := range p.Courses {
			if p.Courses[i].Ref == ref {
				return true
			}
		}
	}
	return false
}

// alive tells whether an item can be had on a day: its life, the lead, and the waits.
func (c *court) alive(ref record.Ref, d record.Date) bool {
	if !c.lives(ref, d) {
		return false
	}
	lead, waits := 0, []int(nil)
	for _, o := range c.offersOf(ref) {
		lead = max(lead, o.Lead)
		if waits == nil {
			waits = o.Waits
		}
	}
	wait := func(n int) record.Date {
		if len(waits) == 0 {
			return 0
		}
		return record.Date(waits[min(n, len(waits))-1])
	}
	earliest := c.q.Day + record.Date(lead)
	if f := c.q.Set.Fact(ref); f != nil {
		earliest = max(earliest, f.First)
	}
	earliest = max(earliest, c.from)
	failed := c.q.Failed[ref]
	if n := len(failed); n > 0 {
		last := slices.Max(failed)
		earliest = max(earliest, last+1, last+wait(n))
	}
	for k := 1; k <= c.q.Retakes; k++ {
		earliest += max(wait(len(failed)+k), 1)
	}
	return d >= earliest
}

func (c *court) lives(ref record.Ref, d record.Date) bool {
	f := c.q.Set.Fact(ref)
	return f == nil || d >= f.First && (f.Last == 0 || d <= f.Last) && (f.Void == 0 || d < f.Void)
}

func (c *court) offersOf(ref record.Ref) []*offer.Item {
	var out []*offer.Item
	for _, p := range c.q.Offers {
		for i := range p.Items {
			if p.Items[i].Ref == ref {
				out = append(out, &p.Items[i])
			}
		}
	}
	return out
}

// preparations are those that suit the person; nil alone where none is offered.
func (c *court) preparations(ref record.Ref) []*offer.Preparation {
	var all, classes, alone []*offer.Preparation
	for _, o := range c.offersOf(ref) {
		for i := range o.Prepare {
			p := &o.Prepare[i]
			all = append(all, p)
			if len(p.Courses) > 0 {
				classes = append(classes, p)
			} else {
				alone = append(alone, p)
			}
		}
	}
	switch {
	case len(all) == 0:
		return []*offer.Preparation{nil}
	case c.q.Alone:
		return alone
	case c.q.InClass && len(classes) > 0:
		return classes
	}
	return all
}

// over tells whether every course is over before a day, as far as that is not a question of study.
func (c *court) over(courses []record.Ref, d record.Date) bool {
	for _, ref := range courses {
		if !slices.ContainsFunc(c.attended, func(a attended) bool {
			return a.course.Ref == ref && (a.class == nil || a.class.Last() < d)
		}) && !c.holds(ref, c.q.Day) {
			return false
		}
	}
	return true
}

// holds tells whether the record has something, in the simplest sense.
func (c *court) holds(ref record.Ref, d record.Date) bool {
	return slices.ContainsFunc(c.q.Record.Evidence, func(e record.Evidence) bool { return e.Ref == ref && e.Date <= d })
}

func (c *court) crowded(d record.Date) bool {
	n := 0
	for _, h := range c.had {
		if h.day == d && (h.ref.Kind == record.Exam || h.ref.Kind == record.Credential) {
			n++
		}
	}
	return c.q.AtOnce > 0 && n > c.q.AtOnce
}

// weigh looks at one choice of courses, items and days.
func (c *court) weigh() {
	for _, ref := range c.q.Include {
		if !slices.ContainsFunc(c.had, func(h had) bool { return h.ref == ref }) && !c.holds(ref, c.q.Day) &&
			!slices.ContainsFunc(c.attended, func(a attended) bool { return a.course.Ref == ref && a.class != nil && c.lives(ref, a.class.Last()) }) {
			return
		}
	}
	if !c.timely() {
		return
	}
	t := c.count()
	if c.all == nil && c.found && c.q.Order[0] == 0 && t.Exams > c.best.Exams {
		return
	}
	f := c.audit()
	if !f.met || !c.gated() {
		return
	}
	t.Finish = f.finish
	if c.all == nil && c.found && c.hopeless(t) {
		return
	}
	cost, ok := c.cost()
	if !ok {
		return
	}
	t.Cost = cost
	if c.all != nil {
		if old, seen := c.all[t.Finish]; !seen || cheaper(t, old) {
			c.all[t.Finish] = t
		}
	}
	if !c.found || c.less(t, c.best) {
		c.best, c.found = t, true
	}
}

// hopeless tells whether a route cannot be better even if it cost nothing.
func (c *court) hopeless(t Totals) bool {
	t.Cost = 0
	return !c.less(t, c.best)
}

// less compares in the wished order.
func (c *court) less(a, b Totals) bool {
	for _, o := range c.q.Order {
		var x, y int64
		switch o {
		case 0:
			x, y = int64(a.Exams), int64(b.Exams)
		case 1:
			x, y = int64(a.Unpriced), int64(b.Unpriced)
			if x == y {
				x, y = a.Cost, b.Cost
			}
		case 2:
			x, y = int64(a.Finish), int64(b.Finish)
		case 3:
			x, y = int64(a.Study), int64(b.Study)
		}
		if x != y {
			return x < y
		}
	}
	return false
}

// count gives what needs no audit and no savings.
func (c *court) count() Totals {
	var t Totals
	for _, h := range c.had {
		t.Exams++
		if len(c.prices(h.ref, h.day)) == 0 {
			t.Unpriced++
		}
		if h.prepare != nil {
			t.Study += h.prepare.Hours
		}
	}
	for _, a := range c.attended {
		if a.class != nil && slices.Contains(c.q.Items, a.course.Ref) {
			t.Exams++
		}
		if a.class != nil {
			t.Study += 8 * len(a.class.Days)
			if a.class.Currency == "" {
				t.Unpriced++
			}
		} else {
			t.Study += a.course.Alone.Hours
			if a.course.Alone.Currency == "" {
				t.Unpriced++
			}
		}
	}
	return t
}
