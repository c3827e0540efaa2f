package source

import (
	"go.yaml.in/yaml/v4"

	"waymark/message"
	"waymark/record"
)

func (r *reader) rulings(n *yaml.Node) []record.Ruling {
	var all []record.Ruling
	for _, c := range r.list(n, false) {
		all = append(all, r.ruling(c))
	}
	return all
}

// rulingKinds are the keys that say what a ruling does.
var rulingKinds = map[string]record.RulingKind{
	"grant": record.Grant, "refuse": record.RefuseOpen, "admit": record.Admit, "substitute": record.Substitute, "waive": record.Waive,
}

func (r *reader) ruling(n *yaml.Node) record.Ruling {
	u := record.Ruling{Pos: r.pos(n)}
	var from, until Day
	for e := range r.entries(n, rulingShape) {
		if kind := rulingKinds[e.key]; kind != 0 {
			if u.Kind != 0 {
				r.add("two-bodies", r.pos(e.at), length(e.at), "hint.two-rulings", message.Op("first", u.Kind), message.Op("second", kind))
				continue
			}
			u.Kind = kind
			r.ruled(&u, e)
			continue
		}
		switch e.key {
		case "for":
			u.For = r.item(e.value).Ref
		case "programme":
			u.Programme = r.full(e.value).Value
		case "from":
			from = r.day(e.value)
		case "until":
			until = r.day(e.value)
		case "author":
			u.Author = r.text(e.value).Value
		case "reason":
			u.Reason = r.text(e.value).Value
		}
	}
	u.From, u.Until = from.Date, until.Date
	r.ordered(from, until)
	if n.Kind == yaml.MappingNode {
		r.wholeRuling(u)
	}
	return u
}

// ruled reads what the ruling is about.
func (r *reader) ruled(u *record.Ruling, e entry) {
	switch u.Kind {
	case record.Grant, record.RefuseOpen:
		u.Question = r.name(e.value).Value
	case record.Waive:
		u.Requirement = r.name(e.value).Value
	default:
		u.Evidence = r.item(e.value).Ref
	}
}

// wholeRuling complains of what a ruling of its kind lacks or cannot have.
func (r *reader) wholeRuling(u record.Ruling) {
	switch u.Kind {
	case record.Grant, record.RefuseOpen, record.Waive:
		if u.Programme == "" {
			r.add("ruling-without-programme", u.Pos, 1, "hint.ruling-without-programme", message.Op("kind", u.Kind))
		}
	case record.Admit, record.Substitute: // these may hold for every programme
	default:
		r.add("no-body.ruling", u.Pos, 1, "hint.no-ruling")
	}
	if u.Kind == record.Substitute && u.For.ID == "" {
		r.add("key-missing", u.Pos, 1, "hint.substitute-for", message.Op("key", "for"))
	}
	if u.Kind != record.Substitute && u.For.ID != "" {
		r.add("for-without-substitute", u.Pos, 1, "")
	}
}
