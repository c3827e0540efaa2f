package find

import (
	"strings"
	"unicode"
)

// split takes text apart at its punctuation; a plus or a sharp belongs to the word it follows (A+, C#).
func split(text string) []string {
	return strings.FieldsFunc(text, isPunctuation)
}

func isPunctuation(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '+' && r != '#'
}

// fold makes words comparable: lower case, no punctuation, no accents, and plus and sharp in words, so that A+, a-plus and
// "a plus" are one.
func fold(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '+':
			b.WriteString("plus")
		case r == '#':
			b.WriteString("sharp")
		case unicode.IsMark(r) || isPunctuation(r):
		default:
			b.WriteString(plain(unicode.ToLower(r)))
		}
	}
	return b.String()
}

// accents gives the plain letters of the accented ones that western European languages write.
var accents = func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'þ': "th"}
	for letter, variants := range map[string]string{
		"a": "àáâãäåāą", "c": "çćč", "d": "ď", "e": "èéêëēęě", "i": "ìíîïī", "l": "ľ", "n": "ñńň", "o": "òóôõöōő",
		"r": "ř", "s": "śš", "t": "ť", "u": "ùúûüūůű", "y": "ýÿ", "z": "źžż",
	} {
		for _, v := range variants {
			m[v] = letter
		}
	}
	return m
}()

func plain(r rune) string {
	if letter, ok := accents[r]; ok {
		return letter
	}
	return string(r)
}

// maxTypo is the longest word in which typos are looked for.
const maxTypo = 40

// typos is how many typos are forgiven in a word of n letters: in a short one every typo makes another word.
func typos(n int) int {
	switch {
	case n < 4:
		return 0
	case n < 8:
		return 1
	default:
		return 2
	}
}

// distance counts the letters to add, drop, change or swap with the next to make one word of the other (optimal string
// alignment), or gives limit+1 where more are needed than limit.
func distance(a []rune, term string, limit int) int {
	if len(term) > utf8Max*(len(a)+limit) || len(term) < len(a)-limit {
		return limit + 1
	}
	b := []rune(term)
	if len(b) > len(a)+limit || len(b) < len(a)-limit {
		return limit + 1
	}
	var rows [3][maxTypo + 4]int
	older, old, row := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := old[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			d := min(change, old[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, older[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		older, old, row = old, row, older
	}
	return min(old[len(b)], limit+1)
}

// utf8Max is the most bytes a letter takes.
const utf8Max = 4
