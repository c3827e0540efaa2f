package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

// Nearest sorts audits of several programmes for one record: met ones first, then undecided ones, then by how few items
// are left, and last what can no longer be met; equals by id.
func Nearest(reports []*audit.Report) []*audit.Report {
	return slices.SortedStableFunc(slices.Values(reports), func(a, b *audit.Report) int {
		return cmp.Or(cmp.Compare(distance(a), distance(b)), cmp.Compare(a.Programme.ID, b.Programme.ID))
	})
}

func distance(r *audit.Report) int {
	switch {
	case r.Verdict == audit.Met:
		return -2
	case r.Verdict == audit.Undecided:
		return -1
	case r.Unreachable:
		return int(^uint(0) >> 1)
	default:
		return r.LeastLeft
	}
}

// overview is several audits of one record in words.
type overview struct {
	Language, Title, Candidate, AsOf string
	VerifiedOnly                     bool
	Count                            string
	Rows                             []near
	// Absent are the programmes without rules on the day.
	Absent string
}

// near is how near one programme is.
type near struct {
	Verdict audit.Verdict
	ID      string
	Title   string
	// Short is what the sentence calls the programme.
	Short string
	// How is a few words for a table; From a sentence.
	How, From string
	// Missing names one smallest set, where it is small.
	Missing string
	// Link is the address of its own page, or nothing.
	Link string
}

func newOverview(set *programme.Set, reports []*audit.Report, o Options) *overview {
	n := names{set: set, words: o.words()}
	w := &overview{
		Language: n.words.Language(), Title: n.say("overview.title"), Candidate: cmp.Or(o.Candidate.Name, o.Candidate.ID),
	}
	var met, undecided, gone int
	var absent []string
	for _, r := range Nearest(reports) {
		w.AsOf, w.VerifiedOnly = r.AsOf.String(), r.VerifiedOnly
		if r.Version == nil && r.Verdict == audit.NotMet {
			absent = append(absent, r.Programme.ID)
			continue
		}
		row := n.near(r)
		if o.Link != nil {
			row.Link = o.Link(r.Programme.ID)
		}
		w.Rows = append(w.Rows, row)
		switch {
		case r.Verdict == audit.Met:
			met++
		case r.Verdict == audit.Undecided:
			undecided++
		case r.Unreachable:
			gone++
		}
	}
	if len(absent) > 0 {
		w.Absent = n.say("overview.absent", op("n", len(absent)), op("list", absent))
	}
	all := len(w.Rows)
	w.Count = n.say("overview.count", op("n", all), op("met", met), op("undecided", undecided), op("gone", gone), op("near", all-met-undecided-gone))
	return w
}

func (n names) near(r *audit.Report) near {
	n.issuer = r.Programme.Issuer()
	p := r.Programme
	out := near{Verdict: r.Verdict, ID: p.ID, Title: p.Title, Short: cmp.Or(p.Awards.Abbreviation, p.Title)}
	code := "more"
	switch {
	case r.Verdict == audit.Met:
		code = "met"
	case r.Verdict == audit.Undecided:
		code = "undecided"
	case r.Unreachable:
		code = "unreachable"
	case r.LeastLeft == 1:
		code = "one"
	}
	operands := []operand{op("n", strconv.Itoa(r.LeastLeft)), op("what", things(n, r, r.LeastLeft)), op("title", out.Short)}
	out.How, out.From = n.say("near."+code, operands...), n.say("from."+code, operands...)
	if len(r.Alternatives) > 0 && r.LeastLeft > 0 && r.LeastLeft <= 3 {
		codes := each(r.Alternatives[0], func(ref *record.Ref) string { return n.code(*ref) })
		out.Missing = strings.Join(codes, " + ")
	}
	return out
}

// OverviewText writes how near a candidate is to several programmes, nearest first, for a terminal.
func OverviewText(w io.Writer, set *programme.Set, reports []*audit.Report, o Options) error {
	t := newTerminal(w, o)
	v := newOverview(set, reports, o)
	t.put("", "", run{v.Title, heading})
	if len(v.Rows) > 0 {
		t.put("", "", run{t.dotted(v.Candidate, t.say("as-of", op("date", v.AsOf)), strictness(v.VerifiedOnly, t.say)), quiet})
	}
	t.put("", "", run{v.Count, quiet})
	t.empty()
	for _, row := range v.Rows {
		below := strings.Repeat(" ", len([]rune(t.marks[row.Verdict]))+1)
		words := []run{t.mark(row.Verdict), {row.From, plain}}
		if row.Missing != "" {
			words = append(words, run{t.dot + hold + row.Missing, plain})
		}
		t.put("", below, words...)
		details := row.ID
		if row.Title != row.Short {
			details = t.dotted(row.Title, row.ID)
		}
		t.put(below, below, run{details, quiet})
	}
	if v.Absent != "" {
		t.empty()
		t.put("", "", run{v.Absent, quiet})
	}
	return t.w.Flush()
}

type jsonOverview struct {
	AsOf       *record.Date  `json:"as_of"`
	Programmes []*jsonReport `json:"programmes"`
}

// OverviewJSON writes several audits, nearest first, each as [JSON] writes it. The list may be empty.
func OverviewJSON(w io.Writer, set *programme.Set, reports []*audit.Report, o Options) error {
	out := jsonOverview{Programmes: []*jsonReport{}}
	for _, r := range Nearest(reports) {
		out.AsOf = &r.AsOf
		out.Programmes = append(out.Programmes, newJSON(set, r, o))
	}
	return encode(w, out, o)
}
