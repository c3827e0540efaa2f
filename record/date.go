package record

import (
	"fmt"
	"time"
)

// Date is a calendar day without a time or zone (ISO 8601, 0001-01-01 to 9999-12-31), counted in days so that days
// compare and subtract as numbers. The zero Date is "no date".
type Date int32

// MaxDate is the last day a Date can be: 9999-12-31.
const MaxDate Date = 3652059

const secondsADay = 24 * 60 * 60

// dayZero is the day before 0001-01-01, which is Date 1.
var dayZero = time.Date(0, time.December, 31, 0, 0, 0, 0, time.UTC).Unix() / secondsADay

// ParseDate reads YYYY-MM-DD and nothing else. Its error says what was found and what would be right.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 || len(s) != len(time.DateOnly) {
		return 0, fmt.Errorf("%q is not a day; write it as year-month-day, such as 2005-06-01", s)
	}
	return DateOf(t), nil
}

// DateOf is the day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/secondsADay - dayZero)
}

// Day makes a Date of its parts; it is for constants in code and tests.
func Day(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// Time is midnight UTC at the start of the day.
func (d Date) Time() time.Time { return time.Unix((int64(d)+dayZero)*secondsADay, 0).UTC() }

// String prints YYYY-MM-DD, or nothing for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// AddMonths is the same day n months later; a day that month does not have becomes its last day (2004-02-29 plus 12
// months is 2005-02-28).
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the day as ParseDate does; empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	day, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = day
	return nil
}
