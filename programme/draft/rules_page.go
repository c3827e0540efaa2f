package draft

import (
	"strings"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// rulesReader reads a page that has the form of `show --markdown`.
type rulesReader struct {
	*reading
	doubts *diag.List
	lines  []*ruleLine
	next   int
	// version is the one being read.
	version *programme.Version
}

// readRules reads such a page to the programme that it was written from.
func readRules(file string, lines []string, known *knowledge, doubts *diag.List) *reading {
	r := &rulesReader{reading: newReading(file, known), doubts: doubts, lines: ruleLines(file, lines)}
	r.strict = true
	r.tree = &programme.Programme{}
	for r.next < len(r.lines) {
		line := r.lines[r.next]
		r.next++
		r.section(line)
	}
	r.subject.id, r.subject.issuer = r.tree.ID, r.tree.Issuer()
	r.subject.title, r.subject.abbreviation = r.tree.Title, r.tree.Awards.Abbreviation
	r.subject.names = map[string]string{}
	for _, s := range r.rules {
		for _, e := range explained(s.text) {
			r.subject.names[e.short] = e.long
		}
	}
	return r.reading
}

// section reads a heading with what stands under it.
func (r *rulesReader) section(line *ruleLine) {
	text := line.text.text
	switch {
	case line.level == 1 && r.tree.ID == "":
		r.tree.Title = unescape(text)
		r.head(line)
	case line.level == 2 && text == "About":
		r.about(line)
	case line.level == 2 && text == "Sources":
		r.sources(line)
	case line.level == 2 && strings.HasPrefix(text, "Version "):
		r.openVersion(line)
	case line.level == 3 && strings.HasPrefix(text, "Requirement ") && r.version != nil:
		r.topLevel(line)
	case line.level == 3 && text == "Covers" && r.version != nil:
		r.each(line, r.cover)
	case line.level == 3 && text == "Not both" && r.version != nil:
		r.each(line, r.notBoth)
	case line.level == 3 && text == "Shares" && r.version != nil:
		r.each(line, r.share)
	default:
		r.foreign(line)
	}
}

func (r *rulesReader) each(line *ruleLine, read func(*ruleLine) bool) {
	for _, b := range line.below {
		if !read(b) {
			r.foreign(b)
		}
	}
}

// foreign tells of a line that is no part of the form. It is left out of the draft, but what it says is held against the
// rules all the same.
func (r *rulesReader) foreign(line *ruleLine) {
	r.doubts.Add(warning("import-line-unknown", line.text.at(0), message.Op("text", firstWords(line.text.text, 8))))
	r.says(line.text, nil, false)
	for _, b := range line.below {
		r.foreign(b)
	}
}

// says keeps a piece of prose, to be held against the rules; own is the requirement that it belongs to, if any, title
// whether it is its title.
func (r *rulesReader) says(text *span, own programme.Requirement, title bool) {
	for _, s := range sentences(text) {
		r.rules = append(r.rules, ruleText{span: s, own: own})
		for _, q := range quantities(s, splitWords(s.text)) {
			r.claims = append(r.claims, claim{quantity: q, topics: topics(q.label), text: s, own: own, heading: title})
		}
	}
}

func (r *rulesReader) head(line *ruleLine) {
	p := r.tree
	r.each(line, func(b *ruleLine) bool {
		s, ok := scan(b.text), true
		switch {
		case s.take("Programme: "):
			p.ID, ok = s.code()
		case s.take("Awards: "):
			p.Awards.Credential, ok = s.code()
		case s.take("Abbreviation: "):
			p.Awards.Abbreviation, s.rest = unescape(s.rest), ""
		case s.take("Term: for life"):
		case s.take("Term: "):
			p.Awards.TermMonths, ok = s.number()
			ok = ok && s.take(" months")
		case s.take("Language: "):
			p.Language, ok = s.code()
		case s.take("Specialised by: "):
			p.SpecialisedBy, ok = s.codes()
		default:
			return false
		}
		return ok && s.done() && len(b.below) == 0
	})
}

func (r *rulesReader) about(line *ruleLine) {
	a := &r.tree.About
	r.each(line, func(b *ruleLine) bool {
		s := scan(b.text)
		years, recommends := 0, false
		var list *[]programme.Text
		var one *programme.Text
		switch {
		case s.take("Summary: "):
			one = &a.Summary
		case s.take("Audience: "):
			one = &a.Audience
		case s.take("Value to the person: "):
			list = &a.Person
		case s.take("Value to the organisation: "):
			list = &a.Organisation
		case s.take("Occupation: "):
			list = &a.Occupations
		default:
			if years, recommends = recommended(s); !recommends {
				return false
			}
		}
		t := programme.Text{Value: unescape(s.rest)}
		if list != &a.Occupations { // a job may well be called as another credential is
			r.says(b.text.slice(s.offset(), len(b.text.text)), nil, false)
		}
		r.each(b, func(m *ruleLine) bool { return r.textMark(m, &t) })
		switch {
		case recommends:
			a.Recommends = append(a.Recommends, programme.Recommendation{Years: years, Text: t})
		case list != nil:
			*list = append(*list, t)
		default:
			*one = t
		}
		return true
	})
}

// recommended takes "Recommended: " or "Recommended (2 years): ".
func recommended(s *scanner) (years int, ok bool) {
	if s.take("Recommended: ") {
		return 0, true
	}
	if !s.take("Recommended (") {
		return 0, false
	}
	years, ok = s.number()
	return years, ok && (s.take(" years): ") || s.take(" year): "))
}

func (r *rulesReader) textMark(line *ruleLine, t *programme.Text) bool {
	s := scan(line.text)
	ok := r.grounds(s, &t.Sources, &t.Confidence)
	if !ok && s.take("*Language:* ") {
		t.Language, ok = s.code()
	}
	return ok && s.done()
}

// grounds takes *Sources:* and *Confidence:*.
func (r *rulesReader) grounds(s *scanner, sources *[]string, c *programme.Confidence) bool {
	if s.take("*Sources:* ") {
		all, ok := s.codes()
		*sources = all
		return ok
	}
	if s.take("*Confidence:* ") {
		for _, one := range []programme.Confidence{programme.Unconfirmed, programme.Disputed, programme.Sample} {
			if s.take(one.String()) {
				*c = one
				return true
			}
		}
	}
	return false
}

func (r *rulesReader) sources(line *ruleLine) {
	r.each(line, func(b *ruleLine) bool {
		s := scan(b.text)
		one := programme.Source{}
		if id, ok := s.code(); ok {
			one.ID = id
			if !s.take(":") {
				return false
			}
			s.take(" ")
		}
		one.Page = unescape(s.rest)
		r.each(b, func(m *ruleLine) bool {
			s := scan(m.text)
			var none []string
			switch {
			case s.take("*Read:* "):
				day, err := record.ParseDate(s.rest)
				one.Read = day
				return err == nil
			case s.take("*Says:* "):
				one.Says = unescape(s.rest)
				return true
			default:
				return r.grounds(s, &none, &one.Confidence) && none == nil && s.done()
			}
		})
		r.tree.Sources = append(r.tree.Sources, one)
		return true
	})
}

// openVersion begins a version.
func (r *rulesReader) openVersion(line *ruleLine) {
	s := scan(line.text)
	s.take("Version ")
	name, ok := s.code()
	if !ok || !s.done() {
		r.foreign(line)
		return
	}
	r.tree.Versions = append(r.tree.Versions, programme.Version{Name: name, Requires: &programme.All{}})
	r.version = &r.tree.Versions[len(r.tree.Versions)-1]
	v := r.version
	r.each(line, func(b *ruleLine) bool {
		s := scan(b.text)
		switch {
		case s.take("In force: "):
			span, ok := readDays(s)
			v.InForce = span
			return ok
		case s.take("Counts: once"):
			v.OnceWritten = true
			return s.done()
		case s.take("Note: "):
			v.Note = unescape(s.rest)
			r.says(b.text.slice(s.offset(), len(b.text.text)), nil, false)
			return true
		}
		return false
	})
}

// readDays takes a span of days to the end of the line.
func readDays(s *scanner) (programme.Span, bool) {
	var days programme.Span
	if s.take("always") {
		return days, s.done()
	}
	take := func(day *record.Date) bool {
		if len(s.rest) < len("2005-06-01") {
			return false
		}
		d, err := record.ParseDate(s.rest[:10])
		*day, s.rest = d, s.rest[10:]
		return err == nil
	}
	if s.take("from ") && !take(&days.From) {
		return days, false
	}
	s.take(" ")
	if s.take("until ") && !take(&days.Until) {
		return days, false
	}
	return days, s.done() && !days.Always()
}
