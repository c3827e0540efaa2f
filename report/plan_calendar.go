package report

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"

	"waymark/plan"
	"waymark/record"
)

func itoa(n int) string { return strconv.Itoa(n) }

// PlanCalendar writes the steps of a plan as a calendar file (RFC 5545) of whole days that ordinary calendars import, with the
// days to book by beside them. The same plan gives the same file: events are stamped with the business day. A step keeps its
// name from plan to plan of one candidate, so that a calendar that takes in a later plan moves it; held against an earlier plan,
// what is planned no longer is cancelled.
func PlanCalendar(w io.Writer, p Plan, o Options) error {
	b := bufio.NewWriter(w)
	v := newPlanView(p, o)
	line := func(text string) { b.WriteString(fold(text) + "\r\n") }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Waymark//Plan//EN")
	line("CALSCALE:GREGORIAN")
	line("METHOD:PUBLISH")
	line("X-WR-CALNAME:" + calendarText(v.Title))
	stamp := compact(p.Answer.Question.Day) + "T000000Z"
	whose := whose(o.Candidate)
	event := func(id string, from, until record.Date, status, what string, details []string, place string) {
		line("BEGIN:VEVENT")
		line("UID:" + id + whose + "@waymark")
		line("DTSTAMP:" + stamp)
		line("SEQUENCE:" + itoa(int(p.Answer.Question.Day))) // a later plan is a later state of its events
		line("STATUS:" + status)
		line("DTSTART;VALUE=DATE:" + compact(from))
		line("DTEND;VALUE=DATE:" + compact(until+1))
		line("SUMMARY:" + calendarText(what))
		if len(details) > 0 {
			line("DESCRIPTION:" + calendarText(strings.Join(details, "\n")))
		}
		if place != "" {
			line("LOCATION:" + calendarText(place))
		}
		line("TRANSP:TRANSPARENT")
		line("END:VEVENT")
	}
	if best := p.Answer.Best; best != nil {
		for i := range best.Steps {
			st := &best.Steps[i]
			from, until := cmp.Or(st.Date, st.Until), max(st.Date, st.Until)
			id := calendarName(st.Ref)
			s := v.step(st, best.Totals)
			event(id, from, until, "CONFIRMED", s.What, append([]string{s.Paid}, s.Details...), st.Place)
			if st.BookBy != 0 && st.BookBy < from && st.BookBy >= p.Answer.Question.Day {
				event("book-"+id, st.BookBy, st.BookBy, "CONFIRMED", v.say("book", op("day", st.BookBy))+": "+v.full(st.Ref), nil, "")
			}
		}
		for _, e := range best.Earned {
			event("earned-"+strings.ReplaceAll(e.Credential, "/", "-"), e.Date, e.Date, "CONFIRMED", v.say("earned", op("title", e.Programme.Title)), nil, "")
		}
	}
	if p.Review != nil {
		for _, f := range p.Review.Steps {
			if f.Fate != plan.Done && f.On == 0 {
				what := v.say("cancelled", op("item", v.code(f.Ref)))
				event(calendarName(f.Ref), f.Date, f.Date, "CANCELLED", what, nil, "")
				if f.BookBy != 0 && f.BookBy >= p.Review.Made.Day {
					event("book-"+calendarName(f.Ref), f.BookBy, f.BookBy, "CANCELLED", what, nil, "")
				}
			}
		}
	}
	line("END:VCALENDAR")
	return b.Flush()
}

// calendarName names the event of a step.
func calendarName(ref record.Ref) string {
	return ref.Kind.String() + "-" + strings.ReplaceAll(ref.ID, "/", "-")
}

// whose tells the events of one candidate from another's in a calendar that takes in both: nothing of the candidate can be read
// from it.
func whose(c record.Candidate) string {
	name := cmp.Or(c.ID, c.Name)
	if name == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(name))
	return "-" + hex.EncodeToString(sum[:6])
}

func compact(d record.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// calendarText writes text as a calendar's value.
func calendarText(s string) string {
	return strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\n", "\\n", "\r", "").Replace(s)
}

// fold breaks a line after at most 75 bytes, never within a character.
func fold(line string) string {
	var out strings.Builder
	room := 75
	for _, r := range line {
		n := len(string(r))
		if n > room {
			out.WriteString("\r\n ")
			room = 74
		}
		out.WriteRune(r)
		room -= n
	}
	return out.String()
}
