package plan

import (
	"cmp"
	"slices"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

// route makes the route of jobs and classes that have their days, and audits it.
func (s *search) route(m *model, values []bool, jobs []*job, classes []*session) *laid {
	l := &laid{route: &Route{}, jobs: jobs, classes: classes, sessions: map[*session]bool{}, sales: map[*sale]bool{}}
	for k, t := range m.sessions {
		l.sessions[k] = values[t.at]
		for _, x := range k.sales {
			l.sales[x] = values[t.at] && values[m.sales[x]]
		}
	}
	r := l.route
	fees := map[*deal]bool{}
	for _, k := range classes {
		r.Steps = append(r.Steps, s.attend(m, values, k, k.from, k.until))
	}
	for _, j := range jobs {
		if j.session != nil {
			r.Steps = append(r.Steps, s.attend(m, values, j.session, 0, j.day))
			continue
		}
		r.Steps = append(r.Steps, s.sit(j))
		l.items = append(l.items, j.ref)
	}
	slices.SortFunc(l.items, record.Ref.Compare)
	slices.SortStableFunc(r.Steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(a.when(), b.when()), cmp.Compare(int(b.Ref.Kind), int(a.Ref.Kind)), a.Ref.Compare(b.Ref))
	})
	s.charge(m, r, fees)
	s.total(r)
	reports, finish, ok := s.carryOut(r.Steps, m.last)
	r.Reports, l.audited = reports, ok
	r.Totals.Finish = finish
	r.Totals.Days = int(finish - s.q.Day)
	s.explain(r)
	return l
}

// when is the day that a step begins, for order.
func (st *Step) when() record.Date { return cmp.Or(st.Date, st.Until) }

// alone tells whether it is a course taken without a class.
func (st *Step) alone() bool {
	return st.Ref.Kind == record.Course && st.Provider != nil && st.Class == nil && st.Date == 0
}

// done is the day on which a step is over.
func (st *Step) done() record.Date { return max(st.Date, st.Until) }

// sit is the step of having an item.
func (s *search) sit(j *job) Step {
	w := j.way
	st := Step{
		Ref: j.ref, Date: j.day, Counts: true, Provider: w.provider, Place: w.place, Prepare: w.prepare, Priced: w.priced,
		List: w.list, Paid: w.paid, deals: w.deals,
	}
	lead := w.stall.lead
	for _, d := range w.deals {
		lead = max(lead, d.saving.Booked)
	}
	if !s.o.Undated {
		st.BookBy = j.day - record.Date(lead)
	}
	if w.prepare != nil {
		st.Needs = append(st.Needs, w.prepare.Courses...)
	}
	for _, g := range w.stall.given {
		st.Needs = append(st.Needs, g.Ref)
	}
	if f := s.w.set.Fact(j.ref); f != nil && f.Last != 0 {
		st.Last, st.LastOf = f.Last, j.ref.Kind.String()
	}
	if w.until < s.cal.until && (st.Last == 0 || w.until < st.Last) {
		st.Last, st.LastOf = w.until, "price"
		if slices.ContainsFunc(w.deals, func(d *deal) bool { return d.in.Until == w.until }) {
			st.LastOf = "saving"
		}
	}
	return st
}

// attend is the step of taking a course.
func (s *search) attend(m *model, values []bool, k *session, from, until record.Date) Step {
	st := Step{
		Ref: k.course.Ref, Date: from, Until: until, Counts: k.class != nil && s.w.ruled(k.course.Ref), Provider: k.provider, Class: k.class,
		Priced: k.priced, List: k.list, hours: k.hours,
	}
	if k.class != nil {
		st.Place, st.Last, st.LastOf = k.class.Place, k.class.First(), "class"
		st.BookBy = from
	}
	for _, x := range k.sales {
		if values[m.sales[x]] {
			st.Paid, st.deals = x.paid, x.deals
			for _, d := range x.deals {
				st.BookBy = min(cmp.Or(st.BookBy, until), from-record.Date(d.saving.Booked))
			}
		}
	}
	if k.class == nil {
		st.BookBy = 0
	}
	return st
}

// charge puts what the savings cost themselves on the first step that uses them.
func (s *search) charge(m *model, r *Route, seen map[*deal]bool) {
	for i := range r.Steps {
		st := &r.Steps[i]
		for _, d := range st.deals {
			st.Savings = append(st.Savings, Used{Provider: d.provider, Saving: d.saving})
			if !seen[d] {
				seen[d] = true
				st.Fees += d.saving.Cost
			}
		}
	}
	r.Totals.Currency = m.m.currency
}

// total adds up a route.
func (s *search) total(r *Route) {
	t := &r.Totals
	for i := range r.Steps {
		st := &r.Steps[i]
		if st.Counts {
			t.Exams++
		}
		if !st.Priced {
			t.Unpriced++
		}
		t.List += st.List
		t.Cost += st.Paid + st.Fees
		t.Study += st.Hours()
	}
}

