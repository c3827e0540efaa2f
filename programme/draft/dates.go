package draft

import (
	"strconv"
	"time"

	"waymark/record"
)

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12,
}

// readDates finds the days that the page names. The day behind "as of", "effective", "updated" or "valid from" is the
// page's own.
func (p *page) readDates(blocks []block) {
	for _, b := range blocks {
		words := splitWords(b.text.text)
		own := false
		for i, w := range words {
			switch w.lower {
			case "as", "effective", "updated", "valid", "revised", "from", "since", "version":
				own = true
			}
			day, ok := dayAt(words, i)
			if !ok {
				continue
			}
			p.days = true
			if own && p.dated == 0 {
				p.dated = day
			}
		}
	}
}

// dayAt reads a date that begins at word i: 2005-06-01, 1 June 2005, June 1, 2005, June 2005.
func dayAt(words []word, i int) (record.Date, bool) {
	if d, err := record.ParseDate(words[i].text); err == nil {
		return d, true
	}
	month := months[words[i].lower]
	if month == 0 {
		return 0, false
	}
	day := 1
	if n, ok := number(at(words, i-1)); ok {
		day = n
	}
	j := i + 1
	if n, ok := number(at(words, j)); ok && len(at(words, j).text) <= 2 {
		day, j = n, j+1
		if at(words, j).text == "," {
			j++
		}
	}
	year, err := strconv.Atoi(at(words, j).text)
	if err != nil || year < 1900 || year > 2999 || day > 31 {
		return 0, false
	}
	return record.Day(year, month, day), true
}

func at(words []word, i int) word {
	if i < 0 || i >= len(words) {
		return word{}
	}
	return words[i]
}
