package report

import (
	"slices"

	"waymark/audit"
	"waymark/programme"
)

// foldedList is how many codes a folded line names at most.
const foldedList = 12

// options shows the options that count, are the way taken or were begun, and folds the others.
func (v *viewer) options(n *node, j *audit.Judged) {
	f := folded{more: j.Needed - j.Have}
	taken := 0
	for _, part := range j.Of {
		if !part.NotNeeded {
			taken++
		}
	}
	for _, part := range j.Of {
		item, isItem := part.Requirement.(*programme.Item)
		idle := isItem && part.Verdict == audit.Met && len(part.Evidence) == 0 && part.Waived < 0
		shown := part.Verdict != audit.NotMet || !isItem && taken <= j.Needed || begun(part)
		switch {
		case !part.NotNeeded && !idle && shown:
			n.Of = append(n.Of, v.node(part))
			if part.Verdict == audit.NotMet {
				f.more--
			}
		case j.Verdict == audit.Met || isItem && part.Verdict != audit.NotMet && part.NotNeeded:
			f.aside++
		case idle:
			f.idle = append(f.idle, v.code(item.Ref))
		case isItem && v.gone(part):
			f.closed = append(f.closed, v.code(item.Ref))
		case isItem && v.notYet(part):
			f.later = append(f.later, v.code(item.Ref))
		case isItem && len(part.Why) == 0:
			f.open = append(f.open, v.code(item.Ref))
		default:
			f.ways = append(f.ways, v.short(part.Requirement))
		}
	}
	n.Rest = v.rest(f)
}

// begun tells whether something of a group that is not met is had already, and nothing bars the rest.
func begun(j *audit.Judged) bool {
	if len(j.Of) == 0 || len(j.Why) > 0 {
		return false
	}
	return j.Have > 0 || slices.ContainsFunc(j.Of, func(part *audit.Judged) bool {
		return !part.NotNeeded && (part.Verdict != audit.NotMet || begun(part))
	})
}

// gone tells whether an option can no longer be had or no longer stands in its list.
func (v *viewer) gone(j *audit.Judged) bool {
	return slices.ContainsFunc(j.Why, func(r audit.Reason) bool {
		return r.Code == audit.ItemClosed || r.Code == audit.NotListed && r.Date <= v.r.AsOf
	})
}

// notYet tells whether an option stands in its list only later.
func (v *viewer) notYet(j *audit.Judged) bool {
	return slices.ContainsFunc(j.Why, func(r audit.Reason) bool { return r.Code == audit.NotListed && r.Date > v.r.AsOf })
}

// folded are the options of a list that take no line each.
type folded struct {
	more, aside                     int
	open, closed, later, idle, ways []string
}

func (v *viewer) rest(f folded) []string {
	var rest []string
	switch list := op("list", v.list(f.open, foldedList)); {
	case len(f.open) == 0:
	case f.more <= 0:
		rest = append(rest, v.say("rest.or", list))
	case f.more == len(f.open) && len(f.ways) == 0:
		rest = append(rest, v.say("rest.all", list))
	default:
		rest = append(rest, v.say("rest.more", op("n", min(f.more, len(f.open))), list))
	}
	for i, way := range f.ways {
		if i == foldedList {
			rest = append(rest, v.say("show.more", op("n", len(f.ways)-i)))
			break
		}
		rest = append(rest, v.say("rest.or-way", op("list", way)))
	}
	if len(f.idle) > 0 {
		rest = append(rest, v.say("rest.idle", op("list", v.list(f.idle, foldedList))))
	}
	if len(f.closed) > 0 {
		rest = append(rest, v.say("rest.closed", op("list", v.list(f.closed, foldedList))))
	}
	if len(f.later) > 0 {
		rest = append(rest, v.say("rest.later", op("list", v.list(f.later, foldedList))))
	}
	if f.aside > 0 {
		rest = append(rest, v.say("rest.aside", op("n", f.aside)))
	}
	return rest
}
