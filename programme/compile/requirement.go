package compile

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/source"
)

// requirements compiles a list; `exams: […]` becomes as many entries as it has codes.
func (c *compiler) requirements(all []*source.Requirement) []programme.Requirement {
	n := 0
	for _, q := range all {
		n += max(1, len(q.Items))
	}
	out := make([]programme.Requirement, 0, n)
	for _, q := range all {
		switch q.Body {
		case source.ItemBody, source.ItemsBody:
			out = c.unroll(out, q)
		case source.AllBody:
			out = append(out, &programme.All{Head: c.heading(q), Of: c.requirements(q.Of)})
		case source.AnyBody, source.ChooseBody:
			out = append(out, c.choice(q))
		case source.NoBody: // the reader has complained
		}
	}
	return out
}

// unroll makes one item of each code. The items of one list are made together, which keeps long lists small.
func (c *compiler) unroll(out []programme.Requirement, q *source.Requirement) []programme.Requirement {
	if q.Body == source.ItemsBody && len(q.Items) != 1 {
		for _, t := range []source.Text{q.ID, q.Title} {
			if t.Given() {
				c.add("name-for-many", t, "hint.name-for-many", message.Op("n", len(q.Items)))
			}
		}
	}
	var head *programme.Head // one for all, and none where it says nothing
	if h := c.heading(q); !h.Silent() {
		head = &h
	}
	items := make([]programme.Item, len(q.Items))
	for i, it := range q.Items {
		items[i] = programme.Item{Head: head, Ref: c.ref(it), Ever: it.Ever}
		out = append(out, &items[i])
	}
	return out
}

// choice compiles `any` and `choose`; an `any` with limits is a choice of one.
func (c *compiler) choice(q *source.Requirement) programme.Requirement {
	of := c.requirements(q.Of)
	if q.Body == source.AnyBody && len(q.AtMost) == 0 {
		return &programme.Any{Head: c.heading(q), Of: of}
	}
	out := &programme.Choose{Head: c.heading(q), N: 1, From: of}
	if q.Body == source.ChooseBody {
		out.N = q.N.Value
		c.positive("choose-nothing", q.N)
	}
	for _, limit := range q.AtMost {
		c.positive("at-most-nothing", limit.N)
		out.AtMost = append(out.AtMost, programme.Cap{N: limit.N.Value, Of: c.refs(limit.Of)})
	}
	return out
}

// positive complains of a number that should be at least one.
func (c *compiler) positive(rule string, n source.Number) {
	if n.Given() && n.Value < 1 {
		c.found.Add(diag.Finding{Severity: diag.Error, Rule: rule, Pos: n.Pos, Length: n.Length, Hint: "hint.at-least-one"})
	}
}

func (c *compiler) heading(q *source.Requirement) programme.Head {
	ids, sure := c.backing(q.Backing)
	return programme.Head{
		ID: q.ID.Value, Title: q.Title.Value, Note: q.Note.Value, Given: c.conditions(q.Given), Open: question(q.Open),
		Listed: span(q.Listed), Sources: ids, Confidence: sure,
	}
}
