package audit

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// findings are the faults of the record itself, as seen from the day.
func (s *session) findings() diag.List {
	list := diag.List(blank(&s.sheet.findings, 0))
	s.seen = sized(s.seen, len(s.c.items))
	var others []int // entries of what no rule here speaks of
	for i := range s.rec.Evidence {
		e := &s.rec.Evidence[i]
		if e.Date > s.day {
			list.Add(finding(diag.Note, "record-future", e, message.Op("day", s.day)))
		}
		item := s.pieces[i]
		known := item >= 0
		s.lifeFindings(&list, e, s.factOf(e, item, known))
		if e.Until != 0 && e.Until < e.Date {
			list.Add(finding(diag.Warning, "record-ends-first", e, message.Op("until", e.Until)))
		}
		if e.Revoked != 0 && e.Revoked < e.Date {
			list.Add(finding(diag.Warning, "record-revoked-first", e, message.Op("revoked", e.Revoked)))
		}
		var first int
		if known {
			if first = int(s.seen[item]) - 1; first < 0 {
				s.seen[item] = int32(i + 1)
			}
		} else if first = s.sameAs(others, e); first < 0 {
			others = append(others, i)
		}
		if first >= 0 {
			list.Add(s.twice(&s.rec.Evidence[first], e))
		}
	}
	return keep(&s.sheet.findings, list)
}

// factOf is what is known of the thing that an entry is of.
func (s *session) factOf(e *record.Evidence, item int32, known bool) *programme.Fact {
	if known {
		return s.c.facts[item]
	}
	return s.c.set.Fact(e.Within(s.c.progs[0].Issuer()))
}

// sameAs finds the first of some entries that is of the same thing, or -1.
func (s *session) sameAs(entries []int, e *record.Evidence) int {
	issuer := s.c.progs[0].Issuer()
	for _, i := range entries {
		if s.rec.Evidence[i].Within(issuer) == e.Within(issuer) {
			return i
		}
	}
	return -1
}

// twice compares two entries of one thing: written twice, contradictory, or simply had again.
func (s *session) twice(first, again *record.Evidence) diag.Finding {
	rule, severity := "record-again", diag.Note
	switch {
	case first.Date == again.Date && (first.State == record.Refused) != (again.State == record.Refused):
		rule, severity = "record-contradiction", diag.Warning
	case first.Date == again.Date:
		rule, severity = "record-duplicate", diag.Warning
	}
	f := finding(severity, rule, again, message.Op("first", first.Date))
	if first.Pos.Known() {
		f.Related = []diag.Related{{Pos: first.Pos, Code: "finding.record-first"}}
	}
	return f
}

func (s *session) lifeFindings(list *diag.List, e *record.Evidence, f *programme.Fact) {
	if f == nil {
		return
	}
	if e.Date < f.First {
		list.Add(finding(diag.Warning, "record-before-life", e, message.Op("limit", f.First)))
	}
	if f.Last != 0 && e.Date > f.Last {
		list.Add(finding(diag.Warning, "record-after-life", e, message.Op("limit", f.Last)))
	}
}

func finding(severity diag.Severity, rule string, e *record.Evidence, more ...message.Operand) diag.Finding {
	ops := append([]message.Operand{message.Op("item", e.String()), message.Op("date", e.Date)}, more...)
	return diag.Finding{Severity: severity, Rule: rule, Pos: e.Pos, Operands: ops}
}
