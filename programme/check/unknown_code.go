package check

import (
	"slices"

	"waymark/diag"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

var unknownCode = &Rule{
	Name: "unknown-code", Since: "0.1", Severity: diag.Error,
	Why: "A code that no facts list is usually mistyped, and evidence of the thing that was meant will not count.",
	version: func(r *run, rs *ruleset) {
		for _, w := range rs.written() {
			r.judgeCode(w.ref, rs.atPart(w.at), rs.programme.Issuer(), diag.Error)
		}
	},
	facts: func(r *run, f *source.Facts) {
		for _, fact := range f.Facts {
			if fact.Successor.Given() {
				ref := record.Ref{Kind: fact.Kind, ID: fact.Successor.Value}.Within(f.Issuer.Value)
				r.judgeCode(ref, fact.Successor.Pos, f.Issuer.Value, diag.Warning)
			}
		}
	},
	record: func(r *run, f *recordFile) {
		for _, e := range f.record.Evidence {
			r.judgeCode(e.Within(f.issuer), e.Pos, f.issuer, diag.Warning)
		}
	},
}

// mention is a ref and where a version writes it first.
type mention struct {
	ref record.Ref
	at  part
}

// written lists every ref of a version once, in file order.
func (rs *ruleset) written() []mention {
	var all []mention
	seen := map[record.Ref]bool{}
	add := func(ref record.Ref, at part) {
		if !seen[ref] {
			seen[ref] = true
			all = append(all, mention{ref, at})
		}
	}
	addAll := func(refs []record.Ref, at part) {
		for j, ref := range refs {
			at.j = j + 1
			add(ref, at)
		}
	}
	for q := range rs.all() {
		if item, ok := q.(*programme.Item); ok {
			add(item.Ref, part{of: q})
		}
		for i, c := range q.Heading().Given {
			add(c.Ref, part{of: q, key: "given", i: i})
		}
		if list, ok := q.(*programme.Choose); ok {
			for i, c := range list.AtMost {
				addAll(c.Of, part{of: q, key: "at_most", i: i})
			}
		}
	}
	for i, c := range rs.version.Covers {
		add(c.By, part{key: "covers", i: i})
		for j, condition := range c.Given {
			add(condition.Ref, part{key: "covers given", i: i, j: j + 1})
		}
	}
	for i, n := range rs.version.NotBoth {
		addAll(n.Of, part{key: "not_both", i: i})
	}
	for i, s := range rs.version.Shares {
		addAll(s.Items, part{key: "shares", i: i})
	}
	return all
}

// judged are the kinds of evidence that facts list.
var judged = []record.Kind{record.Exam, record.Credential, record.Course, record.Event}

// judgeCode reports a ref that the set does not know: with the severity where the set lists things of its kind by its
// issuer, as a warning where it knows what was meant, and as one note a file where it lists nothing of the sort.
func (r *run) judgeCode(ref record.Ref, at diag.Pos, own string, severity diag.Severity) {
	if !slices.Contains(judged, ref.Kind) || r.knows(ref) {
		return
	}
	f := diag.Finding{Severity: severity, Pos: at, Operands: ops{op("item", shorten(ref, own))}}
	if kind := r.otherKind(ref); kind != 0 {
		f.Code = "finding.unknown-code.kind"
		f.Operands = append(f.Operands, op("kind", kind.String()))
		r.add(f)
		return
	}
	meant, listed := r.meant(ref), r.listings()[listing{ref.Kind, ref.Issuer()}]
	switch {
	case !listed && meant == "":
		if r.unlisted(ref, at.File) {
			f.Severity, f.Code = diag.Note, "finding.unknown-code.unlisted"
			f.Operands = append(f.Operands, op("kind", ref.Kind.String()), op("issuer", ref.Issuer()))
			r.add(f)
		}
		return
	case !listed:
		f.Severity = diag.Warning // that a name is only nearly right is likely, not certain
	}
	if meant != "" {
		f.Hint = "hint.unknown-code"
		f.Operands = append(f.Operands, op("meant", shorten(record.Ref{Kind: ref.Kind, ID: meant}, own)))
	}
	r.add(f)
}

// otherKind gives the kind of which the set has the id of a ref, or 0.
func (k *knowledge) otherKind(ref record.Ref) record.Kind {
	for _, kind := range judged {
		if kind != ref.Kind && k.knows(record.Ref{Kind: kind, ID: ref.ID}) {
			return kind
		}
	}
	return 0
}

// unlisted tells that nothing was said yet in the file about things of the ref's kind and issuer.
func (r *run) unlisted(ref record.Ref, file string) bool {
	return !slices.ContainsFunc(*r.found, func(f diag.Finding) bool {
		return f.Code == "finding.unknown-code.unlisted" && f.Pos.File == file &&
			f.Operands[1].Value == ref.Kind.String() && f.Operands[2].Value == ref.Issuer()
	})
}

// shorten writes a ref as files of the issuer do.
func shorten(ref record.Ref, issuer string) string {
	if ref.Issuer() == issuer {
		ref.ID = ref.Code()
	}
	return ref.String()
}
