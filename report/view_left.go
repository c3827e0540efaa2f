package report

import (
	"cmp"
	"slices"
	"strings"

	"waymark/audit"
	"waymark/record"
)

// Up to this many options of a gap stand on lines of their own, with titles; more are grouped by their last day. So many
// ways are written out.
const ownLines, waysShown = 4, 3

// gaps says what is left, a requirement at a time. One thing that serves several requirements is named once for all of
// them, and what no title stands over takes a line for each thing needed.
func (v *viewer) gaps(left []audit.Gap) []gap {
	var out []gap
	said := map[served]bool{}
	for i, g := range left {
		title := cmp.Or(g.Title, v.labels[g.Path])
		if len(g.Of) == 1 {
			thing := served{g.Of[0].Ref, g.Condition}
			if said[thing] {
				continue
			}
			said[thing] = true
			title = strings.Join(v.lacking(left[i:], thing), ", ")
		}
		if title != "" || g.More != len(g.Of) {
			out = append(out, v.gap(g, title))
			continue
		}
		out = append(out, each(g.Of, func(o *audit.Option) gap {
			return gap{Title: v.say("gap.item", op("ref", v.full(o.Ref)), op("until", v.until(*o)))}
		})...)
	}
	return out
}

// served is one thing that requirements lack, as what fills them or as their condition.
type served struct {
	ref       record.Ref
	condition bool
}

