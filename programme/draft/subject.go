package draft

import (
	"strings"
	"unicode"
)

// subject is what the page is about, and the names of programmes that it explains.
type subject struct {
	abbreviation, title string
	issuer, id          string
	line                int
	// names are the abbreviations that the page explains.
	names map[string]string
}

// readSubject finds what the page is about: its first heading that explains an abbreviation ("MCSE - Microsoft Certified
// Systems Engineer"), the first explanation in a sentence, or its first heading.
func readSubject(blocks []block, k *knowledge) subject {
	s := subject{names: map[string]string{}}
	first := ""
	for _, b := range blocks {
		if b.kind == row {
			continue
		}
		if b.kind == heading && first == "" {
			first, s.line = b.text.text, b.text.line()
		}
		for _, e := range explained(b.text.text) {
			if _, twice := s.names[e.short]; twice {
				continue
			}
			s.names[e.short] = e.long
			if s.abbreviation == "" && b.kind != item {
				s.abbreviation, s.title, s.line = e.short, e.long, b.text.line()
			}
		}
	}
	if s.title == "" {
		s.title = plainHeading(first)
	}
	if s.title == "" && len(blocks) > 0 {
		s.line = blocks[0].text.line()
		s.title = cleanTitle(plainHeading(strings.TrimRight(firstWords(sentences(blocks[0].text)[0].text, 12), ".!? ")))
	}
	s.issuer = k.issuerOf(s.title)
	name := s.abbreviation
	if name == "" {
		name = s.title
	}
	s.id = s.issuer + "/" + orElse(slug(firstWords(name, 8)), "programme")
	return s
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func firstWords(text string, n int) string {
	words := splitWords(text)
	if len(words) <= n {
		return text
	}
	return text[:words[n-1].end]
}

// beginning is how a text begins, with a sign that it goes on.
func beginning(text string, n int) string {
	start := firstWords(text, n)
	if strings.Trim(text[len(start):], ".!?:; ") == "" {
		return text
	}
	return start + " …"
}

// plainHeading is a heading without what it says of the page: "How to become a …", "… - requirements".
func plainHeading(text string) string {
	for _, opening := range []string{"how to become a ", "how to become an ", "becoming a ", "becoming an ", "requirements for the ", "requirements for "} {
		if len(text) > len(opening) && strings.EqualFold(text[:len(opening)], opening) {
			text = text[len(opening):]
		}
	}
	for _, tail := range []string{"certification exam requirements", "exam requirements", "certification requirements", "requirements"} {
		if cut := len(text) - len(tail); cut > 0 && strings.EqualFold(text[cut:], tail) {
			return strings.TrimRight(text[:cut], " -–—:,")
		}
	}
	return text
}

// issuerOf is the id of the body that a title names; "draft" where it names none.
func (k *knowledge) issuerOf(title string) string {
	words := splitWords(title)
	for _, w := range words {
		if id := k.issuers[w.lower]; id != "" {
			return id
		}
	}
	if len(words) > 1 && strings.HasPrefix(words[1].lower, "certifi") && !words[0].sign {
		return orElse(slug(words[0].text), "draft")
	}
	return "draft"
}

// explanation is a short name with the long one it stands for.
type explanation struct{ short, long string }

// explained finds "Long Name (LN)", "LN - Long Name" and "LN: Long Name", where the letters are the name's initials.
func explained(text string) []explanation {
	words := splitWords(text)
	var all []explanation
	for i, w := range words {
		if w.sign || !abbreviation(w.text) || len(w.text) > 8 {
			continue
		}
		if i > 1 && words[i-1].text == "(" && i+1 < len(words) && words[i+1].text == ")" {
			if long, ok := longBefore(text, words[:i-1], w.text); ok {
				all = append(all, explanation{w.text, long})
			}
			continue
		}
		if i+2 < len(words) && strings.Contains(":-–—", words[i+1].text) && i <= 2 {
			if long, ok := longAfter(text, words[i+2:], w.text); ok {
				all = append(all, explanation{w.text, long})
			}
		}
	}
	return all
}

// longBefore takes the words before a bracket whose initials the letters are.
func longBefore(text string, words []word, letters string) (string, bool) {
	for from := len(words) - 1; from >= 0 && len(words)-from <= 2*len(letters); from-- {
		if unicode.IsUpper([]rune(words[from].text)[0]) && initials(words[from:]) == letters {
			return text[words[from].start:words[len(words)-1].end], true
		}
	}
	return "", false
}

// longAfter takes the words after a dash whose initials begin with the letters.
func longAfter(text string, words []word, letters string) (string, bool) {
	if !strings.HasPrefix(initials(words), letters) {
		return "", false
	}
	end := len(words)
	for i, w := range words {
		if w.sign && w.text != "," && w.text != "&" && w.text != "(" && w.text != ")" {
			end = i
			break
		}
	}
	if end < 2 {
		return "", false
	}
	return plainHeading(text[words[0].start:words[end-1].end]), true
}

// initials are the first letters of the words that begin with a capital.
func initials(words []word) string {
	var b strings.Builder
	for _, w := range words {
		if c := []rune(w.text)[0]; unicode.IsUpper(c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}
