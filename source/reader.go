package source

import (
	"iter"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"waymark/diag"
	"waymark/message"
)

// reader walks one file's nodes and keeps what it finds wrong.
type reader struct {
	file string
	// above is how many lines stand before the text in its file (JSON lines).
	above int
	found diag.List
}

func (r *reader) at(line, column int) diag.Pos {
	return diag.Pos{File: r.file, Line: r.above + line, Column: column}
}

func (r *reader) pos(n *yaml.Node) diag.Pos { return r.at(max(n.Line, 1), max(n.Column, 1)) }

// add keeps an error whose sentence is "finding." + rule; a rule may be followed by a dot and a variant.
func (r *reader) add(rule string, pos diag.Pos, length int, hint string, operands ...message.Operand) {
	base, _, _ := strings.Cut(rule, ".")
	r.addCode(base, "finding."+rule, pos, length, hint, operands...)
}

func (r *reader) addCode(rule, code string, pos diag.Pos, length int, hint string, operands ...message.Operand) {
	if len(r.found) > maxFindings {
		return
	}
	if len(r.found) == maxFindings {
		rule, code, hint, operands = "too-many-findings", "finding.too-many-findings", "", []message.Operand{message.Op("limit", maxFindings)}
	}
	r.found.Add(diag.Finding{Severity: diag.Error, Rule: rule, Code: code, Pos: pos, Length: length, Hint: hint, Operands: operands})
}

// length is how many characters of its line a scalar takes, about.
func length(n *yaml.Node) int {
	switch {
	case n.Kind != yaml.ScalarNode, n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0, n.Value == "":
		return 1
	case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return 2 + utf8.RuneCountInString(n.Value)
	default:
		return utf8.RuneCountInString(n.Value)
	}
}

// empty tells whether a scalar says nothing: no text, ~ or null.
func empty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.Value == "" || n.Style == 0 && (n.Value == "~" || n.Value == "null"))
}

// isList, isMapping and isScalar tell the kind, and complain where it is another.
func (r *reader) isList(n *yaml.Node) bool    { return r.is(n, yaml.SequenceNode, "list") }
func (r *reader) isMapping(n *yaml.Node) bool { return r.is(n, yaml.MappingNode, "mapping") }
func (r *reader) isScalar(n *yaml.Node) bool  { return r.is(n, yaml.ScalarNode, "text") }

func (r *reader) is(n *yaml.Node, want yaml.Kind, right string) bool {
	if n.Kind == want && !empty(n) {
		return true
	}
	r.wrongKind(n, right)
	return false
}

// wrongKind says that a value should be a list, a mapping or text and what it is instead.
func (r *reader) wrongKind(n *yaml.Node, right string) {
	switch {
	case empty(n):
		r.add("value-missing", r.pos(n), 1, "hint.should-be-"+right)
	case n.Kind == yaml.SequenceNode:
		r.add("wrong-type.list", r.pos(n), 1, "hint.should-be-"+right)
	case n.Kind == yaml.MappingNode:
		r.add("wrong-type.mapping", r.pos(n), 1, "hint.should-be-"+right)
	default:
		r.add("wrong-type.text", r.pos(n), length(n), "hint.should-be-"+right, message.Op("found", shorten(n.Value)))
	}
}

// entry is one key of a mapping and its value.
type entry struct {
	key   string
	at    *yaml.Node
	value *yaml.Node
}

// entries gives the entries of a mapping of the shape: each key once, known, and with a value. It complains of all
// others, of a node that is no mapping, and at the end of keys that are needed and missing.
func (r *reader) entries(n *yaml.Node, s *shape) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		if !r.isMapping(n) {
			return
		}
		seen := make([]*yaml.Node, len(s.fields))
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			at := s.index(key.Value)
			switch {
			case at < 0:
				r.unknownKey(key, s)
			case seen[at] != nil:
				r.twice(key, seen[at])
			default:
				seen[at] = key
				if !yield(entry{key.Value, key, value}) {
					return
				}
			}
		}
		for i, f := range s.fields {
			if f.needed && seen[i] == nil {
				r.add("key-missing", r.pos(n), 1, "hint.key-missing."+s.name, message.Op("key", f.key))
			}
		}
	}
}

// free gives the entries of a mapping whose keys are the author's own, each key once.
func (r *reader) free(n *yaml.Node) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		if n.Kind == yaml.MappingNode && len(n.Content) == 0 || !r.isMapping(n) {
			return
		}
		seen := make(map[string]*yaml.Node, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			if first := seen[key.Value]; first != nil {
				r.twice(key, first)
				continue
			}
			seen[key.Value] = key
			if empty(key) {
				r.add("key-not-text", r.pos(key), 1, "")
				continue
			}
			if !yield(entry{key.Value, key, value}) {
				return
			}
		}
	}
}

func (r *reader) twice(key, first *yaml.Node) {
	r.add("key-twice", r.pos(key), length(key), "hint.key-twice", message.Op("key", shorten(key.Value)), message.Op("line", r.above+first.Line))
	if last := len(r.found) - 1; last < maxFindings {
		r.found[last].Related = []diag.Related{{Pos: r.pos(first), Code: "related.first-key"}}
	}
}

func (r *reader) unknownKey(key *yaml.Node, s *shape) {
	if len(r.found) > maxFindings {
		return
	}
	known := s.keys()
	hint := "hint.key-known"
	meant := Nearest(key.Value, known)
	if meant != "" {
		hint = "hint.key-meant"
	}
	r.add("key-unknown", r.pos(key), length(key), hint, message.Op("key", shorten(key.Value)), message.Op("meant", meant), message.Op("known", known))
}

// list gives the nodes of a list; a single value stands for a list of one where one is allowed.
func (r *reader) list(n *yaml.Node, one bool) []*yaml.Node {
	if one && n.Kind != yaml.SequenceNode && !empty(n) {
		return []*yaml.Node{n}
	}
	if !r.isList(n) {
		return nil
	}
	return n.Content
}

// shorten keeps a value that a sentence quotes to a readable length.
func shorten(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
