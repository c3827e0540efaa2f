package draft

import (
	"strings"

	"waymark/diag"
	"waymark/message"
)

// reader goes through the blocks of a page once and collects what they say.
type reader struct {
	page  *page
	known *knowledge
	// group is the heading in force, list the one that entries go to.
	group *group
	list  *list
	// pending is a quantity that may introduce a list, until something else shows that it was only said.
	pending *claim
	// instead is the list that credentials may take the place of, while such a list is being read.
	instead *instead
	// role is what the entries and paragraphs under a heading are, when they are not rules.
	role  role
	table *table
}

// instead is a list of other credentials that may take the place of a list's exams.
type instead struct {
	list    *list
	intro   *span
	foreign bool
	// pairs tells that the sentence speaks of combinations, at the word.
	pairs   *word
	entries []*entry
}

// readPage reads a page without any fixed form.
func readPage(file string, blocks []block, known *knowledge, doubts *diag.List) *page {
	r := &reader{known: known, page: &page{file: file, subject: readSubject(blocks, known)}}
	for _, b := range blocks {
		if len(r.page.mentions) > maxCodes {
			doubts.Add(warning("import-codes-left-out", b.text.at(0), message.Op("limit", maxCodes)))
			break
		}
		switch b.kind {
		case heading:
			r.heading(b)
		case item:
			r.endTable()
			r.item(b)
		case row:
			r.row(b)
		case prose:
			r.endTable()
			r.prose(b)
		}
	}
	r.settle()
	r.page.readDates(blocks)
	return r.page
}

// settle gives up waiting for a list: what was pending was only said.
func (r *reader) settle() {
	if r.pending != nil {
		r.page.claims = append(r.page.claims, *r.pending)
		r.pending = nil
	}
}

// heading opens a group.
func (r *reader) heading(b block) {
	r.settle()
	r.endTable()
	r.list, r.instead = nil, nil
	r.role = roleOf(b.text.text)
	if r.role != rules {
		r.group = nil
		return
	}
	words := splitWords(b.text.text)
	r.group = &group{text: b.text, title: headingTitle(b.text.text)}
	if qs := quantities(b.text, words); len(qs) > 0 {
		r.group.count = &qs[len(qs)-1]
	}
	r.page.groups = append(r.page.groups, r.group)
	r.page.rules = append(r.page.rules, ruleText{span: b.text})
}

// headingTitle is a heading without its bracket, its number and the word exams at its end.
func headingTitle(text string) string {
	text = beforeBracket(text)
	text, _, _ = strings.Cut(text, ":")
	text = strings.Trim(text, " -–—:.*")
	if label, width := bullet(text + " "); label != "" && width < len(text) {
		text = strings.TrimSpace(text[width:])
	}
	words := splitWords(text)
	if n := len(words); n > 1 && things[stem(words[n-1].lower)] && stem(words[n-1].lower) != "elective" {
		text = strings.TrimSpace(text[:words[n-2].end])
	}
	return text
}

func beforeBracket(text string) string {
	if i := strings.IndexAny(text, "(["); i > 3 {
		return strings.TrimSpace(text[:i])
	}
	return text
}

// prose reads a paragraph, sentence by sentence.
func (r *reader) prose(b block) {
	r.list, r.instead = nil, nil
	if r.takeProse(b.text) {
		return
	}
	for _, s := range r.named(sentences(b.text)) {
		r.sentence(s)
	}
}

// named opens the group that the first sentence names before it says how many, as "Electives – choose two of the following:"
// does, and gives what is left to read.
func (r *reader) named(parts []*span) []*span {
	first := parts[0]
	for _, sign := range []string{" - ", " – ", " — ", ": "} {
		name, said, cut := strings.Cut(first.text, sign)
		if !cut || !headingLine(name) || roleOf(name) != rules {
			continue
		}
		rest := first.slice(len(first.text)-len(said), len(first.text))
		if words := splitWords(said); !asks(words[0].lower) || len(quantities(rest, words)) == 0 || len(r.known.codesIn(words, true)) > 0 {
			continue
		}
		r.heading(block{kind: heading, level: 3, text: first.slice(0, len(name)).trim()})
		return append([]*span{rest}, parts[1:]...)
	}
	return parts
}

