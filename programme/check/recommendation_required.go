package check

import (
	"regexp"

	"waymark/diag"
)

var recommendationRequired = &Rule{
	Name: "recommendation-required", Since: "0.1", Severity: diag.Warning,
	Why: "What a page advises stops candidates from being certified when it is written among the things it requires.",
	version: func(r *run, rs *ruleset) {
		for _, p := range rs.texts() {
			if p.about == nil || p.about.Heading() == rs.version.Requires.Heading() {
				continue
			}
			if quote := advice.FindString(p.text); quote != "" {
				r.add(diag.Finding{
					Severity: diag.Warning, Pos: p.at, Hint: "hint.recommendation-required",
					Operands: ops{op("quote", quote), op("requirement", rs.name(p.about))},
				})
			}
		}
	},
}

// advice is how pages advise. A bare "should" or "recommended" is left alone: notes use them about other matters.
var advice = regexp.MustCompile(`(?i)\b(should (ideally |also |already )?have\b|(is|are) (strongly )?(recommended|advised|encouraged)\b|we recommend\b|ideally\b|recommended (experience|preparation|course|training)s?\b|(candidates|you) should\b)`)
