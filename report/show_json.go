package report

import (
	"io"

	"waymark/programme"
	"waymark/record"
)

// ShowJSON writes the rules of a programme for programs, in the words of the programme files.
func ShowJSON(w io.Writer, set *programme.Set, p *programme.Programme, o Options) error {
	out := jsonProgramme{
		Programme: p.ID, Title: p.Title, Language: p.Language, Summary: p.About.Summary.Value,
		Versions: each(p.Versions, func(v *programme.Version) jsonVersion { return newJSONVersion(set, v) }),
	}
	if p.Awards.Credential != "" {
		out.Awards = &jsonAwards{p.Awards.Credential, p.Awards.Abbreviation, p.Awards.TermMonths}
	}
	out.SpecialisedBy = append([]string{}, p.SpecialisedBy...)
	return encode(w, out, o)
}

type jsonProgramme struct {
	Programme     string        `json:"programme"`
	Title         string        `json:"title"`
	Language      string        `json:"language"`
	Summary       string        `json:"summary,omitempty"`
	Awards        *jsonAwards   `json:"awards"`
	SpecialisedBy []string      `json:"specialised_by"`
	Versions      []jsonVersion `json:"versions"`
}

type jsonAwards struct {
	Credential   string `json:"credential"`
	Abbreviation string `json:"abbreviation,omitempty"`
	// TermMonths is 0 for life.
	TermMonths int `json:"term_months"`
}

type jsonVersion struct {
	Version  string     `json:"version"`
	InForce  jsonSpan   `json:"in_force"`
	Note     string     `json:"note,omitempty"`
	Requires []jsonRule `json:"requires"`
	Covers   []jsonRule `json:"covers"`
	NotBoth  [][]string `json:"not_both"`
	Shares   []jsonRule `json:"shares"`
}

type jsonSpan struct {
	From  *record.Date `json:"from"`
	Until *record.Date `json:"until"`
}

// jsonRule is a requirement, a cover or a sharing: the keys it does not have are absent.
type jsonRule struct {
	ID         string     `json:"id,omitempty"`
	Title      string     `json:"title,omitempty"`
	Kind       string     `json:"kind,omitempty"`
	Item       string     `json:"item,omitempty"`
	By         string     `json:"by,omitempty"`
	Ever       bool       `json:"ever,omitempty"`
	Fills      []string   `json:"fills,omitempty"`
	Between    []string   `json:"between,omitempty"`
	Items      []string   `json:"items,omitempty"`
	Given      []string   `json:"given,omitempty"`
	Open       *jsonOpen  `json:"open,omitempty"`
	Listed     *jsonSpan  `json:"listed,omitempty"`
	Note       string     `json:"note,omitempty"`
	Sources    []string   `json:"sources,omitempty"`
	Confidence string     `json:"confidence,omitempty"`
	Choose     int        `json:"choose,omitempty"`
	AtMost     []jsonCap  `json:"at_most,omitempty"`
	Of         []jsonRule `json:"of,omitempty"`
}

type jsonOpen struct {
	Question string `json:"question"`
	Because  string `json:"because"`
}

type jsonCap struct {
	N  int      `json:"n"`
	Of []string `json:"of"`
}

func newJSONVersion(set *programme.Set, v *programme.Version) jsonVersion {
	return jsonVersion{
		Version: v.Name, InForce: *newJSONSpan(v.InForce), Note: v.Note, Requires: jsonRules(set, v.Requires.Of),
		Covers: each(v.Covers, func(c *programme.Cover) jsonRule {
			j := jsonRule{By: c.By.String(), Ever: c.Ever, Fills: c.Fills, Note: c.Note, Sources: c.Sources}
			j.offer(c.Given, c.Open, c.Listed, c.Confidence)
			return j
		}),
		NotBoth: each(v.NotBoth, func(n *programme.NotBoth) []string { return refStrings(n.Of) }),
		Shares: each(v.Shares, func(s *programme.Share) jsonRule {
			return jsonRule{Between: s.Between, Items: refStrings(s.Items), Note: s.Note}
		}),
	}
}

func newJSONSpan(s programme.Span) *jsonSpan { return &jsonSpan{date(s.From), date(s.Until)} }

func refStrings(of []record.Ref) []string {
	return each(of, func(r *record.Ref) string { return r.String() })
}

func jsonRules(set *programme.Set, of []programme.Requirement) []jsonRule {
	return each(of, func(r *programme.Requirement) jsonRule {
		h := (*r).Heading()
		j := jsonRule{ID: h.ID, Title: h.Title, Kind: requirementKind(*r), Note: h.Note, Sources: h.Sources}
		j.offer(h.Given, h.Open, h.Listed, h.Confidence)
		switch r := (*r).(type) {
		case *programme.Item:
			j.Item, j.Ever = r.Ref.ID, r.Ever
			if j.Title == "" {
				j.Title = factTitle(set, r.Ref)
			}
		case *programme.Choose:
			j.Choose = r.N
			j.AtMost = each(r.AtMost, func(c *programme.Cap) jsonCap { return jsonCap{c.N, refStrings(c.Of)} })
		case *programme.All, *programme.Any: // have nothing but their parts
		}
		j.Of = jsonRules(set, programme.Parts(*r))
		return j
	})
}

func (j *jsonRule) offer(given []programme.Condition, open *programme.Question, listed programme.Span, c programme.Confidence) {
	j.Given = each(given, func(c *programme.Condition) string { return conditionVerb(*c) + " " + c.Ref.String() })
	if open != nil {
		j.Open = &jsonOpen{open.ID, open.Because}
	}
	if !listed.Always() {
		j.Listed = newJSONSpan(listed)
	}
	if c != programme.Confirmed {
		j.Confidence = c.String()
	}
}