// sentence reads one sentence.
func (r *reader) sentence(s *span) {
	words := splitWords(s.text)
	qs := quantities(s, words)
	codes := r.known.codesIn(words, speaksOfExams(words))
	if r.advice(s, words) {
		return
	}
	switch {
	case saysOnce(words):
		r.noteOnce(s, words, codes)
	case r.startInstead(s, words):
	case len(codes) > 0:
		r.rulesIn(s, words, codes, qs)
	case len(qs) > 0:
		r.settle()
		r.page.rules = append(r.page.rules, ruleText{span: s})
		for _, q := range qs[:len(qs)-1] {
			r.page.claims = append(r.page.claims, claim{quantity: q, topics: topics(q.label), text: s})
		}
		q := qs[len(qs)-1]
		r.pending = &claim{quantity: q, topics: topics(q.label), text: s}
	default:
		if r.role = roleOfIntro(s.text, r.role); r.role == rules && speaksOfRules(words) {
			r.page.rules = append(r.page.rules, ruleText{span: s})
		}
	}
}

// open makes the list that the entries to come belong to.
func (r *reader) open(first *span) *list {
	if r.list != nil {
		return r.list
	}
	l := &list{group: r.group, at: first.at(0)}
	switch {
	case r.pending != nil:
		l.quantity, l.intro, l.at = &r.pending.quantity, r.pending.text, r.pending.quantity.at
		l.label = r.pending.quantity.label
		r.pending = nil
	case r.group != nil && r.group.count != nil && len(r.group.lists) == 0:
		l.quantity, l.inherited, l.at = r.group.count, true, r.group.count.at
	case r.group != nil:
		l.quantity, l.at = impliedBy(r.group), r.group.text.at(0)
	}
	r.add(l)
	return l
}

func (r *reader) add(l *list) {
	l.title = r.listTitle(l)
	r.page.lists = append(r.page.lists, l)
	if r.group != nil {
		r.group.lists = append(r.group.lists, l)
	}
	r.list = l
}

// impliedBy is the quantity that a heading without a number implies: "Required exams" are all required.
func impliedBy(g *group) *quantity {
	for _, w := range splitWords(g.text.text) {
		switch w.lower {
		case "required", "mandatory", "core", "compulsory", "obligatory":
			return &quantity{measure: everyOne, at: g.text.at(w.start)}
		}
	}
	return nil
}

// listTitle is what people call the list: the words of its label, or its heading.
func (r *reader) listTitle(l *list) string {
	var named []string
	for _, w := range l.label {
		if s := stem(w.lower); !things[s] || s == "elective" {
			named = append(named, w.text)
		}
	}
	if len(named) == 0 || len(named) > 6 {
		if l.group == nil || l.group.text.line() == r.page.subject.line {
			return "" // the page's own title names no part of it
		}
		return l.group.title
	}
	title := strings.Join(named, " ")
	return strings.ToUpper(title[:1]) + title[1:]
}

// item reads an entry of a list.
func (r *reader) item(b block) {
	if r.takeItem(b.text) {
		return
	}
	words := splitWords(b.text.text)
	codes := r.known.codesIn(words, true)
	qs := quantities(b.text, words)
	switch {
	case r.instead != nil && len(codes) == 0:
		r.insteadEntry(b.text)
	case len(codes) > 0 && len(qs) == 0 && saysOnce(words):
		r.noteOnce(b.text, words, codes)
	case len(codes) > 0 && (len(qs) == 0 || codes[0] < qs[0].first):
		r.examEntry(b.text, words, codes)
	case len(codes) > 0:
		r.list = nil
		for _, s := range sentences(b.text) {
			r.sentence(s)
		}
	default:
		r.itemAsIntro(b, qs)
	}
}

