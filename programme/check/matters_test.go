package check

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"waymark/audit"
	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

// The properties here hold the rules to the audit: what they say never matters can be taken out without changing any
// verdict, and what they say can never be met is not met by somebody who has everything.

var (
	alphabet = []record.Ref{
		{Kind: record.Exam, ID: "t/a"},
		{Kind: record.Exam, ID: "t/b"},
		{Kind: record.Exam, ID: "t/c"},
		{Kind: record.Exam, ID: "t/d"},
		{Kind: record.Exam, ID: "t/e"},
		{Kind: record.Credential, ID: "t/x"},
	}
	today = record.Day(2005, 6, 1)
)

// drawVersion draws small rules over few pieces, so that clashes are common.
func drawVersion(t *rapid.T) *programme.Version {
	ids := 0
	v := &programme.Version{Name: "1", Requires: &programme.All{}}
	for range rapid.IntRange(1, 3).Draw(t, "top") {
		v.Requires.Of = append(v.Requires.Of, drawRequirement(t, 2, &ids))
	}
	if rapid.IntRange(0, 3).Draw(t, "not both") == 0 {
		v.NotBoth = []programme.NotBoth{{Of: drawRefs(t)}}
	}
	if ids > 0 && rapid.IntRange(0, 3).Draw(t, "cover") == 0 {
		v.Covers = []programme.Cover{{By: rapid.SampledFrom(alphabet).Draw(t, "by"), Fills: []string{idOf(rapid.IntRange(1, ids).Draw(t, "fills"))}}}
	}
	if ids > 1 && rapid.IntRange(0, 3).Draw(t, "share") == 0 {
		v.Shares = []programme.Share{{Between: []string{idOf(1), idOf(2)}}}
		// A share between a requirement and a part of it is nothing that anybody writes.
		rs := newRuleset(&programme.Programme{}, v)
		if rs.inside(rs.byID(idOf(2)), []string{idOf(1)}) || rs.inside(rs.byID(idOf(1)), []string{idOf(2)}) {
			v.Shares = nil
		}
	}
	return v
}

func idOf(n int) string { return string(rune('A' + n - 1)) }

func drawRefs(t *rapid.T) []record.Ref {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(alphabet), 2, 3, rapid.ID[record.Ref]).Draw(t, "refs")
}

func drawRequirement(t *rapid.T, depth int, ids *int) programme.Requirement {
	head := programme.Head{}
	if rapid.IntRange(0, 3).Draw(t, "id") == 0 {
		*ids++
		head.ID = idOf(*ids)
	}
	if rapid.IntRange(0, 4).Draw(t, "given") == 0 {
		ref := rapid.SampledFrom(alphabet).Draw(t, "condition")
		head.Given = []programme.Condition{{Ref: ref}}
	}
	kind := rapid.IntRange(0, 5).Draw(t, "kind")
	if depth == 0 || kind < 2 {
		return &programme.Item{Head: &head, Ref: rapid.SampledFrom(alphabet).Draw(t, "item")}
	}
	var of []programme.Requirement
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		of = append(of, drawRequirement(t, depth-1, ids))
	}
	switch kind {
	case 2:
		return &programme.All{Head: head, Of: of}
	case 3:
		return &programme.Any{Head: head, Of: of}
	default:
		list := &programme.Choose{Head: head, N: rapid.IntRange(1, len(of)).Draw(t, "n"), From: of}
		if rapid.Bool().Draw(t, "limited") {
			list.AtMost = []programme.Cap{{N: rapid.IntRange(1, 2).Draw(t, "at most"), Of: drawRefs(t)}}
		}
		return list
	}
}

// verdicts are those of every record that holds each piece of the alphabet or does not.
func verdicts(t *rapid.T, v *programme.Version) []audit.Verdict {
	p := &programme.Programme{ID: "t/p", Awards: programme.Award{Credential: "t/p"}, Versions: []programme.Version{*v}}
	auditor := audit.New(programme.NewSet([]*programme.Programme{p}, nil, nil, nil))
	var all []audit.Verdict
	for held := range 1 << len(alphabet) {
		rec := &record.Record{}
		for i, ref := range alphabet {
			if held&(1<<i) != 0 {
				rec.Evidence = append(rec.Evidence, record.Evidence{Ref: ref, Date: today})
			}
		}
		s, err := auditor.Standing("t/p", rec, today, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s.Verdict)
	}
	return all
}

