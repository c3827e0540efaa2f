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
		for ref, at := range rs.named() {
			r.judgeCode(ref, rs.atPart(at), rs.programme.Issuer(), diag.Error)
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

// named goes through every ref that a version writes and the part where it stands.
func (rs *ruleset) named() map[record.Ref]part {
	all := map[record.Ref]part{}
	add := func(ref record.Ref, at part) {
		if _, before := all[ref]; !before {
			all[ref] = at
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
				addAll(add, c.Of, part{of: q, key: "at_most", i: i})
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
		addAll(add, n.Of, part{key: "not_both", i: i})
	}
	for i, s := range rs.version.Shares {
		addAll(add, s.Items, part{key: "shares", i: i})
	}
	return all
}

func addAll(add func(record.Ref, part), refs []record.Ref, at part) {
	for j, ref := range refs {
		at.j = j + 1
		add(ref, at)
	}
}

// judged are the kinds of evidence that facts list.
var judged = []record.Kind{record.Exam, record.Credential, record.Course, record.Event}

// judgeCode reports a ref that the set does not know: with the severity where the set lists things of its kind by its
// issuer or knows what was meant, as a note where it lists nothing of the sort.
func (k *run) judgeCode(ref record.Ref, at diag.Pos, own string, severity diag.Severity) {
	if !slices.Contains(judged, ref.Kind) || k.knows(ref) {
		return
	}
	known := k.codes()
	shown := shorten(ref, own)
	if ref.Bare() {
		if k.knowsBare(ref) {
			return
		}
		if meant := source.Nearest(ref.ID, bare(known[ref.Kind])); meant != "" {
			k.add(diag.Finding{Severity: severity, Pos: at, Hint: "hint.unknown-code", Operands: ops{op("item", shown), op("meant", meant)}})
			return
		}
		k.add(diag.Finding{Severity: diag.Note, Pos: at, Code: "finding.unknown-code.unlisted", Operands: ops{op("item", shown)}})
		return
	}
	for _, kind := range judged {
		if kind != ref.Kind && slices.Contains(known[kind], ref.ID) {
			k.add(diag.Finding{
				Severity: severity, Pos: at, Code: "finding.unknown-code.kind",
				Operands: ops{op("item", shown), op("kind", kind.String())},
			})
			return
		}
	}
	f := diag.Finding{Severity: severity, Pos: at, Operands: ops{op("item", shown)}}
	meant, listed := source.Nearest(ref.ID, known[ref.Kind]), k.listings()[listing{ref.Kind, ref.Issuer()}]
	switch {
	case !listed && meant == "":
		f.Severity, f.Code = diag.Note, "finding.unknown-code.unlisted"
	case !listed:
		f.Severity = diag.Warning // the body is not listed; that its name is only nearly right is likely, not certain
	}
	if meant != "" {
		f.Hint = "hint.unknown-code"
		f.Operands = append(f.Operands, op("meant", shorten(record.Ref{Kind: ref.Kind, ID: meant}, own)))
	}
	k.add(f)
}

// shorten writes a ref as files of the issuer do.
func shorten(ref record.Ref, issuer string) string {
	if ref.Issuer() == issuer {
		ref.ID = ref.Code()
	}
	return ref.String()
}

func bare(ids []string) []string {
	codes := make([]string, len(ids))
	for i, id := range ids {
		codes[i] = record.Ref{ID: id}.Code()
	}
	return codes
}

func (k *knowledge) knowsBare(ref record.Ref) bool {
	return slices.Contains(bare(k.codes()[ref.Kind]), ref.ID)
}
