package rdf

import "strings"

// expand is IRI expansion. A name that cannot be made whole comes back as it was: see [absolute].
func (c *contextState) expand(value string, vocab bool) string {
	if len(value) > 0 && value[0] == '@' && (keywords[value] != notKeyword || looksLikeKeyword(value)) {
		return value
	}
	if t := c.terms[value]; t != nil && (vocab || t.keyword != notKeyword) {
		return t.iri
	}
	if colon := strings.IndexByte(value, ':'); colon > 0 {
		prefix, suffix := value[:colon], value[colon+1:]
		if prefix == "_" || strings.HasPrefix(suffix, "//") {
			return value
		}
		if t := c.terms[prefix]; t != nil && t.prefix && t.iri != "" {
			return t.iri + suffix
		}
		if absolute(value) {
			return value
		}
	}
	if vocab && c.hasVocab {
		return c.vocab + value
	}
	return value
}

// absolute tells whether text is an absolute IRI, well enough formed to stand between angle brackets, or a blank node.
func absolute(text string) bool {
	if strings.HasPrefix(text, "_:") {
		return len(text) > 2
	}
	colon := strings.IndexByte(text, ':')
	if colon < 1 || !letter(text[0]) {
		return false
	}
	for i := 1; i < colon; i++ {
		if c := text[i]; !letter(c) && (c < '0' || c > '9') && c != '+' && c != '-' && c != '.' {
			return false
		}
	}
	for i := colon + 1; i < len(text); i++ {
		if notInIRI[text[i]] {
			return false
		}
	}
	return true
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// notInIRI marks the characters that the grammar of N-Quads excludes from IRIs.
var notInIRI = func() (table [256]bool) {
	for c := range ' ' + 1 {
		table[c] = true
	}
	for _, c := range []byte("<>\"{}|^`\\") {
		table[c] = true
	}
	return table
}()
