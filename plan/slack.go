package plan

import (
	"errors"
	"maps"

	"waymark/record"
)

// Slack says of every step of an answer's best route how long it can wait, and what is best after that. It asks one more
// question a step; the answer's own steps are filled in.
func (p *Planner) Slack(a *Answer, o Options) error {
	if a.Best == nil || a.search == nil {
		return errors.New("only a route that was just found can be asked how long its steps can wait")
	}
	for i := range a.Best.Steps {
		if err := p.slackOf(a, i, o); err != nil {
			return err
		}
	}
	return nil
}

// slackOf does the same for one step.
func (p *Planner) slackOf(a *Answer, i int, o Options) error {
	st := &a.Best.Steps[i]
	if st.alone() {
		return nil
	}
	st.Slack = &Slack{Until: a.latest(st), Proved: a.Proved}
	o.late = maps.Clone(o.late)
	if o.late == nil {
		o.late = map[record.Ref]record.Date{}
	}
	o.late[st.Ref] = st.Slack.Until + 1
	o.Alternatives = 0
	after, err := p.Best(a.Question, o)
	if err != nil {
		return err
	}
	st.Slack.After, st.Slack.Proved = after.Best, st.Slack.Proved && after.Proved
	return nil
}

// latest is the last day to which a step can move, the others moving as they must, with the finish and every last day kept.
func (a *Answer) latest(st *Step) record.Date {
	if st.Class != nil {
		return st.Date
	}
	var moved *job
	for _, j := range a.laid.jobs {
		if j.way != nil && j.ref == st.Ref {
			moved = j
		}
	}
	if moved == nil {
		return st.Date
	}
	last := min(moved.by, max(a.Best.Totals.Finish, st.Date))
	lo, hi := st.Date, last+1
	for lo+1 < hi {
		mid := lo + (hi-lo)/2
		if a.fitsFrom(moved, mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// fitsFrom tells whether everything can be laid out by the finish if one job is not done before a day.
func (a *Answer) fitsFrom(moved *job, day record.Date) bool {
	taken := map[record.Date]bool{}
	for _, k := range a.laid.classes {
		for _, d := range k.class.Days {
			taken[d] = true
		}
	}
	f := &fitter{m: &model{m: a.search.m, cal: a.search.cal}, taken: taken, classes: a.laid.classes, used: map[record.Date]int{}}
	for _, j := range a.laid.jobs {
		copied := *j
		copied.day, copied.by = 0, min(j.by, max(a.Best.Totals.Finish, j.day))
		if j == moved {
			copied.from = max(copied.from, day)
		}
		f.jobs = append(f.jobs, &copied)
	}
	return f.fit()
}
