package draft

import (
	"strings"

	"waymark/diag"
)

// measure says how a quantity counts.
type measure uint8

const (
	everyOne measure = iota + 1 // all four required exams
	someOf                      // one of the two client exams
	so                          // six core exams
)

// quantity is a phrase that says how many: "all four required exams focused on Core Networking".
type quantity struct {
	measure measure
	// n is how many are asked for; for everyOne it is how many there are said to be, 0 where nothing is said.
	n int
	// of is how many there are said to be to choose from; 0 where nothing is said.
	of int
	// label is the words that say of what: Core Networking.
	label []word
	// first and last are the first word of the phrase and the one after it.
	first, last int
	at          diag.Pos
	// about tells that the number is no exact one ("more than 25 electives").
	about bool
	// clash tells that number and noun do not agree ("1 Exams").
	clash bool
}

// things are what requirements count.
var things = map[string]bool{
	"exam": true, "examination": true, "test": true, "elective": true, "certification": true, "credential": true,
	"course": true, "module": true, "paper": true, "assessment": true, "requirement": true, "option": true, "item": true,
	"certificate": true, "part": true, "subject": true, "unit": true,
}

// filler are words that say nothing of what is counted.
var filler = map[string]bool{
	"the": true, "following": true, "required": true, "require": true, "requires": true, "focused": true, "on": true, "in": true,
	"these": true, "those": true, "below": true, "above": true, "listed": true, "a": true, "an": true, "any": true, "from": true,
	"different": true, "separate": true, "additional": true, "more": true, "mandatory": true, "total": true, "all": true,
	"is": true, "are": true, "must": true, "be": true, "passed": true, "pass": true, "needed": true, "of": true, "list": true,
	"group": true, "area": true, "topic": true, "that": true, "which": true, "to": true, "option": true, "other": true,
}

// quantities finds the phrases of a sentence, in order.
func quantities(s *span, words []word) []quantity {
	var all []quantity
	for i := 0; i < len(words); {
		q, ok := quantityAt(words, i)
		if !ok {
			i++
			continue
		}
		q.at = s.at(words[q.first].start)
		if i := q.first; i > 0 {
			switch words[i-1].lower {
			case "than", "over", "about", "around", "nearly", "most", "to":
				q.about = q.measure == so
			}
		}
		all = append(all, q)
		i = max(q.last, i+1)
	}
	return all
}

func quantityAt(words []word, i int) (quantity, bool) {
	w := words[i]
	switch w.lower {
	case "all", "each", "every", "both":
		return everyAt(words, i)
	case "either":
		if i+1 < len(words) && (words[i+1].lower == "of" || words[i+1].lower == "exam") {
			return labelled(words, quantity{measure: someOf, n: 1, first: i, last: i + 2}), true
		}
	}
	n, ok := number(w)
	if !ok || i > 0 && glued(words[i-1], w) {
		return quantity{}, false
	}
	next := i + 1
	if n2, end, ok := inBrackets(words, next); ok && n2 == n {
		next = end // two (2) exams
	}
	if next < len(words) && (words[next].lower == "of" || words[next].lower == "from" || words[next].lower == "out") {
		return someAt(words, i, next, n)
	}
	if q, ok := soAt(words, i, next, n); ok {
		return q, true
	}
	if i > 0 && asks(words[i-1].lower) && (next >= len(words) || words[next].sign || words[next].lower == "from") || next < len(words) && words[next].lower == "required" {
		return quantity{measure: so, n: n, first: i, last: next}, true
	}
	return quantity{}, false
}

func glued(before, w word) bool {
	return before.end == w.start && before.sign && strings.Contains(".-$€£/#", before.text)
}

func asks(lower string) bool {
	switch lower {
	case "choose", "select", "pick", "take", "any", "pass", "complete", "least":
		return true
	}
	return false
}

func inBrackets(words []word, i int) (n, end int, ok bool) {
	if i+2 < len(words) && words[i].text == "(" && words[i+2].text == ")" {
		n, ok = number(words[i+1])
		return n, i + 3, ok
	}
	return 0, 0, false
}

