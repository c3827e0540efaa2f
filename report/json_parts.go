package report

import (
	"waymark/audit"
	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

type jsonGap struct {
	Requirement string       `json:"requirement"`
	Title       string       `json:"title"`
	More        int          `json:"more"`
	Of          []jsonOption `json:"of"`
}

type jsonOption struct {
	Kind   string       `json:"kind"`
	ID     string       `json:"id"`
	Title  string       `json:"title"`
	First  *record.Date `json:"first"`
	Last   *record.Date `json:"last"`
	NoLast bool         `json:"no_last"`
	// Programme awards the credential; Left is what it alone would need, null where it cannot be had any more.
	Programme *string `json:"programme"`
	Left      *int    `json:"left"`
}

func (v *viewer) jsonGap(g *audit.Gap) jsonGap {
	return jsonGap{Requirement: g.Path, Title: g.Title, More: g.More, Of: each(g.Of, func(o *audit.Option) jsonOption {
		out := jsonOption{
			Kind: o.Ref.Kind.String(), ID: o.Ref.ID, Title: v.title(o.Ref), First: date(o.First), Last: date(o.Last), NoLast: o.NoLast,
		}
		if o.ByProgramme != "" {
			out.Programme = &o.ByProgramme
			if o.Left >= 0 {
				out.Left = &o.Left
			}
		}
		return out
	})}
}

type jsonRequirement struct {
	ID        string       `json:"id"`
	Title     string       `json:"title"`
	Kind      string       `json:"kind"`
	Item      *string      `json:"item,omitempty"`
	Verdict   string       `json:"verdict"`
	NotNeeded bool         `json:"not_needed"`
	Needed    int          `json:"needed"`
	Have      int          `json:"have"`
	Evidence  []string     `json:"evidence"`
	Covered   bool         `json:"covered"`
	Waived    bool         `json:"waived"`
	Stated    bool         `json:"stated"`
	Until     *record.Date `json:"until"`
	Why       []jsonReason `json:"why"`
	// Of is never absent for a group, however few parts it has.
	Of []jsonRequirement `json:"of,omitempty"`
}

func (v *viewer) jsonRequirements(of []*audit.Judged) []jsonRequirement {
	out := make([]jsonRequirement, len(of))
	for i, j := range of {
		h := j.Requirement.Heading()
		out[i] = jsonRequirement{
			ID: j.Path, Title: h.Title, Verdict: j.Verdict.String(), NotNeeded: j.NotNeeded, Needed: j.Needed, Have: j.Have,
			Evidence: each(j.Evidence, func(k *int) string { return v.r.Evidence[*k].Ref.ID }),
			Covered:  j.Covered, Waived: j.Waived >= 0, Stated: j.Stated, Until: date(j.Until), Why: each(j.Why, v.jsonReason),
			Kind: requirementKind(j.Requirement),
		}
		if item, ok := j.Requirement.(*programme.Item); ok {
			out[i].Item = &item.Ref.ID
			if h.Title == "" {
				out[i].Title = v.title(item.Ref)
			}
		} else {
			out[i].Of = v.jsonRequirements(j.Of)
		}
	}
	return out
}

// requirementKind is all, any, choose, or what an item asks for.
func requirementKind(r programme.Requirement) string {
	switch r := r.(type) {
	case *programme.All:
		return "all"
	case *programme.Any:
		return "any"
	case *programme.Choose:
		return "choose"
	case *programme.Item:
		return r.Ref.Kind.String()
	default:
		return ""
	}
}

type jsonReason struct {
	Code     string       `json:"code"`
	Kind     *string      `json:"kind,omitempty"`
	ID       *string      `json:"id,omitempty"`
	Date     *record.Date `json:"date,omitempty"`
	Text     string       `json:"text,omitempty"`
	Sentence string       `json:"sentence"`
}

func (v *viewer) jsonReason(r *audit.Reason) jsonReason {
	out := jsonReason{Code: r.Code.String(), Date: date(r.Date), Text: r.Text, Sentence: v.reason(*r)}
	if r.Ref.ID != "" {
		kind := r.Ref.Kind.String()
		out.Kind, out.ID = &kind, &r.Ref.ID
	}
	return out
}

type jsonEvidence struct {
	Kind      string      `json:"kind"`
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Date      record.Date `json:"date"`
	State     string      `json:"state"`
	Derived   bool        `json:"derived"`
	Source    string      `json:"source,omitempty"`
	Reference string      `json:"reference,omitempty"`
	CountsAt  []string    `json:"counts_at"`
	// Why is null for a piece that counts.
	Why *jsonReason `json:"why"`
}

func (v *viewer) jsonEvidence(p *audit.Placement) jsonEvidence {
	out := jsonEvidence{
		Kind: p.Ref.Kind.String(), ID: p.Ref.ID, Title: v.title(p.Ref), Date: p.Date, State: p.State.String(),
		Derived: p.Entry == nil, CountsAt: each(p.CountsAt, func(s *string) string { return *s }),
	}
	if p.Entry != nil {
		out.Source, out.Reference = p.Entry.Source, p.Entry.Reference
	}
	if len(p.CountsAt) == 0 {
		why := v.jsonReason(&p.Reason)
		out.Why = &why
	}
	return out
}

type jsonRuling struct {
	Kind        string       `json:"kind"`
	Programme   string       `json:"programme,omitempty"`
	Question    string       `json:"question,omitempty"`
	Requirement string       `json:"requirement,omitempty"`
	Evidence    string       `json:"evidence,omitempty"`
	For         string       `json:"for,omitempty"`
	From        *record.Date `json:"from"`
	Until       *record.Date `json:"until"`
	Author      string       `json:"author"`
	Reason      string       `json:"reason"`
	Sentence    string       `json:"sentence"`
}

func (v *viewer) jsonRuling(r *record.Ruling) jsonRuling {
	return jsonRuling{
		Kind: r.Kind.String(), Programme: r.Programme, Question: r.Question, Requirement: r.Requirement,
		Evidence: r.Evidence.ID, For: r.For.ID, From: date(r.From), Until: date(r.Until), Author: r.Author, Reason: r.Reason,
		Sentence: v.ruling(r),
	}
}

type jsonFinding struct {
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	diag.Pos
	Message string `json:"message"`
}

func (n names) jsonFinding(f *diag.Finding) jsonFinding {
	return jsonFinding{Severity: f.Severity.String(), Rule: f.Rule, Pos: f.Pos, Message: f.Sentence(n.words)}
}
