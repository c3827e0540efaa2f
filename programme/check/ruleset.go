package check

import (
	"iter"
	"strings"

	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

// ruleset is one version of one programme, with the place of each of its parts.
type ruleset struct {
	programme *programme.Programme
	version   *programme.Version
	// ways knows what shares and exclusions the version has.
	ways   wayfinder
	places map[part]diag.Pos
	// lengths are how many characters stand at a place, where the tree knows.
	lengths map[diag.Pos]int
	parents map[programme.Requirement]programme.Requirement
	// again marks what shares its heading with the option before it: both are codes of one list of codes.
	again map[programme.Requirement]bool
	// times is how often each piece is asked for.
	times map[record.Ref]int
	// size is how many requirements there are.
	size int
}

// part names something written in a version: a requirement, one of its keys, the i-th entry under the key, or the j-th
// code of that entry; i counts from 0 and j from 1. Of is nil for what stands beside `requires`.
type part struct {
	of   programme.Requirement
	key  string
	i, j int
}

// newRuleset gives a version without places; the reader of the source tree adds them.
func newRuleset(p *programme.Programme, v *programme.Version) *ruleset {
	rs := &ruleset{
		programme: p, version: v, ways: newWayfinder(v),
		places:  map[part]diag.Pos{},
		parents: map[programme.Requirement]programme.Requirement{},
		lengths: map[diag.Pos]int{},
		again:   map[programme.Requirement]bool{},
		times:   map[record.Ref]int{},
	}
	for r := range rs.all() {
		rs.size++
		if item, ok := r.(*programme.Item); ok {
			rs.times[item.Ref]++
		}
		for _, child := range programme.Parts(r) {
			rs.parents[child] = r
		}
	}
	return rs
}

// at is where a requirement is written.
func (rs *ruleset) at(r programme.Requirement) diag.Pos { return rs.atPart(part{of: r}) }

// atPart is where a part is written; what has no place of its own is found at the nearest thing around it that has one.
func (rs *ruleset) atPart(p part) diag.Pos {
	for _, around := range []part{p, {of: p.of, key: p.key, i: p.i}, {of: p.of, key: p.key}, {of: p.of}} {
		if pos, ok := rs.places[around]; ok {
			return pos
		}
	}
	if p.of == nil {
		return diag.Pos{File: rs.programme.File}
	}
	return rs.atPart(part{of: rs.parents[p.of]})
}

// all goes through every requirement of the version, the root first, in file order.
func (rs *ruleset) all() iter.Seq[programme.Requirement] { return within(rs.version.Requires) }

// within goes through a requirement and all that stands in it, in file order.
func within(r programme.Requirement) iter.Seq[programme.Requirement] {
	return func(yield func(programme.Requirement) bool) { walk(r, yield) }
}

func walk(r programme.Requirement, yield func(programme.Requirement) bool) bool {
	if !yield(r) {
		return false
	}
	for _, child := range programme.Parts(r) {
		if !walk(child, yield) {
			return false
		}
	}
	return true
}

// top lists the top-level requirements.
func (rs *ruleset) top() []programme.Requirement { return rs.version.Requires.Of }

// items goes through the items at or below a requirement.
func items(r programme.Requirement) iter.Seq[*programme.Item] {
	return func(yield func(*programme.Item) bool) {
		walk(r, func(r programme.Requirement) bool {
			item, ok := r.(*programme.Item)
			return !ok || yield(item)
		})
	}
}

// refs lists what the items at or below a requirement ask for, each once.
func refs(r programme.Requirement) []record.Ref {
	var all []record.Ref
	seen := map[record.Ref]bool{}
	for item := range items(r) {
		if !seen[item.Ref] {
			seen[item.Ref] = true
			all = append(all, item.Ref)
		}
	}
	return all
}

// byID gives the requirement with the id, or nil.
func (rs *ruleset) byID(id string) programme.Requirement {
	for r := range rs.all() {
		if r.Heading().ID == id {
			return r
		}
	}
	return nil
}

// name is what a finding calls a requirement: its id, its title, what it asks for, or the name of what it stands in.
func (rs *ruleset) name(r programme.Requirement) string {
	head := r.Heading()
	switch {
	case head.ID != "":
		return head.ID
	case head.Title != "":
		return head.Title
	}
	if item, ok := r.(*programme.Item); ok {
		return rs.short(item.Ref)
	}
	if parent := rs.parents[r]; parent != nil && parent != programme.Requirement(rs.version.Requires) {
		return rs.name(parent)
	}
	return rs.programme.Title
}

// short writes a ref as the programme's own file does: the issuer's own codes are bare.
func (rs *ruleset) short(ref record.Ref) string {
	if ref.Issuer() == rs.programme.Issuer() {
		ref.ID = ref.Code()
	}
	return ref.String()
}

// together tells whether two requirements can be asked for at once: where their paths part, more than one option is
// needed.
func (rs *ruleset) together(a, b programme.Requirement) bool {
	above := map[programme.Requirement]bool{}
	for r := a; r != nil; r = rs.parents[r] {
		above[r] = true
	}
	for r := b; r != nil; r = rs.parents[r] {
		if above[r] {
			return r != a && r != b && needed(r) > 1
		}
	}
	return false
}

// asked writes what a requirement asks for in a few words.
func (rs *ruleset) asked(r programme.Requirement) string {
	if item, ok := r.(*programme.Item); ok {
		return rs.short(item.Ref)
	}
	if head := r.Heading(); head.ID != "" || head.Title != "" {
		return rs.name(r)
	}
	join := " | "
	if _, all := r.(*programme.All); all {
		join = " + "
	}
	const most = 3
	shown := rs.shortAll(refs(r))
	if len(shown) > most {
		shown = append(shown[:most], "…")
	}
	return strings.Join(shown, join)
}

// shortAll writes refs as the programme's file does.
func (rs *ruleset) shortAll(all []record.Ref) []string {
	var texts []string
	for _, ref := range all {
		texts = append(texts, rs.short(ref))
	}
	return texts
}

// needed is how many parts or options a requirement asks for.
func needed(r programme.Requirement) int {
	switch r := r.(type) {
	case *programme.All:
		return len(r.Of)
	case *programme.Choose:
		return r.N
	case *programme.Item, *programme.Any:
		return 1
	default:
		return 1
	}
}

// mandatory tells that nothing meets the rules without meeting r: every requirement above it asks for all of its parts
// without condition.
func (rs *ruleset) mandatory(r programme.Requirement) bool {
	for parent := rs.parents[r]; parent != nil; r, parent = parent, rs.parents[parent] {
		head := r.Heading()
		if needed(parent) < len(programme.Parts(parent)) || rs.ways.reached[head.ID] {
			return false
		}
	}
	return true
}
