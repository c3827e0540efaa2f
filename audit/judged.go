package audit

import (
	"strconv"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// bench judges every requirement by the placements shown.
type bench struct {
	s  *session
	sh *shown
	// evidence finds the index of a piece's placement in the report.
	evidence func(item int32) int
	// why is the best reason found for an item that is placed nowhere, by item.
	why   map[int32]Reason
	where map[int32][]string // by item: the paths it fills, or whose condition it holds
	holds map[int32]string   // by item: the first chosen requirement whose condition it holds
	rules []record.Ruling
	slots []slot
}

// context is what a requirement inherits from those around it.
type context struct {
	path   string
	title  string
	chosen bool
	// spare tells that the list around it needs no more options.
	spare bool
	bar   Reason // why nothing inside can count, if something bars it
}

// judge gives the top-level requirements, judged.
func (b *bench) judge() []*Judged {
	v := b.sh.view
	root := v.version[0].Requires
	b.slots = v.slots[0]
	cx := context{chosen: true}
	out := make([]*Judged, 0, len(root.Of))
	i := 1
	for k, part := range root.Of {
		out = append(out, b.one(part, i, k+1, cx))
		i += int(b.slots[i].size)
	}
	return out
}

// one judges the requirement whose slot is the i-th, the n-th part of what is around it.
func (b *bench) one(r programme.Requirement, i, n int, around context) *Judged {
	h := r.Heading()
	j := &Judged{Requirement: r, Path: h.ID, Waived: -1, NotNeeded: !around.chosen || around.spare}
	if j.Path == "" {
		j.Path = join(around.path, n)
	}
	cx := context{path: j.Path, title: h.Title, bar: around.bar}
	if cx.title == "" {
		cx.title = around.title
	}
	sl := b.slots[i]
	switch sl.state {
	case waived:
		b.waive(j, h.ID)
		j.NotNeeded = !around.chosen
	case unlisted:
		cx.bar = Reason{Code: NotListed, Date: h.Listed.Until}
		if b.sh.day < h.Listed.From {
			cx.bar.Date = h.Listed.From
		}
		j.Why = append(j.Why, cx.bar)
	case unasked:
		cx.bar = Reason{Code: Unconfirmed, Text: h.Open.ID}
		j.Why = append(j.Why, cx.bar)
	case inLeaf:
		b.leaf(j, r.(*programme.Item), sl, around)
		return j
	case inGroup, inside:
	}
	if sl.state == inGroup {
		cx.chosen = b.sh.chosen[sl.group] && around.chosen
		j.NotNeeded = !cx.chosen
		b.conditions(j, h, &cx)
		if b.sh.filled[sl.group] {
			b.filled(j, sl.group)
			cx.chosen = false
		}
	}
	b.inside(j, r, i, cx)
	return j
}

// join names the n-th part of the requirement at a path.
func join(path string, n int) string {
	if path == "" {
		return strconv.Itoa(n)
	}
	return path + "." + strconv.Itoa(n)
}

// inside judges the parts of a requirement, and from them the requirement.
func (b *bench) inside(j *Judged, r programme.Requirement, i int, cx context) {
	sl := b.slots[i]
	if item, ok := r.(*programme.Item); ok {
		b.lone(j, item, sl, cx)
		return
	}
	j.Needed = needed(r)
	if sl.state == inGroup && cx.chosen {
		cx.spare = b.openPlaces(sl.group, r) == 0
	}
	at := i + 1
	for k, part := range parts(r) {
		inner := cx
		if sl.state == inGroup {
			_, isAll := r.(*programme.All)
			inner.spare = cx.spare && !isAll
		}
		p := b.one(part, at, k+1, inner)
		at += int(b.slots[at].size)
		j.Of = append(j.Of, p)
		j.Stated = j.Stated || p.Stated && p.Verdict == Met && !p.NotNeeded
	}
	if j.Covered || j.Waived >= 0 {
		j.Have = j.Needed
		return
	}
	b.count(j, sl, cx)
}

// count decides a requirement from its parts where it is chosen, and by itself where it is left aside.
func (b *bench) count(j *Judged, sl slot, cx context) {
	for _, p := range j.Of {
		if p.Verdict == Met && (!cx.chosen || !p.NotNeeded || p.Waived >= 0) {
			j.Have++
		}
	}
	j.Have = min(j.Have, j.Needed)
	switch {
	case sl.state != inGroup || len(j.Why) > 0:
	case cx.chosen:
		if j.Have == j.Needed {
			j.Verdict = Met
		}
	case b.s.alone(b.sh, sl.group):
		j.Verdict, j.Have = Met, j.Needed
	default:
		j.Have = min(j.Have, max(j.Needed-1, 0))
	}
	if j.Verdict != Met {
		j.Until = until(j)
	}
}

// needed is how many parts or options a requirement asks for.
func needed(r programme.Requirement) int {
	if n := needOf(r); n >= 0 {
		return n
	}
	return len(parts(r))
}

// openPlaces is how many options a chosen group still lacks.
func (b *bench) openPlaces(group int32, r programme.Requirement) int {
	n := b.sh.view.problem.Need(int(group))
	for _, p := range b.sh.placed {
		if p.Group == group {
			n--
		}
	}
	for _, k := range b.sh.view.problem.Kids(int(group)) {
		if b.sh.chosen[k] {
			n--
		}
	}
	return n
}

// leaf judges an item that is a leaf of its list.
func (b *bench) leaf(j *Judged, item *programme.Item, sl slot, around context) {
	j.Needed = 1
	piece := b.s.c.item[item.Ref]
	if around.chosen && b.sh.at(sl.group, sl.leaf) == piece {
		b.met(j, piece)
		j.NotNeeded = false
		return
	}
	if around.chosen && !around.spare {
		j.NotNeeded = false
	}
	b.unplaced(j, item, around)
}

// lone judges an item that has a group of its own, or none.
func (b *bench) lone(j *Judged, item *programme.Item, sl slot, cx context) {
	j.Needed = 1
	switch {
	case j.Covered || j.Waived >= 0:
		j.Have = 1
		return
	case sl.state == inGroup && cx.chosen:
		for _, p := range b.sh.placed {
			if p.Group == sl.group {
				b.met(j, p.Item)
				return
			}
		}
	}
	b.unplaced(j, item, cx)
	if sl.state != inGroup || len(j.Why) > 0 && j.Why[0].Code != ItemClosed {
		j.Verdict, j.Have = NotMet, 0
	} else if !cx.chosen && b.s.alone(b.sh, sl.group) {
		j.Verdict, j.Have = Met, 1
	}
}

func (b *bench) met(j *Judged, piece int32) {
	j.Verdict, j.Have = Met, 1
	j.Evidence = append(j.Evidence, b.evidence(piece))
	j.Stated = b.s.rests(piece, b.sh.day)
	b.where[piece] = append(b.where[piece], j.Path)
}

// unplaced judges an item that nothing is placed in, by itself, and notes why its piece counts nowhere.
func (b *bench) unplaced(j *Judged, item *programme.Item, cx context) {
	piece := b.s.c.item[item.Ref]
	level := b.sh.free[piece]
	if cx.bar.Code == Counts && (level == solve.Full || item.Ever && level == solve.Once) {
		j.Verdict, j.Have = Met, 1
	}
	reason := cx.bar
	if reason.Code == Counts {
		reason.Code = NotNeeded
	}
	if old, known := b.why[piece]; !known || rank(reason) < rank(old) {
		b.why[piece] = reason
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

// conditions notes the conditions of a requirement that do not hold, and what holds the others.
func (b *bench) conditions(j *Judged, h *programme.Head, cx *context) {
	for _, g := range h.Given {
		piece := b.s.c.item[g.Ref]
		if level := b.sh.have[piece]; level == solve.Full || g.Ever && level == solve.Once {
			if cx.chosen && b.holds[piece] == "" {
				b.holds[piece] = j.Path
			}
			continue
		}
		cx.bar = Reason{Code: ConditionNotHeld, Ref: g.Ref}
		j.Why = append(j.Why, cx.bar)
	}
}

// filled judges a requirement that a used cover fills. A cover whose piece is still to be had fills nothing yet.
func (b *bench) filled(j *Judged, group int32) {
	for _, c := range b.sh.covers {
		cv := b.sh.cover(c)
		for _, id := range cv.Fills {
			if id == j.Requirement.Heading().ID {
				piece := b.s.c.item[cv.By]
				had := b.evidence(piece)
				if had < 0 {
					return
				}
				j.Verdict, j.Covered = Met, true
				j.Evidence = []int{had}
				j.Stated = b.s.rests(piece, b.sh.day)
				b.where[piece] = append(b.where[piece], j.Path)
				return
			}
		}
	}
}

func (b *bench) waive(j *Judged, id string) {
	for i, r := range b.rules {
		if r.Kind == record.Waive && r.Requirement == id {
			j.Waived, j.Verdict = i, Met
			return
		}
	}
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
