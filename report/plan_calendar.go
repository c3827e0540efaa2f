package report

import (
	"bufio"
	"cmp"
	"io"
	"strconv"
	"strings"

	"waymark/record"
)

func itoa(n int) string { return strconv.Itoa(n) }

// PlanCalendar writes the steps of a plan as a calendar file (RFC 5545) of whole days that ordinary calendars import, with the
// days to book by beside them. The same plan gives the same file: events are stamped with the business day. A step keeps its
// name from plan to plan, so that a calendar that takes in a later plan moves it.
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
	event := func(id string, from, until record.Date, what string, details []string, place string) {
		line("BEGIN:VEVENT")
		line("UID:" + id + "@waymark")
		line("DTSTAMP:" + stamp)
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
			id := st.Ref.Kind.String() + "-" + strings.ReplaceAll(st.Ref.ID, "/", "-")
			s := v.step(st, best.Totals)
			event(id, from, until, s.What, append([]string{s.Paid}, s.Details...), st.Place)
			if st.BookBy != 0 && st.BookBy < from && st.BookBy >= p.Answer.Question.Day {
				event("book-"+id, st.BookBy, st.BookBy, v.say("book", op("day", st.BookBy))+": "+v.full(st.Ref), nil, "")
			}
		}
		for _, e := range best.Earned {
			event("earned-"+strings.ReplaceAll(e.Credential, "/", "-"), e.Date, e.Date, v.say("earned", op("title", e.Programme.Title)), nil, "")
		}
	}
	line("END:VCALENDAR")
	return b.Flush()
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
