package check

import (
	"slices"

	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

var asksTooMuch = &Rule{
	Name: "asks-too-much", Since: "0.1", Severity: diag.Error,
	Why: "A list that offers fewer options than it asks for can never be completed.",
	version: func(r *run, rs *ruleset) {
		for q := range rs.all() {
			if list, ok := q.(*programme.Choose); ok && list.N > 0 && len(list.From) > 0 {
				judgeRoom(r, rs, list)
			}
		}
	},
}

func judgeRoom(r *run, rs *ruleset, list *programme.Choose) {
	limits := limitsOn(rs.version, list)
	best := 0
	var short *programme.Span
	shortRoom := 0
	for _, days := range segments(rs.standing(list), list.From) {
		room := capacity(listedOn(list.From, days.From), limits)
		best = max(best, room)
		if room < list.N && short == nil {
			short, shortRoom = &days, room
		}
	}
	at := rs.atPart(part{of: list, key: "choose"})
	name, listed := op("requirement", rs.name(list)), op("listed", len(list.From))
	switch {
	case short == nil:
	case best >= list.N:
		r.add(diag.Finding{
			Severity: diag.Warning, Pos: at, Code: "finding.asks-too-much.days",
			Operands: ops{name, op("asked", list.N), op("room", shortRoom), op("days", spanText(*short))},
		})
	case capacity(list.From, nil) < list.N:
		r.find(diag.Error, at, name, op("asked", list.N), listed)
	default:
		r.add(diag.Finding{
			Severity: diag.Error, Pos: at, Code: "finding.asks-too-much.limits",
			Operands: ops{name, op("asked", list.N), listed, op("room", best)},
		})
	}
}

// limitsOn are the limits of the list itself and the exclusions of the version.
func limitsOn(v *programme.Version, list *programme.Choose) []limit {
	var all []limit
	for _, c := range list.AtMost {
		all = append(all, limit{c.N, c.Of})
	}
	for _, not := range v.NotBoth {
		all = append(all, limit{1, not.Of})
	}
	return all
}

// standing gives the days on which a requirement stands in the version: the version is in force and everything around
// the requirement, and itself, is listed.
func (rs *ruleset) standing(q programme.Requirement) programme.Span {
	days := rs.version.InForce
	for ; q != nil; q = rs.parents[q] {
		days = overlap(days, q.Heading().Listed)
	}
	return days
}

// segments cuts the days into runs on which the same options are listed.
func segments(days programme.Span, options []programme.Requirement) []programme.Span {
	if never(days) {
		return nil
	}
	cuts := []record.Date{days.From}
	for _, o := range options {
		listed := o.Heading().Listed
		if listed.From > days.From {
			cuts = append(cuts, listed.From)
		}
		if listed.Until != 0 && listed.Until >= days.From {
			cuts = append(cuts, listed.Until+1)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var runs []programme.Span
	for i, from := range cuts {
		if days.Until != 0 && from > days.Until {
			break
		}
		s := programme.Span{From: from, Until: days.Until}
		if i+1 < len(cuts) && (s.Until == 0 || cuts[i+1] <= s.Until) {
			s.Until = cuts[i+1] - 1
		}
		runs = append(runs, s)
	}
	return runs
}

func listedOn(options []programme.Requirement, day record.Date) []programme.Requirement {
	var on []programme.Requirement
	for _, o := range options {
		if o.Heading().Listed.Holds(day) {
			on = append(on, o)
		}
	}
	return on
}

// spanText writes a span without words, so that it stands in a sentence of any language.
func spanText(s programme.Span) string {
	if s.From == s.Until && s.From != 0 {
		return s.From.String()
	}
	return s.From.String() + "…" + s.Until.String()
}
