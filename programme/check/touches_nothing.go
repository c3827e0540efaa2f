package check

import (
	"slices"

	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

var touchesNothing = &Rule{
	Name: "touches-nothing", Since: "0.1", Severity: diag.Warning,
	Why: "A sharing, an exclusion or a limit that no item of the rules falls under has no effect; usually a code in it is mistyped.",
	version: func(r *run, rs *ruleset) {
		placed := slices.Concat(refs(rs.version.Requires), rs.coverers())
		for i, s := range rs.version.Shares {
			rs.judgeShare(r, i, s)
		}
		for i, not := range rs.version.NotBoth {
			rs.strangers(r, part{key: "not_both", i: i}, not.Of, placed)
			if hit := common(not.Of, placed); len(hit) < 2 && len(hit) == len(common(not.Of, not.Of)) {
				r.add(diag.Finding{
					Severity: diag.Warning, Pos: rs.atPart(part{key: "not_both", i: i}), Code: "finding.touches-nothing.alone",
					Operands: ops{op("items", rs.shortAll(hit))},
				})
			}
		}
		for q := range rs.all() {
			if list, ok := q.(*programme.Choose); ok {
				for i, c := range list.AtMost {
					rs.strangers(r, part{of: list, key: "at_most", i: i}, c.Of, options(list))
				}
			}
		}
	},
}

// strangers reports refs that are not among those that the entry could touch.
func (rs *ruleset) strangers(r *run, at part, of, among []record.Ref) {
	for j, ref := range of {
		if !slices.Contains(among, ref) {
			r.find(diag.Warning, rs.atPart(part{of: at.of, key: at.key, i: at.i, j: j + 1}), op("item", rs.short(ref)), op("key", at.key))
		}
	}
}

// options are the items that are options of a list themselves.
func options(list *programme.Choose) []record.Ref {
	var all []record.Ref
	for _, o := range list.From {
		if item, ok := o.(*programme.Item); ok {
			all = append(all, item.Ref)
		}
	}
	return all
}

// coverers are the pieces that covers use up.
func (rs *ruleset) coverers() []record.Ref {
	var all []record.Ref
	for _, c := range rs.version.Covers {
		all = append(all, c.By)
	}
	return all
}

// judgeShare reports a share whose requirements have no item in common, or an item that is not in at least two of them.
func (rs *ruleset) judgeShare(r *run, i int, s programme.Share) {
	in := map[record.Ref]int{}
	found := 0
	for _, id := range s.Between {
		if q := rs.byID(id); q != nil {
			found++
			for _, ref := range refs(q) {
				in[ref]++
			}
		}
	}
	if found < len(s.Between) {
		return // compile says that there is no such requirement
	}
	for j, ref := range s.Items {
		if in[ref] < 2 {
			r.add(diag.Finding{
				Severity: diag.Warning, Pos: rs.atPart(part{key: "shares", i: i, j: j + 1}), Code: "finding.touches-nothing.share-item",
				Operands: ops{op("item", rs.short(ref)), op("between", s.Between)},
			})
		}
	}
	if len(s.Items) > 0 {
		return
	}
	for _, n := range in {
		if n > 1 {
			return
		}
	}
	r.add(diag.Finding{
		Severity: diag.Warning, Pos: rs.atPart(part{key: "shares", i: i}), Code: "finding.touches-nothing.share",
		Operands: ops{op("between", s.Between)},
	})
}
