package draft

import (
	"strings"
	"unicode"
)

// codeShape says how sure the look of a word makes us that it is the code of an exam.
type codeShape uint8

const (
	noCode     codeShape = iota
	maybeCode            // EX200, UTF-8: a code only where the text speaks of exams
	clearlyOne           // 70-290, AZ-305, 1Z0-052, C_TADM_23
)

// shapeOf judges the look of a word. Codes of every body are meant: what they share is capitals and digits in a few
// short parts.
func shapeOf(text string) codeShape {
	if len(text) < 3 || len(text) > 24 || strings.ContainsAny(text, "'’+#") {
		return noCode
	}
	digits, upper := 0, 0
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'A' && c <= 'Z':
			upper++
		case c == 'v' || c == '-' || c == '_' || c == '.':
		case unicode.IsLower(c) || c > unicode.MaxASCII:
			return noCode
		}
	}
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == '-' || c == '_' })
	switch {
	case strings.Contains(text, "_") && upper > 0 && len(parts) <= 6:
		return clearlyOne
	case len(parts) == 1:
		return shapeOfOne(text, digits, upper)
	case digits == 0 || len(parts) > 4:
		return noCode
	case upper == 0:
		return shapeOfNumbers(parts)
	default:
		return shapeOfParts(parts, digits)
	}
}

// shapeOfOne judges a word without a dash: EX200 is a code beside "exam", 2003 and MP3 are none.
func shapeOfOne(text string, digits, upper int) codeShape {
	if upper > 0 && digits >= 2 && !strings.Contains(text, ".") {
		return maybeCode
	}
	return noCode
}

// shapeOfNumbers judges digits-digits: 70-290 and 350-401 are codes, 2003-2005, 24-7 and telephone numbers are none.
func shapeOfNumbers(parts []string) codeShape {
	if len(parts) != 2 {
		return noCode
	}
	first, second := len(parts[0]), len(parts[1])
	switch {
	case strings.Contains(parts[0]+parts[1], "."):
		return noCode
	case (first == 2 || first == 3) && second == 3:
		return clearlyOne
	case first == 3 && (second == 2 || second == 4):
		return maybeCode
	default:
		return noCode
	}
}

// shapeOfParts judges letters and digits in parts: AZ-305, SK0-003, 2V0-21.20, 1Z0-1085-22.
func shapeOfParts(parts []string, digits int) codeShape {
	for _, p := range parts {
		if len(p) > 8 {
			return noCode
		}
	}
	last := parts[len(parts)-1]
	number := strings.Trim(last, "0123456789.v") == ""
	if digits >= 2 && (number || strings.ContainsAny(last, "0123456789")) && len(parts[0]) <= 6 {
		if len(last) >= 3 || strings.ContainsAny(parts[0], "0123456789") {
			return clearlyOne
		}
	}
	return maybeCode
}

// examWords are words that make what stands beside them an exam.
var examWords = map[string]bool{
	"exam": true, "exams": true, "examination": true, "examinations": true, "test": true, "tests": true,
	"paper": true, "papers": true, "module": true, "modules": true, "assessment": true, "assessments": true, "code": true,
}

// codesIn gives the indices of the words that are codes. In a context of exams the look alone of a maybe is enough.
func (k *knowledge) codesIn(words []word, exams bool) []int {
	var found []int
	for i, w := range words {
		if w.sign {
			continue
		}
		switch shapeOf(w.text) {
		case clearlyOne:
			if !telephone(words, i) {
				found = append(found, i)
			}
		case maybeCode:
			if exams || i > 0 && examWords[words[i-1].lower] || k.exam(w.text) {
				found = append(found, i)
			}
		case noCode:
			if k.exam(w.text) {
				found = append(found, i)
			}
		}
	}
	return found
}

// telephone tells whether the code is the tail of a telephone number: (613) 798-5353, "call 555-1234".
func telephone(words []word, i int) bool {
	for j := max(0, i-3); j < i; j++ {
		switch words[j].lower {
		case "call", "phone", "tel", "telephone", "fax":
			return true
		}
	}
	return i > 2 && words[i-1].text == ")" && words[i-3].text == "(" && len(words[i-2].text) == 3 && strings.Trim(words[i-2].text, "0123456789") == ""
}
