package check

import (
	"waymark/diag"
	"waymark/programme"
	"waymark/source"
)

// placeVersion notes where the parts of a version are written, by walking the tree beside the compiled rules.
func (rs *ruleset) placeVersion(v *source.Version) {
	rs.put(part{}, v.Pos)
	rs.putText(part{key: "note"}, v.Note)
	rs.put(part{of: rs.version.Requires}, v.RequiresPos)
	rs.placeAll(rs.version.Requires.Of, v.Requires)
	for i, c := range v.Covers {
		rs.put(part{key: "covers", i: i}, c.By.Pos)
		for j, given := range c.Given {
			rs.put(part{key: "covers given", i: i, j: j + 1}, given.Pos)
		}
	}
	for i, n := range v.NotBoth {
		rs.put(part{key: "not_both", i: i}, n.Pos)
		rs.putItems(part{key: "not_both", i: i}, n.Of)
	}
	for i, s := range v.Shares {
		rs.put(part{key: "shares", i: i}, s.Pos)
		rs.putItems(part{key: "shares", i: i}, s.Items)
	}
}

func (rs *ruleset) put(p part, at diag.Pos) {
	if at.Known() {
		rs.places[p] = at
	}
}

func (rs *ruleset) putText(p part, t source.Text) {
	rs.put(p, t.Pos)
	if t.Pos.Known() && t.Length > 1 {
		rs.lengths[t.Pos] = t.Length
	}
}

func (rs *ruleset) putItems(p part, items []source.Item) {
	for j, item := range items {
		p.j = j + 1
		rs.putText(p, source.Text{Pos: item.Pos, Length: item.Length})
	}
}

// placeAll pairs requirements with what is written. A list of codes is written once and compiled into one item a code.
// Where the two do not match, the tree had an error, and what follows has no place of its own.
func (rs *ruleset) placeAll(compiled []programme.Requirement, written []*source.Requirement) {
	for _, w := range written {
		if w == nil {
			return
		}
		n := 1
		if w.Body == source.ItemsBody {
			n = len(w.Items)
		}
		if n > len(compiled) {
			return
		}
		for i, q := range compiled[:n] {
			rs.place(q, w, i)
		}
		compiled = compiled[n:]
	}
}

// place notes where the i-th of the requirements written as w, and all in it, stand.
func (rs *ruleset) place(q programme.Requirement, w *source.Requirement, i int) {
	rs.put(part{of: q}, w.Pos)
	rs.again[q] = i > 0
	if w.Body == source.ItemsBody || w.Body == source.ItemBody && i < len(w.Items) {
		rs.putText(part{of: q}, source.Text{Pos: w.Items[i].Pos, Length: w.Items[i].Length})
	}
	rs.putText(part{of: q, key: "id"}, w.ID)
	rs.putText(part{of: q, key: "title"}, w.Title)
	rs.putText(part{of: q, key: "note"}, w.Note)
	rs.put(part{of: q, key: "choose"}, w.N.Pos)
	for i, c := range w.Given {
		rs.putText(part{of: q, key: "given", i: i}, source.Text{Pos: c.Pos, Length: c.Length})
	}
	for i, c := range w.AtMost {
		rs.put(part{of: q, key: "at_most", i: i}, c.Pos)
		rs.putItems(part{of: q, key: "at_most", i: i}, c.Of)
	}
	rs.placeAll(programme.Parts(q), w.Of)
}
