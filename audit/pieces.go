package audit

import (
	"waymark/record"
	"waymark/solve"
)

// entry is one entry of the record that is of an item of the closure.
type entry struct {
	item  int32
	index int32 // in the record
	next  int32 // the next entry of the same item, or -1
	date  record.Date
}

// award is one derivation of a programme's credential.
type award struct {
	date, until record.Date
	version     int // index of the version it was met under
}

// admits is a ruling that lets an item's entries count.
type admits struct {
	item int32
	rule *record.Ruling
}

// gather sorts the record's entries by item.
func (s *session) gather() {
	s.entries, s.held = s.entries[:0], s.held[:0]
	s.pieces = s.pieces[:0]
	for i := range s.rec.Evidence {
		e := &s.rec.Evidence[i]
		item, known := s.c.find(e.Ref)
		if !known {
			item = -1
		}
		s.pieces = append(s.pieces, item)
		if !known || e.State == record.Refused || s.verifiedOnly && e.State != record.Verified {
			continue
		}
		if s.first[item] < 0 {
			s.held = append(s.held, item)
		}
		s.entries = append(s.entries, entry{item: item, index: int32(i), next: s.first[item], date: e.Date})
		s.first[item] = int32(len(s.entries) - 1)
	}
	for _, item := range s.c.awards {
		if s.first[item] < 0 {
			s.held = append(s.held, item)
		}
	}
}

// forget clears what gather filled.
func (s *session) forget() {
	for i := range s.entries {
		s.first[s.entries[i].item] = -1
	}
}

// counts says how an entry counts for a programme on a day, and if it does not, why.
func (s *session) counts(e *entry, prog int, day record.Date) (solve.Level, Reason) {
	ev := &s.rec.Evidence[e.index]
	if e.date > day {
		return solve.None, Reason{Code: NotNeeded}
	}
	if ev.Revoked != 0 && ev.Revoked <= day {
		return solve.None, Reason{Code: Revoked, Date: ev.Revoked}
	}
	if len(s.admitted) > 0 && s.isAdmitted(e.item, prog, day) {
		return solve.Full, Reason{}
	}
	if f := s.c.facts[e.item]; f != nil {
		switch {
		case e.date < f.First:
			return solve.None, Reason{Code: BeforeFirst, Date: f.First}
		case f.Last != 0 && e.date > f.Last:
			return solve.None, Reason{Code: AfterLast, Date: f.Last}
		case f.Void != 0 && f.Void <= day:
			return solve.None, Reason{Code: Void, Date: f.Void}
		}
	}
	if ev.Kind == record.Credential && ev.Until != 0 && ev.Until < day {
		return solve.Once, Reason{Code: Expired, Date: ev.Until}
	}
	return solve.Full, Reason{}
}

func (s *session) isAdmitted(item int32, prog int, day record.Date) bool {
	for _, a := range s.admitted {
		if a.item == item && a.rule.InForce(day) && (a.rule.Programme == "" || a.rule.Programme == s.c.progs[prog].ID) {
			return true
		}
	}
	return false
}

// level says how a programme has an item on a day, and since when, by entries and awards dated after a day.
func (s *session) level(item int32, prog int, day, after record.Date) (best solve.Level, since record.Date) {
	better := func(l solve.Level, date record.Date) {
		if l > best || l == best && l > solve.None && date < since {
			best, since = l, date
		}
	}
	for i := s.first[item]; i >= 0; i = s.entries[i].next {
		if e := &s.entries[i]; e.date > after {
			l, _ := s.counts(e, prog, day)
			better(l, e.date)
		}
	}
	by := s.c.awardedBy[item]
	if by < 0 || int(by) == prog || s.revokedOn(item, day) {
		return best, since // what a programme awards supports nothing in itself
	}
	for _, a := range s.awards[by] {
		switch {
		case a.date > day || a.date <= after:
		case a.until == 0 || a.until >= day:
			better(solve.Full, a.date)
		default:
			better(solve.Once, a.date)
		}
	}
	return best, since
}

// revokedOn tells whether an entry of a credential was revoked on or before the day: then nothing derives it any more.
func (s *session) revokedOn(item int32, day record.Date) bool {
	from := s.revokedFrom(item)
	return from != 0 && from <= day
}

// revokedFrom is the first day on which an entry of a credential stands revoked, or no day.
func (s *session) revokedFrom(item int32) record.Date {
	first := record.Date(0)
	for i := s.first[item]; i >= 0; i = s.entries[i].next {
		ev := &s.rec.Evidence[s.entries[i].index]
		if from := max(ev.Revoked, ev.Date); ev.Revoked != 0 && (first == 0 || from < first) {
			first = from
		}
	}
	return first
}

// fillHave notes how a programme has every item on a day.
func (s *session) fillHave(have []solve.Level, prog int, day, after record.Date) {
	for _, item := range s.held {
		have[item], _ = s.level(item, prog, day, after)
	}
}
