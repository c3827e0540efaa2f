package draft

// table is the table being read: which column holds what. A column that the header does not name is -1.
type table struct {
	title, group, required int
	last                   string
	// number tells tables apart, outer is the heading that the table stands under.
	number int
	outer  *group
}

// endTable goes back to what was before the table.
func (r *reader) endTable() {
	if r.table != nil {
		r.group, r.list, r.table = r.table.outer, nil, nil
	}
}

// row reads a row of a table: its header, or an entry.
func (r *reader) row(b block) {
	if r.table != nil && r.table.number != b.level {
		r.endTable()
	}
	if r.table == nil {
		r.list, r.instead = nil, nil
		r.table = &table{title: -1, group: -1, required: -1, number: b.level, outer: r.group}
		if r.table.header(b.cells) {
			return
		}
	}
	t := r.table
	r.groupOfRow(t, b)
	for i, cell := range b.cells {
		words := splitWords(cell.text)
		codes := r.known.codesIn(words, i != t.title && i != t.group)
		if len(codes) == 0 || i == t.title {
			continue
		}
		l := r.open(cell)
		mentions := r.known.examsIn(cell, words, codes, r.page.subject.issuer, true)
		if len(mentions) == 1 && mentions[0].title == "" {
			mentions[0].title = t.titleOf(b.cells, i)
		}
		r.addMentions(l, jointOf(words, codes), mentions)
		return
	}
	if t.group < 0 || t.last == "" {
		for _, cell := range b.cells {
			for _, s := range sentences(cell) {
				r.sentence(s)
			}
		}
	}
}

// header reads the first row of a table, and tells whether it was a header.
func (t *table) header(cells []*span) bool {
	found := false
	for i, c := range cells {
		if len(c.text) > 40 {
			return false
		}
		switch {
		case contains(c.text, "title", "name", "description", "subject"):
			t.title = i
		case contains(c.text, "group", "part", "section", "area", "category", "type", "requirement"):
			t.group = i
		case contains(c.text, "required", "needed", "how many", "choose", "number of", "pass"):
			t.required = i
		case !contains(c.text, "code", "exam"):
			continue
		}
		found = true
	}
	return found
}

// groupOfRow opens a new list where the row's group differs from the one above, or where it says how many.
func (r *reader) groupOfRow(t *table, b block) {
	name := ""
	var named *span
	if t.group >= 0 && t.group < len(b.cells) {
		named = b.cells[t.group]
		name = named.text
	}
	changed := name != "" && name != t.last
	var count *quantity
	for i, cell := range b.cells {
		if i == t.title || i != t.required && i != t.group {
			continue
		}
		if qs := quantities(cell, splitWords(cell.text)); len(qs) > 0 {
			count = &qs[len(qs)-1]
		} else if i == t.required && count == nil {
			count = cellCount(cell)
		}
	}
	if !changed && (count == nil || r.list != nil && name == t.last) {
		return
	}
	r.settle()
	r.list = nil
	if changed {
		t.last = name
		r.group = &group{text: named, title: headingTitle(name)}
		r.page.groups = append(r.page.groups, r.group)
		r.page.rules = append(r.page.rules, ruleText{span: named})
	}
	if count != nil && r.group != nil {
		r.group.count = count
	}
}

// cellCount reads a cell that holds a bare number, or "all".
func cellCount(cell *span) *quantity {
	words := splitWords(cell.text)
	if len(words) == 0 || len(words) > 3 {
		return nil
	}
	if words[0].lower == "all" || words[0].lower == "both" {
		return &quantity{measure: everyOne, at: cell.at(0)}
	}
	if n, ok := number(words[0]); ok {
		q := &quantity{measure: someOf, n: n, at: cell.at(0)}
		if len(words) == 3 {
			q.of, _ = number(words[2])
		}
		return q
	}
	return nil
}

// titleOf is the title beside a code: the title column, or the longest other cell.
func (t *table) titleOf(cells []*span, code int) string {
	if t.title >= 0 && t.title < len(cells) {
		return cleanTitle(cells[t.title].text)
	}
	best := ""
	for i, c := range cells {
		if i != code && i != t.group && i != t.required && len(c.text) > len(best) {
			best = c.text
		}
	}
	return cleanTitle(best)
}
