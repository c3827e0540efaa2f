package source

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"waymark/message"
	"waymark/record"
)

func (r *reader) requirements(n *yaml.Node) []*Requirement {
	nodes := r.list(n, false)
	all := make([]*Requirement, 0, len(nodes))
	for _, c := range nodes {
		all = append(all, r.requirement(c))
	}
	return all
}

// requirement reads text such as `exam 70-290`, or a mapping with one body.
func (r *reader) requirement(n *yaml.Node) *Requirement {
	q := &Requirement{Pos: r.pos(n), BodyPos: r.pos(n), Length: length(n)}
	if n.Kind == yaml.ScalarNode && !empty(n) {
		q.Short = true
		if it := r.item(n); it.Ref.ID != "" {
			q.Body, q.Items = ItemBody, []Item{it}
		}
		return q
	}
	body := ""
	ever, choose, from := entry{}, entry{}, entry{}
	for e := range r.entries(n, requirementShape) {
		switch e.key {
		case "ever":
			ever = e
			continue
		case "choose":
			choose, q.N = e, r.number(e.value)
		case "from":
			from = e
		}
		if !isBody(e.key) {
			r.requirementKey(q, e)
			continue
		}
		if body != "" && !partners(body, e.key) {
			r.add("two-bodies", r.pos(e.at), length(e.at), "hint.two-bodies", message.Op("first", body), message.Op("second", e.key))
			continue
		}
		if body == "" || e.key == "choose" {
			body, q.BodyPos, q.Length = e.key, r.pos(e.at), length(e.at)
		}
		r.body(q, e)
	}
	r.wholeBody(q, n, body, ever, choose, from)
	return q
}

// wholeBody complains of a requirement whose body is missing or half there.
func (r *reader) wholeBody(q *Requirement, n *yaml.Node, body string, ever, choose, from entry) {
	if body == "" && n.Kind == yaml.MappingNode {
		r.add("no-body", r.pos(n), 1, "hint.no-body")
	}
	if choose.at != nil && from.at == nil && body == "choose" {
		r.add("key-missing", r.pos(choose.at), length(choose.at), "hint.choose-from", message.Op("key", "from"))
	}
	if from.at != nil && choose.at == nil && body == "from" {
		r.add("key-missing", r.pos(from.at), length(from.at), "hint.choose-from", message.Op("key", "choose"))
	}
	if ever.at != nil && r.flag(ever.value).Value {
		if q.Body != ItemBody && q.Body != ItemsBody || len(q.Items) > 0 && q.Items[0].Ref.Kind != record.Credential {
			r.add("ever-without-credential", r.pos(ever.at), length(ever.at), "")
			return
		}
		for i := range q.Items {
			q.Items[i].Ever = true
		}
	}
	if len(q.AtMost) > 0 && q.Body != ChooseBody && q.Body != AnyBody {
		r.add("at-most-without-list", q.AtMost[0].Pos, 1, "")
	}
}

func isBody(key string) bool {
	switch key {
	case "all", "any", "choose", "from", "exam", "exams", "credential", "credentials", "course", "courses", "event", "events":
		return true
	default:
		return false
	}
}

// partners tells whether two keys make one body.
func partners(a, b string) bool {
	return a == "choose" && b == "from" || a == "from" && b == "choose"
}

// body reads the key that says what is asked for.
func (r *reader) body(q *Requirement, e entry) {
	switch e.key {
	case "all":
		q.Body, q.Of = AllBody, r.requirements(e.value)
	case "any":
		q.Body, q.Of = AnyBody, r.requirements(e.value)
	case "choose":
		q.Body = ChooseBody
	case "from":
		q.Body, q.Of = ChooseBody, r.requirements(e.value)
	default:
		r.codesBody(q, e)
	}
}

// codesBody reads `exam:` and its like, or `exams:` and its like.
func (r *reader) codesBody(q *Requirement, e entry) {
	q.Body = ItemBody
	values := []*yaml.Node{e.value}
	kind, single := record.KindOf(e.key)
	if !single {
		kind, _ = record.KindOf(strings.TrimSuffix(e.key, "s"))
		q.Body, values = ItemsBody, r.list(e.value, false)
	}
	q.Items = make([]Item, 0, len(values))
	for _, v := range values {
		if t := r.code(v); t.Given() {
			q.Items = append(q.Items, Item{Ref: record.Ref{Kind: kind, ID: t.Value}, Pos: t.Pos, Length: t.Length})
		}
	}
	if single && len(q.Items) == 0 {
		q.Body = NoBody
	}
}

// requirementKey reads a key that says more about a requirement.
func (r *reader) requirementKey(q *Requirement, e entry) {
	switch e.key {
	case "id":
		q.ID = r.name(e.value)
	case "title":
		q.Title = r.text(e.value)
	case "given":
		q.Given = r.conditions(e.value)
	case "open":
		q.Open = r.question(e.value)
	case "listed":
		q.Listed = r.span(e.value)
	case "at_most":
		for _, n := range r.list(e.value, false) {
			q.AtMost = append(q.AtMost, r.cap(n))
		}
	default:
		r.backing(&q.Backing, e)
	}
}

func (r *reader) cap(n *yaml.Node) Cap {
	c := Cap{Pos: r.pos(n)}
	for e := range r.entries(n, capShape) {
		switch e.key {
		case "n":
			c.N = r.number(e.value)
		case "of":
			c.Of = r.items(e.value)
		}
	}
	return c
}
