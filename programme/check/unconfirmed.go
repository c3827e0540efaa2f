package check

import (
	"waymark/diag"
	"waymark/source"
)

var unconfirmed = &Rule{
	Name: "unconfirmed", Since: "0.1", Severity: diag.Note,
	Why: "An answer is as sure as the facts it rests on; what no page confirms should be looked up before it decides about a person.",
	programme: func(r *run, f *programmeFile) {
		t := f.tree
		for _, list := range [][]source.Prose{{t.Summary, t.Audience}, t.Person, t.Organisation, t.Occupations} {
			for _, p := range list {
				r.doubt(p.Backing, p.Text.Value)
			}
		}
		for _, p := range t.Recommends {
			r.doubt(p.Backing, p.Text.Value)
		}
		for _, v := range t.Versions {
			r.doubtAll(v.Requires)
			for _, c := range v.Covers {
				r.doubt(c.Backing, c.By.Ref.String())
			}
		}
	},
	facts: func(r *run, f *source.Facts) {
		for _, fact := range f.Facts {
			r.doubt(fact.Backing, fact.Kind.String()+" "+fact.Code.Value)
		}
		for _, price := range f.Prices {
			r.doubt(price.Backing, "prices")
		}
	},
}

func (r *run) doubtAll(written []*source.Requirement) {
	for _, q := range written {
		if q != nil {
			r.doubt(q.Backing, writtenName(q))
			r.doubtAll(q.Of)
		}
	}
}

// doubt notes what is marked as anything but confirmed.
func (r *run) doubt(b source.Backing, what string) {
	if b.Confidence.Value == "" || b.Confidence.Value == "confirmed" {
		return
	}
	f := diag.Finding{
		Severity: diag.Note, Pos: b.Confidence.Pos, Length: b.Confidence.Length,
		Operands: ops{op("what", brief(what)), op("confidence", b.Confidence.Value), op("note", b.Note.Value)},
	}
	if b.Note.Value != "" {
		f.Code = "finding.unconfirmed.note"
	}
	r.add(f)
}

// writtenName is what a finding calls a requirement of the tree.
func writtenName(q *source.Requirement) string {
	switch {
	case q.ID.Value != "":
		return q.ID.Value
	case q.Title.Value != "":
		return q.Title.Value
	case len(q.Items) > 0:
		return q.Items[0].Ref.String()
	default:
		return "requires"
	}
}

// brief keeps a name short enough for one line.
func brief(text string) string {
	const most = 60
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}
