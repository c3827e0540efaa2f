package audit

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// bench writes down what a court found: the tree of the report, and the reasons.
type bench struct {
	*court
	rules []record.Ruling
	notes []note // by item
	// placed are the items of the placements that the report lists, -1 for what no rule here speaks of.
	placed []int32
	fills  []fill // in the order of the tree
	days   []record.Date

	why   []because
	found []Reason // in the order of why

	// what the report keeps, cut from few pieces of memory
	nodes    []Judged
	parts    []*Judged
	evidence []int
	paths    []string
}

// because says how many of the reasons found are those of a requirement.
type because struct {
	j *Judged
	n int
}

// note is what the report has found out about an item.
type note struct {
	entry  int32  // one more than the index of its placement in the report; 0 where it has none
	fills  int32  // how many places it fills
	listed bool   // an item of the programme asks for it
	why    Reason // the best reason found why it is not placed there
	holds  string // the path of the first requirement taken whose condition it holds
}

// fill is one place that a piece fills.
type fill struct {
	piece int32
	path  string
}

// context is what a requirement inherits from those around it.
type context struct {
	as standsAs
	// wanted tells that the list around it still lacks options.
	wanted bool
	bar    Reason // why nothing inside can count, if something bars it
}

// bench makes room to write down what is judged.
func (s *session) bench(sh *shown, rules []record.Ruling) *bench {
	b := &s.desk
	b.court, b.rules, b.fills = s.judge(sh), rules, b.fills[:0]
	n := len(b.lines)
	b.nodes, b.parts = blank(&s.sheet.nodes, n), blank(&s.sheet.parts, n)
	b.evidence = blank(&s.sheet.filled, len(sh.spent)+len(sh.covers))
	b.why, b.found = b.why[:0], b.found[:0]
	return b
}

// tree gives the top-level requirements, judged.
func (b *bench) tree() []*Judged {
	at := int32(1)
	b.nodes = b.nodes[:1] // the root, which the report does not show
	top := b.inside(0, &at, taken, context{})
	reasons := append(blank(&b.s.sheet.reasons, len(b.found)), b.found...)
	keep(&b.s.sheet.reasons, reasons)
	for _, w := range b.why {
		w.j.Why, reasons = reasons[:w.n:w.n], reasons[w.n:]
	}
	return top
}

// inside writes down the parts of the requirement in slot i; at is the slot of the first and becomes that after the last.
func (b *bench) inside(i int32, at *int32, as standsAs, cx context) []*Judged {
	from, n := len(b.parts), b.lines[i].parts
	b.parts = b.parts[:from+n]
	of := b.parts[from : from+n : from+n]
	for k := range of {
		cx.as = b.standing(i, *at, as)
		of[k] = b.node(at, &cx)
	}
	return of
}

// node writes down the requirement in slot at, and moves on to the slot after it.
func (b *bench) node(at *int32, around *context) *Judged {
	i := *at
	l := &b.lines[i]
	b.nodes = b.nodes[:len(b.nodes)+1]
	j := &b.nodes[len(b.nodes)-1]
	*j = Judged{Asked: &l.Asked, Waived: -1, NotNeeded: around.as != taken && !around.wanted}
	if b.met[i] {
		j.Verdict = Met
	}
	if b.slots[i].state == inLeaf { // nothing but its piece can meet it
		*at++
		b.item(j, l, i, around)
		return j
	}
	cx := context{bar: around.bar}
	found := len(b.found)
	b.bars(l, i, &cx, around.as)
	b.filled(j, l, i, around.as)
	*at++
	if n := len(b.found) - found; n > 0 {
		b.why = append(b.why, because{j, n})
	}
	if l.piece >= 0 {
		b.item(j, l, i, &cx)
		return j
	}
	cx.wanted = around.as == taken && b.sh.own[i] && b.sh.short[i] > 0
	j.Of = b.inside(i, at, around.as, cx)
	for _, p := range j.Of {
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
		j.Until = b.until(j)
	}
}

