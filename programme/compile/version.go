package compile

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// version compiles the rules of one version. A version without a name is called by the day from which it is in force,
// or `current` where that is not known either.
func (c *compiler) version(v *source.Version) programme.Version {
	out := programme.Version{
		Name: v.Name.Value, InForce: span(v.InForce), Requires: &programme.All{}, OnceWritten: v.Counts.Given(),
		Note: v.Note.Value,
	}
	if out.Name == "" {
		out.Name = "current"
		if v.InForce.From.Given() {
			out.Name = v.InForce.From.Date.String()
		}
	}
	if len(v.Requires) == 0 {
		pos := v.RequiresPos
		if !pos.Known() {
			pos = v.Pos
		}
		c.found.Add(diag.Finding{Severity: diag.Error, Rule: "requires-nothing", Pos: pos, Hint: "hint.requires-nothing"})
	}
	out.Requires.Of = c.requirements(v.Requires)
	ids := map[string]source.Text{}
	c.collectIDs(v.Requires, ids)
	for i := range v.Covers {
		out.Covers = append(out.Covers, c.cover(&v.Covers[i], ids))
	}
	for _, b := range v.NotBoth {
		out.NotBoth = append(out.NotBoth, programme.NotBoth{Of: c.refs(b.Of), Note: b.Note.Value})
	}
	for _, s := range v.Shares {
		out.Shares = append(out.Shares, programme.Share{
			Between: c.known("requirement-unknown", s.Between, ids), Items: c.refs(s.Items), Note: s.Note.Value,
		})
	}
	return out
}

// collectIDs gathers the ids of requirements and complains of one that stands twice.
func (c *compiler) collectIDs(all []*source.Requirement, ids map[string]source.Text) {
	for _, q := range all {
		if q.ID.Given() {
			if first, twice := ids[q.ID.Value]; twice {
				c.add("id-twice", q.ID, "hint.id-twice", message.Op("line", first.Pos.Line))
				c.found[len(c.found)-1].Related = []diag.Related{{Pos: first.Pos, Code: "related.first-id"}}
			} else {
				ids[q.ID.Value] = q.ID
			}
		}
		c.collectIDs(q.Of, ids)
	}
}

// known gives the texts as strings; each must be the id of a requirement.
func (c *compiler) known(rule string, names []source.Text, ids map[string]source.Text) []string {
	var out []string
	for _, n := range names {
		if _, ok := ids[n.Value]; !ok {
			c.add(rule, n, "hint.requirement-unknown")
		}
		out = append(out, c.text(n.Value))
	}
	return out
}

func (c *compiler) cover(v *source.Cover, ids map[string]source.Text) programme.Cover {
	from, sure := c.backing(v.Backing)
	return programme.Cover{
		By: c.ref(v.By), Ever: v.By.Ever, Fills: c.known("requirement-unknown", v.Fills, ids), Given: c.conditions(v.Given),
		Open: question(v.Open), Listed: span(v.Listed), Sources: from, Confidence: sure, Note: v.Note.Value,
	}
}

func (c *compiler) ref(it source.Item) record.Ref {
	return record.Ref{Kind: it.Ref.Kind, ID: c.own(it.Ref.ID)}
}

func (c *compiler) refs(items []source.Item) []record.Ref {
	var out []record.Ref
	for _, it := range items {
		out = append(out, c.ref(it))
	}
	return out
}

func (c *compiler) conditions(all []source.Condition) []programme.Condition {
	var out []programme.Condition
	for _, g := range all {
		out = append(out, programme.Condition{Ref: record.Ref{Kind: g.Ref.Kind, ID: c.own(g.Ref.ID)}, Ever: g.Ever})
	}
	return out
}

func question(q *source.Question) *programme.Question {
	if q == nil {
		return nil
	}
	return &programme.Question{ID: q.ID.Value, Because: q.Because.Value}
}
