package draft

import (
	"strings"

	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

// topLevel reads a requirement under its own heading: the paragraph is its body, the list what stands below it.
func (r *rulesReader) topLevel(line *ruleLine) {
	s := scan(line.text)
	head := programme.Head{}
	s.take("Requirement ")
	_, ok := s.number()
	if s.take(" (") {
		head.ID, ok = s.code()
		ok = ok && s.take(")")
	}
	titleAt := -1
	if s.take(": ") {
		titleAt = s.offset()
		head.Title, s.rest = unescape(s.rest), ""
	}
	if !ok || !s.done() || len(line.below) > 0 || r.next >= len(r.lines) || r.lines[r.next].level > 0 {
		r.foreign(line)
		return
	}
	body := r.lines[r.next]
	r.next++
	q := r.requirement(scan(body.text), body, head)
	if q == nil {
		r.foreign(body)
		return
	}
	if titleAt >= 0 {
		r.says(line.text.slice(titleAt, len(line.text.text)), q, true)
	}
	r.version.Requires.Of = append(r.version.Requires.Of, q)
}

// bullet reads a requirement in one bullet; nil where it is none.
func (r *rulesReader) bullet(line *ruleLine) programme.Requirement {
	s := scan(line.text)
	head := programme.Head{}
	from, to := 0, 0
	named := false
	if title, ok := s.bold(); ok {
		head.Title, named = title, true
		from, to = 2, s.offset()-2
		s.take(" ")
	}
	if s.take("(") {
		id, ok := s.code()
		if !ok || !s.take(")") {
			return nil
		}
		head.ID, named = id, true
	}
	if named && !s.take(": ") {
		return nil
	}
	q := r.requirement(s, line, head)
	if q != nil && to > from {
		r.says(line.text.slice(from, to), q, true)
	}
	return q
}

// requirement reads a body and what stands below it.
func (r *rulesReader) requirement(s *scanner, line *ruleLine, head programme.Head) programme.Requirement {
	at := line.text.at(s.offset())
	var q programme.Requirement
	var of *[]programme.Requirement
	var caps *[]programme.Cap
	switch {
	case s.take("All of:"):
		all := &programme.All{Head: head}
		q, of = all, &all.Of
	case s.take("One of:"):
		anyOf := &programme.Any{Head: head}
		q, of = anyOf, &anyOf.Of
	case s.take("At least "):
		n, ok := s.number()
		if !ok || !s.take(" of:") {
			return nil
		}
		choose := &programme.Choose{Head: head, N: n}
		q, of, caps = choose, &choose.From, &choose.AtMost
	default:
		return r.item(s, line, head, at)
	}
	if !s.done() {
		return nil
	}
	r.places[q] = at
	r.below(line, q, of, caps)
	r.unit(q)
	return q
}

func (r *rulesReader) item(s *scanner, line *ruleLine, head programme.Head, at diag.Pos) programme.Requirement {
	ref, ever, m, ok := r.named(s, line)
	if !ok {
		return nil
	}
	it := &programme.Item{Head: &head, Ref: ref, Ever: ever}
	r.places[it], r.items[it], r.remarks[it] = at, m, remark(m)
	r.below(line, it, nil, nil)
	if head.ID != "" || head.Title != "" {
		r.unit(it)
	}
	return it
}

// named takes what names one piece of evidence, to the end of the line: kind, code, held at any time, title.
func (r *rulesReader) named(s *scanner, line *ruleLine) (ref record.Ref, ever bool, m *mention, ok bool) {
	at := line.text.at(s.offset())
	if ref, ok = s.ref(); !ok {
		return ref, false, nil, false
	}
	ever = s.take(", held at any time")
	m = &mention{ref: ref, name: ref.Code(), at: at}
	if s.take(": ") {
		m.title, s.rest = unescape(s.rest), ""
	}
	if !s.done() {
		return ref, false, nil, false
	}
	r.mentions = append(r.mentions, m)
	return ref, ever, m, true
}

// below reads the marks below a body, then its parts.
func (r *rulesReader) below(line *ruleLine, q programme.Requirement, of *[]programme.Requirement, caps *[]programme.Cap) {
	r.each(line, func(b *ruleLine) bool {
		if strings.HasPrefix(b.text.text, "*") && !strings.HasPrefix(b.text.text, "**") {
			return r.mark(b, q, caps)
		}
		if of == nil {
			return false
		}
		part := r.bullet(b)
		if part != nil {
			*of = append(*of, part)
		}
		return part != nil
	})
}

// mark reads what is true of a requirement.
func (r *rulesReader) mark(line *ruleLine, q programme.Requirement, caps *[]programme.Cap) bool {
	h := q.Heading()
	s := scan(line.text)
	switch {
	case caps != nil && s.take("*At most "):
		n, ok := s.number()
		if !ok || !s.take(" of:* ") {
			return false
		}
		of, ok := s.refs()
		*caps = append(*caps, programme.Cap{N: n, Of: of})
		return ok && s.done()
	case s.take("*Note:* "):
		h.Note = unescape(s.rest)
		r.says(line.text.slice(s.offset(), len(line.text.text)), q, false)
		return true
	}
	return r.term(s, line, &h.Given, &h.Open, &h.Listed) || r.grounds(s, &h.Sources, &h.Confidence) && s.done()
}

// term reads a condition, an open question, or days.
func (r *rulesReader) term(s *scanner, line *ruleLine, given *[]programme.Condition, open **programme.Question, listed *programme.Span) bool {
	switch {
	case s.take("*Only if:* "):
		c := programme.Condition{Ever: s.take("ever held ")}
		if !c.Ever && !s.take("holds ") && !s.take("passed ") {
			return false
		}
		ref, ever, _, ok := r.named(s, line)
		c.Ref = ref
		*given = append(*given, c)
		return ok && !ever
	case s.take("*Open question* "):
		id, ok := s.code()
		q := &programme.Question{ID: id}
		if s.take(": ") {
			q.Because, s.rest = unescape(s.rest), ""
		}
		*open = q
		return ok && s.done()
	case s.take("*Listed:* "):
		days, ok := readDays(s)
		*listed = days
		return ok
	}
	return false
}

// unit keeps a part of the rules as something that a count may speak of.
func (r *rulesReader) unit(q programme.Requirement) {
	h := q.Heading()
	called := topics(splitWords(h.Title))
	if h.Title == "" {
		called = topics(splitWords(strings.ReplaceAll(h.ID, "-", " ")))
	}
	r.units = append(r.units, unit{
		version: len(r.tree.Versions), name: name(q), topics: called, needed: needed(q), listed: max(1, len(programme.Parts(q))),
		at: r.places[q], of: q,
	})
}

func (r *rulesReader) cover(line *ruleLine) bool {
	s := scan(line.text)
	c := programme.Cover{}
	fills, ok := s.codes()
	if !ok || !s.take(" are filled at once by ") {
		return false
	}
	c.Fills = fills
	if c.By, c.Ever, _, ok = r.named(s, line); !ok {
		return false
	}
	r.each(line, func(b *ruleLine) bool {
		s := scan(b.text)
		if s.take("*Note:* ") {
			c.Note = unescape(s.rest)
			r.rules = append(r.rules, ruleText{span: b.text.slice(s.offset(), len(b.text.text))})
			return true
		}
		return r.term(s, b, &c.Given, &c.Open, &c.Listed) || r.grounds(s, &c.Sources, &c.Confidence) && s.done()
	})
	r.version.Covers = append(r.version.Covers, c)
	return true
}

func (r *rulesReader) notBoth(line *ruleLine) bool {
	s := scan(line.text)
	if !s.take("At most one of: ") {
		return false
	}
	of, ok := s.refs()
	if !ok || !s.done() {
		return false
	}
	n := programme.NotBoth{Of: of}
	r.noteBelow(line, &n.Note)
	r.version.NotBoth = append(r.version.NotBoth, n)
	return true
}

func (r *rulesReader) share(line *ruleLine) bool {
	s := scan(line.text)
	one := programme.Share{}
	ok := s.take("Anything")
	if !ok {
		one.Items, ok = s.refs()
	}
	if !ok || !s.take(" may count once in each of: ") {
		return false
	}
	if one.Between, ok = s.codes(); !ok || !s.done() {
		return false
	}
	r.noteBelow(line, &one.Note)
	r.version.Shares = append(r.version.Shares, one)
	return true
}

func (r *rulesReader) noteBelow(line *ruleLine, note *string) {
	r.each(line, func(b *ruleLine) bool {
		s := scan(b.text)
		if !s.take("*Note:* ") {
			return false
		}
		*note = unescape(s.rest)
		r.rules = append(r.rules, ruleText{span: b.text.slice(s.offset(), len(b.text.text))})
		return true
	})
}
