package check

import (
	"slices"
	"strings"
)

// claim is a count in prose: "six core exams", "one of the two Core Client exams", "all four".
type claim struct {
	// asked is how many are asked for; of is out of how many, or 0 where the text does not say.
	asked, of int
	// all tells that the text says "all four": every part of something.
	all bool
	// qualifiers are the words that say which exams are meant, stemmed.
	qualifiers []string
	quote      string
}

// claims finds the counts in a text. In a title every count is one; in sentences only where the sentence requires
// something, for notes count many other things.
func claims(p prose) []claim {
	var all []claim
	for _, sentence := range sentences(p.text) {
		ws := words(sentence)
		if !p.title && !slices.ContainsFunc(ws, func(w string) bool { return requires[stem(w)] }) {
			continue
		}
		if slices.ContainsFunc(ws, func(w string) bool { return elsewhere[strings.ToLower(w)] }) {
			continue
		}
		for i := 0; i < len(ws); i++ {
			if c, used := claimAt(ws, i, p.about == nil); used > 0 {
				all = append(all, c)
				i += used - 1
			}
		}
	}
	return all
}

var requires = map[string]bool{
	"require": true, "required": true, "pass": true, "must": true, "choose": true, "need": true, "needed": true, "complete": true, "consist": true,
}

// elsewhere are words of sentences that speak about another rule than the one written here.
var elsewhere = map[string]bool{
	"instead": true, "formerly": true, "announced": true, "wrong": true, "says": true, "say": true, "holders": true, "holder": true,
	"upgrade": true, "unlike": true, "than": true, "most": true, "already": true, "earlier": true, "later": true, "older": true,
}

// notCounted are words after which a number is a name: Level 2, Part 1.
var notCounted = map[string]bool{
	"level": true, "part": true, "version": true, "step": true, "footnote": true, "footnotes": true, "section": true, "option": true,
	"exam": true, "series": true, "phase": true, "stage": true, "note": true, "itil": true, "windows": true, "vista": true,
}

// claimAt reads a claim that begins at word i and gives how many words it takes, or 0.
func claimAt(ws []string, i int, whole bool) (c claim, used int) {
	n, ok := number(ws[i])
	if !ok || i > 0 && notCounted[strings.ToLower(ws[i-1])] {
		return claim{}, 0
	}
	c.asked = n
	c.all = i > 0 && strings.EqualFold(ws[i-1], "all") || i > 2 && strings.EqualFold(strings.Join(ws[i-3:i], " "), "all of the")
	j := i + 1
	if j < len(ws) && strings.EqualFold(ws[j], "of") {
		for j++; j < len(ws) && fillers[strings.ToLower(ws[j])]; j++ {
		}
		if j < len(ws) {
			if m, ok := number(ws[j]); ok {
				c.of = m
				j++
			}
		}
	}
	end, found := c.noun(ws, j)
	if !found {
		if c.all && !whole && c.of == 0 && i+1 == len(ws) {
			c.quote = strings.Join(ws[i-1:i+1], " ")
			return c, 1
		}
		return claim{}, 0
	}
	end = c.focus(ws, end)
	c.quote = strings.Join(ws[i:end], " ")
	return c, end - i
}

// noun reads the qualifying words and the noun from word j on, and gives the word after the noun.
func (c *claim) noun(ws []string, j int) (end int, found bool) {
	for k := j; k < len(ws) && k < j+5; k++ {
		w := stem(ws[k])
		if _, isNumber := number(ws[k]); isNumber || ws[k] == "," || w == "and" || w == "or" || w == "for" || w == "from" || w == "in" {
			return end, found
		}
		switch {
		case nouns[w] && w != "certification" && w != "elective":
			return k + 1, true
		case w == "elective":
			c.qualifiers = append(c.qualifiers, w)
			end, found = k+1, true
		case w == "certification" && strings.HasSuffix(strings.ToLower(ws[k]), "s"):
			end, found = k+1, true
		case found:
			return end, found
		case !fillers[strings.ToLower(ws[k])]:
			c.qualifiers = append(c.qualifiers, w)
		}
	}
	return end, found
}

// focus reads "focused on Core Networking" after a noun.
func (c *claim) focus(ws []string, k int) int {
	if k+2 >= len(ws) || stem(ws[k]) != "focused" || !strings.EqualFold(ws[k+1], "on") {
		return k
	}
	c.qualifiers = nil
	for k += 2; k < len(ws) && strings.ToUpper(ws[k][:1]) == ws[k][:1] && ws[k] != ","; k++ {
		c.qualifiers = append(c.qualifiers, stem(ws[k]))
	}
	return k
}
