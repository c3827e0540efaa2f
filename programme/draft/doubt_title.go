package draft

import (
	"waymark/diag"
	"waymark/message"
	"waymark/record"
)

// knownTitle is the title that the facts give a thing on this page.
func (r *reading) knownTitle(ref record.Ref) string {
	return r.known.title(ref.Within(r.subject.issuer))
}

// doubtTitles tells of one title on several codes, of one code with several titles, and of a title that the facts
// contradict.
func (r *reading) doubtTitles(p *pairing, doubts *diag.List) {
	for _, one := range p.pairs {
		known := r.knownTitle(one.ref)
		switch {
		case one.standing == wrong || one.standing == open:
			for _, m := range one.mentions {
				r.doubtPair(p, one, m, doubts)
			}
		case known != "" && plainTitle(known) != one.plain:
			for _, m := range one.mentions {
				doubts.Add(hinted(warning("import-title-differs", m.at, message.Op("item", shown(m.ref)),
					message.Op("title", m.title), message.Op("right", known)), "hint.import-title-known"))
			}
		}
	}
}

// doubtPair tells what is doubtful about a pair in one place.
func (r *reading) doubtPair(p *pairing, one *pair, m *mention, doubts *diag.List) {
	right, hint := r.rightTitle(p, one)
	about := func(last message.Operand) []message.Operand {
		return []message.Operand{message.Op("item", shown(m.ref)), message.Op("title", m.title), message.Op("right", right), last}
	}
	if others := p.titled(one); len(others) > 0 {
		f := warning("import-title-two-codes", m.at, about(message.Op("others", codesOf(others)))...)
		doubts.Add(also(hinted(f, hint), others, "related.import-title-there"))
	}
	if others := p.named(one); len(others) > 0 {
		f := warning("import-code-two-titles", m.at, about(message.Op("other", others[0].mentions[0].title))...)
		doubts.Add(also(hinted(f, hint), others, "related.import-code-there"))
	}
}

// rightTitle is the code's title by the facts, or by the page's other lines, with the hint that says so; empty where
// neither says.
func (r *reading) rightTitle(p *pairing, one *pair) (title, hint string) {
	if known := r.knownTitle(one.ref); known != "" {
		return known, "hint.import-title-known"
	}
	for _, other := range p.named(one) {
		if other.standing == right {
			return other.mentions[0].title, "hint.import-title-page"
		}
	}
	return "", ""
}

func hinted(f diag.Finding, hint string) diag.Finding {
	f.Hint = hint
	return f
}

// also names the first place of each other pair.
func also(f diag.Finding, others []*pair, code string) diag.Finding {
	for i, other := range others {
		if i == 5 {
			break
		}
		m := other.mentions[0]
		f = seeAlso(f, m.at, code, message.Op("item", shown(m.ref)), message.Op("title", m.title))
	}
	return f
}

func codesOf(pairs []*pair) []string {
	var all []string
	for i, one := range pairs {
		if i == 5 {
			return append(all, "…")
		}
		all = append(all, shown(one.ref))
	}
	return all
}

// shown is how doubts name a thing: its kind and its code.
func shown(ref record.Ref) string { return ref.String() }
