package check

import (
	"slices"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

// steps is the budget of one audit here; what it does not prove is not reported.
const steps = 20_000

// reachable tells whether somebody who can have every exam, and every credential of another programme, can meet the
// version on some day. It is true where that is not proved.
func (rs *ruleset) reachable(v *programme.Version) bool {
	alone := *rs.programme
	alone.Versions = []programme.Version{*v}
	alone.Versions[0].InForce = programme.Span{}
	var granted []record.Ruling
	for _, q := range questionsIn(v) {
		granted = append(granted, record.Ruling{Kind: record.Grant, Programme: alone.ID, Question: q})
	}
	auditor := audit.New(programme.NewSet([]*programme.Programme{&alone}, nil, nil, granted))
	for _, days := range segments(v.InForce, slices.Collect(within(v.Requires))) {
		day := days.From
		if day == 0 {
			day = max(days.Until, 1)
		}
		s, err := auditor.Standing(alone.ID, &record.Record{}, day, audit.Options{Steps: steps})
		if err != nil || !s.Unreachable || !s.Proved {
			return true
		}
	}
	return false
}

func questionsIn(v *programme.Version) []string {
	var all []string
	for q := range within(v.Requires) {
		if open := q.Heading().Open; open != nil {
			all = append(all, open.ID)
		}
	}
	for _, c := range v.Covers {
		if c.Open != nil {
			all = append(all, c.Open.ID)
		}
	}
	return all
}

// forcing is the version in which the option must be used, and everything around it.
func (rs *ruleset) forcing(option programme.Requirement) *programme.Version {
	forced := option
	for parent := rs.parents[option]; parent != nil; option, parent = parent, rs.parents[parent] {
		forced = forcedIn(parent, option, forced)
	}
	v := *rs.version
	v.Requires = forced.(*programme.All) // the root always is
	return &v
}

// forcedIn is parent with its child old replaced, and needed.
func forcedIn(parent, old, forced programme.Requirement) programme.Requirement {
	switch parent := parent.(type) {
	case *programme.All:
		all := slices.Clone(parent.Of)
		all[slices.Index(all, old)] = forced
		return &programme.All{Head: parent.Head, Of: all}
	case *programme.Choose:
		all := &programme.All{Head: parent.Head, Of: []programme.Requirement{forced}}
		if rest := remaining(parent, old); rest.N > 0 {
			all.Of = append(all.Of, rest)
		}
		return all
	case *programme.Any, *programme.Item:
		return &programme.All{Head: *parent.Heading(), Of: []programme.Requirement{forced}}
	default:
		return parent
	}
}

// remaining is what a list still asks for when one of its options is used.
func remaining(list *programme.Choose, used programme.Requirement) *programme.Choose {
	rest := &programme.Choose{N: list.N - 1}
	item, single := used.(*programme.Item)
	var full []record.Ref
	for _, c := range list.AtMost {
		if single && slices.Contains(c.Of, item.Ref) {
			c.N--
		}
		if c.N < 1 {
			full = append(full, c.Of...)
			continue
		}
		rest.AtMost = append(rest.AtMost, c)
	}
	for _, o := range list.From {
		other, isItem := o.(*programme.Item)
		if o == used || isItem && slices.Contains(full, other.Ref) {
			continue
		}
		rest.From = append(rest.From, o)
	}
	return rest
}

// contested tells that something in the option is asked for elsewhere too, or excludes something: nothing else can keep
// an option from counting.
func (rs *ruleset) contested(option programme.Requirement) bool {
	own := map[record.Ref]int{}
	for item := range items(option) {
		own[item.Ref]++
	}
	for ref, n := range own {
		if rs.times[ref] > n || slices.ContainsFunc(rs.version.NotBoth, func(b programme.NotBoth) bool { return slices.Contains(b.Of, ref) }) {
			return true
		}
	}
	return false
}
