package report

import (
	"io"
	"slices"
	"strings"

	"waymark/programme"
	"waymark/record"
)

// ShowText writes the rules of a programme as a tree for a terminal, no line wider than [Options.Width].
func ShowText(w io.Writer, set *programme.Set, p *programme.Programme, o Options) error {
	t := &rulesTree{terminal: newTerminal(w, o), names: names{set: set, words: o.words(), issuer: p.Issuer()}}
	t.terminal.say = t.names.say
	title := p.Title
	if p.Awards.Abbreviation != "" {
		title += " (" + p.Awards.Abbreviation + ")"
	}
	t.put("", "", run{title, heading})
	t.put("", "", run{t.dotted(p.ID, t.award(p.Awards)), quiet})
	if p.About.Summary.Value != "" {
		t.empty()
		t.put("", "", run{p.About.Summary.Value, plain})
	}
	for i := range p.Versions {
		t.version(&p.Versions[i])
	}
	return t.w.Flush()
}

// rulesTree writes rules as text.
type rulesTree struct {
	*terminal
	names
}

func (t *rulesTree) award(a programme.Award) string {
	switch {
	case a.Credential == "":
		return ""
	case a.TermMonths == 0:
		return t.names.say("show.awards-for-life", op("id", a.Credential))
	default:
		return t.names.say("show.awards", op("id", a.Credential), op("n", a.TermMonths))
	}
}

func (t *rulesTree) version(v *programme.Version) {
	t.empty()
	head := t.names.say("show.version", op("version", v.Name))
	if !v.InForce.Always() {
		head += ", " + t.span("show.in-force", v.InForce)
	}
	t.put("", "", run{head, heading})
	for _, r := range v.Requires.Of {
		t.requirement(r, "  ", "  ")
	}
	besides := t.besides(v)
	if len(besides) == 0 {
		return
	}
	t.put("  ", "  ", run{t.names.say("show.also"), plain})
	for i, b := range besides {
		if i+1 == len(besides) {
			t.put("  "+t.last, "  "+t.nothing, run{b, plain})
		} else {
			t.put("  "+t.branch, "  "+t.through, run{b, plain})
		}
	}
}

func (t *rulesTree) requirement(r programme.Requirement, own, below string) {
	of := programme.Parts(r)
	trunk := ""
	if len(of) > 0 {
		trunk = t.through
	}
	words := []run{{t.headline(r), plain}}
	if terms := t.terms(r); len(terms) > 0 {
		words = append(words, run{t.dot + hold + t.dotted(terms...), quiet})
	}
	t.put(own, below+trunk+"  ", words...)
	for i, part := range of {
		if i+1 == len(of) {
			t.requirement(part, below+t.last, below+t.nothing)
		} else {
			t.requirement(part, below+t.branch, below+t.through)
		}
	}
}

// headline names a requirement and says what it asks for: Core client: at least 1 of.
func (n names) headline(r programme.Requirement) string {
	title := r.Heading().Title
	if item, ok := r.(*programme.Item); ok {
		text := n.full(item.Ref)
		if title != "" && title != n.title(item.Ref) {
			text = title + ": " + text
		}
		if item.Ever {
			text += ", " + n.say("show.ever")
		}
		return text
	}
	body := n.say("show.any")
	switch r := r.(type) {
	case *programme.All:
		body = n.say("show.all")
	case *programme.Choose:
		if r.N != 1 {
			body = n.say("show.choose", op("n", r.N))
		}
	case *programme.Any, *programme.Item:
	}
	if title == "" {
		return body
	}
	return title + ": " + body
}

// terms are the conditions, the open question, the days and the caps of a requirement.
func (n names) terms(r programme.Requirement) []string {
	h := r.Heading()
	terms := n.offer(h.Given, h.Open, h.Listed)
	if c, ok := r.(*programme.Choose); ok {
		for _, most := range c.AtMost {
			terms = append(terms, n.say("show.at-most", op("n", most.N), op("list", n.codes(most.Of))))
		}
	}
	if h.Confidence != programme.Confirmed {
		terms = append(terms, h.Confidence.String())
	}
	return terms
}

func (n names) offer(given []programme.Condition, open *programme.Question, listed programme.Span) []string {
	var terms []string
	for _, c := range given {
		terms = append(terms, n.condition(c))
	}
	if open != nil {
		terms = append(terms, n.say("show.open", op("id", open.ID), op("because", open.Because)))
	}
	if !listed.Always() {
		terms = append(terms, n.span("show.listed", listed))
	}
	return terms
}

// span puts days into the sentence of a code that has the forms -from, -until and -span.
func (n names) span(code string, s programme.Span) string {
	switch {
	case s.Until == 0:
		code += "-from"
	case s.From == 0:
		code += "-until"
	default:
		code += "-span"
	}
	return n.say(code, op("from", s.From), op("until", s.Until))
}

func (n names) codes(of []record.Ref) string {
	return strings.Join(each(of, func(r *record.Ref) string { return n.code(*r) }), ", ")
}

// besides are the rules of a version that stand beside its requirements, each a sentence.
func (n names) besides(v *programme.Version) []string {
	title := map[string]string{}
	var learn func(of []programme.Requirement)
	learn = func(of []programme.Requirement) {
		for _, r := range of {
			if h := r.Heading(); h.ID != "" && h.Title != "" {
				title[h.ID] = h.Title
			}
			learn(programme.Parts(r))
		}
	}
	learn(v.Requires.Of)
	called := func(ids []string) string {
		return strings.Join(each(ids, func(id *string) string {
			if t := title[*id]; t != "" {
				return t
			}
			return *id
		}), ", ")
	}
	var out []string
	for _, c := range v.Covers {
		ref := n.kindCode(c.By)
		if c.Ever {
			ref += ", " + n.say("show.ever") + ","
		}
		text := n.say("show.cover", op("ref", ref), op("list", called(c.Fills)))
		if terms := n.offer(c.Given, c.Open, c.Listed); len(terms) > 0 {
			text += " (" + strings.Join(terms, "; ") + ")"
		}
		out = append(out, text)
	}
	for _, b := range v.NotBoth {
		out = append(out, n.say("show.not-both", op("list", n.codes(b.Of))))
	}
	for _, s := range v.Shares {
		what := n.say("show.share-any")
		if len(s.Items) > 0 {
			what = n.codes(s.Items)
		}
		out = append(out, n.say("show.share", op("what", what), op("list", called(s.Between))))
	}
	return slices.Clip(out)
}
