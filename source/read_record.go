package source

import (
	"go.yaml.in/yaml/v4"

	"waymark/message"
	"waymark/record"
)

func (r *reader) record(n *yaml.Node) record.Record {
	rec := record.Record{File: r.file}
	for e := range r.entries(n, recordShape) {
		switch e.key {
		case "candidate":
			rec.Candidate = r.candidate(e.value)
		case "evidence":
			for _, c := range r.list(e.value, false) {
				rec.Evidence = append(rec.Evidence, r.evidence(c))
			}
		case "rulings":
			rec.Rulings = r.rulings(e.value)
		}
	}
	return rec
}

func (r *reader) candidate(n *yaml.Node) record.Candidate {
	var c record.Candidate
	for e := range r.entries(n, personShape) {
		switch e.key {
		case "id":
			c.ID = r.text(e.value).Value
		case "name":
			c.Name = r.text(e.value).Value
		case "emails":
			for _, t := range r.texts(e.value) {
				c.Emails = append(c.Emails, t.Value)
			}
		case "identifiers":
			c.Identifiers = r.freeMap(e.value)
		}
	}
	return c
}

func (r *reader) evidence(n *yaml.Node) record.Evidence {
	v := record.Evidence{Pos: r.pos(n)}
	var day, until Day
	for e := range r.entries(n, evidenceShape) {
		if kind, ok := record.KindOf(e.key); ok {
			if v.Kind != 0 {
				r.add("two-bodies", r.pos(e.at), length(e.at), "hint.two-kinds", message.Op("first", v.Kind), message.Op("second", kind))
				continue
			}
			v.Ref = record.Ref{Kind: kind, ID: r.code(e.value).Value}
			continue
		}
		switch e.key {
		case "date":
			day = r.day(e.value)
			v.Date = day.Date
		case "until":
			until = r.day(e.value)
			v.Until = until.Date
		case "revoked":
			v.Revoked = r.day(e.value).Date
		default:
			r.evidenceKey(&v, e)
		}
	}
	if v.Kind == 0 && n.Kind == yaml.MappingNode {
		r.add("no-body.evidence", v.Pos, 1, "hint.no-kind")
	}
	r.ordered(day, until)
	return v
}

func (r *reader) evidenceKey(v *record.Evidence, e entry) {
	switch e.key {
	case "state":
		switch r.word(e.value, "stated", "verified", "refused").Value {
		case "verified":
			v.State = record.Verified
		case "refused":
			v.State = record.Refused
		}
	case "attributes":
		v.Attributes = r.freeMap(e.value)
	default:
		*map[string]*string{
			"source": &v.Source, "reference": &v.Reference, "score": &v.Score, "version": &v.Version,
			"amount": &v.Amount, "unit": &v.Unit, "note": &v.Note,
		}[e.key] = r.text(e.value).Value
	}
}
