package diag

import (
	"encoding/json"
	"io"

	"waymark/message"
)

// jsonList is the form of findings for programs; its fields are promised.
type jsonList struct {
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Notes    int           `json:"notes"`
	Findings []jsonFinding `json:"findings"`
}

type jsonFinding struct {
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Code     string `json:"code"`
	Pos
	Length  int           `json:"length,omitempty"`
	Message string        `json:"message"`
	Hint    string        `json:"hint,omitempty"`
	Related []jsonRelated `json:"related,omitempty"`
}

type jsonRelated struct {
	Pos
	Message string `json:"message"`
}

// JSON prints findings as one JSON object: counts by severity, and a list in the order of the list.
func JSON(w io.Writer, list List, words *message.Catalogue) error {
	out := jsonList{
		Errors: list.Count(Error), Warnings: list.Count(Warning), Notes: list.Count(Note),
		Findings: make([]jsonFinding, len(list)),
	}
	for i, f := range list {
		j := jsonFinding{
			Severity: f.Severity.String(), Rule: f.Rule, Code: f.MessageCode(), Pos: f.Pos, Length: f.Length,
			Message: f.Sentence(words), Hint: f.HintSentence(words),
		}
		for _, r := range f.Related {
			j.Related = append(j.Related, jsonRelated{Pos: r.Pos, Message: words.Sentence(r.Code, r.Operands...)})
		}
		out.Findings[i] = j
	}
	return encode(w, out)
}

func encode(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
