package report

import (
	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

func (v *viewer) rules(version *programme.Version) string {
	if version == nil {
		return v.say("no-rules")
	}
	s := version.InForce
	code := "rules"
	switch {
	case s.Always():
	case s.Until == 0:
		code = "rules-from"
	case s.From == 0:
		code = "rules-until"
	default:
		code = "rules-span"
	}
	return v.say(code, op("version", version.Name), op("from", s.From), op("until", s.Until))
}

func (v *viewer) headline() string {
	r := v.r
	switch {
	case r.Verdict == audit.Met && r.MetOn != 0 && r.MetUnder != nil && r.MetUnder != r.Version:
		return v.say("headline.met-under", op("date", r.MetOn), op("version", r.MetUnder.Name))
	case r.Verdict == audit.Met && r.MetOn != 0:
		return v.say("headline.met-on", op("date", r.MetOn))
	case r.Verdict == audit.Met:
		return v.say("headline.met")
	case r.Verdict == audit.Undecided:
		return v.say("headline.undecided")
	case r.Version == nil:
		return v.say("headline.not-met")
	case r.Unreachable:
		return v.say("headline.unreachable")
	case !r.Proved && r.Bound < r.LeastLeft:
		return v.say("headline.bound", op("n", r.LeastLeft), op("what", v.things(r.LeastLeft)), op("bound", r.Bound))
	default:
		return v.say("headline.left", op("n", r.LeastLeft), op("what", v.things(r.LeastLeft)))
	}
}

// things is the word for what is left: exams where nothing else is, items otherwise.
func (v *viewer) things(n int) string { return things(v.names, v.r, n) }

func things(words names, r *audit.Report, n int) string {
	kind := "what.exam"
	for _, way := range r.Alternatives {
		for _, ref := range way {
			if ref.Kind != record.Exam {
				kind = "what.item"
			}
		}
	}
	if len(r.Alternatives) == 0 {
		kind = "what.item"
	}
	return words.say(kind, op("n", n))
}

func (v *viewer) remarks() []string {
	r := v.r
	var out []string
	if r.Verdict == audit.Undecided && !r.Unreachable && r.LeastLeft > 0 {
		out = append(out, v.say("remark.undecided", op("n", r.LeastLeft), op("what", v.things(r.LeastLeft))))
	}
	if r.TermEnds != 0 {
		out = append(out, v.say("remark.term", op("date", r.TermEnds)))
	}
	if r.Lapsed != 0 {
		out = append(out, v.say("remark.lapsed", op("date", r.Lapsed)))
	}
	if !r.Proved && !r.Unreachable && r.Bound < r.LeastLeft {
		out = append(out, v.say("remark.unproved", op("n", r.LeastLeft), op("bound", r.Bound)))
	}
	counting, stated := v.stated()
	switch {
	case stated > 0 && stated == counting:
		out = append(out, v.say("remark.stated-all"))
	case stated > 0:
		out = append(out, v.say("remark.stated"))
	}
	return out
}

// stated counts the entries that count, and those of them that nobody has verified.
func (v *viewer) stated() (counting, stated int) {
	for _, p := range v.r.Evidence {
		if len(p.CountsAt) > 0 && p.Entry != nil {
			counting++
			if p.State == record.Stated {
				stated++
			}
		}
	}
	return counting, stated
}
