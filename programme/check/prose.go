package check

import (
	"strconv"
	"strings"
	"unicode"
)

var numbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "both": 2,
}

// number reads a count as people write it: a word up to twenty, or at most two digits. Codes and years are no counts.
func number(word string) (int, bool) {
	if n, ok := numbers[strings.ToLower(word)]; ok {
		return n, true
	}
	if len(word) > 2 {
		return 0, false
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n > 0
}

// sentences splits prose where a sentence or a line ends. A full stop inside a number or a name ("2.0", "microsoft.com")
// ends nothing.
func sentences(text string) []string {
	var all []string
	start := 0
	for i, c := range text {
		switch c {
		case '.', ';', '!', '?':
			if next := i + 1; next < len(text) && !strings.ContainsRune(" \n\t)\"", rune(text[next])) {
				continue
			}
		case '\n':
			if i+1 < len(text) && text[i+1] != '\n' {
				continue // a folded line
			}
		default:
			continue
		}
		all = append(all, text[start:i])
		start = i + 1
	}
	return append(all, text[start:])
}

// words splits a sentence into words; a code such as 70-290 or a name such as Security+ is one word, and so is a comma.
func words(sentence string) []string {
	var all []string
	for field := range strings.FieldsSeq(sentence) {
		word := strings.TrimFunc(field, func(c rune) bool {
			return c != '+' && !unicode.IsLetter(c) && !unicode.IsDigit(c)
		})
		if word != "" {
			all = append(all, word)
		}
		if strings.HasSuffix(field, ",") || strings.HasSuffix(field, ":") {
			all = append(all, ",")
		}
	}
	return all
}

// stem makes exam and exams, elective and electives one word.
func stem(word string) string {
	word = strings.ToLower(word)
	if len(word) > 3 && !strings.HasSuffix(word, "ss") {
		word = strings.TrimSuffix(word, "s")
	}
	return word
}

// plainTitle makes titles that people read as the same the same: case, trade marks, dashes and spaces do not matter.
func plainTitle(title string) string {
	title = strings.NewReplacer("®", "", "™", "", "©", "", "(R)", "", "(TM)", "").Replace(title)
	var b strings.Builder
	for _, c := range strings.ToLower(title) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || c == '+' || c == '#':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), " "):
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}
