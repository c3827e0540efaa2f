package packtest

import (
	"slices"

	"waymark/audit"
	"waymark/programme"
)

// Coverage says of every requirement with an id, in every version of one programme, whether some case showed it met and
// some case showed it not met.
type Coverage struct {
	Programme *programme.Programme
	// Requirements are in the order of the file.
	Requirements []Seen
}

// Seen is one requirement of one version.
type Seen struct {
	Version, ID string
	Met, NotMet bool
}

// NewCoverage begins with nothing seen.
func NewCoverage(p *programme.Programme) *Coverage {
	c := &Coverage{Programme: p}
	for _, v := range p.Versions {
		for _, r := range v.Requires.Of {
			c.name(v.Name, r)
		}
	}
	return c
}

func (c *Coverage) name(version string, r programme.Requirement) {
	if id := r.Heading().ID; id != "" {
		c.Requirements = append(c.Requirements, Seen{Version: version, ID: id})
	}
	for _, part := range programme.Parts(r) {
		c.name(version, part)
	}
}

// Add takes in what the audit of a case showed. An option left aside shows nothing.
func (c *Coverage) Add(rep *audit.Report) {
	if rep == nil || rep.Version == nil {
		return
	}
	var see func(*audit.Judged)
	see = func(j *audit.Judged) {
		if j.NotNeeded {
			return
		}
		id := j.Requirement.Heading().ID
		at := slices.IndexFunc(c.Requirements, func(s Seen) bool { return s.Version == rep.Version.Name && s.ID == id })
		if id != "" && at >= 0 {
			c.Requirements[at].Met = c.Requirements[at].Met || j.Verdict == audit.Met
			c.Requirements[at].NotMet = c.Requirements[at].NotMet || j.Verdict != audit.Met
		}
		for _, part := range j.Of {
			see(part)
		}
	}
	for _, j := range rep.Requirements {
		see(j)
	}
}

// Both counts the requirements that were seen met and not met.
func (c *Coverage) Both() int {
	n := 0
	for _, s := range c.Requirements {
		if s.Met && s.NotMet {
			n++
		}
	}
	return n
}