// without is the version with q replaced by what put gives: nil leaves it out.
func without(v *programme.Version, q, put programme.Requirement) *programme.Version {
	var rebuild func(r programme.Requirement) programme.Requirement
	list := func(of []programme.Requirement) []programme.Requirement {
		var out []programme.Requirement
		for _, r := range of {
			if r = rebuild(r); r != nil {
				out = append(out, r)
			}
		}
		return out
	}
	rebuild = func(r programme.Requirement) programme.Requirement {
		if r == q {
			return put
		}
		switch r := r.(type) {
		case *programme.All:
			return &programme.All{Head: r.Head, Of: list(r.Of)}
		case *programme.Any:
			return &programme.Any{Head: r.Head, Of: list(r.Of)}
		case *programme.Choose:
			return &programme.Choose{Head: r.Head, N: r.N, From: list(r.From), AtMost: r.AtMost}
		case *programme.Item:
			return r
		default:
			return r
		}
	}
	w := *v
	w.Requires = rebuild(v.Requires).(*programme.All)
	return &w
}

// same fails where taking something out changed a verdict.
func same(t *rapid.T, why string, rs *ruleset, q programme.Requirement, changed *programme.Version) {
	before, after := verdicts(t, rs.version), verdicts(t, changed)
	if !slices.Equal(before, after) {
		t.Fatalf("%s %s changes verdicts: %v, %v", why, rs.asked(q), before, after)
	}
}

func TestWhatNeverMattersChangesNoVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawVersion(t)
		rs := newRuleset(&programme.Programme{ID: "t/p"}, v)
		for q := range rs.all() {
			if q, ok := q.(*programme.Choose); ok {
				for i, c := range q.AtMost {
					if members := membersAtOnce(rs, q, c); members > 0 && c.N >= min(members, q.N) {
						free := *q
						free.AtMost = slices.Concat(q.AtMost[:i], q.AtMost[i+1:])
						same(t, "lifting the limit of", rs, q, without(v, q, &free))
					}
				}
			}
			list := rs.optionsOf(q)
			_, all := q.(*programme.All)
			for i, o := range list.options {
				if !all && (list.repeats(rs, i) >= 0 || list.simpler(rs, q, i) != nil) {
					same(t, "leaving out the option", rs, o, without(v, o, nil))
				}
			}
			for i, c := range q.Heading().Given {
				if rest := slices.Concat(q.Heading().Given[:i], q.Heading().Given[i+1:]); rs.implied(q, c, rest) {
					same(t, "lifting the condition on", rs, q, without(v, q, ungiven(q)))
				}
			}
		}
	})
}

// ungiven is q without its condition.
func ungiven(q programme.Requirement) programme.Requirement {
	switch q := q.(type) {
	case *programme.Item:
		head := *q.Heading()
		head.Given = nil
		return &programme.Item{Head: &head, Ref: q.Ref, Ever: q.Ever}
	case *programme.All:
		free := *q
		free.Given = nil
		return &free
	case *programme.Any:
		free := *q
		free.Given = nil
		return &free
	case *programme.Choose:
		free := *q
		free.Given = nil
		return &free
	default:
		return q
	}
}

func TestWhatIsNeverMetIsNotMetByAnyone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawVersion(t)
		p := &programme.Programme{ID: "t/p", Awards: programme.Award{Credential: "t/p"}, Versions: []programme.Version{*v}}
		rs := newRuleset(p, v)
		var found diag.List
		known := newKnowledge(programme.NewSet([]*programme.Programme{p}, nil, nil, nil))
		for _, rule := range []*Rule{mandatoryTwice, neverMet} {
			rule.version(&run{knowledge: known, rule: rule, found: &found}, rs)
		}
		all := verdicts(t, v)
		earned := slices.Contains(all, audit.Met)
		if found.HasErrors() == earned {
			t.Fatalf("errors %v, but can be met %v", found, earned)
		}
		for q := range rs.all() {
			parent := rs.parents[q]
			if !earned || parent == nil || needed(parent) == len(programme.Parts(parent)) || !rs.contested(q) {
				continue
			}
			if !rs.reachable(rs.forcing(q)) {
				same(t, "leaving out the spent option", rs, q, without(v, q, nil))
			}
		}
	})
}
