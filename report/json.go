package report

import (
	"encoding/json"
	"io"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

// JSON writes an audit for programs, in the form that [Schema] describes.
func JSON(w io.Writer, set *programme.Set, r *audit.Report, o Options) error {
	return encode(w, newJSON(set, r, o), o)
}

func encode(w io.Writer, value any, o Options) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if !o.Compact {
		e.SetIndent("", "  ")
	}
	return e.Encode(value)
}

// jsonReport is an audit's form for programs. Its fields are promised: more may come, none changes or goes. A day that
// there is not is null.
type jsonReport struct {
	Programme            string            `json:"programme"`
	Title                string            `json:"title"`
	Candidate            *jsonCandidate    `json:"candidate"`
	AsOf                 record.Date       `json:"as_of"`
	VerifiedOnly         bool              `json:"verified_only"`
	Version              *string           `json:"version"`
	Verdict              string            `json:"verdict"`
	MetOn                *record.Date      `json:"met_on"`
	MetUnder             *string           `json:"met_under"`
	TermEnds             *record.Date      `json:"term_ends"`
	Lapsed               *record.Date      `json:"lapsed"`
	Questions            []jsonQuestion    `json:"questions"`
	Unreachable          bool              `json:"unreachable"`
	Closed               []jsonClosed      `json:"closed"`
	LeastLeft            *int              `json:"least_left"`
	Proved               bool              `json:"proved"`
	Bound                *int              `json:"bound"`
	Left                 []jsonGap         `json:"left"`
	Alternatives         [][]string        `json:"alternatives"`
	AlternativesComplete bool              `json:"alternatives_complete"`
	AlternativesTotal    *int              `json:"alternatives_total"`
	Derived              []jsonAward       `json:"derived"`
	Requirements         []jsonRequirement `json:"requirements"`
	Evidence             []jsonEvidence    `json:"evidence"`
	Rulings              []jsonRuling      `json:"rulings"`
	Findings             []jsonFinding     `json:"findings"`
}

type jsonCandidate struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

type jsonQuestion struct {
	Programme string `json:"programme"`
	ID        string `json:"id"`
	Because   string `json:"because"`
}

type jsonClosed struct {
	Kind      string       `json:"kind"`
	ID        string       `json:"id"`
	Last      *record.Date `json:"last"`
	Void      *record.Date `json:"void"`
	Programme string       `json:"programme"`
}

type jsonAward struct {
	Programme  string       `json:"programme"`
	Credential string       `json:"credential"`
	Date       record.Date  `json:"date"`
	Until      *record.Date `json:"until"`
	Version    string       `json:"version"`
}

func newJSON(set *programme.Set, r *audit.Report, o Options) *jsonReport {
	v := newViewer(set, r, o)
	out := &jsonReport{
		Programme: r.Programme.ID, Title: r.Programme.Title, AsOf: r.AsOf, VerifiedOnly: r.VerifiedOnly,
		Version: versionName(r.Version), Verdict: r.Verdict.String(), MetOn: date(r.MetOn), MetUnder: versionName(r.MetUnder),
		TermEnds: date(r.TermEnds), Lapsed: date(r.Lapsed), Unreachable: r.Unreachable, Proved: r.Proved,
		Alternatives: make([][]string, len(r.Alternatives)), AlternativesComplete: r.AlternativesComplete,
		Requirements: v.jsonRequirements(r.Requirements),
		Evidence:     each(r.Evidence, v.jsonEvidence), Rulings: each(r.Rulings, v.jsonRuling),
		Left: each(r.Left, v.jsonGap), Findings: each(r.Findings, v.jsonFinding),
		Questions: each(r.Questions, func(q *audit.OpenQuestion) jsonQuestion { return jsonQuestion(*q) }),
		Closed: each(r.Closed, func(c *audit.Closed) jsonClosed {
			return jsonClosed{c.Ref.Kind.String(), c.Ref.ID, date(c.Last), date(c.Void), c.Programme}
		}),
		Derived: each(r.Derived, func(a *audit.Award) jsonAward {
			return jsonAward{a.Programme, a.Credential, a.Date, date(a.Until), a.Version}
		}),
	}
	if o.Candidate.ID != "" || o.Candidate.Name != "" {
		out.Candidate = &jsonCandidate{o.Candidate.ID, o.Candidate.Name}
	}
	if !r.Unreachable {
		out.LeastLeft, out.Bound = &r.LeastLeft, &r.Bound
	}
	if r.AlternativesTotal >= 0 {
		out.AlternativesTotal = &r.AlternativesTotal
	}
	for i, way := range r.Alternatives {
		out.Alternatives[i] = each(way, func(ref *record.Ref) string { return ref.ID })
	}
	return out
}

// each maps a list; no list becomes an empty one, because programs should not have to tell null from [].
func each[A, B any](list []A, f func(*A) B) []B {
	out := make([]B, len(list))
	for i := range list {
		out[i] = f(&list[i])
	}
	return out
}

func date(d record.Date) *record.Date {
	if d == 0 {
		return nil
	}
	return &d
}

func versionName(v *programme.Version) *string {
	if v == nil {
		return nil
	}
	return &v.Name
}