// bars notes what keeps a requirement from being met: it does not stand in its list, nobody granted it, or a condition
// does not hold.
func (b *bench) bars(l *line, i int32, cx *context, as standsAs) {
	switch b.slots[i].state {
	case waived:
		return
	case unlisted:
		listed := l.Requirement.Heading().Listed
		cx.bar = Reason{Code: NotListed, Date: listed.Until}
		if b.sh.day < listed.From {
			cx.bar.Date = listed.From
		}
		b.found = append(b.found, cx.bar)
	case unasked:
		cx.bar = Reason{Code: Unconfirmed, Text: l.Requirement.Heading().Open.ID}
		b.found = append(b.found, cx.bar)
	case inGroup, inLeaf:
	}
	for _, g := range l.given {
		if b.has(g.piece, g.ever) {
			if n := &b.notes[g.piece]; as == taken && b.sh.chosen[i] && n.holds == "" {
				n.holds = l.Path
			}
			continue
		}
		cx.bar = Reason{Code: ConditionNotHeld, Ref: b.s.c.items[g.piece]}
		b.found = append(b.found, cx.bar)
	}
}

// filled notes what meets a requirement outright: a ruling that waives it, or a cover.
func (b *bench) filled(j *Judged, l *line, i int32, as standsAs) {
	if b.slots[i].state == waived {
		j.Waived = slices.IndexFunc(b.rules, func(rule record.Ruling) bool {
			return rule.Kind == record.Waive && rule.Requirement == l.Requirement.Heading().ID
		})
		return
	}
	if as != taken || b.sh.own[i] || !b.sh.chosen[i] {
		return
	}
	if cv := b.coveredBy(i); cv != nil {
		j.Covered = true
		b.rests(j, b.s.c.item[cv.By])
	}
}

// rests notes the piece that a requirement rests on.
func (b *bench) rests(j *Judged, piece int32) {
	n := &b.notes[piece]
	if n.entry > 0 {
		at := len(b.evidence)
		b.evidence = append(b.evidence, int(n.entry-1))
		j.Evidence = b.evidence[at : at+1 : at+1]
	}
	j.Stated = b.s.rests(piece, b.sh.day)
	n.fills++
	b.fills = append(b.fills, fill{piece: piece, path: j.Path})
}

// item notes the piece placed in an item, or why its own counts nowhere and until when it can be had.
func (b *bench) item(j *Judged, l *line, i int32, cx *context) {
	if b.sh.own[i] && b.sh.piece[i] >= 0 {
		b.rests(j, b.sh.piece[i])
	}
	if j.Verdict == Met {
		j.Have = 1
	}
	if b.sh.piece[i] != l.piece {
		n := &b.notes[l.piece]
		code := cx.bar.Code
		if code == Counts {
			code = NotNeeded
		}
		if !n.listed || rank(code) < rank(n.why.Code) {
			n.listed, n.why = true, cx.bar
			n.why.Code = code
		}
	}
	f := b.s.c.facts[l.piece]
	if f == nil || j.Verdict == Met {
		return
	}
	if !f.Obtainable(b.sh.day) {
		b.found = append(b.found, Reason{Code: ItemClosed, Ref: b.s.c.items[l.piece], Date: closedOn(f)})
		if last := len(b.why) - 1; last >= 0 && b.why[last].j == j {
			b.why[last].n++
		} else {
			b.why = append(b.why, because{j, 1})
		}
	}
	j.Until = f.Last
}

// rank orders reasons: what a person could have used comes before what was barred.
func rank(code ReasonCode) int {
	switch code {
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
func (b *bench) until(j *Judged) record.Date {
	days := b.days[:0]
	for _, p := range j.Of {
		if p.Verdict != Met {
			days = append(days, p.Until)
		}
	}
	b.days = days
	if len(days) == 0 || j.Needed <= j.Have {
		return 0
	}
	sortLatestFirst(days)
	return days[min(j.Needed-j.Have, len(days))-1]
}

// sortLatestFirst sorts days with those of no known end first.
func sortLatestFirst(days []record.Date) {
	slices.SortFunc(days, func(a, b record.Date) int {
		switch {
		case later(a, b):
			return -1
		case later(b, a):
			return 1
		default:
			return 0
		}
	})
}

func later(a, b record.Date) bool { return b != 0 && (a == 0 || a > b) }
