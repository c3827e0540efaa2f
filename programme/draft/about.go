package draft

import "strings"

// role is what a part of the page speaks of.
type role uint8

const (
	rules role = iota
	audience
	occupations
	person
	organisation
)

// roleOf judges a heading or the line before a list.
func roleOf(text string) role {
	switch {
	case contains(text, "exam", "elective", "required"):
		return rules
	case contains(text, "audience", "who should"):
		return audience
	case contains(text, "job title", "job role", "occupation", "typical job", "typical role"):
		return occupations
	case contains(text, "value", "benefit") && contains(text, "organi", "employer", "manager", "compan"):
		return organisation
	case contains(text, "value", "benefit"):
		return person
	default:
		return rules
	}
}

// roleOfIntro is the role that a sentence gives to the list after it.
func roleOfIntro(text string, now role) role {
	if strings.HasSuffix(text, ":") {
		return roleOf(text)
	}
	return now
}

// takeProse keeps a paragraph that is not about the rules: the audience, the summary.
func (r *reader) takeProse(s *span) bool {
	a := &r.page.about
	if r.role == audience && a.audience == nil {
		a.audience, r.role = s, rules
		return true
	}
	if strings.HasSuffix(s.text, ":") && len(s.text) < 120 {
		if role := roleOf(s.text); role != rules {
			r.settle()
			r.role = role
			return true
		}
	}
	if !strings.HasSuffix(s.text, ":") {
		r.role = rules
	}
	words := splitWords(s.text)
	subject := r.page.subject
	if a.summary == nil && len(s.text) > 80 && len(s.text) < 2000 && s.line() >= subject.line && !demands(words) &&
		len(r.known.codesIn(words, false)) == 0 && contains(s.text, strings.ToLower(orElse(subject.abbreviation, subject.title))) {
		a.summary = s
		return true
	}
	return false
}

// takeItem keeps an entry of a list that is not about the rules.
func (r *reader) takeItem(s *span) bool {
	a := &r.page.about
	switch r.role {
	case person:
		a.person = append(a.person, s)
	case organisation:
		a.organisation = append(a.organisation, s)
	case occupations:
		a.occupations = append(a.occupations, s)
	case audience:
		if a.audience == nil {
			a.audience = s
		}
	default:
		return false
	}
	return true
}
