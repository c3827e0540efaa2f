package judge

import (
	"fmt"
	"slices"
	"strings"

	audits "waymark/audit/judge"
	"waymark/programme"
	"waymark/record"
)

// timely tells whether there is time to study for everything before its day. A course alone is needed before the first
// item that is prepared for by it, or, where a rule asks for it, by the end.
func (c *court) timely() bool {
	if c.q.Hours == 0 {
		return true
	}
	for t := c.from; t <= c.q.Latest+1; t++ {
		need := 0
		counted := map[record.Ref]bool{}
		alone := func(ref record.Ref) {
			for _, a := range c.attended {
				if a.course.Ref == ref && a.class == nil && !counted[ref] {
					counted[ref] = true
					need += a.course.Alone.Hours
				}
			}
		}
		for _, h := range c.had {
			if h.day > t || h.prepare == nil {
				continue
			}
			need += h.prepare.Hours
			for _, ref := range h.prepare.Courses {
				alone(ref)
			}
		}
		if t == c.q.Latest+1 {
			for _, a := range c.attended {
				alone(a.course.Ref)
			}
		}
		have := 0
		for d := c.from; d < t; d++ {
			if c.free(d) && !c.inClass(d) {
				have += c.q.Hours
			}
		}
		if need*7 > have {
			return false
		}
	}
	return true
}

// with is the record plus the steps up to a day.
func (c *court) with(until record.Date) record.Record {
	rec := c.q.Record
	rec.Evidence = slices.Clone(rec.Evidence)
	for _, h := range c.had {
		if h.day <= until {
			rec.Evidence = append(rec.Evidence, record.Evidence{Ref: h.ref, Date: h.day})
		}
	}
	for _, a := range c.attended {
		if a.class != nil && a.class.Last() <= until {
			rec.Evidence = append(rec.Evidence, record.Evidence{Ref: a.course.Ref, Date: a.class.Last()})
		}
	}
	return rec
}

func (c *court) key(until record.Date) string {
	var out strings.Builder
	for _, e := range c.with(until).Evidence[len(c.q.Record.Evidence):] {
		fmt.Fprint(&out, e.Ref, e.Date, ";")
	}
	return out.String()
}

// audit tells whether the goals are met by their days, and when the last of them is.
func (c *court) audit() finding {
	key := c.key(c.q.Latest)
	if f, known := c.audits[key]; known {
		return f
	}
	rec := c.with(c.q.Latest)
	f := finding{met: !c.q.Nearest}
	for _, g := range c.q.Goals {
		by := c.q.Latest
		if g.By != 0 {
			by = min(by, g.By)
		}
		a := audits.Run(c.q.Set, g.Programme, rec, max(by, c.q.Day), false)
		met := a.Verdict == audits.Met
		switch {
		case !c.q.Nearest:
			f.met = f.met && met
			f.finish = max(f.finish, a.MetOn)
		case met:
			if !f.met || a.MetOn < f.finish {
				f.finish = a.MetOn
			}
			f.met = true
		}
	}
	for _, e := range rec.Evidence[len(c.q.Record.Evidence):] {
		f.finish = max(f.finish, e.Date)
	}
	f.finish = max(f.finish, c.q.Day)
	c.audits[key] = f
	return f
}

// gated tells whether everyone may sit what they sit.
func (c *court) gated() bool {
	for _, h := range c.had {
		for _, o := range c.offersOf(h.ref) {
			for _, g := range o.Given {
				if !c.gate(g, h.day-1) {
					return false
				}
			}
		}
	}
	return true
}

func (c *court) gate(g programme.Condition, d record.Date) bool {
	key := fmt.Sprint(g, d, c.key(d))
	if known, seen := c.gates[key]; seen {
		return known
	}
	ok := c.holds(g.Ref, c.q.Day)
	for _, e := range c.with(d).Evidence {
		ok = ok || e.Ref == g.Ref
	}
	if p := c.q.Set.Awarding(g.Ref.ID); !ok && g.Ref.Kind == record.Credential && p != nil {
		ok = audits.Run(c.q.Set, p.ID, c.with(d), d, false).Verdict == audits.Met
	}
	c.gates[key] = ok
	return ok
}
