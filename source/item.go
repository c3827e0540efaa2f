package source

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"waymark/record"
)

// ruleKinds are the kinds of evidence that a rule can ask for.
var ruleKinds = []record.Kind{record.Exam, record.Credential, record.Course, record.Event}

// item reads `exam 70-290` or `ever-held credential mcse-nt4`.
func (r *reader) item(n *yaml.Node) Item {
	t := r.text(n)
	if !t.Given() {
		return Item{}
	}
	return r.itemOf(t)
}

func (r *reader) itemOf(t Text) Item {
	words := strings.Fields(t.Value)
	it := Item{Pos: t.Pos, Length: t.Length}
	if len(words) == 3 && words[0] == "ever-held" && words[1] == "credential" {
		it.Ever, words = true, words[1:]
	}
	kind, ok := ruleKind(words)
	if !ok || len(words) != 2 || !IsCode(words[1]) {
		r.bad("bad-item", t)
		return Item{}
	}
	it.Ref = record.Ref{Kind: kind, ID: words[1]}
	return it
}

func ruleKind(words []string) (record.Kind, bool) {
	if len(words) == 0 {
		return 0, false
	}
	for _, k := range ruleKinds {
		if k.String() == words[0] {
			return k, true
		}
	}
	return 0, false
}

// items reads a list of items.
func (r *reader) items(n *yaml.Node) []Item {
	var all []Item
	for _, c := range r.list(n, false) {
		if it := r.item(c); it.Ref.ID != "" {
			all = append(all, it)
		}
	}
	return all
}

// conditions reads one condition or a list of them.
func (r *reader) conditions(n *yaml.Node) []Condition {
	var all []Condition
	for _, c := range r.list(n, true) {
		if t := r.text(c); t.Given() {
			if condition, ok := parseCondition(t); ok {
				all = append(all, condition)
			} else {
				r.bad("bad-condition", t)
			}
		}
	}
	return all
}

// parseCondition reads `holds CREDENTIAL`, `ever held CREDENTIAL` or `passed EXAM`. The kind may be repeated before the
// code (`holds credential mcse-2000`), since people write it so.
func parseCondition(t Text) (Condition, bool) {
	words := strings.Fields(t.Value)
	c := Condition{Pos: t.Pos, Length: t.Length, Ref: record.Ref{Kind: record.Credential}}
	switch {
	case len(words) > 1 && words[0] == "holds":
		words = words[1:]
	case len(words) > 2 && words[0] == "ever" && words[1] == "held":
		c.Ever, words = true, words[2:]
	case len(words) > 1 && words[0] == "passed":
		c.Ref.Kind, words = record.Exam, words[1:]
	default:
		return c, false
	}
	if len(words) == 2 && words[0] == c.Ref.Kind.String() {
		words = words[1:]
	}
	if len(words) != 1 || !IsCode(words[0]) {
		return c, false
	}
	c.Ref.ID = words[0]
	return c, true
}
