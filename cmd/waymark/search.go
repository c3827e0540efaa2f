package main

import (
	"io"
	"strings"

	"waymark/catalogue"
	"waymark/find"
	"waymark/message"
)

type searchCommand struct {
	Words  []string `arg:"" help:"A code with or without punctuation, words of a title, an issuer, an abbreviation or a job."`
	Limit  int      `default:"20" help:"How many hits to show at most."`
	Format string   `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark search --help.
func (searchCommand) Help() string {
	return examples("waymark search 70290", "waymark search systems engineer", "waymark search exchnage --format json")
}

// hit is something found, in the JSON form.
type hit struct {
	Kind  string   `json:"kind"`
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Why   []reason `json:"why"`
}

type reason struct {
	Code     string   `json:"code"`
	Found    []string `json:"found"`
	Sentence string   `json:"sentence"`
}

// Run searches the catalogue and says why each hit was found.
func (s searchCommand) Run(c *Command) error {
	if s.Limit < 1 {
		return usage("command.limit", "", message.Op("limit", s.Limit))
	}
	set := catalogue.All()
	query := strings.Join(s.Words, " ")
	found := find.New(set).Search(query, 0)
	hits := make([]hit, 0, s.Limit)
	for _, h := range found[:min(s.Limit, len(found))] {
		row := hit{Kind: h.Kind(), ID: h.ID(), Title: h.Title()}
		for _, r := range h.Why {
			row.Why = append(row.Why, reason{r.Code, r.Found, r.Sentence(c.words)})
		}
		hits = append(hits, row)
	}
	switch more := len(found) - len(hits); {
	case len(hits) == 0:
		c.note("command.nothing-found", message.Op("query", query))
	case more > 0:
		c.note("command.more-found", message.Op("more", more), message.Op("limit", s.Limit))
	}
	return c.whole("", func(w io.Writer) error {
		if s.Format == "json" {
			return writeJSON(w, hits)
		}
		var lines [][]string
		for _, h := range hits {
			lines = append(lines, []string{h.Kind, h.ID, h.Title + "\n" + reasons(h.Why)})
		}
		return columns(w, lines)
	})
}

func reasons(all []reason) string {
	var sentences []string
	for _, w := range all {
		sentences = append(sentences, w.Sentence)
	}
	return strings.Join(sentences, "; ")
}

// note says something beside the answer.
func (c *Command) note(code string, operands ...message.Operand) {
	c.say("note: " + c.words.Sentence(code, operands...))
}
