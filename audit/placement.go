package audit

import (
	"waymark/record"
	"waymark/solve"
)

// rests tells whether a piece that counts on a day rests on evidence that nobody has verified.
func (s *session) rests(item int32, day record.Date) bool {
	if e := s.countingEntry(item, day); e != nil {
		return s.rec.Evidence[e.index].State != record.Verified
	}
	for i := range s.entries {
		if s.rec.Evidence[s.entries[i].index].State != record.Verified {
			return true
		}
	}
	return false
}

// countingEntry is the entry by which the piece counts: of those that count as well as the piece does, the earliest, the
// first written of equals; nil where it counts only by an award.
func (s *session) countingEntry(item int32, day record.Date) *entry {
	var best *entry
	after := s.lapsed(0, day)
	level, _ := s.level(item, 0, day, after)
	for i := s.first[item]; i >= 0; i = s.entries[i].next {
		e := &s.entries[i]
		if e.date <= after {
			continue
		}
		if l, _ := s.counts(e, 0, day); l == level && l > solve.None && (best == nil || s.earlier(e, best)) {
			best = e
		}
	}
	return best
}

// earlier orders entries of one piece: by date, then verified before stated, then as written.
func (s *session) earlier(a, b *entry) bool {
	if a.date != b.date {
		return a.date < b.date
	}
	x, y := &s.rec.Evidence[a.index], &s.rec.Evidence[b.index]
	if x.State != y.State {
		return x.State == record.Verified
	}
	return a.index < b.index
}

// listEvidence gives a placement for each entry of the record that is not of the future, and for each derived
// credential in force that no entry records; where it counts is filled in later. It begins the notes on every item.
func (s *session) listEvidence(day record.Date) []Placement {
	issuer := s.c.progs[0].Issuer()
	notes := sized(s.desk.notes, len(s.c.items))
	s.desk.notes, s.desk.placed = notes, s.desk.placed[:0]
	list := blank(&s.sheet.evidence, len(s.rec.Evidence)+2)
	for i := range s.rec.Evidence {
		ev := &s.rec.Evidence[i]
		if ev.Date > s.day {
			continue
		}
		item, ref := s.pieces[i], ev.Ref
		if item >= 0 {
			ref = s.c.items[item]
			if e := s.countingEntry(item, day); e != nil && int(e.index) == i {
				notes[item].entry = int32(len(list) + 1)
			}
		} else {
			ref = ref.Within(issuer)
		}
		s.desk.placed = append(s.desk.placed, item)
		list = append(list, Placement{Entry: ev, Ref: ref, Date: ev.Date, State: ev.State})
	}
	for prog, item := range s.c.awards {
		if notes[item].entry > 0 || prog == 0 {
			continue
		}
		if level, since := s.level(item, 0, day, s.lapsed(0, day)); level > solve.None {
			notes[item].entry = int32(len(list) + 1)
			state := record.Verified
			if s.rests(item, day) {
				state = record.Stated
			}
			s.desk.placed = append(s.desk.placed, item)
			list = append(list, Placement{Ref: s.c.items[item], Date: since, State: state})
		}
	}
	return keep(&s.sheet.evidence, list)
}

// explain says of every piece where it counts, or why it counts nowhere.
func (b *bench) explain(list []Placement) {
	b.paths = blank(&b.s.sheet.paths, len(b.fills))
	for i := range list {
		p := &list[i]
		item := b.placed[i]
		p.Reason = b.reason(p, i, item)
		if p.Reason.Code == Counts {
			p.CountsAt = b.countsAt(item)
		}
	}
}

// countsAt lists the paths that a piece fills.
func (b *bench) countsAt(item int32) []string {
	from := len(b.paths)
	for _, f := range b.fills {
		if f.piece == item {
			b.paths = append(b.paths, f.path)
		}
	}
	return b.paths[from:len(b.paths):len(b.paths)]
}

func (b *bench) reason(p *Placement, i int, item int32) Reason {
	switch {
	case p.State == record.Refused:
		return Reason{Code: Refused}
	case p.Entry != nil && b.s.verifiedOnly && p.State != record.Verified:
		return Reason{Code: NotVerified}
	case item < 0 && !slotKind(p.Ref.Kind):
		return Reason{Code: KindUnused}
	case item < 0:
		return Reason{Code: ListedNowhere}
	}
	n := &b.notes[item]
	if n.entry > 0 && int(n.entry) != i+1 {
		if r := b.fault(p); r.Code != Counts {
			return r
		}
		return Reason{Code: UsedElsewhere, Ref: p.Ref, Date: b.s.dateOf(item, b.sh.day)}
	} else if n.entry > 0 && n.fills > 0 {
		return Reason{}
	}
	if r := b.fault(p); r.Code != Counts {
		return r
	}
	if n.holds != "" {
		return Reason{Code: HoldsCondition, Text: n.holds}
	}
	return b.unused(item)
}

// slotKind tells whether any requirement can ask for evidence of the kind.
func slotKind(k record.Kind) bool {
	switch k {
	case record.Exam, record.Credential, record.Course, record.Event:
		return true
	case record.Experience, record.Credit, record.Attribute:
	}
	return false
}

// fault is why an entry does not count at all on the day shown; Counts if it does.
func (b *bench) fault(p *Placement) Reason {
	if p.Entry == nil {
		return Reason{}
	}
	for i := range b.s.entries {
		e := &b.s.entries[i]
		if &b.s.rec.Evidence[e.index] != p.Entry {
			continue
		}
		if l, r := b.s.counts(e, 0, b.sh.day); l != solve.Full && r.Code != NotNeeded {
			return r
		}
		if after := b.s.lapsed(0, b.sh.day); after != 0 && e.date <= after {
			return Reason{Code: TermEnded, Date: after}
		}
	}
	return Reason{}
}

// unused is why a piece that counts for something is placed nowhere here.
func (b *bench) unused(item int32) Reason {
	if ref, ok := b.apart(item); ok {
		return Reason{Code: ExcludedBy, Ref: ref}
	}
	if limit, ok := b.capped(item); ok {
		return Reason{Code: CapReached, Text: limit}
	}
	if n := &b.notes[item]; n.listed && n.why.Code != NotNeeded {
		return n.why
	} else if !n.listed {
		if earned, ok := b.earns(item); ok {
			return Reason{Code: EarnsAward, Ref: earned}
		}
		if !b.mentioned(item) {
			return Reason{Code: ListedNowhere}
		}
	}
	return Reason{Code: NotNeeded}
}

// dateOf is since when a piece counts.
func (s *session) dateOf(item int32, day record.Date) record.Date {
	_, since := s.level(item, 0, day, s.lapsed(0, day))
	return since
}
