package audit

import (
	"slices"
	"strconv"

	"waymark/programme"
	"waymark/record"
)

// bench writes down what a court found: the tree of the report, and the reasons.
type bench struct {
	*court
	// evidence finds the index of a piece's placement in the report.
	evidence func(item int32) int
	// why is the best reason found for an item that is placed nowhere, by item.
	why   map[int32]Reason
	where map[int32][]string // by item: the paths it fills
	holds map[int32]string   // by item: the first requirement taken whose condition it holds
	rules []record.Ruling
}

// context is what a requirement inherits from those around it.
type context struct {
	path string
	as   standsAs
	// wanted tells that the list around it still lacks options.
	wanted bool
	bar    Reason // why nothing inside can count, if something bars it
}

// tree gives the top-level requirements, judged.
func (b *bench) tree() []*Judged {
	root := b.sh.view.version[0].Requires
	out := make([]*Judged, 0, len(root.Of))
	at := int32(1)
	for k, part := range root.Of {
		out = append(out, b.node(part, at, k+1, context{as: b.standing(0, at, taken)}))
		at += b.view.slots[0][at].size
	}
	return out
}

// node writes down the requirement in slot i, the n-th part of what is around it.
func (b *bench) node(r programme.Requirement, i int32, n int, around context) *Judged {
	h := r.Heading()
	j := &Judged{Requirement: r, Path: h.ID, Waived: -1, Needed: needed(r), NotNeeded: around.as != taken && !around.wanted}
	if j.Path == "" {
		j.Path = join(around.path, n)
	}
	if b.met[i] {
		j.Verdict = Met
	}
	cx := context{path: j.Path, bar: around.bar}
	b.bars(j, h, i, &cx, around.as)
	b.fills(j, r, i, around.as)
	if item, ok := r.(*programme.Item); ok {
		b.item(j, item, i, cx)
		return j
	}
	at := i + 1
	for k, part := range parts(r) {
		cx.as = b.standing(i, at, around.as)
		cx.wanted = around.as == taken && b.sh.own[i] && b.sh.short[i] > 0
		p := b.node(part, at, k+1, cx)
		at += b.view.slots[0][at].size
		j.Of = append(j.Of, p)
		j.Stated = j.Stated || p.Stated && p.Verdict == Met && !p.NotNeeded
	}
	b.tally(j, i, around.as)
	return j
}

// tally counts how many of its parts a requirement has.
func (b *bench) tally(j *Judged, i int32, as standsAs) {
	switch {
	case j.Verdict == Met:
		j.Have = j.Needed
	case as == taken:
		j.Have = min(int(b.count[i]), j.Needed)
	default:
		for _, p := range j.Of {
			if p.Verdict == Met {
				j.Have++
			}
		}
		j.Have = min(j.Have, max(j.Needed-1, 0))
	}
	if j.Verdict != Met {
		j.Until = until(j)
	}
}

// bars notes what keeps a requirement from being met: it does not stand in its list, nobody granted it, or a condition
// does not hold.
func (b *bench) bars(j *Judged, h *programme.Head, i int32, cx *context, as standsAs) {
	switch b.view.slots[0][i].state {
	case waived:
		return
	case unlisted:
		cx.bar = Reason{Code: NotListed, Date: h.Listed.Until}
		if b.sh.day < h.Listed.From {
			cx.bar.Date = h.Listed.From
		}
		j.Why = append(j.Why, cx.bar)
	case unasked:
		cx.bar = Reason{Code: Unconfirmed, Text: h.Open.ID}
		j.Why = append(j.Why, cx.bar)
	case inGroup, inLeaf:
	}
	for _, g := range h.Given {
		piece := b.s.c.item[g.Ref]
		if b.has(piece, g.Ever) {
			if as == taken && b.sh.chosen[i] && b.holds[piece] == "" {
				b.holds[piece] = j.Path
			}
			continue
		}
		cx.bar = Reason{Code: ConditionNotHeld, Ref: g.Ref}
		j.Why = append(j.Why, cx.bar)
	}
}

// fills notes what meets a requirement outright: a ruling that waives it, or a cover.
func (b *bench) fills(j *Judged, r programme.Requirement, i int32, as standsAs) {
	if b.view.slots[0][i].state == waived {
		j.Waived = slices.IndexFunc(b.rules, func(rule record.Ruling) bool {
			return rule.Kind == record.Waive && rule.Requirement == r.Heading().ID
		})
		return
	}
	if as != taken || b.sh.own[i] || !b.sh.chosen[i] {
		return
	}
	if cv := b.coveredBy(r); cv != nil {
		j.Covered = true
		b.rests(j, b.s.c.item[cv.By])
	}
}

// rests notes the piece that a requirement rests on.
func (b *bench) rests(j *Judged, piece int32) {
	if at := b.evidence(piece); at >= 0 {
		j.Evidence = append(j.Evidence, at)
	}
	j.Stated = b.s.rests(piece, b.sh.day)
	b.where[piece] = append(b.where[piece], j.Path)
}

// item notes the piece placed in an item, or why its own counts nowhere and until when it can be had.
func (b *bench) item(j *Judged, item *programme.Item, i int32, cx context) {
	if b.sh.own[i] && b.sh.piece[i] >= 0 {
		b.rests(j, b.sh.piece[i])
	}
	if j.Verdict == Met {
		j.Have = 1
	}
	piece := b.s.c.item[item.Ref]
	if b.sh.piece[i] != piece {
		reason := cx.bar
		if reason.Code == Counts {
			reason.Code = NotNeeded
		}
		if old, known := b.why[piece]; !known || rank(reason) < rank(old) {
			b.why[piece] = reason
		}
	}
	f := b.s.c.facts[piece]
	if f == nil || j.Verdict == Met {
		return
	}
	if !f.Obtainable(b.sh.day) {
		j.Why = append(j.Why, Reason{Code: ItemClosed, Ref: item.Ref, Date: closedOn(f)})
	}
	j.Until = f.Last
}

// join names the n-th part of the requirement at a path.
func join(path string, n int) string {
	if path == "" {
		return strconv.Itoa(n)
	}
	return path + "." + strconv.Itoa(n)
}

// needed is how many parts or options a requirement asks for.
func needed(r programme.Requirement) int {
	switch n := needOf(r); {
	case n >= 0:
		return n
	default:
		return len(parts(r))
	}
}

// rank orders reasons: what a person could have used comes before what was barred.
func rank(r Reason) int {
	switch r.Code {
	case NotNeeded:
		return 0
	case ConditionNotHeld:
		return 1
	case Unconfirmed:
		return 2
	default:
		return 3
	}
}

// closedOn is the day a fact says it ended: its last day, or else the day it was void.
func closedOn(f *programme.Fact) record.Date {
	if f.Last != 0 {
		return f.Last
	}
	return f.Void
}

// until is the last day on which a requirement that is not met can still be: of all parts the first to close, of options
// the last that leaves enough.
func until(j *Judged) record.Date {
	var days []record.Date
	for _, p := range j.Of {
		if p.Verdict != Met {
			days = append(days, p.Until)
		}
	}
	if len(days) == 0 || j.Needed <= j.Have {
		return 0
	}
	sortLatestFirst(days)
	return days[min(j.Needed-j.Have, len(days))-1]
}

// sortLatestFirst sorts days with those of no known end first.
func sortLatestFirst(days []record.Date) {
	for i := range days {
		for k := i; k > 0 && later(days[k], days[k-1]); k-- {
			days[k], days[k-1] = days[k-1], days[k]
		}
	}
}

func later(a, b record.Date) bool { return b != 0 && (a == 0 || a > b) }
