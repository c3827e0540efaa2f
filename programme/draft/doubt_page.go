package draft

import (
	"waymark/diag"
	"waymark/message"
)

// doubt lists what only a page of free form can leave doubtful.
func (p *page) doubt(doubts *diag.List) {
	for _, a := range p.advice {
		if a.plain {
			continue
		}
		doubts.Add(note("import-recommendation", a.at, message.Op("text", beginning(a.text.text, 12))))
	}
	p.doubtInsteads(doubts)
	p.doubtGrammar(doubts)
	for _, l := range p.lists {
		if l.quantity == nil && len(l.entries) > 1 {
			doubts.Add(warning("import-no-quantity", l.at, message.Op("list", l.name()), message.Op("listed", len(l.entries))))
		}
	}
	p.doubtDates(doubts)
}

// doubtInsteads tells of a sentence that lets something take the place of exams and is followed by no list of it, and of
// "combinations" before single credentials.
func (p *page) doubtInsteads(doubts *diag.List) {
	for _, in := range p.insteads {
		if len(in.entries) == 0 {
			doubts.Add(warning("import-instead-left-out", in.intro.at(0), message.Op("text", beginning(in.intro.text, 12))))
		}
		if in.pairs == nil || len(in.entries) == 0 {
			continue
		}
		joined := false
		for _, e := range in.entries {
			joined = joined || len(e.mentions) > 1
		}
		if joined {
			continue
		}
		f := warning("import-no-combination", in.intro.at(in.pairs.start), message.Op("found", in.pairs.text), message.Op("n", len(in.entries)))
		f.Length = len([]rune(in.pairs.text))
		doubts.Add(seeAlso(f, in.entries[0].at, "related.import-single", message.Op("item", shown(in.entries[0].mentions[0].ref))))
	}
}

// doubtGrammar tells of a number that does not fit its noun: one of the two is a slip, and it may be the number.
func (p *page) doubtGrammar(doubts *diag.List) {
	for _, s := range p.rules {
		for _, q := range quantities(s.span, splitWords(s.text)) {
			if q.clash {
				doubts.Add(note("import-number-grammar", q.at, message.Op("n", q.n)))
			}
		}
	}
}

// doubtDates tells of lists to choose from on a page without a day: such lists grow and shrink.
func (p *page) doubtDates(doubts *diag.List) {
	if p.days {
		return
	}
	var longest *list
	for _, l := range p.lists {
		if !l.every() && (longest == nil || len(l.entries) > len(longest.entries)) {
			longest = l
		}
	}
	if longest == nil {
		return
	}
	at := longest.at
	if longest.group != nil && len(longest.group.lists) == 1 {
		at = longest.group.text.at(0)
	}
	doubts.Add(note("import-undated", at, message.Op("list", longest.name()), message.Op("listed", len(longest.entries))))
}
