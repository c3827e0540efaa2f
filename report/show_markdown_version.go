package report

import (
	"fmt"

	"waymark/programme"
)

func (m *markdownRules) version(v *programme.Version) {
	m.line(0, "\n## Version %s\n", code(v.Name))
	m.line(0, "- In force: %s", spanWords(v.InForce))
	if v.OnceWritten {
		m.line(0, "- Counts: once")
	}
	if v.Note != "" && !m.plain {
		m.line(0, "- Note: %s", escape(v.Note))
	}
	for i, r := range v.Requires.Of {
		m.topLevel(i+1, r)
	}
	if len(v.Covers) > 0 {
		m.line(0, "\n### Covers\n")
	}
	for i := range v.Covers {
		m.cover(&v.Covers[i])
	}
	if len(v.NotBoth) > 0 {
		m.line(0, "\n### Not both\n")
	}
	for _, n := range v.NotBoth {
		m.line(0, "- At most one of: %s", refs(n.Of))
		m.note(1, n.Note)
	}
	if len(v.Shares) > 0 {
		m.line(0, "\n### Shares\n")
	}
	for _, s := range v.Shares {
		what := "Anything"
		if len(s.Items) > 0 {
			what = capital(refs(s.Items))
		}
		m.line(0, "- %s may count once in each of: %s", what, codes(s.Between))
		m.note(1, s.Note)
	}
}

func spanWords(s programme.Span) string {
	switch {
	case s.Always():
		return "always"
	case s.Until == 0:
		return "from " + s.From.String()
	case s.From == 0:
		return "until " + s.Until.String()
	default:
		return "from " + s.From.String() + " until " + s.Until.String()
	}
}

func (m *markdownRules) topLevel(number int, r programme.Requirement) {
	h := r.Heading()
	m.line(0, "\n### Requirement %d%s%s\n", number, named(" ", h.ID), titled(": ", h.Title))
	body, of := m.body(r)
	m.line(0, "%s", body)
	if hasMarks(r) || len(of) > 0 {
		m.line(0, "")
	}
	m.below(0, r, of)
}

func named(before, id string) string {
	if id == "" {
		return ""
	}
	return before + "(" + code(id) + ")"
}

func titled(before, title string) string {
	if title == "" {
		return ""
	}
	return before + escape(title)
}

// body gives the words for a requirement itself and its parts.
func (m *markdownRules) body(r programme.Requirement) (string, []programme.Requirement) {
	switch r := r.(type) {
	case *programme.All:
		return "All of:", r.Of
	case *programme.Any:
		return "One of:", r.Of
	case *programme.Choose:
		return fmt.Sprintf("At least %d of:", r.N), r.From
	case *programme.Item:
		return capital(m.item(r.Ref, r.Ever)), nil
	default:
		panic(fmt.Sprintf("report: no words for %T", r)) // the set of kinds is closed
	}
}

func (m *markdownRules) below(depth int, r programme.Requirement, of []programme.Requirement) {
	h := r.Heading()
	m.terms(depth, h.Given, h.Open, h.Listed)
	if c, ok := r.(*programme.Choose); ok {
		for _, most := range c.AtMost {
			m.line(depth, "- *At most %d of:* %s", most.N, refs(most.Of))
		}
	}
	m.note(depth, h.Note)
	m.grounds(depth, h.Sources, h.Confidence)
	for _, part := range of {
		m.bullet(depth, part)
	}
}

func (m *markdownRules) bullet(depth int, r programme.Requirement) {
	h := r.Heading()
	name := ""
	switch {
	case h.Title != "":
		name = "**" + escape(h.Title) + "**" + named(" ", h.ID) + ": "
	case h.ID != "":
		name = named("", h.ID) + ": "
	}
	body, of := m.body(r)
	m.line(depth, "- %s%s", name, body)
	m.below(depth+1, r, of)
}

// terms are the conditions, the open question and the days that requirements and covers share.
func (m *markdownRules) terms(depth int, given []programme.Condition, open *programme.Question, listed programme.Span) {
	for _, c := range given {
		m.line(depth, "- *Only if:* %s %s %s%s", conditionVerb(c), c.Ref.Kind, code(c.Ref.ID), m.title(c.Ref))
	}
	if open != nil && !m.plain {
		m.line(depth, "- *Open question* %s%s", code(open.ID), titled(": ", open.Because))
	}
	if !listed.Always() {
		m.line(depth, "- *Listed:* %s", spanWords(listed))
	}
}

func hasMarks(r programme.Requirement) bool {
	h := r.Heading()
	if c, ok := r.(*programme.Choose); ok && len(c.AtMost) > 0 {
		return true
	}
	return len(h.Given) > 0 || h.Open != nil || !h.Listed.Always() || h.Note != "" || len(h.Sources) > 0 ||
		h.Confidence != programme.Confirmed
}

func (m *markdownRules) cover(c *programme.Cover) {
	m.line(0, "- %s are filled at once by %s", codes(c.Fills), m.item(c.By, c.Ever))
	m.terms(1, c.Given, c.Open, c.Listed)
	m.note(1, c.Note)
	m.grounds(1, c.Sources, c.Confidence)
}
