package compile

import (
	"slices"
	"strings"

	"waymark/diag"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// Programme compiles one programme. Where a finding is an error the programme must not be used.
func Programme(p *source.Programme) (*programme.Programme, diag.List) {
	c := newCompiler(record.Ref{ID: p.ID.Value}.Issuer(), p.Sources)
	out := &programme.Programme{
		ID: c.text(p.ID.Value), Title: p.Title.Value, Language: p.Language.Value, Sources: sources(p.Sources),
		Awards: programme.Award{
			Credential: c.own(p.Awards.Credential.Value), Abbreviation: p.Awards.Abbreviation.Value,
			TermMonths: p.Awards.Term.Months,
		},
		About: c.about(p),
		File:  p.Pos.File,
	}
	for _, s := range p.SpecialisedBy {
		out.SpecialisedBy = append(out.SpecialisedBy, c.own(s.Value))
	}
	names := map[string]bool{}
	for i := range p.Versions {
		v := &p.Versions[i]
		if v.Name.Given() && names[v.Name.Value] {
			c.add("version-twice", v.Name, "hint.version-twice")
		}
		names[v.Name.Value] = true
		out.Versions = append(out.Versions, c.version(v))
	}
	if len(p.Versions) == 0 {
		c.found.Add(diag.Finding{Severity: diag.Error, Rule: "requires-nothing", Pos: p.Pos, Hint: "hint.requires-nothing"})
	}
	slices.SortStableFunc(out.Versions, func(a, b programme.Version) int {
		if a.InForce.From != b.InForce.From {
			return int(a.InForce.From) - int(b.InForce.From)
		}
		return strings.Compare(a.Name, b.Name)
	})
	out.Hash = hash(out)
	c.found.Sort()
	return out, c.found
}

func (c *compiler) about(p *source.Programme) programme.About {
	a := programme.About{
		Summary: c.prose(p.Summary), Audience: c.prose(p.Audience), Person: c.proses(p.Person),
		Organisation: c.proses(p.Organisation), Occupations: c.proses(p.Occupations),
	}
	for _, r := range p.Recommends {
		a.Recommends = append(a.Recommends, programme.Recommendation{Years: r.Years.Value, Text: c.prose(r.Prose)})
	}
	return a
}

func (c *compiler) prose(p source.Prose) programme.Text {
	ids, sure := c.backing(p.Backing)
	return programme.Text{Value: p.Text.Value, Language: p.Language.Value, Sources: ids, Confidence: sure}
}

func (c *compiler) proses(all []source.Prose) []programme.Text {
	var out []programme.Text
	for _, p := range all {
		out = append(out, c.prose(p))
	}
	return out
}