// lacking are the titles of the requirements that lack the thing.
func (v *viewer) lacking(left []audit.Gap, thing served) []string {
	var titles []string
	for _, g := range left {
		title := cmp.Or(g.Title, v.labels[g.Path])
		if len(g.Of) == 1 && thing == (served{g.Of[0].Ref, g.Condition}) && title != "" && !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	return titles
}

func (v *viewer) gap(g audit.Gap, title string) gap {
	code := "gap"
	switch {
	case len(g.Of) == 0:
		code = "gap.nothing"
	case g.More < len(g.Of):
		code = "gap.of"
	}
	switch {
	case title == "":
		code += ".untitled"
	case g.Condition:
		code += ".condition"
	}
	out := gap{Title: v.say(code, op("title", title), op("n", g.More))}
	if len(g.Of) <= ownLines {
		for _, o := range g.Of {
			out.Options = append(out.Options, option{Name: v.full(o.Ref), Until: v.until(o)})
		}
		return out
	}
	place := map[string]int{}
	var groups [][]string
	for _, o := range g.Of {
		until := v.until(o)
		i, known := place[until]
		if !known {
			i = len(groups)
			place[until] = i
			groups = append(groups, nil)
			out.Options = append(out.Options, option{Until: until})
		}
		groups[i] = append(groups[i], v.code(o.Ref))
	}
	for i, codes := range groups {
		out.Options[i].Name = v.list(codes, 4*foldedList)
	}
	return out
}

// until says how long an option can be had, and from when, and by way of which programme.
func (v *viewer) until(o audit.Option) string {
	if o.ByProgramme != "" {
		if o.Left < 0 {
			return v.say("option.unreachable", op("programme", o.ByProgramme))
		}
		return v.say("option.programme", op("n", o.Left), op("programme", o.ByProgramme))
	}
	var parts []string
	if o.First != 0 {
		parts = append(parts, v.say("until.from", op("date", o.First)))
	}
	switch {
	case o.Last != 0:
		parts = append(parts, v.say("until.day", op("date", o.Last)))
	case o.NoLast:
		parts = append(parts, v.say("until.none"))
	default:
		parts = append(parts, v.say("until.unknown"))
	}
	return strings.Join(parts, ", ")
}

// ways writes out the first of the smallest sets.
func (v *viewer) ways(w *view) {
	r := v.r
	if len(r.Alternatives) == 0 || r.LeastLeft <= 0 || r.AlternativesTotal == 1 && v.saidByGaps() {
		return
	}
	left := op("left", r.LeastLeft)
	switch total := r.AlternativesTotal; {
	case total == 1:
		w.WaysIntro = v.say("ways.one", left)
	case total > 1:
		w.WaysIntro = v.say("ways.all", op("n", total), left)
	default:
		w.WaysIntro = v.say("ways.some", left)
	}
	for i, way := range r.Alternatives {
		if i == waysShown {
			break
		}
		codes := make([]string, len(way))
		for k, ref := range way {
			codes[k] = v.code(ref)
		}
		w.Ways = append(w.Ways, strings.Join(codes, " + "))
	}
	switch {
	case r.AlternativesTotal > len(w.Ways):
		w.WaysRest = v.say("ways.rest", op("n", r.AlternativesTotal-len(w.Ways)))
	case r.AlternativesTotal < 0:
		w.WaysRest = v.say("ways.rest-unknown")
	}
}

// saidByGaps tells whether what is left of each requirement already spells out the only way.
func (v *viewer) saidByGaps() bool {
	all := 0
	for _, g := range v.r.Left {
		for _, o := range g.Of {
			if o.ByProgramme != "" {
				return false
			}
		}
		if g.More != len(g.Of) {
			return false
		}
		all += g.More
	}
	return all == v.r.LeastLeft
}

func (v *viewer) closed(c audit.Closed) string {
	code, date := "closed", record.Date(0)
	switch {
	case c.Void != 0 && (c.Last == 0 || c.Void <= c.Last):
		code, date = "closed.void", c.Void
	case c.Last != 0:
		code, date = "closed.last", c.Last
	}
	text := v.say(code, op("ref", v.full(c.Ref)), op("date", date))
	if c.Programme != "" && c.Programme != v.r.Programme.ID {
		text += v.say("closed.in", op("programme", c.Programme))
	}
	return text
}

func (v *viewer) award(a audit.Award) string {
	code := "award"
	if a.Until != 0 {
		code = "award.until"
	}
	title := cmp.Or(v.title(record.Ref{Kind: record.Credential, ID: a.Credential}), a.Credential)
	if p := v.set.Programme(a.Programme); p != nil && p.Awards.Abbreviation != "" {
		title += " (" + p.Awards.Abbreviation + ")"
	}
	return v.say(code, op("date", a.Date), op("title", title), op("version", a.Version), op("until", a.Until))
}

func (v *viewer) piece(p *audit.Placement) piece {
	out := piece{Code: v.code(p.Ref), Title: v.title(p.Ref), Date: p.Date.String(), Counts: len(p.CountsAt) > 0}
	switch {
	case p.Entry == nil:
		out.State = v.say("evidence.derived")
	case p.State == record.Stated && v.someVerified:
		out.State = v.say("node.stated")
	}
	if p.Ref.Kind != record.Exam && out.Title == "" {
		out.Code = v.kindCode(p.Ref)
	}
	if !out.Counts {
		out.Use = v.reason(p.Reason)
		return out
	}
	var labels []string
	for _, path := range p.CountsAt {
		if l := v.labelOf(path); len(labels) == 0 || labels[len(labels)-1] != l {
			labels = append(labels, l)
		}
	}
	out.Use = v.say("evidence.counts", op("list", strings.Join(labels, ", ")))
	return out
}

func (v *viewer) ruling(r *record.Ruling) string {
	var what string
	switch r.Kind {
	case record.Grant, record.RefuseOpen:
		what = r.Question
	case record.Waive:
		what = v.labelOf(r.Requirement)
	default:
		what = v.kindCode(r.Evidence)
	}
	what = v.say("ruling."+r.Kind.String(), op("what", what), op("other", v.kindCode(r.For)))
	code := "ruling"
	if r.Until != 0 {
		code = "ruling.until"
	}
	return v.say(code, op("from", r.From), op("until", r.Until), op("what", what),
		op("author", r.Author), op("reason", r.Reason))
}