// Hours is how much study a step counts for.
func (st *Step) Hours() int {
	switch {
	case st.Class != nil:
		return ClassHours * len(st.Class.Days)
	case st.Prepare != nil:
		return st.Prepare.Hours
	default:
		return st.hours
	}
}

// carryOut audits a route as carried out: every goal met by its day. It gives the audits and the day on which
// the goals are met and every step is done.
func (s *search) carryOut(steps []Step, last record.Date) (reports []*audit.Report, finish record.Date, ok bool) {
	rec := s.with(steps, 0)
	ok = !s.q.Nearest
	for _, g := range s.q.Goals {
		on := last
		if g.By != 0 {
			on = min(on, g.By)
		}
		on = max(on, s.q.Day)
		r, err := s.p.auditor.Run(g.Programme, rec, on, audit.Options{})
		if err != nil {
			return nil, 0, false
		}
		reports = append(reports, r)
		met := r.Verdict == audit.Met
		switch {
		case !s.q.Nearest:
			ok = ok && met
			finish = max(finish, r.MetOn)
		case met:
			if !ok || r.MetOn < finish {
				finish = r.MetOn
			}
			ok = true
		}
	}
	for i := range steps {
		if !steps[i].alone() {
			finish = max(finish, steps[i].done())
		}
	}
	return reports, max(finish, s.q.Day), ok && s.gatesHold(steps)
}

// with is the record with the steps carried out that are over before a day, or all.
func (s *search) with(steps []Step, before record.Date) *record.Record {
	rec := *s.w.rec
	rec.Evidence = slices.Clone(rec.Evidence)
	for i := range steps {
		if steps[i].alone() {
			continue // a course taken alone prepares, and counts in no rule
		}
		if on := steps[i].done(); before == 0 || on < before {
			rec.Evidence = append(rec.Evidence, record.Evidence{Ref: steps[i].Ref, Date: on})
		}
	}
	return &rec
}

// gatesHold audits, for every step that only some may take, that its conditions hold on the day before.
func (s *search) gatesHold(steps []Step) bool {
	if s.o.Undated {
		return true
	}
	for i := range steps {
		st := s.m.items[steps[i].Ref]
		if st == nil {
			continue
		}
		for _, g := range st.given {
			if !s.gateHolds(g, steps, steps[i].done()) {
				return false
			}
		}
	}
	return true
}

func (s *search) gateHolds(g programme.Condition, steps []Step, day record.Date) bool {
	if s.w.holds(g.Ref, g.Ever, "", s.q.Day) {
		return true
	}
	rec := s.with(steps, day)
	if slices.ContainsFunc(rec.Evidence, func(e record.Evidence) bool { return e.Ref == g.Ref && e.Date < day }) {
		return true
	}
	p := s.w.set.Awarding(g.Ref.ID)
	if g.Ref.Kind != record.Credential || p == nil {
		return false
	}
	standing, err := s.p.auditor.Standing(p.ID, rec, day-1, audit.Options{})
	return err == nil && standing.Verdict == audit.Met
}

// explain says where each step counts and what is earned on the way.
func (s *search) explain(r *Route) {
	rec := s.with(r.Steps, 0)
	seen := map[string]bool{}
	note := func(rep *audit.Report, goal bool) {
		if rep.Verdict != audit.Met || seen[rep.Programme.ID] {
			return
		}
		seen[rep.Programme.ID] = true
		s.fill(r, rep)
		if rep.MetOn > s.q.Day || goal {
			r.Earned = append(r.Earned, Earned{Programme: rep.Programme, Credential: rep.Programme.Awards.Credential, Date: rep.MetOn, Goal: goal})
		}
	}
	for _, rep := range r.Reports {
		note(rep, true)
	}
	for _, rep := range r.Reports {
		for _, d := range rep.Derived {
			if seen[d.Programme] || d.Date <= s.q.Day && !s.o.Undated {
				continue
			}
			if below, err := s.p.auditor.Run(d.Programme, rec, rep.AsOf, audit.Options{}); err == nil {
				note(below, false)
			}
		}
	}
	slices.SortStableFunc(r.Earned, func(a, b Earned) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Programme.ID, b.Programme.ID))
	})
}

// fill notes where the steps count in a programme.
func (s *search) fill(r *Route, rep *audit.Report) {
	for i := range rep.Evidence {
		p := &rep.Evidence[i]
		for k := range r.Steps {
			if r.Steps[k].Ref != p.Ref || r.Steps[k].done() != p.Date {
				continue
			}
			for _, path := range p.CountsAt {
				r.Steps[k].Fills = append(r.Steps[k].Fills, Fill{Programme: rep.Programme, Path: path})
			}
		}
	}
}
