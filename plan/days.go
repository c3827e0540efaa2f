package plan

import (
	"cmp"
	"slices"

	"waymark/programme"
	"waymark/record"
)

// laid is a solution laid out in days, or the steps that do not fit.
type laid struct {
	route   *Route
	last    record.Date // of the model it solves, by the values
	values  []bool
	jobs    []*job
	classes []*session
	// sessions are the courses taken, in class or alone, and sales what they are had for.
	sessions map[*session]bool
	sales    map[*sale]bool
	items    []record.Ref
	audited  bool
	clash    clash
}

// job is one thing to be done by a day.
type job struct {
	ref      record.Ref
	way      *way     // of an item
	session  *session // of a course taken alone
	from, by record.Date
	hours    int
	gated    bool // what must be had before is had by the day before its last
	day      record.Date
}

// layOut gives every step of a solution its day: in the order of their last days, each on the first day that there is.
func (s *search) layOut(m *model, values []bool) *laid {
	jobs, classes := s.jobs(m, values)
	taken := map[record.Date]bool{}
	for _, k := range classes {
		for _, d := range k.class.Days {
			taken[d] = true
		}
	}
	f := &fitter{m: m, taken: taken, jobs: jobs, classes: classes, used: map[record.Date]int{}}
	if !s.o.Undated && !f.fit() {
		l := &laid{clash: clash{sessions: classes}}
		for _, j := range jobs {
			if j.way != nil {
				l.clash.ways = append(l.clash.ways, due{j.way, j.by})
			} else {
				l.clash.sessions = append(l.clash.sessions, j.session)
			}
		}
		return l
	}
	if s.o.Undated {
		for _, j := range jobs {
			j.day = s.q.Day
		}
	}
	return s.route(m, values, jobs, classes)
}

// jobs are what a solution has to do, and the classes it attends.
func (s *search) jobs(m *model, values []bool) (jobs []*job, classes []*session) {
	over := map[record.Ref]record.Date{}
	for _, k := range m.sortedSessions() {
		t := m.sessions[k]
		if !values[t.at] {
			continue
		}
		if k.class != nil {
			classes = append(classes, k)
			over[k.course.Ref] = k.until
			continue
		}
		j := &job{ref: k.course.Ref, session: k, from: m.cal.from, by: m.last, hours: k.hours}
		for d, v := range t.by {
			if values[v] {
				j.by = min(j.by, d)
			}
		}
		jobs = append(jobs, j)
	}
	for _, ref := range m.sortedItems() {
		h := m.items[ref]
		for i := range h.ways {
			w := &h.ways[i]
			if !values[w.at] {
				continue
			}
			j := &job{ref: ref, way: w.way, from: w.way.from, by: w.last, hours: w.way.hours, gated: s.gated(h.stall)}
			for d, v := range w.by {
				if values[v] {
					j.by = min(j.by, d)
				}
			}
			if w.way.prepare != nil {
				for _, c := range w.way.prepare.Courses {
					j.from = max(j.from, over[c]+1)
				}
			}
			jobs = append(jobs, j)
		}
	}
	slices.SortStableFunc(jobs, func(a, b *job) int {
		return cmp.Or(cmp.Compare(a.by, b.by), cmp.Compare(a.from, b.from), cmp.Compare(a.hours, b.hours), a.ref.Compare(b.ref))
	})
	return jobs, classes
}

// gated tells whether something must be had before the item may be sat that is not had yet.
func (s *search) gated(st *stall) bool {
	return slices.ContainsFunc(st.given, func(g programme.Condition) bool { return !s.w.holds(g.Ref, g.Ever, "", s.q.Day) })
}

// fitter lays jobs out: first in order, and where that fails in every order.
type fitter struct {
	m       *model
	taken   map[record.Date]bool // by classes
	jobs    []*job
	classes []*session
	used    map[record.Date]int // exams by day
	spent   int64               // hours of the jobs laid out, in sevenths
	late    record.Date         // the last day used
	tries   int
}

func (f *fitter) fit() bool {
	if f.inOrder() {
		return true
	}
	clear(f.used)
	f.spent, f.late = 0, 0
	done := make([]bool, len(f.jobs))
	return f.anyOrder(done, len(f.jobs))
}

func (f *fitter) inOrder() bool {
	for _, j := range f.jobs {
		if !f.lay(j) {
			return false
		}
	}
	return true
}

// anyOrder tries every order of the jobs left, within reason.
func (f *fitter) anyOrder(done []bool, left int) bool {
	if left == 0 {
		return true
	}
	if f.tries++; f.tries > 20_000 {
		return false
	}
	for i, j := range f.jobs {
		if done[i] {
			continue
		}
		spent, late := f.spent, f.late
		if f.lay(j) {
			done[i] = true
			if f.anyOrder(done, left-1) {
				return true
			}
			done[i] = false
			f.unlay(j)
		}
		f.spent, f.late = spent, late
	}
	return false
}

// lay puts a job on the first day that there is; false where that is after its last.
func (f *fitter) lay(j *job) bool {
	spent := f.spent + daysAWeek*int64(j.hours)
	from := j.from
	if j.gated {
		for _, k := range f.classes {
			if k.until < j.by {
				from = max(from, k.until+1)
			}
		}
		for _, other := range f.jobs {
			if other.by >= j.by {
				continue
			}
			if other.day == 0 {
				return false
			}
			from = max(from, other.day+1)
		}
	}
	first := max(from, f.m.cal.from)
	if j.session != nil {
		first = min(first, j.by) // what takes no time is done before the first day
	}
	for d := first; d <= j.by; d++ {
		ready := d
		if j.session != nil {
			ready = d + 1 // study on the day itself counts
		}
		if f.supply(ready) < spent {
			continue
		}
		if j.session == nil && (!f.m.cal.isFree(d) || f.taken[d] || f.full(d, j.ref)) {
			continue
		}
		f.spent, j.day = spent, d
		f.late = max(f.late, d)
		if sat(j.ref) && j.session == nil {
			f.used[d]++
		}
		return true
	}
	return false
}

func (f *fitter) unlay(j *job) {
	if sat(j.ref) && j.session == nil {
		f.used[j.day]--
	}
	j.day = 0
}

func (f *fitter) full(d record.Date, ref record.Ref) bool {
	n := f.m.m.wishes.AtOnce
	return n > 0 && sat(ref) && f.used[d] >= n
}

// supply is how much study there has been before a day, in sevenths of an hour.
func (f *fitter) supply(day record.Date) int64 {
	if f.m.cal.hours == 0 {
		return 1 << 50
	}
	days := f.m.cal.freeBefore(day)
	for d := range f.taken {
		if d < day {
			days--
		}
	}
	return int64(f.m.cal.hours) * int64(days)
}
