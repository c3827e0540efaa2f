package generate

import (
	"fmt"
	"strings"

	"waymark/programme"
	"waymark/record"
)

// String writes the world as people read it, nearly as the file formats do.
func (w World) String() string {
	var p printer
	p.line(0, "audit %s on %s%s", w.Programme, w.Day, when(w.VerifiedOnly, ", verified evidence only"))
	for _, q := range w.Programmes {
		p.programme(q)
	}
	if len(w.Facts) > 0 {
		p.line(0, "facts:")
	}
	for _, f := range w.Facts {
		p.line(1, "%s: {first: %s, last: %s, void: %s}", f.Ref, f.First, f.Last, f.Void)
	}
	p.line(0, "evidence:")
	for _, e := range w.Record.Evidence {
		p.line(1, "- {%s, date: %s%s%s%s}", e.Ref, e.Date, date(", until: ", e.Until), date(", revoked: ", e.Revoked),
			when(e.State != record.Stated, ", state: "+e.State.String()))
	}
	p.rulings("rulings of the record:", w.Record.Rulings)
	p.rulings("rulings for everyone:", w.Rulings)
	return p.String()
}

type printer struct{ strings.Builder }

func (p *printer) line(depth int, format string, operands ...any) {
	p.WriteString(strings.Repeat("  ", depth) + fmt.Sprintf(format, operands...) + "\n")
}

func (p *printer) programme(q *programme.Programme) {
	p.line(0, "programme: %s, awards credential %s%s", q.ID, q.Awards.Credential,
		when(q.Awards.TermMonths > 0, fmt.Sprintf(" for %d months", q.Awards.TermMonths)))
	for _, v := range q.Versions {
		p.line(1, "version %s%s:", v.Name, span(" in force", v.InForce))
		p.requirement(2, v.Requires)
		for _, c := range v.Covers {
			p.line(2, "cover: %s fills %v%s", item(c.By, c.Ever), c.Fills, terms(c.Given, c.Open, c.Listed))
		}
		for _, n := range v.NotBoth {
			p.line(2, "not both: %v", n.Of)
		}
		for _, s := range v.Shares {
			p.line(2, "shares: between %v%s", s.Between, when(len(s.Items) > 0, fmt.Sprintf(" items %v", s.Items)))
		}
	}
}

func (p *printer) requirement(depth int, r programme.Requirement) {
	h := r.Heading()
	tail := terms(h.Given, h.Open, h.Listed)
	if h.ID != "" {
		tail = " (" + h.ID + ")" + tail
	}
	switch r := r.(type) {
	case *programme.Item:
		p.line(depth, "- %s%s", item(r.Ref, r.Ever), tail)
	case *programme.All:
		p.line(depth, "- all%s:", tail)
	case *programme.Any:
		p.line(depth, "- any%s:", tail)
	case *programme.Choose:
		p.line(depth, "- choose %d%s%s:", r.N, tail, limits(r.AtMost))
	}
	for _, k := range programme.Parts(r) {
		p.requirement(depth+1, k)
	}
}

func limits(caps []programme.Cap) string {
	var s strings.Builder
	for _, c := range caps {
		fmt.Fprintf(&s, " at most %d of %v", c.N, c.Of)
	}
	return s.String()
}

func (p *printer) rulings(title string, rulings []record.Ruling) {
	if len(rulings) > 0 {
		p.line(0, "%s", title)
	}
	for _, r := range rulings {
		what := r.Question + r.Requirement
		if r.Evidence.ID != "" {
			what = r.Evidence.String()
		}
		if r.For.ID != "" {
			what += " for " + r.For.String()
		}
		p.line(1, "- %s %s, programme %q, from %s%s", r.Kind, what, r.Programme, r.From, date(" until ", r.Until))
	}
}

func item(r record.Ref, ever bool) string { return when(ever, "ever-held ") + r.String() }

func terms(given []programme.Condition, open *programme.Question, listed programme.Span) string {
	var s strings.Builder
	for _, g := range given {
		s.WriteString(" given " + item(g.Ref, g.Ever))
	}
	if open != nil {
		s.WriteString(" open " + open.ID)
	}
	return s.String() + span(" listed", listed)
}

func span(word string, s programme.Span) string {
	if s.Always() {
		return ""
	}
	return word + date(" from ", s.From) + date(" until ", s.Until)
}

func date(word string, d record.Date) string {
	if d == 0 {
		return ""
	}
	return word + d.String()
}

func when(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}
