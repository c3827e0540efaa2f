package report

import (
	"cmp"

	"waymark/audit"
	"waymark/diag"
	"waymark/programme"
)

// view is an audit in words, in the order people read it. Text, Markdown and HTML each give it their own form; what is
// shown, and what is folded into a line, is decided here once.
type view struct {
	Language            string
	ID, Title, Short    string
	Candidate           string
	AsOf, Rules         string
	VerifiedOnly        bool
	Verdict             audit.Verdict
	Headline            string
	Remarks             []string
	Requirements        []*node
	Count               string // how many of the requirements are met
	Gaps                []gap
	WaysIntro, WaysRest string
	Ways                []string
	Closed              []string
	Awards              []string
	Evidence            []piece
	Questions           []string
	Rulings             []string
	Findings            []string
}

// node is a requirement of the tree.
type node struct {
	Verdict audit.Verdict
	// Code names an item; a group has none.
	Code, Title string
	// Count is how many of its parts a group has, in words, where that says something.
	Count string
	// Notes are facts about it, Why sentences about what stands in its way.
	Notes, Why []string
	Of         []*node
	// Rest are options folded into lines.
	Rest []string
}

// notCounted gathers the pieces that count nowhere by what keeps them from it.
func (w *view) notCounted() []unused {
	var out []unused
	at := map[string]int{}
	for _, p := range w.Evidence {
		if p.Counts {
			continue
		}
		i, known := at[p.Use]
		if !known {
			i = len(out)
			at[p.Use] = i
			out = append(out, unused{Why: p.Use})
		}
		out[i].Pieces = append(out[i].Pieces, p)
	}
	return out
}

// unused are pieces that do not count for one reason.
type unused struct {
	Why    string
	Pieces []piece
}

// gap is what is left of one requirement.
type gap struct {
	Title   string
	Options []option
}

// option is one way to fill a gap, or several that end on the same day.
type option struct{ Name, Until string }

// piece is one entry of the record and what became of it.
type piece struct {
	Code, Title, Date string
	State             string
	Counts            bool
	// Use says where it counts, or why it does not.
	Use string
}

// viewer makes a view.
type viewer struct {
	names
	r *audit.Report
	// labels are the titles of requirements by path.
	labels map[string]string
	// someVerified tells that not all that counts is only stated, so that it is worth saying of which it is true.
	someVerified bool
}

func newViewer(set *programme.Set, r *audit.Report, o Options) *viewer {
	v := &viewer{
		names:  names{set: set, words: o.words(), issuer: r.Programme.Issuer()},
		r:      r,
		labels: map[string]string{},
	}
	for _, j := range r.Requirements {
		v.label(j, "")
	}
	counting, stated := v.stated()
	v.someVerified = stated < counting
	return v
}

// label remembers for each requirement its title, or that of the nearest one above it that has one.
func (v *viewer) label(j *audit.Judged, above string) {
	h := j.Requirement.Heading()
	title := cmp.Or(h.Title, above, h.ID)
	if item, ok := j.Requirement.(*programme.Item); ok && title == "" {
		title = v.kindCode(item.Ref)
	}
	if title != "" {
		v.labels[j.Path] = title
	}
	for _, part := range j.Of {
		v.label(part, title)
	}
}

func (v *viewer) labelOf(path string) string { return cmp.Or(v.labels[path], path) }

func (v *viewer) view(o Options) *view {
	r := v.r
	w := &view{
		Language: v.words.Language(), ID: r.Programme.ID, Title: r.Programme.Title, Short: r.Programme.Awards.Abbreviation,
		Candidate: cmp.Or(o.Candidate.Name, o.Candidate.ID), AsOf: r.AsOf.String(), Rules: v.rules(r.Version),
		VerifiedOnly: r.VerifiedOnly, Verdict: r.Verdict, Headline: v.headline(), Remarks: v.remarks(),
	}
	have := 0
	for _, j := range r.Requirements {
		w.Requirements = append(w.Requirements, v.node(j))
		if j.Verdict == audit.Met {
			have++
		}
	}
	w.Count = v.say("count", op("have", have), op("needed", len(r.Requirements)))
	if r.Verdict != audit.Met {
		w.Gaps = v.gaps(r.Left)
		v.ways(w)
		for _, c := range r.Closed {
			w.Closed = append(w.Closed, v.closed(c))
		}
	}
	for _, a := range r.Derived {
		w.Awards = append(w.Awards, v.award(a))
	}
	for i := range r.Evidence {
		w.Evidence = append(w.Evidence, v.piece(&r.Evidence[i]))
	}
	for _, q := range r.Questions {
		w.Questions = append(w.Questions, v.say("question", op("id", q.ID), op("programme", q.Programme), op("because", q.Because)))
	}
	for i := range r.Rulings {
		w.Rulings = append(w.Rulings, v.ruling(&r.Rulings[i]))
	}
	w.Findings = v.findings(r.Findings)
	return w
}

// findings are the faults of a record, each with its place.
func (n names) findings(list diag.List) []string {
	var out []string
	for _, f := range list {
		sentence := f.Sentence(n.words)
		if place := f.Pos.String(); place != "" {
			sentence = place + ": " + sentence
		}
		out = append(out, sentence)
	}
	return out
}
