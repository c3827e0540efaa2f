package source

import (
	"go.yaml.in/yaml/v4"
)

func (r *reader) programme(root *yaml.Node) *Programme {
	p := &Programme{Pos: r.pos(root)}
	s := programmeShapeOf(root)
	top := Version{Pos: p.Pos}
	for e := range r.entries(root, s) {
		switch {
		case e.key == "versions":
			p.Split = true
			for _, n := range r.list(e.value, false) {
				p.Versions = append(p.Versions, r.version(n))
			}
		case !r.head(p, e):
			r.versionKey(&top, e)
		}
	}
	if !p.Split {
		p.Versions = []Version{top}
	}
	return p
}

// head reads a key that belongs to the programme and not to one of its versions; it tells whether it was one.
func (r *reader) head(p *Programme, e entry) bool {
	switch e.key {
	case "programme":
		p.ID = r.full(e.value)
	case "title":
		p.Title = r.text(e.value)
	case "language":
		p.Language = r.language(e.value)
	case "awards":
		p.Awards = r.award(e.value)
	case "sources":
		p.Sources = r.sources(e.value)
	case "specialised_by":
		p.SpecialisedBy = r.codes(e.value)
	default:
		return r.about(p, e)
	}
	return true
}

// about reads a key whose value is prose for people.
func (r *reader) about(p *Programme, e entry) bool {
	switch e.key {
	case "summary":
		p.Summary = r.prose(e.value)
	case "audience":
		p.Audience = r.prose(e.value)
	case "occupations":
		p.Occupations = r.proses(e.value)
	case "value":
		for e := range r.entries(e.value, valueShape) {
			switch e.key {
			case "person":
				p.Person = r.proses(e.value)
			case "organisation":
				p.Organisation = r.proses(e.value)
			}
		}
	case "recommends":
		for _, n := range r.list(e.value, false) {
			p.Recommends = append(p.Recommends, r.recommendation(n))
		}
	default:
		return false
	}
	return true
}

func (r *reader) award(n *yaml.Node) Award {
	a := Award{Pos: r.pos(n)}
	for e := range r.entries(n, awardShape) {
		switch e.key {
		case "credential":
			a.Credential = r.code(e.value)
		case "abbreviation":
			a.Abbreviation = r.text(e.value)
		case "term":
			a.Term = r.term(e.value)
		}
	}
	return a
}

func (r *reader) sources(n *yaml.Node) []Source {
	var all []Source
	for _, c := range r.list(n, false) {
		s := Source{Pos: r.pos(c)}
		for e := range r.entries(c, sourceShape) {
			switch e.key {
			case "id":
				s.ID = r.name(e.value)
			case "page":
				s.Page = r.text(e.value)
			case "says":
				s.Says = r.text(e.value)
			case "read":
				s.Read = r.day(e.value)
			case "confidence":
				s.Confidence = r.confidence(e.value)
			}
		}
		all = append(all, s)
	}
	return all
}

// prose reads plain text, or a mapping of the text and who says so.
func (r *reader) prose(n *yaml.Node) Prose {
	var p Prose
	if n.Kind != yaml.MappingNode {
		p.Text = r.text(n)
		return p
	}
	for e := range r.entries(n, proseShape) {
		r.proseKey(&p, e)
	}
	return p
}

func (r *reader) proseKey(p *Prose, e entry) {
	switch e.key {
	case "text":
		p.Text = r.text(e.value)
	case "language":
		p.Language = r.language(e.value)
	default:
		r.backing(&p.Backing, e)
	}
}

func (r *reader) proses(n *yaml.Node) []Prose {
	var all []Prose
	for _, c := range r.list(n, true) {
		all = append(all, r.prose(c))
	}
	return all
}

func (r *reader) recommendation(n *yaml.Node) Recommendation {
	var a Recommendation
	if n.Kind == yaml.ScalarNode {
		a.Text = r.text(n)
		return a
	}
	for e := range r.entries(n, adviceShape) {
		if e.key == "years" {
			a.Years = r.number(e.value)
		} else {
			r.proseKey(&a.Prose, e)
		}
	}
	return a
}

func (r *reader) version(n *yaml.Node) Version {
	v := Version{Pos: r.pos(n)}
	for e := range r.entries(n, versionShape) {
		r.versionKey(&v, e)
	}
	return v
}

func (r *reader) versionKey(v *Version, e entry) {
	switch e.key {
	case "version":
		v.Name = r.text(e.value)
	case "in_force":
		v.InForce = r.span(e.value)
	case "requires":
		v.RequiresPos = r.pos(e.at)
		v.Requires = r.requirements(e.value)
	case "covers":
		for _, n := range r.list(e.value, false) {
			v.Covers = append(v.Covers, r.cover(n))
		}
	case "not_both":
		for _, n := range r.list(e.value, false) {
			v.NotBoth = append(v.NotBoth, r.notBoth(n))
		}
	case "shares":
		for _, n := range r.list(e.value, false) {
			v.Shares = append(v.Shares, r.share(n))
		}
	case "counts":
		v.Counts = r.word(e.value, "once")
	case "note":
		v.Note = r.text(e.value)
	}
}

func (r *reader) cover(n *yaml.Node) Cover {
	c := Cover{Pos: r.pos(n)}
	for e := range r.entries(n, coverShape) {
		switch e.key {
		case "by":
			c.By = r.item(e.value)
		case "fills":
			c.Fills = r.names(e.value)
		case "given":
			c.Given = r.conditions(e.value)
		case "open":
			c.Open = r.question(e.value)
		case "listed":
			c.Listed = r.span(e.value)
		default:
			r.backing(&c.Backing, e)
		}
	}
	return c
}

// notBoth reads a list of items, or a mapping of the list and a note.
func (r *reader) notBoth(n *yaml.Node) NotBoth {
	b := NotBoth{Pos: r.pos(n)}
	if n.Kind == yaml.SequenceNode {
		b.Of = r.items(n)
		return b
	}
	for e := range r.entries(n, notBothShape) {
		switch e.key {
		case "of":
			b.Of = r.items(e.value)
		case "note":
			b.Note = r.text(e.value)
		}
	}
	return b
}

func (r *reader) share(n *yaml.Node) Share {
	s := Share{Pos: r.pos(n)}
	for e := range r.entries(n, shareShape) {
		switch e.key {
		case "between":
			s.Between = r.names(e.value)
		case "items":
			s.Items = r.items(e.value)
		case "note":
			s.Note = r.text(e.value)
		}
	}
	return s
}

func (r *reader) question(n *yaml.Node) *Question {
	q := &Question{Pos: r.pos(n)}
	for e := range r.entries(n, openShape) {
		switch e.key {
		case "question":
			q.ID = r.name(e.value)
		case "because":
			q.Because = r.text(e.value)
		}
	}
	return q
}
