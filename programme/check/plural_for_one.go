package check

import (
	"strings"

	"waymark/diag"
	"waymark/programme"
)

var pluralForOne = &Rule{
	Name: "plural-for-one", Since: "0.1", Severity: diag.Warning,
	Why: "A text that announces several things, or combinations of them, before a single one was copied from elsewhere or has lost a part.",
	version: func(r *run, rs *ruleset) {
		for _, p := range rs.texts() {
			if p.about == nil {
				continue
			}
			for _, sentence := range sentences(p.text) {
				if code, quote := announces(sentence, p.about); code != "" {
					r.add(diag.Finding{
						Severity: diag.Warning, Pos: p.at, Code: code,
						Operands: ops{op("quote", quote), op("listed", rs.shortAll(refs(p.about))), op("requirement", rs.name(p.about))},
					})
					break
				}
			}
		}
	},
}

// announces gives the code of how the sentence promises more than q lists, and the words that do.
func announces(sentence string, q programme.Requirement) (code, quote string) {
	ws := words(sentence)
	for i, w := range ws {
		switch {
		case strings.EqualFold(w, "combinations") && !combines(q):
			return "finding.plural-for-one.combinations", w
		case isPlural(w) && pointed(ws[:i]) && len(refs(q)) == 1:
			return "finding.plural-for-one", w
		case isPlural(w) && i > 0 && (ws[i-1] == "1" || strings.EqualFold(ws[i-1], "one")):
			return "finding.plural-for-one.number", ws[i-1] + " " + w
		}
	}
	return "", ""
}

// combines tells that q holds a combination: several parts asked for together.
func combines(q programme.Requirement) bool {
	for r := range within(q) {
		if _, item := r.(*programme.Item); !item && needed(r) > 1 {
			return true
		}
	}
	return false
}

func isPlural(word string) bool {
	lower := strings.ToLower(word)
	return strings.HasSuffix(lower, "s") && nouns[strings.TrimSuffix(lower, "s")]
}

// pointed tells that the words before a noun point at what is listed: "these third-party certifications". The words
// "one of these exams" do not promise more than one.
func pointed(before []string) bool {
	for i := len(before) - 1; i >= 0 && i >= len(before)-4; i-- {
		switch strings.ToLower(before[i]) {
		case "these":
			return true
		case ",", "and", "or", "for", "in":
			return false
		}
	}
	return false
}
