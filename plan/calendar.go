package plan

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// calendar is the days of one person: on which of them something can be done, and how much study there has been before each.
type calendar struct {
	from, until record.Date
	free        []bool
	// before is, by day, how many free days there are before it.
	before []int
	hours  int // of study a week; 0 is no limit
}

func newCalendar(day record.Date, w *Wishes) *calendar {
	c := &calendar{from: max(day, w.Earliest), until: w.Latest, hours: w.HoursAWeek}
	if c.until == 0 {
		c.until = day.AddMonths(Horizon)
	}
	n := max(int(c.until-c.from)+1, 0)
	c.free, c.before = make([]bool, n), make([]int, n+1)
	for i := range n {
		d := c.from + record.Date(i)
		c.free[i] = !slices.Contains(w.AwayOn, d.Time().Weekday()) && !slices.ContainsFunc(w.Away, func(s programme.Span) bool { return s.Holds(d) })
		c.before[i+1] = c.before[i]
		if c.free[i] {
			c.before[i+1]++
		}
	}
	return c
}

// isFree tells whether something can be done on the day.
func (c *calendar) isFree(d record.Date) bool { return d >= c.from && d <= c.until && c.free[d-c.from] }

// lastFree is the last free day on or before a day, or none.
func (c *calendar) lastFree(d record.Date) record.Date {
	for d = min(d, c.until); d >= c.from; d-- {
		if c.free[d-c.from] {
			return d
		}
	}
	return 0
}

// freeBefore is how many free days lie before a day.
func (c *calendar) freeBefore(d record.Date) int {
	return c.before[min(max(int(d-c.from), 0), len(c.before)-1)]
}

// freeIn is how many free days a span holds.
func (c *calendar) freeIn(from, until record.Date) int {
	return max(c.freeBefore(until+1)-c.freeBefore(from), 0)
}

// daysAWeek is the unit that makes study whole: a free day gives the hours of a week, an hour takes seven of them.
const daysAWeek = 7
