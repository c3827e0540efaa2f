package draft

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word of a text, or one sign of punctuation. Codes (70-290), names (Security+) and versions (2.0) are one word.
type word struct {
	text, lower string
	start, end  int
	// sign tells that it is punctuation.
	sign bool
}

// splitWords cuts a text into words and signs.
func splitWords(text string) []word {
	var all []word
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(c):
			i += size
		case wordRune(c):
			end := wordEnd(text, i)
			all = append(all, word{text: text[i:end], lower: strings.ToLower(text[i:end]), start: i, end: end})
			i = end
		default:
			all = append(all, word{text: text[i : i+size], lower: text[i : i+size], start: i, end: i + size, sign: true})
			i += size
		}
	}
	return all
}

func wordRune(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// wordEnd finds where the word that begins at i ends: signs inside it belong to it, and + and # after it.
func wordEnd(text string, i int) int {
	for i < len(text) {
		c, size := utf8.DecodeRuneInString(text[i:])
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		switch {
		case wordRune(c), strings.ContainsRune("-_.'’", c) && wordRune(next):
		case (c == '+' || c == '#') && !wordRune(next):
			return i + size
		default:
			return i
		}
		i += size
	}
	return i
}

var numberWords = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20,
}

// number reads a count as people write it: a word up to twenty, or at most two digits. Codes and years are no counts.
func number(w word) (int, bool) {
	if n, ok := numberWords[w.lower]; ok {
		return n, true
	}
	if len(w.text) > 2 {
		return 0, false
	}
	n, err := strconv.Atoi(w.text)
	return n, err == nil && n > 0
}

// stem makes exam and exams, elective and electives one word.
func stem(lower string) string {
	if len(lower) > 3 && !strings.HasSuffix(lower, "ss") {
		lower = strings.TrimSuffix(lower, "s")
	}
	return lower
}

// plainTitle makes titles that people read as the same the same: case, trade marks, articles and signs do not matter.
func plainTitle(title string) string {
	var b strings.Builder
	for _, w := range splitWords(strings.NewReplacer("®", "", "™", "", "©", "", "(R)", "", "(TM)", "").Replace(title)) {
		if silent(w) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.lower)
	}
	return b.String()
}

// silent tells whether a word does not matter in a title.
func silent(w word) bool { return w.sign || w.lower == "a" || w.lower == "an" || w.lower == "the" }

// sentences cuts a span where a sentence ends. A full stop inside a number or a name ends nothing.
func sentences(s *span) []*span {
	var all []*span
	words := splitWords(s.text)
	start := 0
	for i, w := range words {
		last := i+1 == len(words)
		if !w.sign || !strings.Contains(".;!?", w.text) || !last && words[i+1].start == w.end || abbreviated(words, i) {
			continue
		}
		all = append(all, s.slice(start, w.end).trim())
		start = w.end
	}
	if rest := s.slice(start, len(s.text)).trim(); rest.text != "" {
		all = append(all, rest)
	}
	return all
}

func abbreviated(words []word, stop int) bool {
	if stop == 0 || words[stop].text != "." {
		return false
	}
	switch words[stop-1].lower {
	case "e.g", "i.e", "etc", "no", "incl", "approx", "vs":
		return stop+1 < len(words) && !unicode.IsUpper([]rune(words[stop+1].text)[0])
	default:
		return false
	}
}
