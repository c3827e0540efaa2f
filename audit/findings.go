package audit

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// findings are the faults of the record itself, as seen from the day.
func (s *session) findings() diag.List {
	var list diag.List
	issuer := s.c.progs[0].Issuer()
	seen := map[record.Ref]int{}
	for i := range s.rec.Evidence {
		e := &s.rec.Evidence[i]
		ref := e.Within(issuer)
		if e.Date > s.day {
			list.Add(finding(diag.Note, "record-future", e, message.Op("day", s.day)))
		}
		s.lifeFindings(&list, e, s.c.set.Fact(ref))
		if e.Until != 0 && e.Until < e.Date {
			list.Add(finding(diag.Warning, "record-ends-first", e, message.Op("until", e.Until)))
		}
		if e.Revoked != 0 && e.Revoked < e.Date {
			list.Add(finding(diag.Warning, "record-revoked-first", e, message.Op("revoked", e.Revoked)))
		}
		if first, again := seen[ref]; again {
			list.Add(s.twice(&s.rec.Evidence[first], e))
		} else {
			seen[ref] = i
		}
	}
	return list
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