// itemAsIntro reads an entry without any code: a numbered heading with its quantity, or a list of credentials.
func (r *reader) itemAsIntro(b block, qs []quantity) {
	parts := sentences(b.text)
	if r.pending != nil && len(qs) == 0 && ofCredentials(r.pending.text.text) {
		l := r.open(b.text)
		r.credentialEntry(l, b.text, false)
		return
	}
	if r.list != nil && len(qs) == 0 && r.list.intro != nil && ofCredentials(r.list.intro.text) {
		r.credentialEntry(r.list, b.text, false)
		return
	}
	if len(qs) == 0 && (b.label == "" || len(b.text.text) >= 60 || len(parts) != 1) {
		if saysOnce(splitWords(b.text.text)) || strings.Contains(b.text.text, "experience") {
			for _, s := range parts {
				r.sentence(s)
			}
		}
		return
	}
	r.list, r.instead = nil, nil
	if first := parts[0]; headingLine(beforeBracket(strings.TrimSuffix(first.text, "."))) && (len(parts) > 1 || len(qs) == 0 || strings.Contains(first.text, "(")) {
		r.heading(block{kind: heading, level: 3, text: first.slice(0, len(strings.TrimRight(first.text, ". ")))})
		parts = parts[1:]
	} else {
		parts = r.named(parts)
	}
	for _, s := range parts {
		r.sentence(s)
	}
}

// examEntry adds an entry that names exams to the open list.
func (r *reader) examEntry(s *span, words []word, codes []int) {
	l := r.open(s)
	r.addMentions(l, jointOf(words, codes), r.known.examsIn(s, words, codes, r.page.subject.issuer, true))
}

// addMentions adds mentions to a list as one entry, or as entries of their own.
func (r *reader) addMentions(l *list, j joint, mentions []*mention) {
	r.page.mentions = append(r.page.mentions, mentions...)
	if j == each {
		for _, m := range mentions {
			l.entries = append(l.entries, &entry{mentions: []*mention{m}, at: m.at})
		}
		return
	}
	if len(mentions) > 0 {
		l.entries = append(l.entries, &entry{joint: j, mentions: mentions, at: mentions[0].at})
	}
}

// credentialEntry adds an entry that names credentials.
func (r *reader) credentialEntry(l *list, s *span, foreign bool) {
	mentions := r.known.credentialsIn(s, r.page.subject.issuer, foreign)
	j := single
	if len(mentions) > 1 {
		j = andAll
	}
	r.addMentions(l, j, mentions)
}

// rulesIn reads a sentence that names exams itself: "pass HP-101 and HP-102, then one of HP-201 or HP-202".
func (r *reader) rulesIn(s *span, words []word, codes []int, qs []quantity) {
	mentions := r.known.examsIn(s, words, codes, r.page.subject.issuer, false)
	if len(qs) == 0 && !demands(words) {
		r.page.mentions = append(r.page.mentions, mentions...)
		return
	}
	r.settle()
	r.page.rules = append(r.page.rules, ruleText{span: s})
	for next, qi := 0, -1; qi < len(qs); qi++ {
		end := len(words)
		if qi+1 < len(qs) {
			end = qs[qi+1].first
		}
		from := next
		for next < len(codes) && codes[next] < end {
			next++
		}
		r.segment(s, words, codes[from:next], mentions[from:next], qs, qi)
	}
	r.list = nil
}

// segment is the part of a sentence that one quantity governs; -1 is what stands before the first.
func (r *reader) segment(s *span, words []word, codes []int, mentions []*mention, qs []quantity, qi int) {
	if len(codes) == 0 {
		if qi >= 0 {
			r.page.claims = append(r.page.claims, claim{quantity: qs[qi], topics: topics(qs[qi].label), text: s})
		}
		return
	}
	r.list = nil
	l := &list{group: r.group, intro: s, at: s.at(words[codes[0]].start)}
	switch {
	case qi >= 0:
		l.quantity, l.label, l.at = &qs[qi], qs[qi].label, qs[qi].at
	case jointOf(words, codes) == orAny:
		l.quantity = &quantity{measure: someOf, n: 1, at: l.at}
	default:
		l.quantity = &quantity{measure: everyOne, at: l.at}
	}
	r.add(l)
	r.addMentions(l, each, mentions)
}