// everyAt reads "all four required exams focused on …", "each of the following", "both networking exams".
func everyAt(words []word, i int) (quantity, bool) {
	q := quantity{measure: everyOne, first: i, last: i + 1}
	counted := words[i].lower == "both"
	if counted {
		q.n = 2
	}
	for j := i + 1; j < len(words) && j < i+8; j++ {
		w := words[j]
		if w.sign || w.lower == "and" || w.lower == "or" {
			if w.text == ":" && j <= i+2 {
				counted = true
			}
			break
		}
		if n, ok := number(w); ok && q.n == 0 && j <= i+3 {
			q.n, q.last, counted = n, j+1, true
			continue
		}
		if things[stem(w.lower)] || w.lower == "following" {
			return labelled(words, q), true
		}
	}
	if !counted || words[i].lower == "each" || words[i].lower == "every" || q.last == i+1 && words[i].lower == "both" {
		return quantity{}, false
	}
	return labelled(words, q), true
}

// someAt reads "one of the two Core Client exams", "any 2 of the following", "two out of five".
func someAt(words []word, i, of, n int) (quantity, bool) {
	q := quantity{measure: someOf, n: n, first: i, last: of + 1}
	plain := i > 0 && asks(words[i-1].lower) && (of+1 == len(words) || words[of+1].text == ":")
	for j := of + 1; j < len(words) && j <= of+3; j++ {
		if m, ok := number(words[j]); ok {
			q.of, q.last, plain = m, j+1, true
			break
		}
		if words[j].lower == "following" || words[j].lower == "these" || words[j].lower == "below" {
			plain = true
		} else if words[j].sign {
			break
		}
	}
	for j := q.last; !plain && j < len(words) && j < q.last+6 && !words[j].sign; j++ {
		plain = things[stem(words[j].lower)]
	}
	if q.last < len(words) && shapeOf(words[q.last].text) != noCode || q.last+1 < len(words) && shapeOf(words[q.last+1].text) != noCode {
		plain = true
	}
	return labelled(words, q), plain
}

// soAt reads "six core exams", "1 Exams Required".
func soAt(words []word, i, next, n int) (quantity, bool) {
	for j := next; j < len(words) && j < next+5; j++ {
		w := words[j]
		if w.sign || w.lower == "of" || w.lower == "for" || w.lower == "to" || w.lower == "in" || w.lower == "year" || w.lower == "years" {
			break
		}
		if shapeOf(w.text) != noCode {
			break
		}
		if !things[stem(w.lower)] {
			continue
		}
		last := j + 1
		if last < len(words) && things[stem(words[last].lower)] {
			last++ // elective exams
		}
		noun := words[last-1].lower
		q := quantity{measure: so, n: n, first: i, last: last}
		for _, l := range words[next:last] {
			if !filler[l.lower] && !l.sign {
				q.label = append(q.label, l)
			}
		}
		plural := noun != stem(noun)
		required := last < len(words) && words[last].lower == "required"
		q.clash = n == 1 && plural || n > 1 && !plural && required
		return q, true
	}
	return quantity{}, false
}

// labelled gives the quantity its label: the words that follow, up to a sign or a joining word.
func labelled(words []word, q quantity) quantity {
	for j := q.last; j < len(words) && j < q.last+10; j++ {
		w := words[j]
		if w.sign || w.lower == "and" || w.lower == "or" || w.lower == "plus" || w.lower == "that" || w.lower == "which" || shapeOf(w.text) == clearlyOne {
			break
		}
		if !filler[w.lower] {
			q.label = append(q.label, w)
		}
	}
	return q
}

// topics are the words of the label by which it finds what it speaks of; exam and exams say nothing there.
func topics(label []word) []string {
	var all []string
	for _, w := range label {
		if s := stem(w.lower); !filler[w.lower] && (s == "elective" || !things[s]) {
			all = append(all, s)
		}
	}
	return all
}
